"""Between two faces, as a goniometer laid along `about` would read it."""

from __future__ import annotations

from math import atan2, degrees

import numpy as np

from configurator.domain.errors import failed
from configurator.domain.parts.dimensions import Angle
from configurator.kernel.geometry.axes import as_point, unit_vector
from configurator.kernel.geometry.facets import Facets, rounding
from configurator.kernel.measure.clip import clip_triangles
from configurator.kernel.measure.planes import fit_plane
from configurator.kernel.part import Measurement


def measure_angle(facets: Facets, dimension: Angle) -> Measurement:
    """Degrees between the two fitted planes, projected along `about`, signed as `Angle` says.

    The uncertainty is, for both, the angle whose tangent is the root mean square distance from the
    plane over that along its shorter way. Raises `Failed` where no facet in a box faces as stated.
    """
    about = unit_vector(dimension.about)
    inside = clip_triangles(facets, dimension.box)
    inside_other = inside if dimension.other_box == dimension.box else clip_triangles(facets, dimension.other_box)
    plane = fit_plane(inside, dimension.facing, rounding(facets))
    other_plane = fit_plane(inside_other, dimension.other_facing, rounding(facets))
    other = other_plane.normal
    if unit_vector(dimension.facing) @ unit_vector(dimension.other_facing) < -1e-9:
        other = -other
    measured = _turn_degrees(other, plane.normal, about)
    doubt = plane.doubt_deg + other_plane.doubt_deg
    return Measurement(dimension, measured, doubt, (as_point(plane.middle), as_point(other_plane.middle)))


def _turn_degrees(start: np.ndarray, end: np.ndarray, about: np.ndarray) -> float:
    """Degrees from `start` to `end`, both projected along `about`, counter-clockwise from its tip."""
    start, end = (vector - about * (vector @ about) for vector in (start, end))
    if min(np.linalg.norm(start), np.linalg.norm(end)) < 0.1:
        raise failed("a surface lies across the axis of turning", hint="Choose `about` along both surfaces.")
    return degrees(atan2(about @ np.cross(start, end), start @ end))
