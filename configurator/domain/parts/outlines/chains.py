"""Loops of loose segments, as drawings have them: in any order, either way round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, product
from math import floor

from configurator.domain.errors import Refused
from configurator.domain.parts.outlines.faults import MAX_PROBLEMS, place_text
from configurator.domain.parts.outlines.loops import Loop, rounded_size
from configurator.domain.parts.outlines.segments import Place, Segment, distance
from configurator.domain.problems import Problem, refusal

# mm below which a gap between two ends is closed, and a segment is none.
JOIN_MM = 1e-3
# mm by which two arcs between the same ends differ at least in their middles.
DOUBLED_MM = 2e-3

# The number of a segment, and 0 for its start or 1 for its end.
End = tuple[int, int]


@dataclass(frozen=True)
class Chains:
    """The loops that segments make, and how many segments were drawn twice and count once."""

    loops: tuple[Loop, ...]
    doubled: int


def closed_loops(segments: Iterable[Segment]) -> Chains:
    """The loops of loose segments of JOIN_MM or more; ends nearer than JOIN_MM meet half-way.

    Raises Refused for ends that nothing joins, with the size of the gap and its two ends, and for places at which
    more than two segments meet.
    """
    corners = _Corners(list(segments))
    problems = list(islice(_corner_problems(corners), MAX_PROBLEMS))
    if problems:
        raise Refused(*problems)
    return Chains(tuple(_follow_loops(corners)), corners.doubled)


class _Corners:
    """The segments, each once, and which of their ends meet: `corner_of` an end, `ends` at a corner, their `place`."""

    def __init__(self, segments: list[Segment]) -> None:
        self.segments = segments
        self.corner_of = _clusters([(each.start, each.end) for each in segments])
        once = list(_each_once(segments, self.corner_of))
        self.doubled = len(segments) - len(once)
        self.ends: dict[int, list[End]] = defaultdict(list)
        for number, end in product(once, (0, 1)):
            self.ends[self.corner_of[number, end]].append((number, end))
        self.place = {corner: _mean([self.end_place(each) for each in ends]) for corner, ends in self.ends.items()}

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


def _mean(places: list[Place]) -> Place:
    across, up = zip(*sorted(places), strict=True)
    return sum(across) / len(across), sum(up) / len(up)


def _corner_problems(corners: _Corners) -> Iterator[Problem]:
    for corner, ends in corners.ends.items():
        if len(ends) > 2:
            yield refusal(
                f"{len(ends)} lines meet at {place_text(corners.place[corner])}; an outline has two at each corner.",
                hint="Trim or delete the lines that do not belong to the outline.",
            )
    yield from _open_problems(corners, [ends[0] for ends in corners.ends.values() if len(ends) == 1])


def _open_problems(corners: _Corners, loose: list[End]) -> Iterator[Problem]:
    """The gaps between loose ends, each end with its nearest."""
    while loose:
        end = loose.pop(0)
        other = min(loose, key=lambda each: distance(corners.end_place(end), corners.end_place(each)), default=None)
        if other is None:
            where = place_text(corners.end_place(end))
            yield refusal(f"The outline is open: a line ends at {where}.", hint="Draw on to the next line.")
            return
        loose.remove(other)
        yield _gap_problem(corners, end, other)


def _gap_problem(corners: _Corners, one: End, other: End) -> Problem:
    places = [corners.end_place(each) for each in (one, other)]
    where = f"{place_text(places[0])} and {place_text(places[1])}"
    if one[0] == other[0]:
        hint = "Delete it, or put it on a layer that is off."
        return refusal(f"A single line belongs to no loop: it ends at {where}.", hint=hint)
    size = f"{rounded_size(distance(*places)):g}"
    hint = f"Join the two ends; gaps below {JOIN_MM:g} mm are closed by themselves."
    return refusal(f"The outline is open: a gap of {size} mm between {where}.", hint=hint)


def _follow_loops(corners: _Corners) -> Iterator[Loop]:
    waiting = {end[0] for ends in corners.ends.values() for end in ends}
    while waiting:
        number = min(waiting)
        yield Loop(tuple(_follow(corners, number, waiting)))


def _follow(corners: _Corners, number: int, waiting: set[int]) -> Iterator[Segment]:
    """The segments of a loop from one on, each from corner to corner."""
    leave = 0
    while number in waiting:
        waiting.remove(number)
        segment = corners.segments[number] if leave == 0 else corners.segments[number].backwards()
        start, end = corners.corner_of[number, leave], corners.corner_of[number, 1 - leave]
        yield Segment(corners.place[start], corners.place[end], segment.radius)
        number, leave = next(each for each in corners.ends[end] if each != (number, 1 - leave))
