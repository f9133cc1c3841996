"""A shell under the foot and behind the leg as numbers: open sections across a line that runs from the toes back over
the sole, round the heel and up behind the calf.

Left leg: x forwards from the back of the heel, the medial side at -y, z up from the ground. Lengths in mm. A place on
the inside is named by `at`, mm along that line from the front, and `share`, from -1 at the medial edge to 1 at the
lateral one. Proportions are the project's own unless a source stands beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import atan, cos, radians, sin
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from configurator.shapes.arm_trough import TAPE_COS, girth_of
from configurator.shapes.foot_outline import HEEL_AT, LATERAL_BALL, WAIST
from configurator.shapes.smooth_steps import ease

Numbers = NDArray[np.float64]
Trim = Literal["leaf_spring", "semi_solid", "solid"]
PlateLength = Literal["full", "sulcus", "three_quarter"]

ANKLE_AT = 0.235  # of the foot's length: the ankle's axis, from the back of the heel
# Breadth of the leg over its depth, where the ankle is thinnest and where the calf is thickest.
ANKLE_RATIO, CALF_RATIO = 0.76, 0.97
CALF_BACK = 0.55  # of what the calf is deeper than the ankle, by which its middle lies further back
# The heel in profile: how far it reaches under the foot, in foot lengths, and where its back is, in ankle heights.
HEEL_REACH, HEEL_HEIGHT, HEEL_POWER = 0.125, 0.36, 2.3
PIVOT_AT = 0.50  # of the foot's length: from there back, sections turn about one line before the ankle
# How far the plate goes beyond the ball (+) or ends before it (-), medial and lateral, in foot lengths.
FRONT = {"sulcus": (0.05, 0.055), "three_quarter": (-0.05, -0.03)}
FRONT_BULGE = 0.03  # of the foot's length, so that the edge is furthest beside its corner
# Corners of its front, medial and lateral, how deep and how long in foot breadths, and with which power they come in:
# the side of the great toe, which runs straight to its corner, turns there most. And that of the calf's edge, in mm.
FRONT_CORNER = {
    "full": ((0.16, 0.32, 3.2), (0.06, 0.30, 2.0)),
    "sulcus": ((0.10, 0.22, 3.2), (0.05, 0.20, 2.2)),
    "three_quarter": ((0.10, 0.22, 3.2), (0.05, 0.20, 2.2)),
}
TOP_CORNER_MM = 22.0
FLARE_MM, FLARE_OVER_MM = 3.0, 16.0  # of its upper edge, which would press into the calf: how far, over what
SIDE_WALL_DEG, CORNER_MM = 80.0, 20.0  # of the walls beside the foot: how steep, and over how much they bend up
# Of the way to the ball: where these walls are whole, and where they end.
WALL_FROM, WALL_TO = 0.48, {"full": 0.82, "sulcus": 0.82, "three_quarter": 0.72}
# Where the trim line begins beside the arch, and over what it comes down to the plate, of the way to the ball.
TRIM_FROM = 0.5
ARCH_FALL = 0.7  # of its height there, that the trim line falls further before it at most
TRIM_OVER = {"full": (0.40, 0.76), "sulcus": (0.40, 0.76), "three_quarter": (0.38, 0.68)}
HEEL_FROM = 0.30  # of the foot's length: from there back the walls turn into a round heel
HEEL_ROUND = 0.85  # of the heel's half breadth that is round below
SLOPE_MM = 0.05  # for slopes by differences
SAMPLES, SPACES = 1500, 400  # along the line, and across half a section


@dataclass(frozen=True)
class TrimLine:
    """How far the edges rise: beside the arch, in foot lengths; beside the ankle bone, of the way to its middle; and
    at the ankle's thinnest, in its half depths."""

    arch: float
    malleolus: float
    ankle: float


TRIM_LINES: dict[str, TrimLine] = {
    "leaf_spring": TrimLine(0.045, 0.50, 0.24),
    "semi_solid": TrimLine(0.07, 0.86, 0.70),
    "solid": TrimLine(0.09, 1.20, 1.12),
}


@dataclass(frozen=True, eq=False)
class Sections:
    """For stations (n,): half breadths and depths (n, 2, k) at even steps of the way across, medial side first."""

    ways: Numbers
    breadths: Numbers
    depths: Numbers


@dataclass(frozen=True)
class LegShell:
    """Foot and leg as measured, and what is prescribed: angles in degrees, the rest in mm."""

    foot_length: float
    foot_breadth: float
    ball_length: float
    heel_breadth: float
    malleolus_height: float
    malleolus_breadth: float
    ankle_girth: float
    ankle_height: float
    calf_girth: float
    calf_height: float
    top_height: float
    dorsiflexion: float
    plate: PlateLength
    trim: Trim
    wrap: float
    padding: float
    thickness: float

    # The leg, along its own axis.

    @property
    def up(self) -> Numbers:
        """(2,) x and z of the leg's axis."""
        return np.array([sin(radians(self.dorsiflexion)), cos(radians(self.dorsiflexion))])

    @property
    def forwards(self) -> Numbers:
        """(2,) x and z of what is square to it."""
        return np.array([self.up[1], -self.up[0]])

    @property
    def ankle(self) -> Numbers:
        """(2,) x and z of the ankle's axis."""
        return np.array([ANKLE_AT * self.foot_length, self.thickness + self.padding + self.malleolus_height])

    def halves(self, height: Any) -> tuple[Any, Any]:
        """Half breadth and half depth of the inside at heights (n,) of the leg above the sole, flared at the top."""
        ankle, calf = self._half_axes
        share = np.clip((np.asarray(height) - self.ankle_height) / (self.calf_height - self.ankle_height), 0.0, 1.0)
        grown = share * share * (3 - 2 * share)
        flare = FLARE_MM * np.clip((np.asarray(height) - self.flare_from) / FLARE_OVER_MM, 0.0, 1.0) ** 2
        return ankle[0] + (calf[0] - ankle[0]) * grown + flare, ankle[1] + (calf[1] - ankle[1]) * grown + flare

    @cached_property
    def _half_axes(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Of ankle and calf, the lining's thickness beyond the leg all round."""
        room = 2 * np.pi * self.padding
        ankle = (self.ankle_girth + room) / girth_of(1 / ANKLE_RATIO)
        calf = (self.calf_girth + room) / girth_of(1 / CALF_RATIO)
        return (ankle, ankle / ANKLE_RATIO), (calf, calf / CALF_RATIO)

    def axis(self, height: Any) -> Numbers:
        """(n, 2) x and z of the middle of the leg's sections."""
        leg = np.minimum(height, self.calf_height)
        back = CALF_BACK * (self.halves(leg)[1] - self.halves(self.ankle_height)[1])
        gone = np.atleast_1d(np.asarray(height, float)) - self.malleolus_height
        return np.asarray(self.ankle + gone[:, None] * self.up - np.atleast_1d(back)[:, None] * self.forwards)

    @property
    def flare_from(self) -> float:
        """The height from which the upper edge is flared."""
        return self.top_height - FLARE_OVER_MM

    @property
    def flare_lean(self) -> float:
        """How far the wall leans out from the leg's axis at its upper edge, in radians."""
        return atan(2 * FLARE_MM / FLARE_OVER_MM)

    # The line along the middle of the inside.

    @cached_property
    def line(self) -> Numbers:
        """(n, 5): mm along the line, its x and z, and x and z of the way that its sections rise."""
        sole = np.column_stack([np.linspace(self.front, self._heel[0], SAMPLES), np.full(SAMPLES, self.thickness)])
        points = np.concatenate([sole, self._heel_line[1:], self._achilles[1:], self._leg_line[1:]])
        steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
        along = np.concatenate([[0.0], np.cumsum(steps)])
        return np.column_stack([along, points, self._rising(points)])

    @property
    def length(self) -> float:
        """Of the line, in mm."""
        return float(self.line[-1, 0])

    @property
    def _heel(self) -> tuple[float, float]:
        """x where the sole ends, and z of the heel's back."""
        return (
            HEEL_REACH * self.foot_length - self.padding,
            self.thickness + self.padding + HEEL_HEIGHT * self.malleolus_height,
        )

    @cached_property
    def _heel_line(self) -> Numbers:
        """A quarter of a superellipse from the sole to the heel's back."""
        x, z = self._heel
        turn = np.linspace(0.0, np.pi / 2, SAMPLES)
        far, high = x + self.padding, z - self.thickness
        over, up = np.cos(turn) ** (2 / HEEL_POWER), np.sin(turn) ** (2 / HEEL_POWER)
        return np.column_stack([x - far * up, z - high * over])

    @cached_property
    def _achilles(self) -> Numbers:
        """A cubic from the heel's back, upright there, to the ankle's thinnest, along the leg there."""
        start = np.array([-self.padding, self._heel[1]])
        end = self._leg_line[0]
        pull = np.linalg.norm(end - start)
        t = np.linspace(0.0, 1.0, SAMPLES)[:, None]
        return np.asarray(
            (2 * t**3 - 3 * t**2 + 1) * start
            + (t**3 - 2 * t**2 + t) * pull * np.array([0.0, 1.0])
            + (3 * t**2 - 2 * t**3) * end
            + (t**3 - t**2) * pull * self.up
        )

    @cached_property
    def _leg_line(self) -> Numbers:
        heights = np.linspace(self.ankle_height, self.top_height, SAMPLES)
        return np.asarray(self.axis(heights) - self.halves(heights)[1][:, None] * self.forwards)

    @property
    def pivot(self) -> Numbers:
        """(2,) x and z of the line about which sections turn: the last of the foot's meets the first of the leg's."""
        middle = self.axis(self.ankle_height)[0]
        ahead = (min(PIVOT_AT * self.foot_length, 0.62 * self.front) - middle[0]) / self.forwards[0]
        return np.asarray(middle + ahead * self.forwards)

    def _rising(self, points: Numbers) -> Numbers:
        """(n, 2) unit vectors: up before the pivot, towards it round the heel, forwards at the leg."""
        towards = self.pivot - points
        towards[points[:, 0] > self.pivot[0]] = (0.0, 1.0)
        above = (points - self.pivot) @ self.up > 0
        towards[above] = self.forwards
        return np.asarray(towards / np.linalg.norm(towards, axis=1)[:, None])

    def on_line(self, at: Any) -> tuple[Numbers, Numbers]:
        """(n, 2) x and z of the line at stations (n,), and of the way that its sections rise."""
        along = np.atleast_1d(np.asarray(at, float))
        columns = [np.interp(along, self.line[:, 0], self.line[:, column]) for column in range(1, 5)]
        rising = np.column_stack(columns[2:])
        return np.column_stack(columns[:2]), rising / np.linalg.norm(rising, axis=1)[:, None]

    def at_height(self, height: float) -> float:
        """The station of a height of the leg, from the ankle's thinnest up."""
        first = len(self.line) - len(self._leg_line)
        heights = np.linspace(self.ankle_height, self.top_height, SAMPLES)
        return float(np.interp(height, heights, self.line[first:, 0]))

    def at_sole(self, x: float) -> float:
        """The station of a place under the foot, before the heel."""
        return self.front - x

    @cached_property
    def at_heel(self) -> float:
        """The station of the heel's back."""
        return float(self.line[2 * SAMPLES - 2, 0])

    @cached_property
    def at_malleolus(self) -> float:
        """The station whose section goes through the middle of the ankle bones."""
        way = self.ankle - self.pivot
        off = self.line[:, 1:3] - self.pivot
        aside = np.abs(off[:, 0] * way[1] - off[:, 1] * way[0])
        aside[off @ way < 0] = np.inf
        return float(self.line[aside.argmin(), 0])

    # The plan of the foot.

    @cached_property
    def outline(self) -> tuple[PchipInterpolator, PchipInterpolator]:
        """Half breadths of the inside over x, medial and lateral, without the corners in front."""
        foot, b, ball, t = self.foot_length, self.foot_breadth, self.ball_length, self.thickness
        heel, room, rim = self.heel_breadth / 2 + self.padding, self.padding, t / 2
        medial = [(HEEL_AT * foot, heel), (WAIST * ball, 0.40 * b + room), (ball, 0.49 * b - rim)]
        lateral = [(HEEL_AT * foot, heel), (WAIST * ball, 0.41 * b + room), (LATERAL_BALL * ball, 0.51 * b - rim)]
        medial += [(0.90 * foot, 0.46 * b - rim), (foot, 0.40 * b - rim)]
        lateral += [(0.85 * foot, 0.43 * b - rim), (foot, 0.28 * b - rim)]
        first, second = (PchipInterpolator(*np.transpose(each)) for each in (medial, lateral))
        return first, second

    @cached_property
    def _front_shape(self) -> tuple[Numbers, Numbers]:
        """Shares across, and x of the front edge there, before its round rim."""
        share = np.linspace(-1.0, 1.0, 81)
        foot, ball, rim = self.foot_length, self.ball_length, self.thickness / 2
        if self.plate == "full":
            x = foot * (-0.022 * share - 0.015 * share**2)
            return share, x - x.max() + foot - rim
        medial, lateral = FRONT[self.plate]
        ends = ball + medial * foot, LATERAL_BALL * ball + lateral * foot
        bulge = FRONT_BULGE * foot * (1 - share**2)
        return share, (ends[0] + ends[1]) / 2 + (ends[1] - ends[0]) / 2 * share + bulge - rim

    @property
    def front(self) -> float:
        """x of the furthest point of the front edge, before its round rim."""
        return float(self._front_shape[1].max())

    def _swept(self, x: Numbers, share: Numbers) -> Numbers:
        """(n, m) x of what lies on sections at x (n,), which are bent as the front edge is, the more the nearer."""
        start = min(PIVOT_AT * self.foot_length, 0.62 * self.front)
        near = np.clip((x - start) / (self.front - start), 0.0, 1.0)
        back = self.front - np.interp(share, *self._front_shape)
        return np.asarray(x[:, None] - (near * near * (3 - 2 * near))[:, None] * back)

    def half_breadths(self, at: Numbers) -> Numbers:
        """(n, 2) of the inside at stations (n,), medial and lateral, where its walls stand."""
        edges = self._swept(self._under_foot(at), np.array([[-1.0, 1.0]]))
        ends = np.interp([-1.0, 1.0], *self._front_shape)
        deep, long, power = np.transpose(FRONT_CORNER[self.plate])
        near = np.clip(1 - (ends - edges) / (long * self.foot_breadth), 0.0, 1.0)
        sides = [side(np.maximum(edges[:, i], HEEL_AT * self.foot_length)) for i, side in enumerate(self.outline)]
        return np.asarray(np.column_stack(sides) - deep * self.foot_breadth * near**power)

    def _under_foot(self, at: Numbers) -> Numbers:
        """(n,) x of the line under the foot, and 0 from the heel's back up."""
        return np.where(at < self.at_heel, self.on_line(at)[0][:, 0], 0.0)

    # Sections.

    def sections(self, at: Numbers) -> Sections:
        """At stations (n,): a flat sole with walls that turn into a round heel, and that into the leg's ellipse."""
        half = self.half_breadths(at)
        steep, bend, standing = self._walls(at, half)
        ways = np.linspace(0.0, 1.0, SPACES) * 1.7 * max(self.calf_girth / 2.4, self.foot_breadth)
        flat = half - standing[:, None] * bend * _mean_cosine(steep)[:, None]
        turned = np.clip((ways - flat[:, :, None]) / bend[:, :, None], 0.0, 1.0)
        lean = steep[:, None, None] * (turned * turned * (3 - 2 * turned))
        blend = self._leg_share(at)[:, None, None]
        round_breadth, round_depth = self._ellipses(at, ways)
        breadths = (1 - blend) * _summed(np.cos(lean), ways) + blend * round_breadth[:, None]
        depths = (1 - blend) * _summed(np.sin(lean), ways) + blend * round_depth[:, None]
        return Sections(ways, breadths, depths)

    def _walls(self, at: Numbers, half: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """How steep the walls are, (n,) in radians, over how many mm they bend up, (n, 2), and how far they are come in
        from beside the plate, (n,): from 0 where it is flat to 1 where they stand on its edge."""
        x, ball = self._under_foot(at), self.ball_length
        standing = ease((WALL_TO[self.plate] * ball - x) / ((WALL_TO[self.plate] - WALL_FROM) * ball))
        heel = self._heel_share(at)
        steep = radians(SIDE_WALL_DEG) * (1 - heel) + self._heel_steepness * heel
        round_heel = HEEL_ROUND * half / _mean_cosine(np.full(1, self._heel_steepness))
        bend = CORNER_MM * (1 - heel[:, None]) + round_heel * heel[:, None]
        return steep, bend, standing

    def _heel_share(self, at: Numbers) -> Numbers:
        """(n,) 0 under the foot, 1 from the heel's back up."""
        start = self.at_sole(HEEL_FROM * self.foot_length)
        return np.asarray(ease((at - start) / (self.at_heel - start)))

    @cached_property
    def _heel_steepness(self) -> float:
        """So that the walls come as far apart as the ankle bones where these are."""
        depth = self.malleolus_depth
        wider = (self.malleolus_breadth - self.heel_breadth) / 2
        return float(np.clip(np.pi / 2 - np.arctan2(wider, depth - 0.5 * self.heel_breadth), 1.25, 1.7))

    def _leg_share(self, at: Numbers) -> Numbers:
        """(n,) 0 round the heel, 1 from the ankle's thinnest up."""
        start, end = self.at_heel, self.at_height(self.ankle_height)
        return np.asarray(ease((at - start) / (end - start)))

    def _ellipses(self, at: Numbers, ways: Numbers) -> tuple[Numbers, Numbers]:
        """(n, k) half breadths and depths of the leg's sections."""
        wide, deep = self._ellipse_axes(at)
        turn = np.linspace(0.0, np.pi, SPACES)
        across, down = wide[:, None] * np.sin(turn), deep[:, None] * (1 - np.cos(turn))
        gone = np.concatenate(
            [np.zeros((len(at), 1)), np.cumsum(np.hypot(np.diff(across), np.diff(down)), axis=1)], axis=1
        )
        turns = np.stack([np.interp(ways, each, turn) for each in gone])
        return wide[:, None] * np.sin(turns), deep[:, None] * (1 - np.cos(turns))

    def _ellipse_axes(self, at: Numbers) -> tuple[Numbers, Numbers]:
        """(n,) half axes: of the leg, and below the ankle's thinnest towards those over the ankle bones."""
        wide, deep = self.halves(self._heights(at))
        end = self.at_height(self.ankle_height)
        below = np.clip((end - at) / (end - self.at_malleolus), 0.0, 1.0)
        below = below * below * (3 - 2 * below)
        bones = self.malleolus_breadth / 2 + self.padding
        return wide + (bones - wide) * below, deep + (self.malleolus_depth - deep) * below

    @cached_property
    def malleolus_depth(self) -> float:
        """From the line to the ankle's axis."""
        return float(np.linalg.norm(self.ankle - self.on_line(self.at_malleolus)[0][0]))

    def _heights(self, at: Numbers) -> Numbers:
        first = len(self.line) - len(self._leg_line)
        heights = np.linspace(self.ankle_height, self.top_height, SAMPLES)
        return np.interp(at, self.line[first:, 0], heights)

    # Edges.

    def _wall_ends(self, at: Numbers, sections: Sections) -> Numbers:
        """(n, 2) how far over the sections they are as broad as the plate; behind the leg, half that breadth."""
        half, heel = self.half_breadths(at), self._heel_share(at)[:, None]
        broadest = np.maximum.accumulate(sections.breadths, axis=2)
        ways = [[np.interp(half[i, side], broadest[i, side], sections.ways) for side in (0, 1)] for i in range(len(at))]
        return np.asarray(np.where(heel < 1.0, np.array(ways) * (1 - heel), 0.0) + half * heel)

    @cached_property
    def _trim_line(self) -> PchipInterpolator:
        """Of a station: how far from the pivot the edges lie, along the way that sections rise."""
        line, calf = TRIM_LINES[self.trim], self.calf_height
        around = float(self.halves(calf)[1]) * (1 - cos(radians(self.wrap)))
        depths = {
            self.at_sole(TRIM_FROM * self.ball_length): line.arch * self.foot_length,
            self.at_malleolus: line.malleolus * self.malleolus_depth,
            self.at_height(self.ankle_height): line.ankle * float(self.halves(self.ankle_height)[1]),
            self.at_height(calf): around,
            self.length: around,
        }
        at = np.array(list(depths))
        return PchipInterpolator(at, self._reach(at) - np.array(list(depths.values())))

    def _edge_depths(self, at: Numbers) -> Numbers:
        """(n,) how far the edges rise from the line; before the trim line's first point they go on as they come to it,
        without a kink, towards a low edge."""
        start = self.at_sole(TRIM_FROM * self.ball_length)
        most = ARCH_FALL * TRIM_LINES[self.trim].arch * self.foot_length
        ahead = np.maximum(start - at, 0.0) / most
        fall = most * np.tanh(-float(self._trim_line.derivative()(start)) * ahead)
        return np.asarray(self._reach(at) - self._trim_line(np.maximum(at, start)) - fall)

    def _reach(self, at: Numbers) -> Numbers:
        """(n,) from the line to the pivot, along the way that sections rise."""
        points, rising = self.on_line(at)
        return np.asarray(((self.pivot - points) * rising).sum(axis=1))

    def edges(self, at: Numbers, sections: Sections) -> Numbers:
        """(n, 2) how far the inside goes over its sections to the edges, medial and lateral, in mm from the middle."""
        depths, plate = self._edge_depths(at), self._wall_ends(at, sections)
        trim = np.array(
            [[np.interp(depths[i], sections.depths[i, side], sections.ways) for side in (0, 1)] for i in range(len(at))]
        )
        first, last = TRIM_OVER[self.plate]
        x = self._under_foot(at)
        beside = ease((last * self.ball_length - x) / ((last - first) * self.ball_length))[:, None]
        near = np.clip(1 - (self.length - at) / TOP_CORNER_MM, 0.0, 1.0)
        return np.asarray(plate + (trim - plate) * beside - TOP_CORNER_MM * near[:, None] ** 2)

    # What is measured.

    @property
    def plate_breadth(self) -> float:
        """From rim to rim, of the plate before its walls; its sections are bent, so that its edges lie behind their
        middles."""
        at = np.linspace(0.0, self.at_sole(self.walls_end), SPACES)
        before = self._swept(self._under_foot(at), np.array([[-1.0, 1.0]])) >= self.walls_end
        return float(np.where(before, self.half_breadths(at), 0.0).max(axis=0).sum()) + self.thickness

    @property
    def walls_end(self) -> float:
        """x before which the plate is flat."""
        return WALL_TO[self.plate] * self.ball_length

    def inner_girth(self, height: float) -> float:
        """A tape along the inside across the leg's axis, over the rims as far as they face the middle, and straight
        across the opening."""
        at = np.array([self.at_height(height)])
        edge = float(self.edges(at, self.sections(at))[0, 0])
        wide, deep = (float(half) for half in self.halves(height))
        turn = np.linspace(0.0, np.pi, SAMPLES)
        gone = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(wide * np.sin(turn)), np.diff(deep * np.cos(turn))))])
        last = float(np.interp(edge, gone, turn))
        end = np.array([wide * sin(last), -deep * cos(last)])
        along = np.array([wide * cos(last), deep * sin(last)]) / np.hypot(wide * cos(last), deep * sin(last))
        rim = self._rim(end, along)
        return 2 * (edge + float(np.linalg.norm(np.diff(rim, axis=0), axis=1).sum()) + abs(float(rim[-1, 0])))

    def _rim(self, end: Numbers, along: Numbers) -> Numbers:
        """(n, 2) points of a half round rim from a line's end on, as far as it faces the middle."""
        out, radius = np.array([along[1], -along[0]]), self.thickness / 2
        angle = np.linspace(0.0, np.pi, SPACES)[:, None]
        spots = end + radius * np.sin(angle) * along + radius * (1 - np.cos(angle)) * out
        facing = np.cos(angle) * out - np.sin(angle) * along
        faces = (facing * spots).sum(axis=1) >= TAPE_COS * np.linalg.norm(spots, axis=1)
        return np.asarray(spots[: int(np.argmin(faces)) or 1])

    def breadth_at(self, at: float, depth: float) -> float:
        """From side to side of the inside at a depth of a section."""
        sections = self.sections(np.array([at]))
        return float(sum(np.interp(depth, sections.depths[0, i], sections.breadths[0, i]) for i in (0, 1)))

    def edge_depth(self, at: float) -> float:
        """How deep in a section the nearer of its two edges lies, in mm."""
        station = np.array([at])
        sections = self.sections(station)
        edges = self.edges(station, sections)[0]
        return min(float(np.interp(edges[i], sections.ways, sections.depths[0, i])) for i in (0, 1))

    def place_at(self, at: float, depth: float) -> tuple[float, float]:
        """x and z in the middle of a section at a depth."""
        points, rising = self.on_line(at)
        x, z = points[0] + depth * rising[0]
        return float(x), float(z)

    def edge(self, at: float, side: int, way: float) -> tuple[float, float, float]:
        """A point of the inside so many mm from the edge, over the section; `side` is -1 at the medial one."""
        station = np.array([at])
        edge = self.edges(station, self.sections(station))[0, max(side, 0)]
        x, y, z = self.inside(station, np.array([side * (1 - way / edge)]))[0, 0].tolist()
        return x, y, z

    def wall(self, at: float, side: int, way: float, depth: float) -> tuple[float, float, float]:
        """A point so deep in the wall, square to the inside, so many mm from the edge."""
        spot, ahead, within = (np.array(self.edge(*each)) for each in self._around(at, side, way))
        outward = np.cross(within - spot, ahead - spot) * side
        x, y, z = (spot + depth * outward / np.linalg.norm(outward)).tolist()
        return x, y, z

    def _around(self, at: float, side: int, way: float) -> tuple[tuple[float, int, float], ...]:
        return (at, side, way), (at + SLOPE_MM, side, way), (at, side, way + SLOPE_MM)

    def outer_breadth(self, height: float) -> float:
        """Across the leg from rim to rim, where the edges do not come round to the front."""
        at = self.at_height(height)
        sides = [self.wall(at, side, 0.0, self.thickness / 2)[1] for side in (-1, 1)]
        return sides[1] - sides[0] + self.thickness

    # The inside.

    def inside(self, at: Numbers, share: Numbers) -> Numbers:
        """(n, m, 3) points of the inside at stations (n,) and shares (m,)."""
        sections = self.sections(at)
        edges = self.edges(at, sections)
        points, rising = self.on_line(at)
        ways = np.abs(share) * np.where(share < 0, edges[:, :1], edges[:, 1:])
        side = (share >= 0).astype(int)
        breadth, depth = np.empty_like(ways), np.empty_like(ways)
        for i in range(len(at)):
            for each in (0, 1):
                own = side == each
                breadth[i, own] = np.interp(ways[i, own], sections.ways, sections.breadths[i, each])
                depth[i, own] = np.interp(ways[i, own], sections.ways, sections.depths[i, each])
        x = self._swept(self._under_foot(at), share[None]) - self._under_foot(at)[:, None] + points[:, :1]
        return np.stack(
            [x + depth * rising[:, :1], np.sign(share) * breadth, points[:, 1:] + depth * rising[:, 1:]], axis=2
        )


def _summed(slopes: Numbers, ways: Numbers) -> Numbers:
    """The integral of (..., k) slopes over even ways (k,), from 0."""
    step = ways[1] - ways[0]
    inner = np.cumsum((slopes[..., 1:] + slopes[..., :-1]) / 2 * step, axis=-1)
    return np.concatenate([np.zeros((*slopes.shape[:-1], 1)), inner], axis=-1)


def _mean_cosine(steep: Numbers) -> Numbers:
    """(n,) of a wall that bends evenly up to an angle (n,): breadth over the way."""
    t = np.linspace(0.0, 1.0, 101)
    return np.asarray(np.cos(steep[:, None] * (t * t * (3 - 2 * t))).mean(axis=1))
