"""A pad that lies flat on z = 0: an upper surface over a smooth plan, with upright sides and rounded edges.

The upper surface and the sides are control nets that share their edges; below is one plane. No boolean, no fillet.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import pairwise

import cadquery as cq
import numpy as np
from scipy.interpolate import BSpline

from configurator.shapes.net_numbers import SPLINE_DEGREE
from configurator.shapes.net_solid import NetFlat, net_solid
from configurator.shapes.nets import harmonic_grid
from configurator.shapes.outline import Outline, PlanArray
from configurator.shapes.pad_plan import COLUMNS, ROUND_SHARE, ROWS, PadPlan

# (k, 2) places -> (k,) heights in mm; it must go on a little beyond the plan.
Heights = Callable[[PlanArray], PlanArray]
# Of a thin edge's height so much is rounded below; an upright land is left between it and the round above.
FOOT_SHARE = 0.2
# Over how many mm the slope of the surface is taken.
STEP_MM = 1e-3
# How many control points lie on the upright land.
LAND_POINTS = 4
# How often heights are corrected: what is left is less than the mesh's chord.
CORRECTIONS = 2


def pad_solid(plan: PadPlan, heights: Heights, rounding: float, foot_rounding: float) -> cq.Solid:
    """The pad: `heights` above the plan, its upper edge rounded by `rounding` mm and its lower by `foot_rounding`.

    Where the edge is too thin for both, the roundings are smaller: half of its height above, a fifth below. The outline
    is where the upright land between them stands.
    """
    ring = rim_indices()
    sides = plan.sides()
    edge = _on_curve(sides)[ring]
    outward = _outward(plan.outline, sides[ring])
    strip = _strip(edge, outward, heights, rounding, foot_rounding)
    top_sides = np.zeros_like(sides)
    top_sides[ring] = strip[:, 0, :2]
    top = _upper_net(harmonic_grid(top_sides), heights)
    top[ring] = strip[:, 0]
    return _joined(top, strip)


def rim_indices() -> tuple[np.ndarray, np.ndarray]:
    """Rows and columns of the rim's places, counter-clockwise from the right end of the front, each once."""
    r, c = np.arange(ROWS), np.arange(COLUMNS)
    i = np.concatenate([np.full_like(c, ROWS - 1), r[::-1][1:], np.zeros_like(c)[1:], r[1:-1]])
    j = np.concatenate([c, np.full_like(r, COLUMNS - 1)[1:], c[::-1][1:], np.zeros_like(r)[1:-1]])
    return i, j


def _joined(top: PlanArray, strip: PlanArray) -> cq.Solid:
    """Of the upper net and (k, m, 3) control points down the side all round."""
    corners = np.cumsum([0, COLUMNS - 1, ROWS - 1, COLUMNS - 1, ROWS - 1])
    closed = np.concatenate([strip, strip[:1]])
    walls = [np.ascontiguousarray(closed[a : b + 1]) for a, b in pairwise(corners)]
    floor = NetFlat([np.ascontiguousarray(wall[:, -1]) for wall in walls], False)
    # Sides that run against the upper net's own order are turned, so that both have the same edge.
    turned = [wall if turn else np.ascontiguousarray(wall[::-1]) for wall, turn in zip(walls, TURNS, strict=True)]
    return net_solid([np.ascontiguousarray(top), *turned], [True, *(not turn for turn in TURNS)], flats=[floor])


# Which sides run the way the upper net's rows and columns do, counter-clockwise from the front.
TURNS = (True, False, False, True)


def _upper_net(grid: PlanArray, heights: Heights) -> PlanArray:
    """(ROWS, COLUMNS, 3) control points over a grid of places, whose surface runs through `heights`.

    Where the surface of all but the rim's control points is too low or too high, they are moved by as much, until it
    is not: the matrices that turn control points into points are close to one.
    """
    along, across = _collocation(ROWS), _collocation(COLUMNS)
    places = np.einsum("ki,ijx,lj->klx", along, grid, across).reshape(-1, 2)
    wanted = heights(places).reshape(ROWS, COLUMNS)
    z = heights(grid.reshape(-1, 2)).reshape(ROWS, COLUMNS)
    for _ in range(CORRECTIONS):
        z[1:-1, 1:-1] += (wanted - along @ z @ across.T)[1:-1, 1:-1]
    return np.concatenate([grid, z[:, :, None]], axis=2)


@cache
def _collocation(count: int) -> PlanArray:
    """(count, count) from control points of a cubic on clamped, even knots to its points where each weighs most."""
    spans = count - SPLINE_DEGREE
    knots = np.concatenate([[0.0] * SPLINE_DEGREE, np.arange(spans + 1.0), [float(spans)] * SPLINE_DEGREE])
    middles = np.array([knots[i + 1 : i + 1 + SPLINE_DEGREE].mean() for i in range(count)])
    return np.asarray(BSpline.design_matrix(middles, knots, SPLINE_DEGREE).toarray())


def _strip(edge: PlanArray, outward: PlanArray, heights: Heights, rounding: float, foot: float) -> PlanArray:
    """(k, m, 3) control points down the side at each of (k, 2) places of the edge, with their unit normals (k, 2)."""
    height = heights(edge)
    radius = np.minimum(rounding, ROUND_SHARE * height)
    foot_radius = np.minimum(foot, FOOT_SHARE * height)
    inset = radius * (1.0 - np.sin(_fall(edge, outward, heights)))
    places = edge - inset[:, None] * outward
    fall = _fall(places, outward, heights)
    # So that the round reaches the edge exactly, whatever the slope where it begins.
    radius = inset / (1.0 - np.sin(fall))
    top = heights(places)
    land = top - radius * np.cos(fall)
    return _profile(places, outward, np.stack([inset, top, fall, radius, land, foot_radius]))


def _profile(places: PlanArray, outward: PlanArray, sizes: PlanArray) -> PlanArray:
    """(k, m, 3) from the upper surface round to the upright land, down it, and round to the ground."""
    inset, top, fall, radius, land, foot = sizes
    # Corners of the polygon round an arc, each a tangent of a quarter of its turn long.
    handle = radius * np.tan((np.pi / 2 - fall) / 4)
    foot_handle = foot * np.tan(np.pi / 8)
    along = [np.zeros_like(inset), handle * np.cos(fall)]
    up = [top, top - handle * np.sin(fall)]
    for height in (land + handle, *(land + (foot - land) * share for share in np.linspace(0, 1, LAND_POINTS))):
        along.append(inset)
        up.append(height)
    along += [inset, inset - foot + foot_handle, inset - foot]
    up += [foot - foot_handle, np.zeros_like(inset), np.zeros_like(inset)]
    flat = places[:, None] + np.stack(along, axis=1)[:, :, None] * outward[:, None]
    return np.concatenate([flat, np.stack(up, axis=1)[:, :, None]], axis=2)


def _fall(places: PlanArray, outward: PlanArray, heights: Heights) -> PlanArray:
    """(k,) by how many radians the surface falls outwards; negative where it rises."""
    rise = heights(places + STEP_MM * outward) - heights(places - STEP_MM * outward)
    return np.arctan(-rise / (2 * STEP_MM))


def _outward(outline: Outline, places: PlanArray) -> PlanArray:
    """(k, 2) unit normals of the outline at places on it."""
    along = outline.direction(places)
    return np.stack([along[:, 1], -along[:, 0]], axis=1)


def _on_curve(sides: PlanArray) -> PlanArray:
    """The rim's control points, from which a cubic runs through the places: a sixth of the second difference beside."""
    fitted = sides.copy()
    for side, result in (
        (sides[0], fitted[0]),
        (sides[-1], fitted[-1]),
        (sides[:, 0], fitted[:, 0]),
        (sides[:, -1], fitted[:, -1]),
    ):
        result[2:-2] -= (side[1:-3] + side[3:-1] - 2 * side[2:-2]) / 6.0
    return fitted
