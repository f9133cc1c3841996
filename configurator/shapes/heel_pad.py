"""A heel lift as numbers: its plan, and the heights of what the heel rests on.

x forwards from the back of the lift, z up from the ground, symmetrical about y = 0; mm. Proportions are the project's
own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from configurator.shapes.foot_outline import HEEL_AT
from configurator.shapes.outline import PlanArray
from configurator.shapes.pad_plan import PadPlan, fitted_outline
from configurator.shapes.smooth_steps import ease

# Over how many mm to either side the level part turns into the taper.
BLEND_MM = 3.0
# Breadth of the cup's wall: of the heel's breadth or of its own depth, whichever is more, so that it leans by more
# than 30 degrees and its crest is rounder than 1 mm.
WALL_OF_HEEL, WALL_OF_DEPTH = 0.15, 1.1
# The cup's wall falls as (1 - t^2)^3 across it: level at the crest and at the foot.
WALL_POWER = 3
# A tenth of the cup's depth below its rim, where a heel is measured.
GAUGE_SHARE = 0.9
# Up to where the cup is as deep as at the heel's middle, of the way there.
CUP_HOLDS = 1.3
# How far from the front edge the cup has run out, of the lift's length.
CUP_END = 0.12


def level_end(foot: float) -> float:
    """Up to which x the lift is level at least: the heel's middle and a blend."""
    return HEEL_AT * foot + BLEND_MM + 1.0


@dataclass(frozen=True)
class HeelPad:
    """Sizes in mm: the foot's length and its heel's breadth; length of the lift, height under the heel, taper and front
    edge; depth of the cup, 0 for none, and thickness of its rim."""

    foot: float
    heel: float
    length: float
    lift: float
    taper: float
    edge: float
    cup_depth: float
    rim: float

    @property
    def heel_at(self) -> float:
        """x of the heel's middle."""
        return HEEL_AT * self.foot

    @property
    def slope(self) -> float:
        """Fall over run of the taper."""
        return (self.lift - self.edge) / self.taper

    @property
    def ramp(self) -> tuple[float, float]:
        """From which to which x the taper is a plane, clear of its blend and of the rounded front edge."""
        start, room = self.length - self.taper, 0.15 * self.taper
        return start + BLEND_MM + room, self.length - 2.0 - room

    @property
    def wall(self) -> float:
        """Breadth in mm of the cup's wall, from its crest inwards."""
        return max(WALL_OF_HEEL * self.heel, WALL_OF_DEPTH * self.cup_depth)

    @property
    def breadth(self) -> float:
        """Over all: that of the heel, and of a cup in which it fits a tenth below the rim."""
        if not self.cup_depth:
            return self.heel
        inwards = self.wall * (1.0 - GAUGE_SHARE ** (1.0 / WALL_POWER)) ** 0.5
        return self.heel + 2 * inwards + self.rim

    @cached_property
    def plan(self) -> PadPlan:
        """Round behind, as a heel is, a little narrower towards the straight front."""
        a, length = self.heel_at, self.length
        half = [
            (0.26 * a, 0.36),
            (a, 0.5),
            (a + 0.5 * (length - a), 0.475),
            (length - 0.16 * self.heel, 0.45),
            (length - 0.035 * self.heel, 0.39),
            (length, 0.22),
        ]
        left = [(x, y * self.breadth) for x, y in half]
        # Counter-clockwise from the right corner in front, by the left side, round the heel.
        ring = [(x, -y) for x, y in left[4:]] + left[::-1] + [(0.0, 0.0)] + [(x, -y) for x, y in left[:4]]
        outline = fitted_outline(np.array(ring), (0.0, -self.breadth / 2), (length, self.breadth / 2))
        return PadPlan(outline, (0, 3, 7, 9))

    @cached_property
    def widest_at(self) -> float:
        """x where the plan is broadest, close to the heel's middle."""
        return float(self._side[0][0])

    @cached_property
    def _side(self) -> tuple[PlanArray, PlanArray]:
        """x and y, (n,) each, of the left side from where it is broadest forwards."""
        dense = self.plan.outline.dense
        left = dense[dense[:, 1] > 0]
        left = left[left[:, 0] >= left[left[:, 1].argmax(), 0]]
        x, y = left[np.argsort(left[:, 0])].T
        return x, y

    def heights(self, xy: PlanArray) -> PlanArray:
        """(k,) of the upper surface over (k, 2) places."""
        return self.bed(xy[:, 0]) + (self._cup(xy) if self.cup_depth else 0.0)

    def height_at(self, x: float) -> float:
        """Without the cup, on the middle line."""
        return float(self.bed(np.array([x]))[0])

    def bed(self, x: PlanArray) -> PlanArray:
        """(k,) heights without the cup at x (k,): level, then down along the taper, with a round between them."""
        beyond = x - (self.length - self.taper)
        blend = (np.clip(beyond, -BLEND_MM, BLEND_MM) + BLEND_MM) ** 2 / (4 * BLEND_MM)
        return self.lift - self.slope * (blend + np.clip(beyond - BLEND_MM, 0.0, None))

    def _cup(self, xy: PlanArray) -> PlanArray:
        """What the cup's wall adds: highest behind and beside the heel, gone before the front edge."""
        round_, _ = self.plan.outline.inset(xy)
        # Beside the heel it is the sides that count, not the front edge.
        inset = np.where(xy[:, 0] < self.widest_at, round_, np.interp(xy[:, 0], *self._side) - np.abs(xy[:, 1]))
        across = np.clip((inset - self.rim / 2) / self.wall, 0.0, 1.0)
        start, end = CUP_HOLDS * self.heel_at, (1.0 - CUP_END) * self.length
        along = 1.0 - ease((xy[:, 0] - start) / (end - start))
        return self.cup_depth * along * (1.0 - across**2) ** WALL_POWER
