"""How near two segments come to each other, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import hypot, inf, sqrt

from configurator.domain.parts.outlines.loops import Loop
from configurator.domain.parts.outlines.segments import Bounds, Place, Segment, cross, distance


@dataclass(frozen=True)
class Gap:
    """mm between two segments at their nearest, and the place there on one of them; 0 where they cross."""

    size: float
    place: Place


def gap_between(one: Segment, other: Segment) -> Gap:
    """The gap at the nearest places of two segments."""
    places = meeting_places(one, other)
    if places:
        return Gap(0.0, places[0])
    ends = [Gap(distance_to(place, other), place) for place in (one.start, one.end)]
    ends += [Gap(distance_to(place, one), place) for place in (other.start, other.end)]
    return min((*ends, *_facing_gaps(one, other)), key=lambda each: each.size)


def least_gap(loops: Sequence[Loop]) -> float | None:
    """mm between the nearest places of two loops; None where there is only one."""
    least = inf
    for one, other in combinations(loops, 2):
        if box_gap(one.bounds, other.bounds) < least:
            least = min(least, _loop_gap(one, other, least))
    return None if least == inf else least


def _loop_gap(one: Loop, other: Loop, least: float) -> float:
    near = [each for each in other.segments if box_gap(one.bounds, each.bounds) < least]
    for mine, theirs in product(one.segments, near):
        if box_gap(mine.bounds, theirs.bounds) < least:
            least = min(least, gap_between(mine, theirs).size)
    return least


def box_gap(one: Bounds, other: Bounds) -> float:
    """mm between two boxes; 0 where they overlap."""
    across = max(one[0] - other[2], other[0] - one[2], 0.0)
    up = max(one[1] - other[3], other[1] - one[3], 0.0)
    return hypot(across, up)


def meeting_places(one: Segment, other: Segment) -> list[Place]:
    """Where two segments cross or touch, without their own ends' roundings: nothing where they run along each other."""
    if not one.radius and not other.radius:
        return _where_lines_meet(one, other)
    if one.radius and other.radius:
        places = _where_circles_meet(one, other)
    else:
        line, arc = (other, one) if one.radius else (one, other)
        places = _where_line_meets_circle(line, arc)
    return [place for place in places if all(not each.radius or each.is_on_side(place) for each in (one, other))]


def _where_lines_meet(one: Segment, other: Segment) -> list[Place]:
    from_start, from_end = cross(other.start, other.end, one.start), cross(other.start, other.end, one.end)
    if from_start == from_end or not _is_between(from_start, from_end):
        return []
    if not _is_between(cross(one.start, one.end, other.start), cross(one.start, one.end, other.end)):
        return []
    return [_along(one, from_start / (from_start - from_end))]


def _is_between(one: float, other: float) -> bool:
    return min(one, other) <= 0 <= max(one, other)


def _where_line_meets_circle(line: Segment, arc: Segment) -> list[Place]:
    foot, share = _foot(line, arc.centre)
    inside = arc.radius**2 - distance(foot, arc.centre) ** 2
    if inside < 0:
        return []
    reach = sqrt(inside) / line.chord
    return [_along(line, each) for each in (share - reach, share + reach) if 0 <= each <= 1]


def _where_circles_meet(one: Segment, other: Segment) -> list[Place]:
    apart = distance(one.centre, other.centre)
    if not apart:
        return []
    along = (apart**2 + one.radius**2 - other.radius**2) / (2 * apart)
    inside = one.radius**2 - along**2
    if inside < 0:
        return []
    across, up = ((other.centre[each] - one.centre[each]) / apart for each in (0, 1))
    x, y, aside = one.centre[0] + across * along, one.centre[1] + up * along, sqrt(inside)
    return [(x - up * aside, y + across * aside), (x + up * aside, y - across * aside)]


def _foot(line: Segment, place: Place) -> tuple[Place, float]:
    """The foot of a place on a line's whole straight, and at which share of the line it lies."""
    across, up = line.end[0] - line.start[0], line.end[1] - line.start[1]
    share = ((place[0] - line.start[0]) * across + (place[1] - line.start[1]) * up) / line.chord**2
    return _along(line, share), share


def _along(line: Segment, share: float) -> Place:
    return (
        line.start[0] + (line.end[0] - line.start[0]) * share,
        line.start[1] + (line.end[1] - line.start[1]) * share,
    )


def distance_to(place: Place, segment: Segment) -> float:
    """mm from a place to a segment."""
    if segment.radius:
        nearest = _on_circle(segment, place)
        places = [nearest] if nearest and segment.is_on_side(nearest) else [segment.start, segment.end]
    else:
        places = [_along(segment, min(1.0, max(0.0, _foot(segment, place)[1])))]
    return min(distance(place, each) for each in places)


def _on_circle(arc: Segment, place: Place, way: int = 1) -> Place | None:
    """The place of an arc's circle towards a place, or, with -1, away from it; None for its centre."""
    apart = distance(arc.centre, place)
    if not apart:
        return None
    reach = way * abs(arc.radius) / apart
    return arc.centre[0] + (place[0] - arc.centre[0]) * reach, arc.centre[1] + (place[1] - arc.centre[1]) * reach


def _facing_gaps(one: Segment, other: Segment) -> Iterator[Gap]:
    """The gaps where both run alike: on the line of two centres, or from a centre square to a line."""
    if one.radius and other.radius:
        yield from _gaps(_facing_places(one, other.centre), _facing_places(other, one.centre))
    elif one.radius or other.radius:
        line, arc = (other, one) if one.radius else (one, other)
        foot, share = _foot(line, arc.centre)
        if 0 <= share <= 1:
            yield from _gaps([foot], _facing_places(arc, foot))


def _facing_places(arc: Segment, place: Place) -> list[Place]:
    places = (_on_circle(arc, place, way) for way in (1, -1))
    return [each for each in places if each and arc.is_on_side(each)]


def _gaps(some: list[Place], others: list[Place]) -> Iterator[Gap]:
    for one, other in product(some, others):
        yield Gap(distance(one, other), one)
