"""Between two faces, as a goniometer laid along `about` would read it."""

from __future__ import annotations

from math import atan2, degrees, sqrt

import numpy as np

from configurator.domain.errors import failed
from configurator.domain.parts.dimensions import Angle, Point
from configurator.kernel.geometry.axes import as_point, unit_vector
from configurator.kernel.geometry.facets import Facets, rounding
from configurator.kernel.measure.clip import clip_triangles
from configurator.kernel.part import Measurement

# Facets turned further than 35 degrees from the stated direction belong to another surface.
FACING_COS = np.cos(np.radians(35))


def measure_angle(facets: Facets, dimension: Angle) -> Measurement:
    """Degrees between the two fitted planes, projected along `about`, signed as `Angle` says.

    The uncertainty is, for both, the angle whose tangent is the root mean square distance from the
    plane over that along its shorter way. Raises `Failed` where no facet in a box faces as stated.
    """
    about = unit_vector(dimension.about)
    inside = clip_triangles(facets, dimension.box)
    inside_other = inside if dimension.other_box == dimension.box else clip_triangles(facets, dimension.other_box)
    place, normal, doubt = _fit_plane(inside, dimension.facing, rounding(facets))
    other_place, other, other_doubt = _fit_plane(inside_other, dimension.other_facing, rounding(facets))
    if unit_vector(dimension.facing) @ unit_vector(dimension.other_facing) < -1e-9:
        other = -other
    measured = _turn_degrees(other, normal, about)
    return Measurement(dimension, measured, doubt + other_doubt, (as_point(place), as_point(other_place)))


def _turn_degrees(start: np.ndarray, end: np.ndarray, about: np.ndarray) -> float:
    """Degrees from `start` to `end`, both projected along `about`, counter-clockwise from its tip."""
    start, end = (vector - about * (vector @ about) for vector in (start, end))
    if min(np.linalg.norm(start), np.linalg.norm(end)) < 0.1:
        raise failed("a surface lies across the axis of turning", hint="Choose `about` along both surfaces.")
    return degrees(atan2(about @ np.cross(start, end), start @ end))


def _fit_plane(corners: np.ndarray, facing: Point, rounding: float) -> tuple[np.ndarray, np.ndarray, float]:
    """Middle, normal and uncertainty in degrees of the area-weighted least-squares plane of the facing triangles."""
    middle, spread, directions = _moments(_facing_triangles(corners, unit_vector(facing)))
    if spread[1] <= (10 * rounding) ** 2:
        raise failed("the surface in the box is too narrow to have a direction", hint="Make the box larger.")
    normal = directions[:, 0] * np.sign(directions[:, 0] @ unit_vector(facing))
    off = sqrt(max(spread[0], 0.0)) + rounding
    return middle, normal, degrees(atan2(off, sqrt(spread[1])))


def _facing_triangles(corners: np.ndarray, facing: np.ndarray) -> np.ndarray:
    """Those of the triangles (n, 3, 3) that face within 35 degrees of a direction."""
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    chosen = corners[across @ facing > FACING_COS * np.linalg.norm(across, axis=1)]
    if len(chosen) == 0:
        raise failed("no surface in the box faces as stated", hint="Check `facing` and the box's corners.")
    return chosen


def _moments(corners: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Centroid, and variances (3,) rising in mm2 with their directions as columns, of a sheet of triangles.

    The mean of x xT over a triangle is (a aT + b bT + c cT + s sT) / 12 with s = a + b + c.
    """
    areas = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    weights = areas / areas.sum()
    middle = weights @ corners.mean(axis=1)
    parts = corners - middle
    parts = np.concatenate([parts, parts.sum(axis=1, keepdims=True)], axis=1)
    spread, directions = np.linalg.eigh(np.einsum("n,nki,nkj->ij", weights, parts, parts) / 12)
    return middle, spread, directions
