"""Lines in one piece each, however they were divided."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from configurator.domain.parts.outlines.loops import rounded
from configurator.domain.parts.outlines.segments import SAME_MM, Place, Segment, cross, distance

Run = list[Segment]
# More than any outline may have: its exact number makes no difference.
MAX_CORNERS = 1_000


def straighten(segments: Run) -> Run:
    """The segments with arcs that are none to 1e-4 mm as lines, and lines that go on as one."""
    lines_or_arcs = [each if each.sagitta >= SAME_MM else Segment(each.start, each.end) for each in segments]
    first = _firm_place(lines_or_arcs)
    merged: Run = []
    for run in _line_runs(lines_or_arcs[first:] + lines_or_arcs[:first]):
        merged += run if run[0].radius else _simplify([run[0].start, *(each.end for each in run)])
    return _without_start(merged)


def _firm_place(segments: Run) -> int:
    """At which segment to begin: after an arc, or at the least corner of all, which no line passes straight."""
    after_arc = [at for at, each in enumerate(segments) if segments[at - 1].radius and not each.radius]
    return min(after_arc or range(len(segments)), key=lambda at: rounded(segments[at].start))


def _line_runs(segments: Run) -> Iterator[Run]:
    run: Run = []
    for segment in segments:
        if run and (segment.radius or run[-1].radius):
            yield run
            run = []
        run.append(segment)
    yield run


def _simplify(places: list[Place]) -> Run:
    """Lines through those of the places that the others lie within 1e-4 mm of, by Douglas and Peucker (1973).

    All places where more than MAX_CORNERS of them are needed: a search would take the square of their number.
    """
    # Who is twice as far off its neighbours' line is a corner on any line: most are found without a search.
    sure = [at for at in range(1, len(places) - 1) if _off(places[at], places[at - 1], places[at + 1]) > 2 * SAME_MM]
    spans = list(pairwise([0, *sure, len(places) - 1]))
    needed = {0, *sure, len(places) - 1}
    while spans and len(needed) <= MAX_CORNERS:
        first, last = spans.pop()
        inner = range(first + 1, last)
        farthest = max(inner, key=lambda at: _off(places[at], places[first], places[last]), default=first)
        if farthest != first and _off(places[farthest], places[first], places[last]) > SAME_MM:
            needed.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    corners = places if spans else [places[at] for at in sorted(needed)]
    return [Segment(one, other) for one, other in pairwise(corners)]


def _off(place: Place, start: Place, end: Place) -> float:
    """mm from a place to the line between two others."""
    length = distance(start, end)
    ahead = (end[0] - start[0]) * (place[0] - start[0]) + (end[1] - start[1]) * (place[1] - start[1])
    if not 0 < ahead < length**2:
        return min(distance(place, start), distance(place, end))
    return abs(cross(start, end, place)) / length


def _without_start(segments: Run) -> Run:
    """Two lines as one where the loop began within a line."""
    last, first = segments[-1], segments[0]
    if (
        len(segments) > 2
        and not last.radius
        and not first.radius
        and _off(first.start, last.start, first.end) <= SAME_MM
    ):
        return [Segment(last.start, first.end), *segments[1:-1]]
    return segments
