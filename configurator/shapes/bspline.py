"""Cubic B-spline curves and surfaces straight from control points: no fitting, so no ringing.

Where control points lie in a plane, so does the surface, and it never leaves their convex hull.
"""

from __future__ import annotations

from OCP.BRepBuilderAPI import BRepBuilderAPI_MakeEdge, BRepBuilderAPI_MakeWire
from OCP.BRepLib import BRepLib
from OCP.Geom import Geom_BSplineCurve, Geom_BSplineSurface
from OCP.Geom2d import Geom2d_BSplineCurve, Geom2d_Line
from OCP.gp import gp_Dir2d, gp_Pnt, gp_Pnt2d
from OCP.TColgp import TColgp_Array1OfPnt, TColgp_Array1OfPnt2d, TColgp_Array2OfPnt
from OCP.TColStd import TColStd_Array1OfInteger, TColStd_Array1OfReal
from OCP.TopoDS import TopoDS_Wire

from configurator.shapes.net_numbers import SPLINE_DEGREE, ParameterWindow
from configurator.shapes.outline import PlanArray


def surface(net: PlanArray) -> Geom_BSplineSurface:
    """The surface of an (n, m, 3) net in mm, on uniform knots from 0 to n - 3 and 0 to m - 3."""
    rows, columns = net.shape[:2]
    poles = TColgp_Array2OfPnt(1, rows, 1, columns)
    for i, row in enumerate(net.tolist(), 1):
        for j, point in enumerate(row, 1):
            poles.SetValue(i, j, gp_Pnt(*point))
    (knots_u, times_u), (knots_v, times_v) = _knots(rows), _knots(columns)
    return Geom_BSplineSurface(poles, knots_u, knots_v, times_u, times_v, SPLINE_DEGREE, SPLINE_DEGREE)


def curve(points: PlanArray) -> Geom_BSplineCurve:
    """The curve of (n, 3) control points in mm, on uniform knots from 0 to n - 3: a side of a net's surface."""
    poles = TColgp_Array1OfPnt(1, len(points))
    for index, point in enumerate(points.tolist(), 1):
        poles.SetValue(index, gp_Pnt(*point))
    return Geom_BSplineCurve(poles, *_knots(len(points)), SPLINE_DEGREE)


def flat_curve(points: PlanArray) -> Geom2d_BSplineCurve:
    """The curve of (n, 2) control points in a surface's parameters, on the knots of `curve`."""
    poles = TColgp_Array1OfPnt2d(1, len(points))
    for index, point in enumerate(points.tolist(), 1):
        poles.SetValue(index, gp_Pnt2d(*point))
    return Geom2d_BSplineCurve(poles, *_knots(len(points)), SPLINE_DEGREE)


def window_wire(whole: Geom_BSplineSurface, window: ParameterWindow) -> TopoDS_Wire:
    """The rim of a flat window in the surface of a net, clockwise in (u, v).

    `window` names the rows and columns (first, last, first, last) of control points that all lie
    in one plane; the window is what these alone determine.
    """
    low_u, high_u, low_v, high_v = window[0], window[1] - 2, window[2], window[3] - 2
    return _wire(whole, [(low_u, low_v), (low_u, high_v), (high_u, high_v), (high_u, low_v)])


def _knots(count: int) -> tuple[TColStd_Array1OfReal, TColStd_Array1OfInteger]:
    inner = count - SPLINE_DEGREE + 1
    knots, times = TColStd_Array1OfReal(1, inner), TColStd_Array1OfInteger(1, inner)
    for index in range(1, inner + 1):
        knots.SetValue(index, float(index - 1))
        times.SetValue(index, SPLINE_DEGREE + 1 if index in (1, inner) else 1)
    return knots, times


def _wire(whole: Geom_BSplineSurface, corners: list[tuple[int, int]]) -> TopoDS_Wire:
    """A closed wire of iso-parametric edges through the corners, in (u, v)."""
    wire = BRepBuilderAPI_MakeWire()
    for (u, v), (next_u, next_v) in zip(corners, corners[1:] + corners[:1], strict=True):
        length = abs(next_u - u) + abs(next_v - v)
        line = Geom2d_Line(gp_Pnt2d(u, v), gp_Dir2d(next_u - u, next_v - v))
        edge = BRepBuilderAPI_MakeEdge(line, whole, 0.0, float(length)).Edge()
        BRepLib.BuildCurves3d_s(edge)
        wire.Add(edge)
    return wire.Wire()
