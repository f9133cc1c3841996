"""Pads behind the heads of the metatarsals as numbers: a drop-shaped dome, and a bar with four bevels.

Left foot, seen from above: x forwards, the medial side at -y, z up from the ground, in mm and degrees. The line of the
heads runs back towards the lateral side by `skew` for each mm to the side, and each pad with it: a dome's plan is
sheared by as much, a bar is turned.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import hypot, radians, sin, tan
from typing import Literal

import numpy as np

from configurator.shapes.outline import Outline, PlanArray
from configurator.shapes.pad_plan import ROUND_SHARE, PadPlan

# Of the dome's length, how much lies before its summit; the drop is so much narrower behind than in front.
SUMMIT_SHARE, DROP = 0.36, 0.18
# Points of the dome's outline, one of them each 15 degrees; corners of its net are at every sixth.
DOME_POINTS, DOME_CORNERS = 24, (0, 6, 12, 18)
# How far, in mm of height, a bevel is rounded where it meets the top, and at most of the bevel's own height.
BEND_MM, BEND_SHARE = 1.5, 0.25
# The same of the level top's length, so that both bends are clear of its middle.
BEND_OF_LEVEL = 0.15
# Points of the bar's outline and corners of its net.
BAR_POINTS, BAR_CORNERS = 192, (0, 48, 96, 144)
# Steps of halving a ray, to below a nanometre.
HALVINGS = 40
# How far from the rounded edge in mm, and from the bend of a bevel's run, its angle is measured.
CLEAR_OF_EDGE_MM, CLEAR_OF_BEND = 0.25, 0.16
# Of the ends, beside the foot; and over how many mm of height to either side they turn into the others.
END_BEVEL_DEG, HIP_MM = 30.0, 4.0
# Of these, how high over the edge the bevels would meet without the level top between them, at least.
LEAST_RIDGE = 0.9


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
    """Length of the level top square to the bar, breadth along it, height, edge; bevels behind and before in degrees
    from the ground. It lies turned by the line of the heads."""

    level: float
    breadth: float
    height: float
    edge: float
    behind: float
    before: float
    skew: float

    @property
    def square(self) -> tuple[float, float, float]:
        """Unit vector forwards, square to the bar."""
        return 1.0 / hypot(1.0, self.skew), self.skew / hypot(1.0, self.skew), 0.0

    @property
    def along(self) -> tuple[float, float, float]:
        """Unit vector along the bar, towards the lateral side."""
        forwards, aside, _ = self.square
        return -aside, forwards, 0.0

    @property
    def runs(self) -> tuple[float, float]:
        """How long the bevels behind and before are, square to the bar."""
        rise = self.height - self.edge
        return rise / tan(radians(self.behind)), rise / tan(radians(self.before))

    @property
    def least_rise(self) -> float:
        """In mm over the edge: on less the ends, which turn into the bevels, would come in from the breadth."""
        flatness = 1.0 / tan(radians(self.behind)) + 1.0 / tan(radians(self.before))
        return LEAST_RIDGE * HIP_MM - self.level / flatness

    @property
    def length(self) -> float:
        """Square to the bar, over all."""
        return self.level + sum(self.runs)

    @property
    def bend(self) -> float:
        """Over how many mm of height to either side a bevel turns into the level top."""
        return min(BEND_MM, BEND_SHARE * (self.height - self.edge), BEND_OF_LEVEL * self.level)

    @cached_property
    def plan(self) -> PadPlan:
        """Where the bevels have come down to the edge, found along rays from the middle by halving."""
        turns = 2 * np.pi * (np.arange(BAR_POINTS) / BAR_POINTS) - np.pi / 4
        rays = np.column_stack([np.cos(turns) * self.length, np.sin(turns) * self.breadth])
        low, high = np.zeros(BAR_POINTS), np.ones(BAR_POINTS)
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            is_inside = self._roof(middle[:, None] * rays) > 0
            low, high = np.where(is_inside, middle, low), np.where(is_inside, high, middle)
        places = (low[:, None] * rays) @ np.array([self.square[:2], self.along[:2]])
        return PadPlan(Outline(tuple((float(x), float(y)) for x, y in places)), BAR_CORNERS)

    def heights(self, xy: PlanArray) -> PlanArray:
        """(k,) the level top and the bevels, with rounds between them."""
        frame = np.array([self.square[:2], self.along[:2]]).T
        return self.edge + _lower(self._roof(xy @ frame), np.full(len(xy), self.height - self.edge), self.bend)

    def _roof(self, places: PlanArray) -> PlanArray:
        """(k,) how far over the edge the lowest of the bevels is, at places (k, 2) square to the bar and along it."""
        square, along = places.T
        behind = tan(radians(self.behind)) * (self.length / 2 + square)
        before = tan(radians(self.before)) * (self.length / 2 - square)
        ends = tan(radians(END_BEVEL_DEG)) * (self.breadth / 2 - np.abs(along))
        return _lower(np.minimum(behind, before), ends, HIP_MM)

    def patch(self, bevel: Literal["behind", "before"]) -> tuple[float, float]:
        """From which to which x on the middle line a bevel is a plane, clear of edge and bend."""
        run, slope = (self.runs[0], self.behind) if bevel == "behind" else (self.runs[1], self.before)
        rounding = ROUND_SHARE * self.edge * (1.0 - sin(radians(slope)))
        bend = self.bend / (self.height - self.edge) * run
        ends = (rounding + CLEAR_OF_EDGE_MM, run - bend - CLEAR_OF_BEND * run)
        outer, inner = ((self.length / 2 - end) / self.square[0] for end in ends)
        return (-outer, -inner) if bevel == "behind" else (inner, outer)


def _lower(one: PlanArray, other: PlanArray, bend: float) -> PlanArray:
    """The lower of two heights, with a round between them where they differ by less than `bend`."""
    near = np.clip(bend - np.abs(one - other), 0.0, None)
    return np.minimum(one, other) - near**2 / (4.0 * bend)


def _sheared(x: PlanArray, y: PlanArray, skew: float) -> tuple[tuple[float, float], ...]:
    return tuple((float(a - skew * b), float(b)) for a, b in zip(x, y, strict=True))
