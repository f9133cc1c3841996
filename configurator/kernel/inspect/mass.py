"""Volume and centre of gravity within a mesh, by the divergence theorem.

Eberly, Polyhedral Mass Properties (Geometric Tools, 2002), of whose integrals these are the first four.
"""

from __future__ import annotations

import numpy as np

from configurator.kernel.geometry.facets import Facets


def volume_of(facets: Facets) -> float:
    """Signed volume in mm3 within a closed mesh; of an open one a number without meaning."""
    return float(_double_area_normals(facets)[:, 0] @ facets.corners[..., 0].sum(axis=1)) / 6


def centre_of(facets: Facets, volume: float) -> np.ndarray:
    """(3,) centre of gravity in mm of the solid within a closed mesh of that volume."""
    a, b, c = facets.corners.swapaxes(0, 1)
    squares = a * a + b * b + c * c + (a + b + c) ** 2
    return np.asarray(np.einsum("ij,ij->j", _double_area_normals(facets), squares) / (48 * volume))


def _double_area_normals(facets: Facets) -> np.ndarray:
    """(m, 3) normals as long as twice the area."""
    return 2 * facets.areas[:, None] * facets.normals
