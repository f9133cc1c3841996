"""The silhouettes of smooth surfaces: where they turn away from the eye."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from configurator.kernel.drawing.drawable_mesh import DrawableMesh, FaceNumbers, unit_rows
from configurator.kernel.drawing.views import ViewPoints

# Sine: a wall that leans no further away is edge-on, and counts as facing the eye.
EDGE_ON_NOISE = 1e-3
SLIGHT_SINE = 0.05


def silhouettes(skin: DrawableMesh, toward: ViewPoints) -> tuple[ViewPoints, ViewPoints]:
    """(n, 2, 3) pieces of line in mm, and (n, 3) unit vectors off the surface, for an eye in direction `toward` (3,).

    Through each facet runs one piece, between the places where the normals of its corners, as they change
    along its sides, are perpendicular to the view: smooth surfaces have smooth contours, however coarse the mesh.
    """
    facing = _resolve_noise(skin.normals @ toward + EDGE_ON_NOISE, skin.corners)[skin.corners]
    faces_eye = facing > 0
    crossing = np.flatnonzero(faces_eye.any(axis=1) & ~faces_eye.all(axis=1))
    alone = np.where(
        faces_eye[crossing].sum(axis=1) == 1, faces_eye[crossing].argmax(axis=1), faces_eye[crossing].argmin(axis=1)
    )
    sides = (alone[:, None] + np.array([[0, 1], [0, 2]])[:, None]) % 3
    rows = crossing[None, :, None]
    one, other = np.moveaxis(facing[rows, sides], -1, 0)
    share = (one / (one - other))[..., None]
    places = _between(skin.target.facets.corners[rows, sides], share)
    off = _between(skin.normals[skin.corners[rows, sides]], share)
    return places.swapaxes(0, 1), unit_rows(off.sum(axis=0))


def _resolve_noise(facing: ViewPoints, corners: FaceNumbers) -> ViewPoints:
    """(k,) how far normals face the eye; patches that are noise take the sign of their surroundings."""
    links = corners.ravel(), np.roll(corners, 1, axis=1).ravel()
    for side in (-1, 1):
        facing = np.where(_is_noise(facing, links) & (facing * side > 0), -facing, facing)
    return facing


def _is_noise(facing: ViewPoints, links: tuple[FaceNumbers, FaceNumbers]) -> NDArray[np.bool_]:
    """(k,) whether a normal belongs to a patch of one sign that nowhere faces the eye, or away, more than slightly."""
    (one, other), slight = links, np.abs(facing) < SLIGHT_SINE
    same = (facing[one] > 0) == (facing[other] > 0)
    within = same & slight[one] & slight[other]
    joins = coo_array((np.ones(within.sum()), (one[within], other[within])), shape=(len(facing),) * 2)
    count, patch = connected_components(joins, directed=False)
    clear, edge = np.zeros(count, bool), same & (slight[one] != slight[other])
    clear[patch[one[edge]]] = clear[patch[other[edge]]] = True
    return np.asarray(slight & ~clear[patch])


def _between(ends: ViewPoints, share: ViewPoints) -> ViewPoints:
    """(2, n, 2, 3) ends of sides -> (2, n, 3) so far along them."""
    return np.asarray(ends[:, :, 0] + share * (ends[:, :, 1] - ends[:, :, 0]))
