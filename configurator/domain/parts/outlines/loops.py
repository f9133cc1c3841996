"""Closed loops of segments, and an outline: one outer loop with its holes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import atan2, pi, tau

from configurator.domain.parts.outlines.segments import Bounds, Place, Segment, cross, distance, joined_bounds

# How far the ends of four arcs may lie off their circle, in mm: they are rounded.
CIRCLE_MM = 0.0003


@dataclass(frozen=True)
class Circle:
    """A loop that is one: its middle and its diameter, in mm."""

    centre: Place
    diameter: float


@dataclass(frozen=True)
class Loop:
    """Segments of which each ends where the next one starts, and the last where the first one starts."""

    segments: tuple[Segment, ...]

    @cached_property
    def area(self) -> float:
        """mm2 within it, arcs exact: positive where it runs counter-clockwise, negative for a hole."""
        x, y = self.segments[0].start
        return sum(each.moved(-x, -y).area for each in self.segments)

    @cached_property
    def perimeter(self) -> float:
        """mm along it."""
        return sum(each.length for each in self.segments)

    @cached_property
    def bounds(self) -> Bounds:
        """The box about it, in mm: left, below, right, above."""
        return joined_bounds(each.bounds for each in self.segments)

    @property
    def width(self) -> float:
        """mm in x."""
        return self.bounds[2] - self.bounds[0]

    @property
    def height(self) -> float:
        """mm in y."""
        return self.bounds[3] - self.bounds[1]

    @cached_property
    def circle(self) -> Circle | None:
        """The circle that it is; None where it is none."""
        if len(self.segments) != 4 or not all(each.radius for each in self.segments):
            return None
        (left, _), (_, first), (right, _), (_, last) = (each.start for each in self.segments)
        centre, diameter = ((left + right) / 2, (first + last) / 2), (right - left + abs(last - first)) / 2
        is_round = all(
            abs(distance(centre, each.start) - diameter / 2) < CIRCLE_MM
            and abs(abs(each.radius) - diameter / 2) < CIRCLE_MM
            for each in self.segments
        )
        return Circle((round(centre[0], 7), round(centre[1], 7)), rounded_size(diameter)) if is_round else None

    def backwards(self) -> Loop:
        """The other way round, from the same start."""
        return Loop(tuple(each.backwards() for each in reversed(self.segments)))

    def moved(self, across: float, up: float) -> Loop:
        """By so many mm."""
        return Loop(tuple(each.moved(across, up) for each in self.segments))

    def encloses(self, place: Place) -> bool:
        """Whether a place lies within it, whichever way it runs."""
        return round(sum(_swept(each, place) for each in self.segments) / tau) != 0


def _swept(segment: Segment, place: Place) -> float:
    """rad through which somebody at a place turns who follows the segment with the eyes."""
    side = cross(segment.start, segment.end, place) + 0.0
    ahead, behind = _towards(place, segment.end), _towards(place, segment.start)
    angle = atan2(side, behind[0] * ahead[0] + behind[1] * ahead[1])
    is_beyond_chord = side < 0 if segment.radius > 0 else side >= 0
    if segment.radius and is_beyond_chord and distance(segment.centre, place) < abs(segment.radius):
        angle += tau if segment.radius > 0 else -tau
    return angle


def _towards(place: Place, other: Place) -> Place:
    return other[0] - place[0], other[1] - place[1]


def rounded_size(size: float) -> float:
    """mm to 1e-4. What is left of binary fractions decides no half: it is cut off first."""
    return round(round(size, 7), 4) + 0.0


def rounded(place: Place) -> Place:
    """A place to 1e-4 mm."""
    return rounded_size(place[0]), rounded_size(place[1])


@dataclass(frozen=True)
class Outline:
    """One outer loop, counter-clockwise, and its holes, clockwise, in their one order; see `canonical`.

    The lower left of the box about it is 0 0. All ends and radii are to 1e-4 mm.
    """

    loops: tuple[Loop, ...]

    @property
    def outer(self) -> Loop:
        """The loop about all others."""
        return self.loops[0]

    @property
    def holes(self) -> tuple[Loop, ...]:
        """The loops within the outer one."""
        return self.loops[1:]

    @property
    def width(self) -> float:
        """mm in x, to 1e-4."""
        return rounded_size(self.outer.width)

    @property
    def height(self) -> float:
        """mm in y, to 1e-4."""
        return rounded_size(self.outer.height)

    @cached_property
    def area(self) -> float:
        """mm2 of material: within the outer loop, without the holes; arcs exact."""
        return sum(each.area for each in self.loops)

    @cached_property
    def perimeter(self) -> float:
        """mm along the outer loop and all holes."""
        return sum(each.perimeter for each in self.loops)

    @cached_property
    def circles(self) -> tuple[Circle, ...]:
        """The holes that are circles, in the order of the holes."""
        return tuple(each.circle for each in self.holes if each.circle)

    @cached_property
    def least_gap(self) -> float | None:
        """mm of material at the narrowest between two loops; None where there is no hole."""
        from configurator.domain.parts.outlines.gaps import least_gap

        return least_gap(self.loops)

    def holds(self, place: Place) -> bool:
        """Whether there is material at a place: within the outer loop, and in no hole."""
        return self.outer.encloses(place) and not any(each.encloses(place) for each in self.holes)

    def room(self, place: Place) -> float:
        """mm from a place in the material to the nearest edge, the radius of what finds room there; 0 elsewhere."""
        from configurator.domain.parts.outlines.gaps import distance_to

        if not self.holds(place):
            return 0.0
        return min(distance_to(place, each) for loop in self.loops for each in loop.segments)


def is_quarter(angle: float) -> bool:
    """Whether an angle in rad is a quarter turn or less, but for roundings."""
    return abs(angle) <= pi / 2 * 1.005


def outline_bounds(loops: Iterable[Loop]) -> Bounds:
    """The box about loops, in mm."""
    return joined_bounds(each.bounds for each in loops)
