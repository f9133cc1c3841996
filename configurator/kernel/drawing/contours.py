"""Where a smooth surface turns away from the eye."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from configurator.kernel.drawing.skin import Indices, Skin, unit
from configurator.kernel.drawing.views import Points

# Sine: a wall that leans so little out of sight is seen edge-on, and does not turn away.
EDGE_ON = 1e-3
SLIGHT = 0.05


def contours(skin: Skin, toward: Points) -> tuple[Points, Points]:
    """(n, 2, 3) pieces of line in mm, and (n, 3) unit vectors off the surface, for an eye in direction `toward` (3,).

    Through each facet runs one piece, between the places where the normals of its corners, as they change
    along its sides, stand square to the view: smooth surfaces have smooth contours, however coarse the mesh.
    """
    facing = _decided(skin.normals @ toward + EDGE_ON, skin.corners)[skin.corners]
    seen = facing > 0
    across = np.flatnonzero(seen.any(axis=1) & ~seen.all(axis=1))
    alone = np.where(seen[across].sum(axis=1) == 1, seen[across].argmax(axis=1), seen[across].argmin(axis=1))
    sides = (alone[:, None] + np.array([[0, 1], [0, 2]])[:, None]) % 3
    rows = across[None, :, None]
    one, other = np.moveaxis(facing[rows, sides], -1, 0)
    share = (one / (one - other))[..., None]
    places = _between(skin.target.facets.corners[rows, sides], share)
    off = _between(skin.normals[skin.corners[rows, sides]], share)
    return places.swapaxes(0, 1), unit(off.sum(axis=0))


def _decided(facing: Points, corners: Indices) -> Points:
    """(k,) how normals face the eye; a patch that differs from what is round it, but hardly, differs by noise."""
    for side in (-1.0, 1.0):
        label, most = _patches(facing, corners)
        slight = most[label] < SLIGHT
        facing = np.where((facing * side > 0) & slight, -facing, facing)
    return facing


def _patches(facing: Points, corners: Indices) -> tuple[Indices, Points]:
    """(k,) which patch of one sign each corner belongs to, and (p,) the most that each patch turns to or away."""
    one, other = corners.ravel(), np.roll(corners, 1, axis=1).ravel()
    same = (facing[one] > 0) == (facing[other] > 0)
    links = coo_array((np.ones(same.sum()), (one[same], other[same])), shape=(len(facing),) * 2)
    count, label = connected_components(links, directed=False)
    most = np.zeros(count)
    np.maximum.at(most, label, np.abs(facing))
    return label.astype(np.int64), most


def _between(ends: Points, share: Points) -> Points:
    """(2, n, 2, 3) ends of sides -> (2, n, 3) so far along them."""
    return np.asarray(ends[:, :, 0] + share * (ends[:, :, 1] - ends[:, :, 0]))
