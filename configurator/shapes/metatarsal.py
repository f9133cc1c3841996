"""Pads behind the heads of the metatarsals as numbers: a drop-shaped dome, and a bar with four bevels.

Left foot, seen from above: x forwards, the medial side at -y, z up from the ground, in mm and degrees. The line of the
heads runs back towards the lateral side, and each pad with it: its plan is sheared by `skew`, how far back for each mm
to the side.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import hypot, radians, tan
from typing import Literal

import numpy as np

from configurator.shapes.outline import Outline, PlanArray
from configurator.shapes.pads import PadPlan

# Of the dome's length, how much lies before its summit; the drop is so much narrower behind than in front.
SUMMIT_SHARE, DROP = 0.36, 0.18
# Points of the dome's outline, one of them each 15 degrees; corners of its net are at every sixth.
DOME_POINTS, DOME_CORNERS = 24, (0, 6, 12, 18)
# How far, in mm of height, a bevel is rounded where it meets the top, and what that is at most of the bevel's own height.
BEND_MM, BEND_SHARE = 1.5, 0.35
# The same for the ends, which are rounder.
END_BEND_SHARE = 0.7
# Points of the bar's outline, corners of its net, and the power of its superellipse.
BAR_POINTS, BAR_CORNERS, BAR_POWER = 48, (0, 12, 24, 36), 5.0
# Of a bevel's run, how far from its ends its angle is measured.
PATCH_SHARE = 0.12
# Of the ends, beside the foot.
END_BEVEL_DEG = 30.0


@dataclass(frozen=True)
class Dome:
    """Length, breadth, height, and thickness of the edge."""

    length: float
    breadth: float
    height: float
    edge: float
    skew: float

    @property
    def ends(self) -> tuple[float, float]:
        """x of the hindmost and of the foremost point on the middle line; the summit is at 0."""
        return (SUMMIT_SHARE - 1.0) * self.length, SUMMIT_SHARE * self.length

    @cached_property
    def plan(self) -> PadPlan:
        """Broad in front, narrower behind."""
        turns = 2 * np.pi * (np.arange(DOME_POINTS) / DOME_POINTS) - np.pi / 4
        along, across = np.cos(turns), np.sin(turns)
        x = along * np.where(along < 0, -self.ends[0], self.ends[1])
        y = across * self._half(along)
        return PadPlan(Outline(_sheared(x, y, self.skew)), DOME_CORNERS)

    @property
    def span(self) -> float:
        """Breadth in mm over all."""
        y = self.plan.outline.dense[:, 1]
        return float(y.max() - y.min())

    def heights(self, xy: PlanArray) -> PlanArray:
        """(k,) level at the summit and at the edge."""
        x, y = xy[:, 0] + self.skew * xy[:, 1], xy[:, 1]
        along = x / np.where(x < 0, -self.ends[0], self.ends[1])
        share = np.hypot(along, y / self._half(np.clip(along, -1.0, 1.0)))
        return self.edge + (self.height - self.edge) * np.cos(np.pi / 2 * np.clip(share, 0.0, 1.0)) ** 2

    def _half(self, along: PlanArray) -> PlanArray:
        """Half of the breadth at a share of the length before (+) or behind (-) the summit."""
        return self.breadth / 2 * (1.0 + DROP * np.where(along < 0, along, 0.0) * np.abs(along))


@dataclass(frozen=True)
class Bar:
    """Length of the level top along the foot's line of heads square to it, breadth, height, edge; bevels behind and
    before in degrees from the ground."""

    level: float
    breadth: float
    height: float
    edge: float
    behind: float
    before: float
    skew: float

    @property
    def slant(self) -> float:
        """How much longer a way along x is than square to the bar."""
        return hypot(1.0, self.skew)

    @property
    def runs(self) -> tuple[float, float]:
        """How long the bevels behind and before are, square to the bar."""
        rise = self.height - self.edge
        return rise / tan(radians(self.behind)), rise / tan(radians(self.before))

    @property
    def length(self) -> float:
        """Square to the bar, over all."""
        return self.level + sum(self.runs)

    @property
    def bend(self) -> float:
        """Over how many mm of height to either side a bevel turns into the level top."""
        return min(BEND_MM, BEND_SHARE * (self.height - self.edge))

    @cached_property
    def plan(self) -> PadPlan:
        """A rectangle with round corners (a superellipse), sheared."""
        turns = 2 * np.pi * (np.arange(BAR_POINTS) / BAR_POINTS) - np.pi / 4
        along, across = np.cos(turns), np.sin(turns)
        reach = (np.abs(along) ** BAR_POWER + np.abs(across) ** BAR_POWER) ** (-1.0 / BAR_POWER)
        x, y = reach * along * self.slant * self.length / 2, reach * across * self.breadth / 2
        return PadPlan(Outline(_sheared(x, y, self.skew)), BAR_CORNERS)

    def heights(self, xy: PlanArray) -> PlanArray:
        """(k,) the lowest of the level top, the two bevels and those of the ends, with rounds between them."""
        along, rise = (xy[:, 0] + self.skew * xy[:, 1]) / self.slant, self.height - self.edge
        half, end = self.length / 2, self.breadth / 2 - np.abs(xy[:, 1])
        behind = tan(radians(self.behind)) * (half + along)
        before = tan(radians(self.before)) * (half - along)
        lowest = _lower(np.full(len(xy), rise), behind, self.bend)
        lowest = _lower(lowest, before, self.bend)
        return self.edge + _lower(lowest, tan(radians(END_BEVEL_DEG)) * end, END_BEND_SHARE * rise)

    def patch(self, bevel: Literal["behind", "before"]) -> tuple[float, float]:
        """From which to which x on the middle line a bevel is a plane, clear of edge and bend."""
        run = self.runs[0] if bevel == "behind" else self.runs[1]
        bend = self.bend / (self.height - self.edge)
        outer, inner = (self.slant * (self.length / 2 - share * run) for share in (PATCH_SHARE, 1.0 - bend - PATCH_SHARE))
        return (-outer, -inner) if bevel == "behind" else (inner, outer)


def _lower(one: PlanArray, other: PlanArray, bend: float) -> PlanArray:
    """The lower of two heights, with a round between them where they differ by less than `bend`."""
    near = np.clip(bend - np.abs(one - other), 0.0, None)
    return np.minimum(one, other) - near**2 / (4.0 * bend)


def _sheared(x: PlanArray, y: PlanArray, skew: float) -> tuple[tuple[float, float], ...]:
    return tuple((float(a - skew * b), float(b)) for a, b in zip(x, y, strict=True))
