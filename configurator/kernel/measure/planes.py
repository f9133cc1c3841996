"""The plane fitted to the part of a surface that faces one way."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, degrees, sqrt

import numpy as np

from configurator.domain.errors import failed
from configurator.domain.parts.dimensions import Box, Point
from configurator.kernel.geometry.axes import unit_vector
from configurator.kernel.geometry.facets import Facets, rounding
from configurator.kernel.measure.clip import clip_triangles

# Facets turned further than 35 degrees from the stated direction belong to another surface.
FACING_COS = np.cos(np.radians(35))
# Those turned further than 3 degrees from most of a flat face belong to the rounding at its edge.
FLAT_COS = np.cos(np.radians(3))


@dataclass(frozen=True, eq=False)
class Plane:
    """Through `middle` (3,) with a unit `normal` (3,); the surface is `off` mm from it, root mean square."""

    middle: np.ndarray
    normal: np.ndarray
    off: float
    doubt_deg: float

    def height(self, point: np.ndarray, along: np.ndarray) -> float:
        """How far in mm `point` is above the plane along a direction; raises `Failed` for one that lies in it."""
        lean = float(along @ self.normal)
        if abs(lean) < 0.1:
            raise failed("the face lies along the axis of measuring", hint="Choose an axis that leaves the face.")
        return float((point - self.middle) @ self.normal) / lean


def fit_flat(facets: Facets, box: Box, facing: Point) -> Plane:
    """The plane of a flat face in a box, without the roundings at its edges; raises `Failed` as `fit_plane`."""
    corners = _facing_triangles(clip_triangles(facets, box), unit_vector(facing))
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    areas = np.linalg.norm(across, axis=1)
    normals = across / np.maximum(areas, 1e-300)[:, None]
    usual = normals[_middle_index(normals @ unit_vector(facing), areas)]
    return fit_plane(corners[normals @ usual > FLAT_COS], facing, rounding(facets))


def _middle_index(values: np.ndarray, weights: np.ndarray) -> int:
    """Of the weighted median."""
    order = np.argsort(values)
    total = np.cumsum(weights[order])
    return int(order[np.searchsorted(total, total[-1] / 2)])


def fit_plane(corners: np.ndarray, facing: Point, rounding: float) -> Plane:
    """The area-weighted least-squares plane of those triangles (n, 3, 3) that face as stated.

    Raises `Failed` where there are none, or where they are too narrow to have a direction.
    """
    middle, spread, directions = _moments(_facing_triangles(corners, unit_vector(facing)))
    if spread[1] <= (10 * rounding) ** 2:
        raise failed("the surface in the box is too narrow to have a direction", hint="Make the box larger.")
    normal = directions[:, 0] * np.sign(directions[:, 0] @ unit_vector(facing))
    off = sqrt(max(spread[0], 0.0)) + rounding
    return Plane(middle, normal, off, degrees(atan2(off, sqrt(spread[1]))))


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
