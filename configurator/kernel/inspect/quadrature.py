"""The exact volume within nets, planes and letters: what a mesh of them must come to.

By Gauss' theorem a volume is the flux of (0, 0, z) through its surface. On a net that is a polynomial in
every span, which Gauss' rule integrates exactly; what flows through its holes is taken from that.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from configurator.kernel.build.engraving.engrave import Engraving
from configurator.kernel.build.nets.faces import NetFace, NetHole, NetShape, PlaneFace
from configurator.kernel.build.nets.spline import NET_DEGREE, Floats, gauss, line_points, places, reversed_if
from configurator.kernel.geometry.polygons import signed_area

# Facets through a hole: from its middle out, and along each of its edges. Some 0.1 % of what flows through it is lost.
HOLE_RINGS, HOLE_STEPS = 9, 65


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
    whole = float(weights_u @ flux @ weights_v) - sum(_hole_flux(face.net, hole) for hole in face.holes)
    return (-1 if face.inwards else 1) * whole


def _hole_flux(net: Floats, hole: NetHole) -> float:
    """What flows through the surface within a hole, as through facets from its middle to its edges."""
    lines = [
        reversed_if(
            line_points(each.line, np.linspace(0.0, len(each.line) - NET_DEGREE, HOLE_STEPS)), each.along.backwards
        )
        for each in hole
    ]
    ring = np.concatenate([*(line[:-1] for line in lines), lines[-1][-1:]])
    turns = np.sign(signed_area(ring))
    middle = ring.mean(axis=0)
    rings = [places(net, middle + share * (ring - middle)) for share in np.linspace(0.0, 1.0, HOLE_RINGS)]
    return float(turns) * sum(_flux_between(inner, outer) for inner, outer in pairwise(rings))


def _flux_between(inner: Floats, outer: Floats) -> float:
    """Through the facets between two lines of points (n, 3), the outer one counter-clockwise about the inner one."""
    a, b = np.concatenate([inner[:-1], inner[:-1]]), np.concatenate([outer[:-1], outer[1:]])
    c = np.concatenate([outer[1:], inner[1:]])
    ahead, aside = (b - a)[:, :2], (c - a)[:, :2]
    level = (ahead[:, 0] * aside[:, 1] - ahead[:, 1] * aside[:, 0]) / 2
    return float(((a + b + c)[:, 2] / 3 * level).sum())


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
