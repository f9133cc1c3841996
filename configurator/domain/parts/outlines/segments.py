"""Lines and arcs, the pieces of an outline: x to the right, y upwards, in mm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import asin, atan2, copysign, cos, hypot, pi, sin, sqrt

Place = tuple[float, float]
# mm within which places lie on one line or circle: what roundings of the places come to, and less than any process.
SAME_MM = 1e-4
# Left, below, right, above.
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Segment:
    """A line, or an arc of less than half a turn.

    `radius` is 0 for a line, positive for an arc that turns to the left (counter-clockwise), negative for one that
    turns to the right.
    """

    start: Place
    end: Place
    radius: float = 0.0

    @cached_property
    def chord(self) -> float:
        """From one end straight to the other."""
        return hypot(self.end[0] - self.start[0], self.end[1] - self.start[1])

    @cached_property
    def turn(self) -> float:
        """rad by which its direction changes, positive to the left; 0 for a line."""
        if not self.radius:
            return 0.0
        return copysign(2 * asin(min(1.0, self.chord / 2 / abs(self.radius))), self.radius)

    @cached_property
    def length(self) -> float:
        """Along the line or arc."""
        return abs(self.radius * self.turn) if self.radius else self.chord

    @cached_property
    def centre(self) -> Place:
        """Of an arc; the middle of a line."""
        (x, y), (to_x, to_y) = self.start, self.end
        if not self.radius:
            return (x + to_x) / 2, (y + to_y) / 2
        height = copysign(sqrt(max(0.0, self.radius**2 - self.chord**2 / 4)), self.radius)
        across, up = (to_x - x) / self.chord, (to_y - y) / self.chord
        return (x + to_x) / 2 - up * height, (y + to_y) / 2 + across * height

    @cached_property
    def sagitta(self) -> float:
        """How far an arc stands off its chord; 0 for a line."""
        return abs(self.radius) * (1 - cos(self.turn / 2)) if self.radius else 0.0

    @cached_property
    def middle(self) -> Place:
        """The place half-way along it."""
        if not self.radius:
            return self.centre
        return turned(self.start, self.centre, self.turn / 2)

    @cached_property
    def directions(self) -> tuple[float, float]:
        """rad in which it leaves its start and arrives at its end."""
        chord = atan2(self.end[1] - self.start[1], self.end[0] - self.start[0])
        return chord - self.turn / 2, chord + self.turn / 2

    @cached_property
    def bounds(self) -> Bounds:
        """The box about it."""
        places = [self.start, self.end]
        if self.radius:
            (x, y), reach = self.centre, abs(self.radius)
            extremes = ((x - reach, y), (x, y - reach), (x + reach, y), (x, y + reach))
            places += [each for each in extremes if self.is_on_side(each)]
        across, up = zip(*places, strict=True)
        return min(across), min(up), max(across), max(up)

    @cached_property
    def area(self) -> float:
        """Between it and the origin, positive where the origin lies to the left; a loop's add up to its area."""
        (x, y), (to_x, to_y) = self.start, self.end
        return (x * to_y - to_x * y) / 2 + self.radius**2 / 2 * (self.turn - sin(self.turn))

    def is_on_side(self, place: Place) -> bool:
        """Whether a place lies on the side of the chord on which the arc is; for a place on its circle: on the arc."""
        return cross(self.start, self.end, place) * self.radius <= 0

    def backwards(self) -> Segment:
        """From its end to its start."""
        return Segment(self.end, self.start, -self.radius)

    def moved(self, across: float, up: float) -> Segment:
        """By so much."""
        (x, y), (to_x, to_y) = self.start, self.end
        return Segment((x + across, y + up), (to_x + across, to_y + up), self.radius)


def cross(start: Place, end: Place, place: Place) -> float:
    """Twice the area of the triangle: positive where the place lies to the left of the way from start to end."""
    return (end[0] - start[0]) * (place[1] - start[1]) - (end[1] - start[1]) * (place[0] - start[0])


def distance(one: Place, other: Place) -> float:
    """From place to place."""
    return hypot(other[0] - one[0], other[1] - one[1])


def turned(place: Place, centre: Place, angle: float, growth: float = 1.0) -> Place:
    """The place turned about a centre by an angle in rad, to the left, and `growth` times as far from it."""
    across, up = place[0] - centre[0], place[1] - centre[1]
    cosine, sine = cos(angle) * growth, sin(angle) * growth
    return centre[0] + across * cosine - up * sine, centre[1] + across * sine + up * cosine


def joined_bounds(boxes: Iterator[Bounds]) -> Bounds:
    """The box about boxes."""
    left, below, right, above = zip(*boxes, strict=True)
    return min(left), min(below), max(right), max(above)


def arc_segments(centre: Place, start: Place, end: Place, turn: float) -> list[Segment]:
    """The arc about a centre by `turn` (rad, positive to the left, up to a whole turn), in equal pieces.

    None has more than a quarter turn: near half a turn the radius says little about the centre. Where the ends are
    not equally far from the centre, the places between go over from one to the other.
    """
    count = quarters(turn)
    near, far = distance(centre, start), distance(centre, end)
    radius = copysign((near + far) / 2, turn)
    places = [
        turned(start, centre, turn * each / count, 1 + (far / near - 1) * each / count) for each in range(1, count)
    ]
    return [Segment(one, other, radius) for one, other in zip([start, *places], [*places, end], strict=True)]


def quarters(turn: float) -> int:
    """How many pieces an arc of this turn has, of which none has more than a quarter turn, but for roundings."""
    return max(1, int(-(-abs(turn) // (pi / 2 * 1.001))))
