"""Loops from sizes: a circle, a polygon with round corners, a taut band round circles. All run counter-clockwise."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, groupby, pairwise
from math import acos, atan2, copysign, cos, hypot, pi, sin, tan, tau

from configurator.domain.parts.outlines.loops import Circle, Loop
from configurator.domain.parts.outlines.segments import Place, Segment, arc_segments

# rad and mm below which an arc or a line of a band is none.
LEAST_TURN_RAD, LEAST_LINE_MM = 1e-9, 1e-6
# A circle, and the directions from its middle in which a band meets and leaves it, in rad.
Contact = tuple[Circle, float, float]


def circle_loop(circle: Circle) -> Loop:
    """The circle as four arcs from its left, as outlines have it."""
    start = _on(circle, pi)
    return Loop(tuple(arc_segments(circle.centre, start, start, tau)))


def rectangle_loop(width: float, height: float, corner: float = 0.0) -> Loop:
    """A rectangle about 0 0, in mm; its corners are round by the radius `corner`, sharp where that is 0."""
    right, above = width / 2 - corner, height / 2 - corner
    middles = ((-right, -above), (right, -above), (right, above), (-right, above))
    if corner:
        return band_loop([Circle(each, 2 * corner) for each in middles])
    return Loop(tuple(Segment(*each) for each in pairwise((*middles, middles[0]))))


def polygon_loop(corners: Sequence[tuple[Place, float]]) -> Loop:
    """A polygon from its corners, counter-clockwise, each rounded by its radius in mm, sharp where that is 0.

    No arc may take more than there is of the sides beside its corner.
    """
    around = zip([corners[-1], *corners], corners, [*corners[1:], corners[0]], strict=False)
    rounded = [_round_corner(before, corner, after, radius) for (before, _), (corner, radius), (after, _) in around]
    segments: list[Segment] = []
    for arc, onwards in zip(rounded, [*rounded[1:], rounded[0]], strict=True):
        line = Segment(arc[-1].end, onwards[0].start)
        segments += [each for each in (*arc, line) if each.chord > LEAST_LINE_MM]
    return Loop(tuple(segments))


def _round_corner(before: Place, corner: Place, after: Place, radius: float) -> list[Segment]:
    """The arc that touches both sides; of no length where the radius is 0."""
    arrive, leave = _direction(before, corner), _direction(corner, after)
    turn = atan2(arrive[0] * leave[1] - arrive[1] * leave[0], arrive[0] * leave[0] + arrive[1] * leave[1])
    back, way = radius * abs(tan(turn / 2)), copysign(radius, turn)
    start = corner[0] - back * arrive[0], corner[1] - back * arrive[1]
    end = corner[0] + back * leave[0], corner[1] + back * leave[1]
    if not radius:
        return [Segment(corner, corner)]
    return arc_segments((start[0] - way * arrive[1], start[1] + way * arrive[0]), start, end, turn)


def _direction(start: Place, end: Place) -> Place:
    length = hypot(end[0] - start[0], end[1] - start[1])
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length


def band_loop(circles: Sequence[Circle]) -> Loop:
    """The convex hull of circles: what a taut band round them follows, arcs and the lines that touch two."""
    contacts = _contacts(circles)
    if len(contacts) == 1:
        return circle_loop(contacts[0][0])
    segments: list[Segment] = []
    for (circle, start, end), (other, onwards, _) in zip(contacts, contacts[1:] + contacts[:1], strict=True):
        line = Segment(_on(circle, end), _on(other, onwards))
        segments += arc_segments(circle.centre, _on(circle, start), line.start, (end - start) % tau)
        segments += [line] if line.chord > LEAST_LINE_MM else []
    return Loop(tuple(segments))


def _contacts(circles: Sequence[Circle]) -> list[Contact]:
    """In turn. In every direction a band touches the circle that reaches furthest."""
    turns = sorted({turn for pair in combinations(circles, 2) for turn in _equal_reaches(*pair)})
    if len(turns) < 2:
        return [(_furthest(circles, 0.0), 0.0, 0.0)]
    spans = [each for each in pairwise([*turns, turns[0]]) if (each[1] - each[0]) % tau > LEAST_TURN_RAD]
    touched = [(_furthest(circles, start + (end - start) % tau / 2), start, end) for start, end in spans]
    runs = [list(run) for _, run in groupby(touched, key=lambda each: each[0])]
    contacts = [(run[0][0], run[0][1], run[-1][2]) for run in runs]
    if len(contacts) > 1 and contacts[0][0] == contacts[-1][0]:
        (circle, _, end), (_, start, _) = contacts[0], contacts.pop()
        contacts[0] = (circle, start, end)
    return contacts


def _equal_reaches(one: Circle, other: Circle) -> list[float]:
    """The directions in rad in which two circles reach equally far; none where one holds the other."""
    across, up = one.centre[0] - other.centre[0], one.centre[1] - other.centre[1]
    apart, wider = hypot(across, up), (other.diameter - one.diameter) / 2
    if apart <= abs(wider):
        return []
    middle, half = atan2(up, across), acos(wider / apart)
    return [(middle - half) % tau, (middle + half) % tau]


def _furthest(circles: Sequence[Circle], turn: float) -> Circle:
    along = (cos(turn), sin(turn))
    return max(circles, key=lambda each: each.centre[0] * along[0] + each.centre[1] * along[1] + each.diameter / 2)


def _on(circle: Circle, turn: float) -> Place:
    (x, y), radius = circle.centre, circle.diameter / 2
    return x + radius * cos(turn), y + radius * sin(turn)
