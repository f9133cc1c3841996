"""Dimensions of a part that is mirrored."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from configurator.domain.parts.dimensions import Angle, Dimension
from configurator.domain.parts.features import Face, Round
from configurator.domain.parts.places import Box, Point


def mirrored(dimension: Dimension) -> Dimension:
    """The same dimension on the part reflected in the plane y = 0."""
    places = {each.name: _reflect(getattr(dimension, each.name)) for each in fields(dimension)}
    if isinstance(dimension, Angle):
        right, left, up = dimension.about
        # An axis of turning reflects as a pseudovector: this keeps the sign of the angle.
        places["about"] = (-right, left, -up)
    return replace(dimension, **places)


def _reflect(value: Any) -> Any:
    """Points, and all that is made of points; anything else stays as it is."""
    match value:
        case Box(low, high):
            return _reflect_box(low, high)
        case Round():
            return replace(value, centre=_reflect(value.centre), axis=_reflect(value.axis))
        case Face(box=box, facing=facing):
            return Face(box=_reflect(box), facing=_reflect(facing))
        case (float() | int() as x, float() | int() as y, float() | int() as z):
            return (x, -y, z)
        case tuple():
            return tuple(map(_reflect, value))
    return value


def _reflect_box(low: Point, high: Point) -> Box:
    return Box((low[0], -high[1], low[2]), (high[0], -low[1], high[2]))
