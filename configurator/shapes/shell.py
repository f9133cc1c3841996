"""A solid between an upper and a lower net, closed by a round rim."""

from __future__ import annotations

import cadquery as cq
import numpy as np

from configurator.shapes.net_numbers import ParameterWindow
from configurator.shapes.net_solid import net_solid
from configurator.shapes.outline import PlanArray

# Whether the normal of each net, along rows across columns, points out: above, below, then the rims, each of
# which runs from the upper net down, and then across or forwards.
OUTWARD = (True, False, False, True, True, False)


def rounded_shell(
    top: PlanArray, bottom: PlanArray, normals: PlanArray, window: ParameterWindow | None = None
) -> cq.Solid:
    """One solid from two (n, m, 3) nets in mm and the (n, m, 3) unit normals of the upper one.

    The rim is half round: a cubic strip along each of the four sides, within 2 % of half a circle
    over the thickness there. `window` marks a flat region of the lower net as a true plane.
    """
    nets = [top, bottom, *rim_nets(top, bottom, normals)]
    return net_solid(nets, OUTWARD, None if window is None else (1, window))


def rim_nets(top: PlanArray, bottom: PlanArray, normals: PlanArray) -> list[PlanArray]:
    """Four (4, k, 3) nets: heel, front, first and last column; they share their end rows."""
    outward = _outward_vectors(top, normals)
    # A cubic with handles of 4/3 of the radius is closest to half a circle.
    reach = (2.0 / 3.0) * np.linalg.norm(top - bottom, axis=2)[:, :, None] * outward
    strips = np.stack([top, top + reach, bottom + reach, bottom])
    return [strips[:, 0], strips[:, -1], strips[:, :, 0], strips[:, :, -1]]


def _outward_vectors(top: PlanArray, normals: PlanArray) -> PlanArray:
    """(n, m, 3) unit vectors along the rim's outside, in the surface; zero away from the rim."""
    ring = _rim_indices(*top.shape[:2])
    points = top[ring]
    along = np.roll(points, -1, axis=0) - np.roll(points, 1, axis=0)
    across = np.cross(along, normals[ring])
    result = np.zeros_like(top)
    result[ring] = across / np.linalg.norm(across, axis=1)[:, None]
    return result


def _rim_indices(rows: int, columns: int) -> tuple[np.ndarray, np.ndarray]:
    """Indices of the net's rim, counter-clockwise seen from above: heel, lateral, front, medial."""
    r, c = np.arange(rows), np.arange(columns)
    first, last_r, last_c = np.zeros_like, np.full_like, np.full_like
    i = np.concatenate([first(c), r[1:], last_r(c, rows - 1)[1:], r[::-1][1:-1]])
    j = np.concatenate([c, last_c(r, columns - 1)[1:], c[::-1][1:], first(r)[1:-1]])
    return i[::-1], j[::-1]
