"""The features of a part between which a position or the angle of an axis is measured.

Like the dimensions they only say where to look: what is measured from is fitted to the finished mesh there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from configurator.domain.parts.places import Box, Point, Z

RoundRole = Literal["shaft", "bore"]


@dataclass(frozen=True, kw_only=True)
class Round:
    """A hole or a shaft about `centre`, perpendicular to `axis`; the other fields are as those of `Diameter`.

    `point` is what a position is taken from: its axis, or its surface at the side nearest to the
    other feature or furthest from it.
    """

    centre: Point
    diameter: float
    axis: Point = Z
    role: RoundRole = "bore"
    height: float = 0.5
    reach: float = 1.0
    point: Literal["axis", "near", "far"] = "axis"


@dataclass(frozen=True, kw_only=True)
class Face:
    """The flat surface in `box` that faces `facing`, outwards from the material."""

    box: Box
    facing: Point


Feature = Round | Face
