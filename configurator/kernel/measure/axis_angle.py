"""The angle between the axes of two rounds, or of an axis and the normal of a face."""

from __future__ import annotations

from dataclasses import replace
from math import atan2, degrees

import numpy as np

from configurator.domain.errors import failed
from configurator.domain.parts.dimensions import AxisAngle
from configurator.domain.parts.features import Face, Feature, Round
from configurator.kernel.geometry.axes import as_point, frame_along, unit_vector
from configurator.kernel.geometry.facets import Facets, rounding
from configurator.kernel.measure.patches import find_round
from configurator.kernel.measure.planes import fit_flat
from configurator.kernel.part import Measurement

MAX_STEPS = 12
CONVERGED_RAD = 1e-9
# Of its radius: a round that is shorter has no axis to speak of.
MIN_LENGTH_SHARE = 0.2

# A point (3,) on an axis, its direction (3,), and the doubt about that in degrees.
FittedAxis = tuple[np.ndarray, np.ndarray, float]


def measure_axis_angle(facets: Facets, dimension: AxisAngle) -> Measurement:
    """Degrees between the fitted axes; the uncertainty is the sum of theirs.

    Raises `Failed` where there is no such feature, and where a round is too short to have an axis.
    """
    place, direction, doubt = _fit_axis(facets, dimension.of)
    other_place, other, other_doubt = _fit_axis(facets, dimension.datum)
    measured = degrees(atan2(float(np.linalg.norm(np.cross(direction, other))), float(direction @ other)))
    return Measurement(dimension, measured, doubt + other_doubt, (as_point(other_place), as_point(place)))


def _fit_axis(facets: Facets, feature: Feature) -> FittedAxis:
    if isinstance(feature, Face):
        plane = fit_flat(facets, feature.box, feature.facing)
        return plane.middle, plane.normal, plane.doubt_deg
    return _fit_round_axis(facets, feature)


def _fit_round_axis(facets: Facets, feature: Round) -> FittedAxis:
    """By Gauss and Newton, with the round looked for again about each better axis."""
    for _ in range(MAX_STEPS):
        axes, centre = frame_along(feature.axis), np.asarray(feature.centre, float)
        points = (facets.vertices - centre) @ axes.T
        vertices = points[find_round(facets, points, axes, feature).vertices]
        step, off, gain = _axis_step(vertices)
        axis = unit_vector(as_point(axes[2] + step[2] * axes[0] + step[3] * axes[1]))
        middle = centre + step[:2] @ axes[:2]
        feature = replace(feature, centre=as_point(middle), axis=as_point(axis))
        if np.abs(step[2:4]).max() < CONVERGED_RAD:
            break
    return middle, axis, degrees((off + rounding(facets)) * gain)


def _axis_step(points: np.ndarray) -> tuple[np.ndarray, float, float]:
    """How far the axis is off at z = 0 (2,) and leans (2,); the largest residual in mm; radians per mm of it."""
    heights = points[:, 2]
    reach = np.linalg.norm(points[:, :2], axis=1)
    if np.ptp(heights) < MIN_LENGTH_SHARE * reach.mean():
        raise failed("the round is too short to have an axis", hint="Measure the angle of the face round it.")
    outwards = points[:, :2] / reach[:, None]
    columns = np.column_stack([outwards, outwards * heights[:, None], np.ones(len(points)), heights])
    answer = np.linalg.pinv(columns)
    step = answer @ reach
    off = float(np.abs(reach - columns @ step).max())
    return step, off, float(np.linalg.norm(np.abs(answer[2:4]).sum(axis=1)))
