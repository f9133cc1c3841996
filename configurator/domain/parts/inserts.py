"""What is put into holes of a finished part, such as heat-set inserts: where, how deep, and into which hole."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from configurator.domain.parts.dimensions import Point
from configurator.domain.parts.tables import Table, read_table


@dataclass(frozen=True, kw_only=True)
class Insert:
    """One thing to put in, in the template's frame; it is mirrored with the part.

    `place` is the middle of its hole's mouth and `axis` points out of the hole, which has to be of that `diameter` and
    at least of that `depth` in mm. `part` is what is put in and `standard` by which it is bought or made, `face` is
    where for people, `source` is where the size of the hole comes from. What is `heat_set` goes into plastic only.
    """

    name: str
    part: str
    face: str
    place: Point
    axis: Point
    diameter: float
    depth: float
    source: str
    standard: str = ""
    heat_set: bool = False


@dataclass(frozen=True, kw_only=True)
class MadeInsert:
    """An insert with its hole as it was made; sizes in mm, `measured_depth` is None where the hole goes through."""

    name: str
    part: str
    standard: str
    face: str
    place: Point
    axis: Point
    diameter: float
    depth: float
    measured_diameter: float
    measured_depth: float | None
    source: str

    def as_dict(self) -> dict[str, Any]:
        """As it stands in the report: every field."""
        return asdict(self)


def insert_sentence(insert: Insert | MadeInsert) -> str:
    """For whoever puts it in: `Put in: M4 heat-set insert (DIN 16903), underside; hole ø5.6 mm, at least 9 mm deep.`"""
    standard = f" ({insert.standard})" if insert.standard else ""
    return f"Put in: {insert.part}{standard}, {insert.face}; {hole_text(insert)}."


def hole_text(insert: Insert | MadeInsert) -> str:
    """The hole that it needs: `hole ø5.6 mm, at least 9 mm deep`."""
    return f"hole ø{insert.diameter:.4g} mm, at least {insert.depth:.4g} mm deep"


@dataclass(frozen=True)
class HeatSetInsert:
    """The hole in mm for a thread's heat-set insert, and how long the insert is at most, where its source says so."""

    hole_diameter: float
    longest: float | None = None


# By thread; holes of this table are for thermoplastics.
HEAT_SET_INSERTS: Table[HeatSetInsert] = read_table(
    Path(__file__).with_name("data") / "heat_set_inserts.csv", HeatSetInsert
)


def heat_set_insert(thread: str, name: str, place: Point, axis: Point, depth: float, face: str) -> Insert:
    """The insert of a row of `HEAT_SET_INSERTS`. Raises ValueError where the hole is shallower than it is long."""
    row = HEAT_SET_INSERTS.rows[thread]
    if row.longest is not None and depth < row.longest:
        raise ValueError(f"an insert for {thread} is up to {row.longest} mm long, and its hole {depth} mm deep")
    return Insert(
        name=name, part=f"{thread} heat-set insert", face=face, place=place, axis=axis, diameter=row.hole_diameter,
        depth=depth, source=HEAT_SET_INSERTS.sources[thread], heat_set=True,
    )  # fmt: skip
