"""The bodies of a mesh, and what each holds."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from configurator.kernel.geometry.facets import Facets


def body_labels(facets: Facets) -> np.ndarray:
    """(m,) the body, or closed surface, that each face belongs to; those that touch are one."""
    if not facets.bodies.any():
        return facets.bodies
    a, b, c = facets.faces.T
    links = coo_array(
        (np.ones(2 * len(a), bool), (np.append(a, b), np.append(b, c))), shape=2 * (len(facets.vertices),)
    )
    return connected_components(links, directed=False)[1][a]


def body_volumes(facets: Facets, bodies: np.ndarray) -> np.ndarray:
    """Signed volume in mm3 within each closed surface; negative where it bounds a hollow."""
    a, b, c = (facets.corners - facets.vertices.mean(axis=0)).swapaxes(0, 1)
    return np.bincount(bodies, np.einsum("ij,ij->i", a, np.cross(b, c)) / 6)
