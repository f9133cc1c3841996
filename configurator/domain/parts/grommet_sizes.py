"""Grommets of AN931, which MS35489 follows: AN931-a-b is for a cable of a/16 in and a hole of b/16 in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from configurator.domain.parts.tables import Table, read_table


@dataclass(frozen=True)
class GrommetSize:
    """What a grommet holds and where, both diameters in mm."""

    cable: float
    hole: float


AN931: Table[GrommetSize] = read_table(Path(__file__).with_name("data") / "an931.csv", GrommetSize)
