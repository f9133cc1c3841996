"""Which ends of loose segments meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from math import floor

from configurator.domain.parts.outlines.segments import Place, Segment, distance

# mm below which a gap between two ends is none, and a segment is none.
JOIN_MM = 1e-3
# mm below which a gap between two ends that meet no other is closed, which is to be told: FreeCAD 0.20 writes DXF with
# six digits, so that the ends of an arc at x 500 miss their neighbours by 0.0015 mm.
GAP_MM = 0.01
# mm by which two arcs between the same ends differ at least in their middles.
DOUBLED_MM = 2e-3

# The number of a segment, and 0 for its start or 1 for its end.
End = tuple[int, int]


class Corners:
    """The segments, each once, and which of their ends meet: `corner_of` an end, `ends` at a corner, their `place`."""

    def __init__(self, segments: list[Segment]) -> None:
        self.segments = segments
        self.corner_of = _clusters([(each.start, each.end) for each in segments])
        once = list(_each_once(segments, self.corner_of))
        self.doubled = len(segments) - len(once)
        self.ends: dict[int, list[End]] = defaultdict(list)
        for number, end in product(once, (0, 1)):
            self.ends[self.corner_of[number, end]].append((number, end))
        self._close_gaps()
        self.place = {corner: _mean([self.end_place(each) for each in ends]) for corner, ends in self.ends.items()}

    @property
    def widest_gap(self) -> float:
        """mm between the farthest two ends that meet."""
        pairs = (ends for ends in self.ends.values() if len(ends) == 2)
        return max((distance(self.end_place(one), self.end_place(other)) for one, other in pairs), default=0.0)

    def _close_gaps(self) -> None:
        """Let ends meet that are alone and nearer than GAP_MM, the nearest first."""
        loose = [ends[0] for ends in self.ends.values() if len(ends) == 1]
        for one, other in _near_ends([(end, self.end_place(end)) for end in loose]):
            corner, gone = self.corner_of[one], self.corner_of[other]
            if one[0] != other[0] and len(self.ends[corner]) == len(self.ends.get(gone, ())) == 1:
                self.ends[corner] += self.ends.pop(gone)
                self.corner_of[other] = corner

    def end_place(self, end: End) -> Place:
        """Where an end lies."""
        segment = self.segments[end[0]]
        return segment.end if end[1] else segment.start


def _clusters(ends: list[tuple[Place, Place]]) -> dict[End, int]:
    """A corner's number for each end: the same for ends nearer than JOIN_MM."""
    corner_of: dict[End, int] = {}
    cells: dict[tuple[int, int], list[tuple[Place, int]]] = defaultdict(list)
    for number, end in product(range(len(ends)), (0, 1)):
        place = ends[number][end]
        corner = _near_corner(cells, place)
        corner_of[number, end] = len(corner_of) if corner is None else corner
        cells[_cell(place)].append((place, corner_of[number, end]))
    return corner_of


def _cell(place: Place) -> tuple[int, int]:
    return floor(place[0] / JOIN_MM), floor(place[1] / JOIN_MM)


def _near_corner(cells: dict[tuple[int, int], list[tuple[Place, int]]], place: Place) -> int | None:
    column, row = _cell(place)
    near = (
        (distance(place, other), corner)
        for across, up in product((-1, 0, 1), repeat=2)
        for other, corner in cells.get((column + across, row + up), ())
    )
    size, corner = min(near, default=(JOIN_MM, None))
    return corner if size < JOIN_MM else None


def _each_once(segments: list[Segment], corner_of: dict[End, int]) -> Iterator[int]:
    """The numbers of the segments without those that lie on an earlier one."""
    middles: dict[tuple[int, int], list[Place]] = defaultdict(list)
    for number, segment in enumerate(segments):
        one, other = sorted((corner_of[number, 0], corner_of[number, 1]))
        if all(distance(segment.middle, each) > DOUBLED_MM for each in middles[one, other]):
            middles[one, other].append(segment.middle)
            yield number


def _near_ends(loose: list[tuple[End, Place]]) -> list[tuple[End, End]]:
    """The pairs of ends nearer than GAP_MM, the nearest first."""
    loose = sorted(loose, key=lambda each: each[1])
    pairs = []
    for at, (one, place) in enumerate(loose):
        for other, other_place in loose[at + 1 :]:
            if other_place[0] - place[0] >= GAP_MM:
                break
            if distance(place, other_place) < GAP_MM:
                pairs.append((distance(place, other_place), one, other))
    return [(one, other) for _, one, other in sorted(pairs)]


def _mean(places: list[Place]) -> Place:
    across, up = zip(*sorted(places), strict=True)
    return sum(across) / len(across), sum(up) / len(up)
