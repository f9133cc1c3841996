"""The surface a foot rests on, and the underside that carries it, as heights over a plan.

Left foot: x forwards from the back of the heel, medial at -y, z up from the ground. Lengths in mm.
Shapes and proportions are the project's own unless a source stands beside them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import atan, cos, pi, radians, sin, sqrt, tan
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from configurator.shapes.foot_outline import FootOutline
from configurator.shapes.foot_reliefs import Relief, head_reliefs, spur_relief
from configurator.shapes.outline import PlanArray
from configurator.shapes.smooth_steps import ease

Nearest = NDArray[np.int64]
CUP_POWER = 2.6  # steepness of the heel cup's wall: height falls with this power of the way in
ARCH_POWER = 2.3
ARCH_REACH = 0.72  # how far the arch reaches across, in foot breadths
APEX = 0.635  # of the way to the ball, near the navicular: 0.47 of a usual foot (Rhino Orthotic Toolkit: 0.50)
SHORTEST_FALL_MM = 0.1  # from the arch's highest point to its end
HINDMOST_APEX = 0.60  # how far back the apex goes where else the shell could not come down from it
SEAT = 0.195  # middle of the heel seat, along the foot
BEVEL = 0.036  # how long the bevel of the front edge is, in foot lengths
POST_END = 0.30  # where the rearfoot post ends, in foot lengths
POST_FRONT = 0.035  # over how much of the foot's length a post's front face slopes
POST_SIDE = 0.019  # the same for its sides
FLANGE_RISE = (0.20, 0.38)  # from where to where a flange rises, in foot lengths
FLANGE_FALL = 0.58  # from where the medial one falls, of the way to the ball, down to where the arch ends
LATERAL_FALL = (0.50, 0.76)  # from where to where the lateral one falls, of the way to the ball
FLANGE_SLOPE = 1.6  # rise over run of a flange at its edge, at most
EASE_BEND = 10.0 / 3**0.5  # the greatest second derivative of `ease`


@dataclass(frozen=True)
class FootBed:
    """An orthosis as numbers: angles in degrees (+ raises the medial side), the rest in mm."""

    outline: FootOutline
    thickness: float
    edge: float
    cup_depth: float
    arch_height: float
    rearfoot: float = 0.0
    forefoot: float = 0.0
    lift: float = 0.0
    pad: float = 0.0
    medial_flange: float = 0.0
    lateral_flange: float = 0.0
    spur: float = 0.0
    heads: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0, 0.0)

    @property
    def wall(self) -> float:
        """Plan width of the heel cup's wall: so that it leans at least 15 degrees outwards."""
        heel = self.outline.heel
        return max(0.2 * heel, CUP_POWER * self.cup_depth / 3.3)

    @property
    def cup_slope(self) -> float:
        """Rise over run of the cup's wall at its rim."""
        return CUP_POWER * self.cup_depth / self.wall

    @property
    def seat_at(self) -> float:
        """x of the middle of the heel seat."""
        return SEAT * self.outline.length

    @property
    def seat(self) -> float:
        """Height of the heel seat's middle above the ground."""
        return float(self.reference(np.array([self.seat_at]), np.array([0.0]))[0])

    @property
    def apex(self) -> float:
        """x of the arch's highest point: further back where a thick shell needs more room to come down from it."""
        needed = pi * sqrt(self.arch_height / 2.0 / self._bend_left) if self._bend_left > 0 else 0.0
        ball = self.outline.ball
        return max(HINDMOST_APEX * ball, min(APEX * ball, self.arch_end - needed))

    @property
    def arch_end(self) -> float:
        """x where the arch has come down to the plate, behind the ball and the front edge's bevel."""
        return min(0.95 * self.outline.ball, self.outline.front_edge - 0.086 * self.outline.length)

    @property
    def highest_arch(self) -> float:
        """Arch height beyond which the shell's underside would fold where the arch comes down.

        The fall is A sin^2, whose crest has the radius 2 (fall / pi)^2 / A; the underside lies a
        thickness below and needs half as much again. A medial flange bends down there besides.
        """
        fall = self.arch_end - HINDMOST_APEX * self.outline.ball
        return 2.0 * (fall / pi) ** 2 * self._bend_left

    @property
    def _bend_left(self) -> float:
        """The curvature that the arch's crest may have, beside what a medial flange bends there."""
        flange = EASE_BEND * self.medial_flange / (self.arch_end - FLANGE_FALL * self.outline.ball) ** 2
        return 1.0 / (1.5 * self.thickness) - flange

    @property
    def plate(self) -> tuple[float, float]:
        """From which to which x, under the medial ball, arch and bevel leave the surface plane."""
        bevel = self.outline.front_edge - (0.0 if self.outline.style == "full" else BEVEL * self.outline.length)
        blend = 0.012 * self.outline.length
        return self.arch_end + blend, min(bevel - blend, 1.08 * self.outline.ball)

    @property
    def forefoot_slope(self) -> float:
        """Rise over run of the plate under the ball, towards the medial side."""
        return tan(radians(self.forefoot))

    @property
    def pad_at(self) -> tuple[float, float]:
        """Plan place of the metatarsal pad's summit, just behind the metatarsal heads."""
        return 0.845 * self.outline.ball, 0.03 * self.outline.breadth

    def reference(self, x: PlanArray, y: PlanArray) -> PlanArray:
        """Height of the surface without cup, arch and pad: the shell on its posts and lift."""
        start, end = 0.27 * self.outline.length, 0.79 * self.outline.ball
        share = ease((x - start) / (end - start))
        rear = self.lift + _wedge(self.rearfoot, -y, self.outline.heel / 2)
        fore = _wedge(self.forefoot, -y, 0.51 * self.outline.breadth + self.thickness)
        return self.thickness + rear * (1.0 - share) + fore * share

    def arch(self, x: PlanArray, y: PlanArray) -> PlanArray:
        """Height that the medial arch adds; all of it at the medial edge between heel and apex."""
        start = 0.21 * self.outline.length
        rise = ease((x - start) / (0.98 * self.apex - start))
        # Without an arch its highest point may lie at its end.
        down = max(self.arch_end - self.apex, SHORTEST_FALL_MM)
        fall = np.sin(np.pi / 2 * np.clip((self.arch_end - x) / down, 0.0, 1.0)) ** 2
        across = (y - self.outline.medial_edge(x)) / (ARCH_REACH * self.outline.breadth)
        return self.arch_height * rise * fall * np.clip(1.0 - across, 0.0, None) ** ARCH_POWER

    def walls(self, xy: PlanArray, nearest: Nearest | None = None) -> PlanArray:
        """Height that the heel cup's wall adds, which runs out into a low lateral edge, and that of flanges."""
        inset, foot = self.outline.curve.inset(xy, nearest)
        x = foot[:, 0] / self.outline.length
        medial = ease((1.0 - foot[:, 1] / (0.25 * self.outline.heel)) / 2.0)
        heel = 1.0 - ease((x - 0.16) / 0.30)
        edge = 0.3 * (1.0 - heel) * (1.0 - ease((foot[:, 0] / self.outline.ball - 0.46) / 0.32))
        along = heel + (1.0 - medial) * edge
        cup = self.cup_depth * along * np.clip(1.0 - inset / self.wall, 0.0, None) ** CUP_POWER
        return cup + self._flanges(inset, foot[:, 0], medial)

    def _flanges(self, inset: PlanArray, x: PlanArray, medial: PlanArray) -> PlanArray:
        """Height that the flanges add at insets from places of the outline with these x and shares of medial side."""
        start, end = FLANGE_RISE
        inner, outer = FLANGE_FALL * self.outline.ball, LATERAL_FALL[0] * self.outline.ball
        rise = ease((x / self.outline.length - start) / (end - start))
        falls = (
            1.0 - ease((x - inner) / (self.arch_end - inner)),
            1.0 - ease((x - outer) / (LATERAL_FALL[1] * self.outline.ball - outer)),
        )
        sides = zip((self.medial_flange, self.lateral_flange), (medial, 1.0 - medial), falls, strict=True)
        return np.asarray(
            sum(_flange(height, self.outline.breadth, inset) * rise * side * fall for height, side, fall in sides)
        )

    def bevel(self, xy: PlanArray) -> PlanArray:
        """How much thinner the shorter styles are towards their front edge."""
        if self.outline.style == "full":
            return np.zeros(len(xy))
        # Longer towards the sides, where the rim would else turn thick too suddenly.
        sides = ease((np.abs(xy[:, 1]) / self.outline.breadth - 0.31) / 0.12)
        reach = BEVEL * self.outline.length * (1.0 + 1.5 * sides)
        distance, _ = self._front_tree.query(xy, distance_upper_bound=reach.max(initial=0.0))
        return (self.thickness - self.edge) * (1.0 - ease(distance / reach))

    def metatarsal_pad(self, x: PlanArray, y: PlanArray) -> PlanArray:
        """Height of the pad: a drop shape, long towards the heel."""
        at_x, at_y = self.pad_at
        reach = np.where(x < at_x, 0.15, 0.085) * self.outline.length
        radius = np.hypot((x - at_x) / reach, (y - at_y) / (0.16 * self.outline.breadth))
        return self.pad * np.cos(np.pi / 2 * np.clip(radius, 0.0, 1.0)) ** 2

    @property
    def has_relief(self) -> bool:
        """Whether there is a hollow anywhere, for which the surface needs finer nets."""
        return any((self.spur, *self.heads))

    @cached_property
    def head_reliefs(self) -> tuple[Relief, ...]:
        """The hollows under the metatarsal heads, from the first."""
        return head_reliefs(self.outline, self.heads)

    @cached_property
    def spur_relief(self) -> Relief:
        """The hollow under a heel spur."""
        return spur_relief(self.outline, self.spur)

    def raised(self, xy: PlanArray) -> PlanArray:
        """(k,) what stands on the upper surface at (k, 2) places, less what is taken off: pad, hollows and bevel."""
        x, y = xy[:, 0], xy[:, 1]
        pad, bevel = self.metatarsal_pad(x, y), self.bevel(xy)
        if not self.has_relief:
            return pad - bevel
        # Where several meet they take off no more together than each may.
        most = self.thickness - self.edge
        left = np.prod([1.0 - each / most for each in (bevel, *(head.at(x, y) for head in self.head_reliefs))], axis=0)
        return pad - most * (1.0 - left) - self.spur_relief.at(x, y)

    def shell(self, xy: PlanArray, nearest: Nearest | None = None) -> PlanArray:
        """(k,) height of the upper surface at (k, 2) places, without what `raised` says.

        `nearest` are the outline's dense points nearest to the places, where they are known.
        """
        x, y = xy[:, 0], xy[:, 1]
        return self.reference(x, y) + self.arch(x, y) + self.walls(xy, nearest)

    def top(self, x: float, y: float) -> float:
        """Height of the finished upper surface at one place."""
        xy = np.array([[x, y]])
        return float((self.shell(xy) + self.raised(xy))[0])

    @property
    def foremost(self) -> float:
        """x in mm of the front, over the round rim, which is as thick there as the shell or its front edge."""
        rim = self.thickness if self.outline.style == "full" else self.edge
        return float(self.outline.curve.dense[:, 0].max()) + rim / 2

    def breadth_beyond(self, x: float) -> float:
        """Greatest breadth in mm in front of x, over the round rims, which are as thick as the shell there."""
        edge = self.outline.curve.dense[:-1]
        along = np.roll(edge, -1, axis=0) - np.roll(edge, 1, axis=0)
        outwards = np.column_stack([along[:, 1], -along[:, 0]]) / np.linalg.norm(along, axis=1)[:, None]
        rim = edge + self._rim_reach(self.bevel(edge), outwards[:, 1])[:, None] * outwards
        return float(np.ptp(rim[rim[:, 0] >= x, 1]))

    def _rim_reach(self, bevel: PlanArray, lateral: PlanArray) -> PlanArray:
        """(k,) how far beyond the edge the rim of the posted plate reaches, whose outward directions go so far
        laterally: half an ellipse, whose middle lies further out where the plate rises outwards."""
        rise = -sin(radians(self.forefoot)) * lateral
        aside = self.thickness / 2 * rise
        level = np.sqrt(1.0 - rise**2)
        half = np.hypot(aside, (self.thickness * level - bevel) / 2)
        return np.asarray(aside + np.hypot(aside, half * level))

    def medial_rim(self, x: float) -> tuple[float, float]:
        """At x, the y of the medial edge and how high the round rim's top stands there."""
        return self._rim(x, self.outline.medial_edge, 0.1)

    def lateral_rim(self, x: float) -> tuple[float, float]:
        """The same of the lateral edge."""
        return self._rim(x, self.outline.lateral_edge, -0.1)

    def _rim(self, x: float, edge: Callable[[float], Any], inwards: float) -> tuple[float, float]:
        """The rim is a round bar along the edge, half a thickness below the surface; cut at x it is an ellipse."""
        y = float(edge(x))
        top, inner = self.top(x, y), y + inwards
        outwards = max(0.0, (top - self.top(x, inner)) / abs(inwards))
        if not outwards:
            return y, top
        forwards = (self.top(x + 0.1, inner) - self.top(x - 0.1, inner)) / 0.2
        climb = self.top(x + 0.5, float(edge(x + 0.5))) - self.top(x - 0.5, float(edge(x - 0.5)))
        upright = 1.0 / sqrt(1.0 + outwards**2 + forwards**2)
        return y, top + self.thickness / 2 * (sqrt(1.0 + climb**2) - upright * (1.0 + forwards * climb))

    def over_rim(self, slope: float) -> float:
        """How far the round rim of a wall that rises outwards by `slope` stands above its inner edge."""
        return self.thickness / 2 * (1.0 - cos(atan(slope)))

    def contact(self, xy: PlanArray, nearest: Nearest | None = None) -> PlanArray:
        """(k,) 1 where the underside stands on the ground, 0 where it is the shell's own."""
        inset, _ = self.outline.curve.inset(xy, nearest)
        x, length = xy[:, 0], self.outline.length
        rear = ease((inset - 0.30 * self.wall) / (POST_SIDE * length))
        rear *= 1.0 - ease((x / length - POST_END) / POST_FRONT)
        fore = ease((inset - 1.0) / (POST_SIDE * length)) * ease((x - 0.74 * self.outline.ball) / (POST_FRONT * length))
        return np.maximum(rear, fore)

    @cached_property
    def _front_tree(self) -> cKDTree:
        return cKDTree(self.outline.front(np.linspace(0.0, 1.0, 1500)))


def _flange(height: float, breadth: float, inset: PlanArray) -> PlanArray:
    """Height of a flange at distances from its edge; the foot is `breadth` broad."""
    reach = max(0.12 * breadth, CUP_POWER * height / FLANGE_SLOPE)
    return height * np.clip(1.0 - inset / reach, 0.0, None) ** CUP_POWER


def _wedge(degrees: float, medial: PlanArray, half: float) -> PlanArray:
    """Height of a wedge that is zero at the lower edge of a strip 2 * `half` wide."""
    slope = np.tan(np.radians(degrees))
    return slope * medial + abs(slope) * half
