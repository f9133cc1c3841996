"""Hollows in an orthosis under places that shall bear less: the five metatarsal heads, and a heel spur.

Places and reaches are the project's own, in shares of the foot: a heel spur lies at the inner bump of the heel bone,
before the middle of the heel; the heads lie on a bow whose foremost is the second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from configurator.shapes.foot_outline import LATERAL_BALL, FootOutline
from configurator.shapes.outline import PlanArray
from configurator.shapes.smooth_steps import ease

# Of each head, from the first: along in lengths of the ball, across and half as broad as its hollow in foot breadths.
HEADS = ((1.0, -0.33, 0.14), (1.01, -0.11, 0.16), (0.985, 0.07, 0.16), (0.93, 0.235, 0.14), (LATERAL_BALL, 0.38, 0.11))
HEAD_REACH = 0.06  # half as long, in foot lengths
# Along in foot lengths, across in heel breadths, and half its length and breadth in the same.
SPUR_AT, SPUR_ACROSS, SPUR_REACH, SPUR_BREADTH = 0.165, -0.12, 0.06, 0.12


@dataclass(frozen=True)
class Relief:
    """An oval hollow in the plan, all in mm: its middle, half its length and breadth, and how deep it is there."""

    x: float
    y: float
    reach: float
    breadth: float
    depth: float

    def radius(self, x: PlanArray, y: PlanArray) -> PlanArray:
        """0 in the middle, 1 where it ends."""
        return np.hypot((x - self.x) / self.reach, (y - self.y) / self.breadth)

    def at(self, x: PlanArray, y: PlanArray) -> PlanArray:
        """Its depth at places; flat in the middle, without a step at its end."""
        return self.depth * np.asarray(1.0 - ease(self.radius(x, y)))


def head_reliefs(outline: FootOutline, depths: Sequence[float]) -> tuple[Relief, ...]:
    """One for each metatarsal head, of these depths; no other reaches to the middle of one."""
    return tuple(
        Relief(along * outline.ball, y * outline.breadth, HEAD_REACH * outline.length, broad * outline.breadth, depth)
        for (along, y, broad), depth in zip(HEADS, depths, strict=True)
    )


def spur_relief(outline: FootOutline, depth: float) -> Relief:
    """The one under a heel spur, wholly on the flat of the heel seat's medial side."""
    heel, length = outline.heel, outline.length
    return Relief(SPUR_AT * length, SPUR_ACROSS * heel, SPUR_REACH * length, SPUR_BREADTH * heel, depth)
