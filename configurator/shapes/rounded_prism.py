"""A prism along x of closed, smooth contours in (y, z), all its edges rounded: nets round the sides, flat ends.

The nets are swept from one end to the other, so that no edge needs a fillet.
"""

from __future__ import annotations

from collections.abc import Sequence

import cadquery as cq
import numpy as np

from configurator.shapes.gear_profile import spline_poles
from configurator.shapes.net_solid import NetFlat, net_solid
from configurator.shapes.outline import Outline, PlanArray

PIECES = 4
# Control points of a quarter of a round and of the straight side between, along the prism.
SIDE_POINTS = 4


def rounded_prism(outer: Outline, holes: Sequence[Outline], length: float, rounding: float) -> cq.Solid:
    """The solid between x = -length / 2 and length / 2, within `outer` and without the holes, in mm.

    All contours run counter-clockwise seen from the tip of x, through a multiple of four points. No contour may bend
    more tightly than `rounding`, nor two come closer than twice that.
    """
    profile = _profile(length, rounding)
    rings = [_ring(outer, profile, 1.0), *(_ring(hole, profile, -1.0) for hole in holes)]
    nets = [net for ring in rings for net in ring]
    outward = [True] * PIECES + [False] * (PIECES * len(holes))
    return net_solid(nets, outward, flats=[_end(rings, 0, False), _end(rings, -1, True)])


def _end(rings: Sequence[Sequence[PlanArray]], which: int, outward: bool) -> NetFlat:
    sides = [[np.ascontiguousarray(net[:, which]) for net in ring] for ring in rings]
    return NetFlat(sides[0], outward, sides[1:])


def _profile(length: float, rounding: float) -> PlanArray:
    """(m, 2) control points from the low to the high end: how far inside the contour, and x."""
    handle = rounding * np.tan(np.pi / 8)
    half = length / 2
    start = [(rounding, -half), (rounding - handle, -half), (0.0, -half + rounding - handle)]
    side = [(0.0, float(x)) for x in np.linspace(-half + rounding, half - rounding, SIDE_POINTS)]
    return np.array([*start, *side, *((inset, -x) for inset, x in reversed(start))])


def _ring(contour: Outline, profile: PlanArray, inwards: float) -> list[PlanArray]:
    """Four (k, m, 3) nets round a contour, one after the other."""
    rings = [_poles(contour, inwards * inset) for inset in profile[:, 0]]
    nets = []
    for piece in range(PIECES):
        flat = np.stack([ring[piece] for ring in rings], axis=1)
        x = np.broadcast_to(profile[:, 1], flat.shape[:2])
        nets.append(np.ascontiguousarray(np.concatenate([x[:, :, None], flat], axis=2)))
    return nets


def _poles(contour: Outline, inset: float) -> list[PlanArray]:
    """Four (k, 2) rows of control points of the curve `inset` mm inside a contour."""
    each = len(contour.points) // PIECES
    pieces = []
    for piece in range(PIECES):
        start, end = contour.knots[piece * each], contour.knots[(piece + 1) * each]

        def points(share: PlanArray, start: float = start, end: float = end) -> PlanArray:
            return _inside(contour, start + share * (end - start), inset)

        pieces.append(spline_poles(points, each))
    for before, after in zip(pieces[-1:] + pieces[:-1], pieces, strict=True):
        # To the last bit, so that edges are shared.
        after[0] = before[-1]
    return pieces


def _inside(contour: Outline, at: PlanArray, inset: float) -> PlanArray:
    """(k, 2) places `inset` mm to the left of the curve at its parameters (k,)."""
    along = contour.curve(at, 1)
    along = along / np.linalg.norm(along, axis=1)[:, None]
    return np.asarray(contour.curve(at) + inset * np.stack([-along[:, 1], along[:, 0]], axis=1))
