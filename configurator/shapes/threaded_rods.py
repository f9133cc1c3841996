"""The faces of a threaded rod: its flats and flanks, in pieces of some turns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import pi, radians, tan
from typing import NamedTuple

import cadquery as cq
import numpy as np
from OCP.TopoDS import TopoDS_Face

from configurator.domain.errors import failed
from configurator.domain.standards.threads import Thread
from configurator.shapes.helical_faces import FaceMaker, Line, Place, Side, Strip
from configurator.shapes.outline import PlanArray

CORNERS = 4
# The corners of the profile at which the flats of root and crest begin.
ROOT, CREST = 0, 2
# The CAD kernel's mesher takes longer for a face of many turns than for its pieces.
TURNS_PER_FACE = 3
# Of the flat at the crest, in pitches, by the angle of the flanks: ISO 68-1, BS 84, BS 93.
CREST_SHARES = {60.0: 1 / 8, 55.0: 1 / 6, 47.5: 0.26817 / 1.13634}


class RodEnd(NamedTuple):
    """Where a rod ends, in mm: in the plane of a height, or in the cone of that height and `slope` times the radius.

    A cone goes on to the circle of a `radius` inside the roots or outside the crests.
    """

    height: float
    slope: int = 0
    radius: float = 0.0


class _Rim(NamedTuple):
    """A cone's circle, in a line beside a flat of the thread and one around the rest; and lines to that flat's ends."""

    flat: int
    circles: tuple[Line, Line]
    spokes: tuple[Line, Line]


class ThreadedRod:
    """A rod along z with a right-handed thread, between a `low` end and a `high` one, number 0 and 1."""

    def __init__(self, thread: Thread, clearance: float, low: RodEnd, high: RodEnd) -> None:
        """All its diameters are larger by the clearance, in mm. Raises Failed where its ends leave no thread."""
        self._corners, self._rise = profile_corners(thread, clearance).tolist(), thread.pitch / (2 * pi)
        self._ends, self._maker = (low, high), FaceMaker()
        first, last = (self._cut_places(end) for end in self._ends)
        if max(place.height for place in first) >= min(place.height for place in last):
            raise failed(f"The thread {thread.name} is so short that it is all chamfer.", hint="Make it longer.")
        # Of each row the places at five corners of the profile, of which the last is on the first one's helix.
        self._rows = [first, *(self._places_at(angle) for angle in _angles_between(first, last)), last]
        self._cuts = [_lines(self._rows[number]) for number in (0, -1)]
        self._seams = [self._cuts[0], *map(_lines, self._rows[1:-1]), self._cuts[1]]
        self._helices = [_lines(self._helix_places(corner)) for corner in range(CORNERS)]
        self._rims = [self._rim(number) if self._ends[number].slope else None for number in (0, 1)]

    def faces(self) -> list[TopoDS_Face]:
        """Flats, flanks and both ends but for what lies within a cone's circle, looking out of the rod."""
        ends = [face for number in (0, 1) for face in self._end_faces(number)]
        bands = [self._band(corner, row) for corner in range(CORNERS) for row in range(len(self._rows) - 1)]
        return [*bands, *ends]

    def lid(self, number: int) -> TopoDS_Face:
        """The flat face within the circle of a cone, looking out of the rod."""
        return self._maker.level(self._circle(number), number == 1)

    def circle(self, number: int) -> cq.Wire:
        """That of a cone, counter-clockwise as one looks at this end."""
        return cq.Wire(self._maker.wire(self._circle(number)))

    def _cut_places(self, end: RodEnd) -> list[Place]:
        """Where the helices of one pitch's corners end; that of the last is the first's, a turn before."""
        heights = [end.height + end.slope * radius for radius, _ in self._corners[:CORNERS]]
        places = [
            Place((height - up) / self._rise, radius, height)
            for height, (radius, up) in zip(heights, self._corners, strict=False)
        ]
        return [*places, places[0].moved(-1)]

    def _places_at(self, angle: float) -> list[Place]:
        """The five places at an angle."""
        places = [Place(angle, radius, self._rise * angle + up) for radius, up in self._corners[:CORNERS]]
        radius, up = self._corners[CORNERS]
        return [*places, Place(angle + 2 * pi, radius, self._rise * angle + up, -1)]

    def _helix_places(self, corner: int) -> list[Place]:
        """All places on a corner's helix, upwards."""
        places = {row[corner] for row in self._rows}
        return sorted(places if corner else places | {row[CORNERS].moved(1) for row in self._rows})

    def _rim(self, number: int) -> _Rim:
        end, cuts = self._ends[number], self._cuts[number]
        flat = CREST if end.radius > self._corners[CREST][0] else ROOT
        far, near = cuts[flat].start, cuts[flat].end
        height = end.height + end.slope * end.radius
        first, last = (place._replace(radius=end.radius, height=height) for place in (near, far))
        return _Rim(flat, (Line(first, last), Line(last.moved(-1), first)), (Line(last, far), Line(first, near)))

    def _band(self, corner: int, row: int) -> TopoDS_Face:
        """A flat or a flank between the helices of two corners, from one row of places to the next."""
        below, above = (self._helix_sides(each, row) for each in (corner, corner + 1))
        sides = [
            *below,
            Side(self._seams[row + 1][corner]),
            *(side._replace(forwards=False) for side in reversed(above)),
            Side(self._seams[row][corner], False),
        ]
        ends = _angle_range(sides)
        lower, upper = (
            Line(*(Place(angle, radius, self._rise * angle + up) for angle in ends))
            for radius, up in self._corners[corner : corner + 2]
        )
        return self._maker.face(Strip(lower, upper), sides)

    def _helix_sides(self, corner: int, row: int) -> list[Side]:
        """Upwards from one row of places to the next."""
        turns, own = divmod(corner, CORNERS)
        start, end = (self._rows[number][corner].angle for number in (row, row + 1))
        within = [line for line in self._helices[own] if start <= line.start.angle and line.end.angle <= end]
        return [Side(line, True, -turns) for line in within]

    def _end_faces(self, number: int) -> list[TopoDS_Face]:
        rim, cuts = self._rims[number], [Side(cut) for cut in self._cuts[number]]
        if rim is None:
            return [self._maker.level(_turned(cuts, number), number == 1)]
        # Beyond the last corner a turn earlier.
        beyond = [*cuts[rim.flat :], *(cut._replace(turns=-1) for cut in cuts[: rim.flat])]
        (beside, around), (far, near) = rim.circles, rim.spokes
        pieces = (
            [Side(beside), Side(far), beyond[0], Side(near, False)],
            [Side(around), Side(near), *beyond[1:], Side(far, False, -1)],
        )
        cone = self._ends[number]
        return [self._maker.face(_cone_strip(cone, sides), _turned(sides, number)) for sides in pieces]

    def _circle(self, number: int) -> list[Side]:
        rim = self._rims[number]
        assert rim is not None
        return _turned([Side(line, False) for line in reversed(rim.circles)], number)


def profile_corners(thread: Thread, clearance: float = 0.0) -> PlanArray:
    """(5, 2) radius and height in mm of the corners of one pitch, upwards: root, root, crest, crest, root."""
    root, crest = (thread.minor + clearance) / 2, (thread.major + clearance) / 2
    flank = (crest - root) * tan(radians(thread.angle / 2))
    pitch, flat = thread.pitch, CREST_SHARES[thread.angle] * thread.pitch
    heights = [0.0, pitch - flat - 2 * flank, pitch - flat - flank, pitch - flank, pitch]
    return np.column_stack([[root, root, crest, crest, root], heights])


def _lines(places: Sequence[Place]) -> list[Line]:
    """From each place to the next."""
    return [Line(*ends) for ends in pairwise(places)]


def _angles_between(first: Sequence[Place], last: Sequence[Place]) -> PlanArray:
    """Angles at which a rod between two rows of places is divided, with a turn at least before each end."""
    low, high = max(place.row[0] for place in first), min(place.row[0] for place in last)
    return np.arange(low + 2 * pi * TURNS_PER_FACE, high - 2 * pi, 2 * pi * TURNS_PER_FACE)


def _turned(sides: Sequence[Side], number: int) -> list[Side]:
    """Sides of the lower end as they go round the upper one: the other way."""
    return [side._replace(forwards=not side.forwards) for side in reversed(sides)] if number else list(sides)


def _cone_strip(cone: RodEnd, sides: Sequence[Side]) -> Strip:
    """What of a cone holds the sides."""
    heights = [place.height for side in sides for place in (side.line.start, side.line.end)]
    ends = _angle_range(sides)
    lower, upper = (
        Line(*(Place(angle, (height - cone.height) / cone.slope, height) for angle in ends))
        for height in (min(heights), max(heights))
    )
    return Strip(lower, upper)


def _angle_range(sides: Sequence[Side]) -> tuple[float, float]:
    """The least and the greatest angle of their ends."""
    angles = [float(place.moved(turns).row[0]) for line, _, turns in sides for place in (line.start, line.end)]
    return min(angles), max(angles)
