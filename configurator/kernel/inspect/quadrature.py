"""The exact volume within nets, planes and letters: what a mesh of them must come to.

By Gauss' theorem a volume is the flux of (0, 0, z) through its surface. On a net that is a polynomial in
every span, which Gauss' rule integrates exactly.
"""

from __future__ import annotations

import numpy as np

from configurator.kernel.build.engraving.engrave import Engraving
from configurator.kernel.build.nets.faces import NetFace, NetShape, PlaneFace
from configurator.kernel.build.nets.spline import Floats, gauss


def volume_within(shape: NetShape, engraving: Engraving | None) -> float:
    """mm3 within a shape of nets, less what is cut out by its engraving."""
    cut = sum(letter.volume for letter in engraving.letters) if engraving is not None else 0.0
    return sum(map(_net_flux, shape.nets)) + sum(map(_plane_flux, shape.planes)) - cut


def _net_flux(face: NetFace) -> float:
    (u, weights_u), (v, weights_v) = (gauss(count) for count in face.net.shape[:2])
    x_y_z = np.ascontiguousarray(face.net.transpose(2, 0, 1))
    points, by_u = u.value @ x_y_z, u.first @ x_y_z
    z, du, dv = points[2] @ v.value.T, by_u[:2] @ v.value.T, points[:2] @ v.first.T
    flux = z * (du[0] * dv[1] - du[1] * dv[0])
    flux[_in_windows(face, u.at, v.at)] = 0
    return (-1 if face.inwards else 1) * float(weights_u @ flux @ weights_v)


def _in_windows(face: NetFace, u: Floats, v: Floats) -> np.ndarray:
    """(n, m) whether places lie in a window."""
    inside = np.zeros((len(u), len(v)), bool)
    for window in face.windows:
        (low_u, low_v), (high_u, high_v) = window.low, window.high
        inside |= ((u > low_u) & (u < high_u))[:, None] & ((v > low_v) & (v < high_v))
    return inside


def _plane_flux(plane: PlaneFace) -> float:
    # Level planes alone have any; where one leans, its height varies with the place.
    return float(plane.face.Area() * plane.face.Center().z * plane.normal[2])
