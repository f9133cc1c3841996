"""From the face round a hole or a pocket to its end, as a depth gauge would read it."""

from __future__ import annotations

import numpy as np

from configurator.domain.errors import failed
from configurator.domain.parts.dimensions import Box, Depth
from configurator.kernel.geometry.axes import as_point, unit_vector
from configurator.kernel.geometry.facets import Facets, rounding
from configurator.kernel.measure.clip import clip_triangles
from configurator.kernel.measure.planes import Plane, fit_flat
from configurator.kernel.part import Measurement

# Sine: a wall that leans no more runs along the axis, as moulds and nets draw it.
WALL_SIN = 0.1
# Cosine of 5 degrees: a floor that leans more is none that a depth gauge stands on.
SQUARE_COS = 0.9962
# Of the depth, root mean square: rougher or stepped is not flat.
FLAT_SHARE = 0.05


def measure_depth(facets: Facets, dimension: Depth) -> Measurement:
    """Square to the fitted face, over the middle of the floor or of the rim at which the full diameter ends.

    The uncertainty is how far the surfaces are off their planes. Raises `Failed` where there is no such
    face or end, and where the end is not below the face.
    """
    axis = unit_vector(dimension.axis)
    face = fit_flat(facets, dimension.face, dimension.axis)
    if dimension.end == "floor":
        floor = _flat_floor(facets, dimension, axis)
        end, doubt = floor.middle, floor.off
    else:
        end, doubt = _wall_end(facets, dimension.floor, axis), rounding(facets)
    measured = -face.height(end, axis)
    if measured <= 0:
        raise failed("the floor is not below the face", hint="Check both boxes; `axis` points out of the hole.")
    if doubt > FLAT_SHARE * measured:
        raise failed("the floor is not flat", hint="Make the box smaller, so that it holds one floor.")
    return Measurement(dimension, measured, face.off + doubt, (as_point(end), as_point(end + measured * axis)))


def _flat_floor(facets: Facets, dimension: Depth, axis: np.ndarray) -> Plane:
    plane = fit_flat(facets, dimension.floor, dimension.axis)
    if plane.normal @ axis < SQUARE_COS:
        raise failed("the floor is not square to the axis", hint='Of a drilled hole measure to its "full diameter".')
    return plane


def _wall_end(facets: Facets, box: Box, axis: np.ndarray) -> np.ndarray:
    """(3,) the middle of the lowest points of the walls along the axis."""
    corners = clip_triangles(facets, box)
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    walls = corners[np.abs(across @ axis) < WALL_SIN * np.linalg.norm(across, axis=1)].reshape(-1, 3)
    if not len(walls):
        raise failed("there is no wall along the axis in the box", hint="Put the box round the end of the hole.")
    heights = walls @ axis
    lowest = walls[heights < heights.min() + 2 * rounding(facets) + 1e-6]
    if _is_on_wall(lowest, box):
        raise failed("the hole runs out of the box", hint="Make the box longer along the axis; is the hole blind?")
    return np.asarray((lowest.min(axis=0) + lowest.max(axis=0)) / 2)


def _is_on_wall(points: np.ndarray, box: Box) -> bool:
    """Whether any of the points is where the box cut the part."""
    return bool((np.isclose(points, box.low, atol=1e-6) | np.isclose(points, box.high, atol=1e-6)).any())
