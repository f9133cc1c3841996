"""Callipers: outside jaws close on the part, inside jaws open in a gap, a height gauge stands beside it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from configurator.domain.errors import failed
from configurator.domain.parts.dimensions import EVERYWHERE, Box, Distance
from configurator.kernel.geometry.axes import as_point, unit_vector
from configurator.kernel.geometry.facets import Facets, faces_at, greatest_sagitta, rounding
from configurator.kernel.measure.clip import furthest_point
from configurator.kernel.measure.gap import measure_gap
from configurator.kernel.part import Measurement

# Cosines: a wall of the box is across the jaws, a facet is flat against them.
WALL_ACROSS_COS = 0.7
FLAT_COS = 0.85
# How far in mm a box is lengthened to see whether the part goes on behind its wall.
STEP_MM = 0.01


def measure_distance(facets: Facets, dimension: Distance) -> Measurement:
    """From the furthest point one way along the axis to that the other way, as `Distance` says.

    A round surface may bulge by its sagitta beyond its facets: that is the uncertainty. Raises
    `Failed` where the jaws meet nothing, or would meet the box instead of the part.
    """
    if dimension.jaws == "inside":
        return measure_gap(facets, dimension)
    axis = unit_vector(dimension.axis)
    high = _jaw_contact(facets, dimension.box, axis)
    low = _jaw_contact(facets, EVERYWHERE if dimension.jaws == "height" else dimension.box, -axis)
    measured = float((high - low) @ axis)
    bulge = _bulge(facets, low, -axis) + _bulge(facets, high, axis)
    ends = (as_point(high - measured * axis), as_point(high))
    return Measurement(dimension, measured, bulge + 2 * rounding(facets), ends)


def _jaw_contact(facets: Facets, box: Box, outwards: np.ndarray) -> np.ndarray:
    """(3,) the point in the box where an outside jaw touches the part."""
    point = _extreme_point(facets, box, outwards)
    if _has_more_behind_walls(facets, box, outwards):
        beyond = _extreme_point(facets, _lengthen_box(box, outwards), outwards)
        if (beyond - point) @ outwards > STEP_MM / 100:
            raise failed("the part runs out of the box at its jaws", hint="Make the box longer along the axis.")
    return point


def _extreme_point(facets: Facets, box: Box, outwards: np.ndarray) -> np.ndarray:
    if box != EVERYWHERE:
        return furthest_point(facets, box, outwards)
    points = facets.corners.reshape(-1, 3)
    return np.asarray(points[(points @ outwards).argmax()])


def _has_more_behind_walls(facets: Facets, box: Box, outwards: np.ndarray) -> bool:
    """Whether there is any of the part behind the walls that stand across the jaws."""
    below = (outwards < -WALL_ACROSS_COS) & (facets.low.min(axis=0) < box.low)
    above = (outwards > WALL_ACROSS_COS) & (facets.high.max(axis=0) > box.high)
    return bool((below | above).any())


def _lengthen_box(box: Box, outwards: np.ndarray) -> Box:
    low, high = (
        np.array(box.low) - STEP_MM * (outwards < -WALL_ACROSS_COS),
        np.array(box.high) + STEP_MM * (outwards > WALL_ACROSS_COS),
    )
    return replace(box, low=as_point(low), high=as_point(high))


def _bulge(facets: Facets, point: np.ndarray, outwards: np.ndarray) -> float:
    faces = faces_at(facets, point)
    return greatest_sagitta(facets, faces[facets.normals[faces] @ outwards > FLAT_COS])
