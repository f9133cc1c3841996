"""Rings between two ellipses with a profile, sewn of strips: each a spline surface, those at one height planes.

A place of the profile has a share of the band, 0 at the inner ellipse and 1 at the outer, and a height in mm: every
section at a height is an ellipse, and along both axes of the ellipses the profile is what it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sqrt

import cadquery as cq
import numpy as np
from OCP.BRepBuilderAPI import BRepBuilderAPI_MakeEdge, BRepBuilderAPI_MakeFace
from OCP.Geom import Geom_BSplineCurve, Geom_BSplineSurface
from OCP.gp import gp_Pnt
from OCP.TColgp import TColgp_Array1OfPnt, TColgp_Array2OfPnt
from OCP.TColStd import TColStd_Array1OfInteger, TColStd_Array1OfReal, TColStd_Array2OfReal

# Of a closed cubic spline on even knots that passes through as many points of an ellipse: it strays by less than a
# millionth of the half axes.
POINTS = 64
DEGREE = 3
# Where the surfaces begin and end: on neither axis, where things are cut in, and at one of the points.
SEAM_RAD = pi / 4
FACE_TOLERANCE_MM = 1e-7
# Share, height in mm, and weight in a rational curve: 1 but for the middle of an arc.
Control = tuple[float, float, float]


@dataclass(frozen=True)
class Band:
    """Half axes along x and y in mm, of the inner and of the outer ellipse."""

    inner: tuple[float, float]
    outer: tuple[float, float]


def oval_ring(band: Band, legs: Sequence[Sequence[Control]]) -> cq.Workplane:
    """The ring whose profile `legs` close: lines of two controls, and arcs, rational Bézier curves of three."""
    halves = [half for leg in legs for half in _halves(leg)]
    faces = [_flat(band, half) if _is_flat(half) else _strip(band, half) for half in halves]
    return cq.Workplane(cq.Solid.makeSolid(cq.Shell.makeShell(faces)))


def _halves(leg: Sequence[Control]) -> list[Sequence[Control]]:
    """An arc as two, what is straight as it is: on a strip of a whole arc facets are uneven, and look ragged."""
    if len(leg) == 2:
        return [leg]
    (start, low, _), (share, height, weight), (end, top, _) = leg
    before, after = (
        ((one + weight * share) / (1 + weight), (level + weight * height) / (1 + weight), sqrt((1 + weight) / 2))
        for one, level in ((start, low), (end, top))
    )
    middle = ((before[0] + after[0]) / 2, (before[1] + after[1]) / 2, 1.0)
    return [(leg[0], before, middle), (middle, after, leg[2])]


def _is_flat(leg: Sequence[Control]) -> bool:
    return all(height == leg[0][1] for _, height, _ in leg)


def _poles(band: Band, control: Control) -> list[gp_Pnt]:
    """Control points of the ellipse at a share and a height."""
    share, height, _ = control
    turn = 2 * pi / POINTS
    # A spline on even knots is at each knot a sixth of two control points and two thirds of that between.
    a, b = (
        3 / (2 + cos(turn)) * (one + share * (other - one)) for one, other in zip(band.inner, band.outer, strict=True)
    )
    angles = SEAM_RAD + turn * np.arange(POINTS)
    return [gp_Pnt(x, y, height) for x, y in zip(a * np.cos(angles), b * np.sin(angles), strict=True)]


def _round_knots() -> tuple[TColStd_Array1OfReal, TColStd_Array1OfInteger]:
    knots, multiplicities = TColStd_Array1OfReal(1, POINTS + 1), TColStd_Array1OfInteger(1, POINTS + 1)
    for number in range(1, POINTS + 2):
        knots.SetValue(number, float(number - 1))
        multiplicities.SetValue(number, 1)
    return knots, multiplicities


def _strip(band: Band, leg: Sequence[Control]) -> cq.Face:
    """The surface that a leg of the profile makes round the ring."""
    poles, weights = TColgp_Array2OfPnt(1, POINTS, 1, len(leg)), TColStd_Array2OfReal(1, POINTS, 1, len(leg))
    for column, control in enumerate(leg, start=1):
        for row, pole in enumerate(_poles(band, control), start=1):
            poles.SetValue(row, column, pole)
            weights.SetValue(row, column, control[2])
    knots, multiplicities = TColStd_Array1OfReal(1, 2), TColStd_Array1OfInteger(1, 2)
    for number in (1, 2):
        knots.SetValue(number, float(number - 1))
        multiplicities.SetValue(number, len(leg))
    around, once = _round_knots()
    surface = Geom_BSplineSurface(
        poles, weights, around, knots, once, multiplicities, DEGREE, len(leg) - 1, True, False
    )
    return cq.Face(BRepBuilderAPI_MakeFace(surface, FACE_TOLERANCE_MM).Face())


def _flat(band: Band, leg: Sequence[Control]) -> cq.Face:
    """Between the ellipses at both ends of a level leg."""
    inner, outer = sorted((leg[0], leg[-1]))
    return cq.Face.makeFromWires(_ellipse(band, outer), [_ellipse(band, inner)])


def _ellipse(band: Band, control: Control) -> cq.Wire:
    poles = TColgp_Array1OfPnt(1, POINTS)
    for number, pole in enumerate(_poles(band, control), start=1):
        poles.SetValue(number, pole)
    curve = Geom_BSplineCurve(poles, *_round_knots(), DEGREE, True)
    return cq.Wire.assembleEdges([cq.Edge(BRepBuilderAPI_MakeEdge(curve).Edge())])
