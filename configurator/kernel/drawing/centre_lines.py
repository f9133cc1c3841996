"""The axes of a shape's rounds, for centre lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import pi

import cadquery as cq
import numpy as np
from OCP.BRepAdaptor import BRepAdaptor_Surface
from OCP.GeomAbs import GeomAbs_SurfaceType

from configurator.kernel.drawing.views import View, ViewPoints

# The angle in radians from which a curved face is a round; one of less is a fillet.
ROUND_TURN = 0.9 * pi
SAME_AXIS = 1e-4
STRAIGHT_COS = 0.9999
# How far in mm on paper a centre line goes beyond what it marks, at most and at least, and in shares of its length.
OVERSHOOT_MM, LEAST_OVERSHOOT_MM, OVERSHOOT_SHARE = 3.0, 1.0, 0.3
# The smallest round in mm on paper that has one.
SMALLEST_ROUND_MM = 1.0


@dataclass(frozen=True, eq=False)
class Axis:
    """A line through `point` (3,) along `direction` (3,); the rounds about it reach from `low` to `high`, in mm."""

    point: ViewPoints
    direction: ViewPoints
    low: float
    high: float
    radius: float


def axes_of(shape: cq.Shape) -> list[Axis]:
    """One for each line about which there is a cylinder or a cone."""
    axes: list[Axis] = []
    for axis in _face_axes(shape):
        known = next((each for each in axes if _is_same_line(each, axis)), None)
        if known is None:
            axes.append(axis)
        else:
            axes[axes.index(known)] = _merge_axes(known, axis)
    return axes


def _face_axes(shape: cq.Shape) -> Iterator[Axis]:
    for face in shape.Faces():
        surface = BRepAdaptor_Surface(face.wrapped)
        kind = surface.GetType()
        if kind == GeomAbs_SurfaceType.GeomAbs_Cylinder:
            line = surface.Cylinder().Axis()
        elif kind == GeomAbs_SurfaceType.GeomAbs_Cone:
            line = surface.Cone().Axis()
        else:
            continue
        if surface.LastUParameter() - surface.FirstUParameter() < ROUND_TURN:
            continue
        point, direction = np.array(line.Location().Coord()), np.array(line.Direction().Coord())
        direction = direction * (np.sign(direction[np.abs(direction).argmax()]))
        point = point - (point @ direction) * direction
        rims = np.array([vertex.toTuple() for vertex in face.Vertices()])
        heights = rims @ direction
        radius = float(np.linalg.norm(rims - point - np.outer(heights, direction), axis=1).max())
        yield Axis(point, direction, float(heights.min()), float(heights.max()), radius)


def _is_same_line(one: Axis, other: Axis) -> bool:
    """Whether two axes are collinear."""
    distance = float(np.abs(one.point - other.point).max())
    return distance < SAME_AXIS and float(abs(one.direction @ other.direction)) > STRAIGHT_COS


def _merge_axes(one: Axis, other: Axis) -> Axis:
    low, high = min(one.low, other.low), max(one.high, other.high)
    return Axis(one.point, one.direction, low, high, max(one.radius, other.radius))


def centre_lines(axes: Iterable[Axis], view: View, scale: float) -> Iterator[ViewPoints]:
    """(2, 2) mm on paper: a line along an axis parallel to the view plane, a cross for one that points at the eye."""
    for axis in axes:
        if axis.radius * scale < SMALLEST_ROUND_MM:
            continue
        alignment = abs(axis.direction @ view.toward)
        if alignment > STRAIGHT_COS:
            radius, middle = axis.radius * scale, view.flat(axis.point) * scale
            extent = radius + _overshoot(2 * radius)
            yield from (np.array([middle - extent * side, middle + extent * side]) for side in np.eye(2))
        elif alignment < 1 - STRAIGHT_COS:
            ends = np.array([axis.point + extent * axis.direction for extent in (axis.low, axis.high)])
            flat = view.flat(ends) * scale
            length = float(np.linalg.norm(flat[1] - flat[0]))
            yield flat + np.outer((-_overshoot(length), _overshoot(length)), (flat[1] - flat[0]) / length)


def _overshoot(length: float) -> float:
    """How far a centre line goes beyond either end of what is so many mm long on paper."""
    return min(OVERSHOOT_MM, max(LEAST_OVERSHOOT_MM, OVERSHOOT_SHARE * length))
