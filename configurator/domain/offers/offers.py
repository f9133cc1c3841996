"""What can be sold: a process with a named material and finish, and where each must not be used.

The values stand in `data/offers.toml` and `data/zones.toml`, each with its source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from configurator.domain.errors import nearest_hint, refused
from configurator.domain.offers.offer_entries import OfferEntry, OffersFile, ZoneEntry, ZonesFile
from configurator.domain.offers.sourced import read_data, split_sources
from configurator.domain.parts.templates import Family, Zone


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One process with one grade of material and one finish.

    `least_wall` in mm; the process holds a size of L mm to `tolerance` + `tolerance_per_mm` * L;
    `density` in g/cm3; `colour` (#rrggbb) is the part's, for pictures; `heat` is the deflection
    temperature in deg C under the load that its source names, None where there is no such number;
    `strain` is the share by which it may be stretched for a moment, as a snap's arm is, None where nobody has said;
    `hole_shrinkage` is by how many mm in diameter holes come out smaller than drawn, None where nobody has said;
    `stock` are the thicknesses in mm of the sheets that it is cut from, none where it is not cut from sheet;
    `refused` says for which zones it must not be taken, and why. `sources` has the source of a value
    by its name, that of a refusal under "refused." and the zone.
    """

    id: str
    title: str
    process: str
    material: str
    family: Family
    grade: str
    finish: str
    least_wall: float
    tolerance: float
    density: float
    colour: str
    tolerance_per_mm: float = 0.0
    heat: float | None = None
    hole_shrinkage: float | None = None
    stock: tuple[float, ...] = ()
    strain: float | None = None
    refused: Mapping[Zone, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)


def _offer(offer_id: str, entry: OfferEntry, zones: ZonesFile) -> Offer:
    values, sources = split_sources(entry)
    refusals = {zone: (why, source) for zone, why, source in _refusals(entry, zones)}
    refused_for = {zone: why for zone, (why, _) in refusals.items()}
    sources |= {f"refused.{zone}": source for zone, (_, source) in refusals.items()}
    for name in ("too_hot", "refused"):
        values.pop(name, None), sources.pop(name, None)
    return Offer(id=offer_id, **values, refused=refused_for, sources=sources)


def _refusals(entry: OfferEntry, zones: ZonesFile) -> Iterator[tuple[Zone, str, str]]:
    """Zone, why and source of every refusal; of two for one zone the last holds."""
    if entry.too_hot and entry.heat:
        for zone in entry.too_hot.value:
            yield zone, f"it gives way at {entry.heat.value:g} °C, which is exceeded there", entry.too_hot.source
    for zone, rules in zones.zones.items():
        if refusal := rules.refusal_of(entry.family):
            yield zone, refusal.value, refusal.source
    for zone, refusal in entry.refused.items():
        yield zone, refusal.value, refusal.source


def _read_offers(zones: ZonesFile) -> dict[str, Offer]:
    entries = read_data(OffersFile, "offers.toml").offers
    return {offer_id: _offer(offer_id, entry, zones) for offer_id, entry in entries.items()}


_ZONES = read_data(ZonesFile, "zones.toml")
OFFERS: Final[Mapping[str, Offer]] = _read_offers(_ZONES)
# Of vehicles only.
ZONES: Final[Mapping[str, ZoneEntry]] = {str(zone): entry for zone, entry in _ZONES.zones.items()}


def find_offer(offer_id: str) -> Offer:
    """The offer of that id. Raises Refused, naming the field `offer`, with the nearest id."""
    if offer_id not in OFFERS:
        raise refused(f"There is no offer {offer_id!r}.", "offer", hint=nearest_hint(offer_id, list(OFFERS)))
    return OFFERS[offer_id]


def offer_texts(offer_id: str) -> tuple[str, str]:
    """Material and grade, process and finish, as a sheet says them; without such an offer, that an order will."""
    if offer_id not in OFFERS:
        return "as ordered", "as ordered"
    offer = OFFERS[offer_id]
    return f"{offer.material}, {offer.grade}", f"{offer.process.upper()}, {offer.finish}"


def materials_by_process() -> dict[str, tuple[str, ...]]:
    """Process -> the materials that are offered in it."""
    materials: dict[str, tuple[str, ...]] = {}
    for offer in OFFERS.values():
        known = materials.get(offer.process, ())
        materials[offer.process] = known if offer.material in known else (*known, offer.material)
    return materials
