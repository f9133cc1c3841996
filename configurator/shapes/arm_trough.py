"""A trough under forearm and palm as numbers: sections that are ellipses, along a line that is turned up at the wrist.

Left arm, palm down: x forwards from the wrist's crease, the thumb at -y, z up from the ground. Lengths in mm. Places
are named by `at`, along the centre line from the wrist, forwards, and `turn`, radians from straight below towards +y.
Proportions are the project's own unless a source stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import acos, copysign, cos, dist, hypot, pi, radians, sin, sqrt

Place = tuple[float, float, float]
HalfAxes = tuple[float, float]

FOREARM_RATIO = 0.82  # depth of a forearm over its breadth, where the orthosis ends
BEND_MM = 30.0  # of centre line, from the wrist, over which the hand is turned up
# The thumb's opening along the palm, from wrist to palm's end, and its deepest point, from below.
THUMB_FROM, THUMB_TO, THUMB_EDGE_DEG = -0.12, 0.60, 26.0
RIM_SPARE_MM = 1.0  # by which the edge's bends are wider than the round rim
CORNER_MM = 12.0  # over which the edges come down at both ends
# Cosine: as far as a rim faces the middle of the arm, a tape inside lies on it.
TAPE_COS = 0.7
GROUND_STEPS, TAPE_STEPS, RIM_STEPS, TURN_STEPS = 60, 240, 60, 120


def girth_of(ratio: float) -> float:
    """Of an ellipse of half axes 1 and `ratio`: Ramanujan's first formula, of 1914, to 1e-4."""
    return pi * (3 * (1 + ratio) - sqrt((3 + ratio) * (1 + 3 * ratio)))


def half_axes(girth: float, breadth: float) -> HalfAxes:
    """Half breadth and half depth of the ellipse: the root of Ramanujan's formula."""
    wide = breadth / 2
    m = girth / wide / pi
    half = (8 - 6 * m) / 12
    return wide, wide * (sqrt(half * half - (6 - 6 * m + m * m) / 6) - half)


@dataclass(frozen=True)
class ArmTrough:
    """Arm and hand as measured, and what is prescribed: angles in degrees, the rest in mm."""

    forearm_girth: float
    wrist_girth: float
    wrist_breadth: float
    hand_girth: float
    hand_breadth: float
    forearm_at: float
    palm_at: float
    extension: float
    wrap: float
    padding: float
    thickness: float

    @cached_property
    def sections(self) -> tuple[HalfAxes, HalfAxes, HalfAxes]:
        """Half axes of forearm, wrist and palm, without padding."""
        wide = self.forearm_girth / girth_of(FOREARM_RATIO)
        wrist = half_axes(self.wrist_girth, self.wrist_breadth)
        return (wide, FOREARM_RATIO * wide), wrist, half_axes(self.hand_girth, self.hand_breadth)

    def halves(self, at: float) -> HalfAxes:
        """Half axes of the arm's section: between those that are measured, and level at each."""
        forearm, wrist, palm = self.sections
        share, end = (min(1.0, -at / self.forearm_at), forearm) if at < 0 else (min(1.0, at / self.palm_at), palm)
        ease = share * share * (3 - 2 * share)
        return wrist[0] + (end[0] - wrist[0]) * ease, wrist[1] + (end[1] - wrist[1]) * ease

    def axis(self, at: float) -> tuple[float, float, float]:
        """The centre line, the wrist's crease at the origin: x, z, and how far it is turned up, in radians."""
        most = radians(self.extension)
        if at <= 0 or not most:
            return at, 0.0, 0.0
        bend = min(at, BEND_MM)
        turn, radius = most * bend / BEND_MM, BEND_MM / most
        x, z = radius * sin(turn), radius * (1 - cos(turn))
        return x + (at - bend) * cos(turn), z + (at - bend) * sin(turn), turn

    @cached_property
    def ground(self) -> float:
        """How far the wrist's middle lies above the ground on which the trough stands."""
        length = self.forearm_at + self.palm_at
        stations = (-self.forearm_at + length * step / GROUND_STEPS for step in range(GROUND_STEPS + 1))
        return max(self._drop(at) for at in stations)

    def _drop(self, at: float) -> float:
        """From the wrist's middle down to the lowest of the outer skin at a station."""
        _, z, up = self.axis(at)
        return (self.halves(at)[1] + self.padding + self.thickness) * cos(up) - z

    def middle(self, at: float) -> Place:
        """A point of the centre line above the ground."""
        x, z, _ = self.axis(at)
        return x, 0.0, self.ground + z

    def forwards(self, at: float) -> Place:
        """The centre line's direction."""
        up = self.axis(at)[2]
        return cos(up), 0.0, sin(up)

    def across(self, at: float, turn: float, off: float) -> tuple[float, float]:
        """In the section: y, and how far below the centre line, of a point `off` mm outside the arm."""
        a, b = self.halves(at)
        size = hypot(b * sin(turn), a * cos(turn))
        return a * sin(turn) + off * b * sin(turn) / size, b * cos(turn) + off * a * cos(turn) / size

    def point(self, at: float, turn: float, off: float) -> Place:
        """A point `off` mm outside the arm; the lining is under the trough's inside."""
        y, low = self.across(at, turn, off)
        x, z, up = self.axis(at)
        return x + low * sin(up), y, self.ground + z - low * cos(up)

    def inside(self, at: float, turn: float) -> Place:
        """A point of the trough's inside."""
        return self.point(at, turn, self.padding)

    def wall(self, at: float, turn: float, depth: float) -> Place:
        """A point `depth` mm within the wall, square to the inside."""
        inside, step = self.inside(at, turn), 1e-3
        ahead, round_it = self.inside(at + step, turn), self.inside(at, turn + step)
        outward = _cross(_minus(round_it, inside), _minus(ahead, inside))
        share = depth / hypot(*outward)
        return inside[0] + share * outward[0], inside[1] + share * outward[1], inside[2] + share * outward[2]

    def edges(self, at: float) -> tuple[float, float]:
        """How far the trough rises on the thumb's side and on the other, in radians."""
        wide = radians(self.wrap) - self._corner(at)
        return wide - self._thumb(at), wide

    def _corner(self, at: float) -> float:
        left = min(self.forearm_at + at, self.palm_at - at)
        share = max(0.0, 1 - left / CORNER_MM)
        return CORNER_MM * share * share / self.halves(at)[0]

    def _thumb(self, at: float) -> float:
        """How far the edge comes down beside the thumb, in a wave that bends nowhere more than a round rim can."""
        half = (THUMB_TO - THUMB_FROM) / 2 * self.palm_at
        share = (at - (THUMB_TO + THUMB_FROM) / 2 * self.palm_at) / half
        if abs(share) >= 1:
            return 0.0
        # The curvature of a wave of this depth is depth / 2 (pi / half)^2.
        most = 2 * (half / pi) ** 2 / (self.thickness / 2 + RIM_SPARE_MM)
        depth = min(radians(self.wrap - THUMB_EDGE_DEG), most / self.halves(at)[0])
        return depth * (1 + cos(pi * share)) / 2

    def down_from_edge(self, at: float, side: int, way: float) -> float:
        """The turn of a point `way` mm below the edge, measured over the inside; `side` is -1 beside the thumb."""
        low, high = self.edges(at)
        edge = -low if side < 0 else high
        step = -side * 1e-3
        per_step = dist(self.inside(at, edge), self.inside(at, edge + 50 * step)) / 50
        turn, gone = edge, 0.0
        while gone < way:
            gone += per_step
            turn += step
            per_step = dist(self.inside(at, turn), self.inside(at, turn + step))
        return turn

    def turn_beside(self, at: float, turn: float, way: float) -> float:
        """How far the inside turns away, in radians, to where it lies `way` mm beside a point, seen square to it.

        The more of both sides counts; half a turn where it lies nowhere so far aside.
        """
        return max(self._turn_aside(at, turn, side * way) for side in (-1, 1))

    def _turn_aside(self, at: float, turn: float, way: float) -> float:
        start, along = self.across(at, turn, self.padding), self._tangent(at, turn)
        for step in range(1, TURN_STEPS):
            place = turn + copysign(pi * step / TURN_STEPS, way)
            y, low = self.across(at, place, self.padding)
            if ((y - start[0]) * along[0] + (low - start[1]) * along[1]) / way >= 1:
                other = self._tangent(at, place)
                return acos(min(1.0, along[0] * other[0] + along[1] * other[1]))
        return pi

    def _tangent(self, at: float, turn: float) -> tuple[float, float]:
        """The section's direction, towards +y from below."""
        a, b = self.halves(at)
        y, low = a * cos(turn), -b * sin(turn)
        return y / hypot(y, low), low / hypot(y, low)

    def inner_girth(self, at: float) -> float:
        """A tape along the inside of the section, over the rims as far as they face the middle, and straight across."""
        low, high = self.edges(at)
        arc = [self.across(at, -low + (low + high) * step / TAPE_STEPS, self.padding) for step in range(TAPE_STEPS + 1)]
        line = [*reversed(list(self._rim(arc[1], arc[0]))), *arc, *self._rim(arc[-2], arc[-1])]
        return sum(dist(first, second) for first, second in pairwise([*line, line[0]]))

    def _rim(self, before: tuple[float, float], edge: tuple[float, float]) -> Iterator[tuple[float, float]]:
        """Points of a half round rim that goes on from a line's end, away from the middle."""
        size, radius = dist(before, edge), self.thickness / 2
        along = ((edge[0] - before[0]) / size, (edge[1] - before[1]) / size)
        out = max(((along[1], -along[0]), (-along[1], along[0])), key=lambda way: way[0] * edge[0] + way[1] * edge[1])
        for step in range(1, RIM_STEPS):
            angle = pi * step / RIM_STEPS
            over, away = radius * sin(angle), radius * (1 - cos(angle))
            spot = (edge[0] + over * along[0] + away * out[0], edge[1] + over * along[1] + away * out[1])
            facing = (cos(angle) * out[0] - sin(angle) * along[0], cos(angle) * out[1] - sin(angle) * along[1])
            if facing[0] * spot[0] + facing[1] * spot[1] < TAPE_COS * hypot(*spot):
                return
            yield spot


def _minus(a: Place, b: Place) -> Place:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def _cross(a: Place, b: Place) -> Place:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
