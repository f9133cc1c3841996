"""The fluids of a vehicle, and which materials stand them. They stand in `data/fluids.toml`, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from configurator.domain.offers.fluid_entries import Fluid, FluidsFile, ResistanceEntry
from configurator.domain.offers.sourced import read_data

Resists = Literal["fit", "unfit", "unknown"]


@dataclass(frozen=True)
class Resistance:
    """Whether a material stands a fluid; `why` it does not, or why that is unknown."""

    resists: Resists
    why: str
    source: str


UNKNOWN: Final = Resistance("unknown", "no source says so", "")


def _resistance(entry: ResistanceEntry) -> Resistance:
    return Resistance(entry.value or "unknown", entry.why or entry.source, entry.source)


_FILE = read_data(FluidsFile, "fluids.toml")
FLUIDS: Final[Mapping[Fluid, str]] = _FILE.fluids
RESISTANCES: Final[Mapping[str, Mapping[Fluid, Resistance]]] = {
    material: {fluid: _resistance(entry) for fluid, entry in entries.items()}
    for material, entries in _FILE.materials.items()
}


def resistance(material: str, fluid: Fluid) -> Resistance:
    """Of a material to a fluid: unknown where nobody says."""
    return RESISTANCES.get(material, {}).get(fluid, UNKNOWN)
