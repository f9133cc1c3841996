"""Loops of loose segments, as drawings have them: in any order, either way round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from configurator.domain.errors import Refused
from configurator.domain.parts.outlines.corners import GAP_MM, Corners, End
from configurator.domain.parts.outlines.faults import MAX_PROBLEMS
from configurator.domain.parts.outlines.loops import Loop, rounded_size
from configurator.domain.parts.outlines.names import place_text
from configurator.domain.parts.outlines.segments import Segment, distance
from configurator.domain.problems import Problem, refusal


@dataclass(frozen=True)
class Chains:
    """The loops that segments make.

    `doubled` counts segments that were drawn twice and count once; `widest_gap` (mm) is the widest that was closed.
    """

    loops: tuple[Loop, ...]
    doubled: int
    widest_gap: float


def closed_loops(segments: Iterable[Segment]) -> Chains:
    """The loops of loose segments of JOIN_MM or more; ends nearer than JOIN_MM, or GAP_MM, meet half-way.

    Raises Refused for ends that nothing joins, with the size of the gap and its two ends, and for places at which
    more than two segments meet.
    """
    corners = Corners(list(segments))
    problems = list(islice(_corner_problems(corners), MAX_PROBLEMS))
    if problems:
        raise Refused(*problems)
    return Chains(tuple(_follow_loops(corners)), corners.doubled, corners.widest_gap)


def _corner_problems(corners: Corners) -> Iterator[Problem]:
    for corner, ends in corners.ends.items():
        if len(ends) > 2:
            yield refusal(
                f"{len(ends)} lines meet at {place_text(corners.place[corner])}; an outline has two at each corner.",
                hint="Trim or delete the lines that do not belong to the outline.",
            )
    yield from _open_problems(corners, [ends[0] for ends in corners.ends.values() if len(ends) == 1])


def _open_problems(corners: Corners, loose: list[End]) -> Iterator[Problem]:
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


def _gap_problem(corners: Corners, one: End, other: End) -> Problem:
    places = [corners.end_place(each) for each in (one, other)]
    where = f"{place_text(places[0])} and {place_text(places[1])}"
    if one[0] == other[0]:
        hint = "Delete it, or put it on a layer that is off."
        return refusal(f"A single line belongs to no loop: it ends at {where}.", hint=hint)
    size = f"{rounded_size(distance(*places)):g}"
    hint = f"Join the two ends; gaps below {GAP_MM:g} mm are closed."
    return refusal(f"The outline is open: a gap of {size} mm between {where}.", hint=hint)


def _follow_loops(corners: Corners) -> Iterator[Loop]:
    waiting = {end[0] for ends in corners.ends.values() for end in ends}
    while waiting:
        number = min(waiting)
        yield Loop(tuple(_follow(corners, number, waiting)))


def _follow(corners: Corners, number: int, waiting: set[int]) -> Iterator[Segment]:
    """The segments of a loop from one on, each from corner to corner."""
    leave = 0
    while number in waiting:
        waiting.remove(number)
        segment = corners.segments[number] if leave == 0 else corners.segments[number].backwards()
        start, end = corners.corner_of[number, leave], corners.corner_of[number, 1 - leave]
        yield Segment(corners.place[start], corners.place[end], segment.radius)
        number, leave = next(each for each in corners.ends[end] if each != (number, 1 - leave))
