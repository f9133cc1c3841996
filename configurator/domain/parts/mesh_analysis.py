"""The analysis of a finished mesh for manufacturing: sizes and places, for any process. All in mm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from configurator.domain.parts.dimensions import Point

# Of material: a wall, or a pin, which is thin two ways. Of air: a slit, a clearance between two bodies, a hole.
FeatureKind = Literal["wall", "pin", "slit", "clearance", "hole"]
# By kind the sizes in mm, rising, for each of which the analysis lists what is narrower.
SizeLimits = Mapping[FeatureKind, tuple[float, ...]]


@dataclass(frozen=True)
class Spot:
    """A place where something measures `size` mm, give or take `uncertainty`.

    `near` is the name of the dimension that shows it and `field` that of its parameter, empty where none does.
    """

    place: Point
    size: float
    uncertainty: float = 0.0
    near: str = ""
    field: str = ""


@dataclass(frozen=True)
class ThinFeature:
    """All of one kind that is narrower than `below`: the skin on it in mm2, and where, the narrowest first."""

    kind: FeatureKind
    below: float
    area_mm2: float
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Pose:
    """One way to lay the part on a bed.

    `rotation` are the rows of the matrix that turns it so, `size_mm` its box along x, y and z then, of
    which z is up. `bed_mm2` of its skin rest on the bed, `overhang_mm2` lean out by more than 45
    degrees, with `support_mm3` of air under them. `bridge_mm` is the widest of its level ceilings that
    stand on two sides.
    """

    rotation: tuple[Point, Point, Point]
    size_mm: Point
    bed_mm2: float
    overhang_mm2: float
    support_mm3: float
    bridge_mm: float


@dataclass(frozen=True)
class Hollow:
    """A cavity in the part, and the diameter of a round hole with the area of its openings; 0: it is closed."""

    place: Point
    volume_mm3: float
    opening_mm: float


@dataclass(frozen=True)
class MeshAnalysis:
    """Thin features, poses and enclosed hollows of a part.

    `thinnest` is its thinnest wall or pin, `narrowest` its narrowest slit, clearance or hole. `edges`
    are sharp edges: skin whose opposite does not face it. `narrow` follows the limits
    that were asked for; a limit that nothing falls below is left out. `off_revolution` is the share of its skin that is
    not that of a body of revolution, `off_sheet` of a flat part of even thickness; None where nobody has looked.
    """

    volume_mm3: float
    area_mm2: float
    thinnest: Spot | None
    narrowest: Spot | None
    edges_mm2: float
    edges: tuple[Spot, ...]
    narrow: tuple[ThinFeature, ...]
    poses: tuple[Pose, ...]
    hollows: tuple[Hollow, ...]
    off_revolution: float | None = None
    off_sheet: float | None = None

    def below(self, kind: FeatureKind, limit: float) -> ThinFeature | None:
        """What is of that kind and narrower than `limit`, one of the limits; None if nothing is."""
        return next((each for each in self.narrow if each.kind == kind and each.below == limit), None)
