"""The states, provinces and cantons of countries, and where ZIP codes lie: from data/, no network."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from configurator.domain.places import Place, great_circle_km
from configurator.services.orders.place_names import fold_name

ZIP_COUNTRY, ZIP_PREFIX_LENGTH = "US", 3
# How far a town may lie from the middles of all ZIP areas that begin alike: those of the emptiest are so large.
ZIP_MARGIN_KM = 100.0


@dataclass(frozen=True)
class PostalArea:
    """Where the postcodes lie that begin with the same digits: all within so many km of a place."""

    place: Place
    radius_km: float

    def holds(self, place: Place) -> bool:
        """Whether a town at this place may have such a postcode."""
        return great_circle_km(self.place, place) <= self.radius_km + ZIP_MARGIN_KM


def region_name(country: str, region: str) -> str:
    """Illinois of US and IL; empty where it has no name."""
    return _region_names().get(country, {}).get(region, "")


def regions_named(country: str, name: str) -> frozenset[str]:
    """The codes of a country's regions that are called so, by code or name: none for an empty or unknown name."""
    code, folded = name.strip().upper(), fold_name(name)
    known = _region_names().get(country, {})
    return frozenset(each for each, full in known.items() if each == code or (folded and fold_name(full) == folded))


def postal_area(country: str, postcode: str) -> PostalArea | None:
    """Where such postcodes lie: of the United States by their first three digits, elsewhere unknown."""
    digits = postcode.strip()[:ZIP_PREFIX_LENGTH]
    found = _zip_areas().get(digits) if country == ZIP_COUNTRY else None
    return PostalArea(Place(found[0], found[1]), found[2]) if found else None


@cache
def _region_names() -> Mapping[str, Mapping[str, str]]:
    names: Mapping[str, Mapping[str, str]] = _read("regions.json.gz")
    return names


@cache
def _zip_areas() -> Mapping[str, tuple[float, float, float]]:
    areas: Mapping[str, tuple[float, float, float]] = _read("zip_areas.json.gz")
    return areas


def _read(name: str) -> Any:
    return json.loads(gzip.decompress((files(__package__) / "data" / name).read_bytes()))
