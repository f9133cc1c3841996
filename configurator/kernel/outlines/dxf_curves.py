"""The curves of DXF's entities, each with the map from its own frame to the drawing's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import radians, tau
from typing import Any

from ezdxf.math import BSpline, Vec3

from configurator.domain.parts.outlines.segments import Place
from configurator.kernel.outlines.affine import Affine
from configurator.kernel.outlines.curves import Bezier, Curve, EllipticArc, Line, Smooth, bulge, circle
from configurator.kernel.outlines.limits import MAX_CONTROL_POINTS
from configurator.kernel.outlines.refusals import unreadable

FLAT_MM = 1e-3
# A vertex of a polyline that only steers a curve (DXF, VERTEX, group code 70).
FRAME_VERTEX = 16
_FLATTEN_HINT = "Move all to z 0, or project it onto the plane, and export it again."


def line(entity: Any) -> Iterator[tuple[Curve, Affine]]:
    """LINE: in the drawing's frame."""
    _check_flat((entity.dxf.start, entity.dxf.end))
    yield Line(_place(entity.dxf.start), _place(entity.dxf.end)), Affine()


def whole_circle(entity: Any) -> Iterator[tuple[Curve, Affine]]:
    """CIRCLE: in its own frame."""
    yield circle(_place(entity.dxf.center), _radius(entity)), own_frame(entity)


def arc(entity: Any) -> Iterator[tuple[Curve, Affine]]:
    """ARC: in its own frame, counter-clockwise there."""
    first, last = radians(entity.dxf.start_angle), radians(entity.dxf.end_angle)
    yield circle(_place(entity.dxf.center), _radius(entity), first, (last - first) % tau or tau), own_frame(entity)


def ellipse(entity: Any) -> Iterator[tuple[Curve, Affine]]:
    """ELLIPSE: in the drawing's frame, counter-clockwise about its extrusion."""
    dxf = entity.dxf
    up = _upright(dxf.extrusion)
    along = _place(dxf.major_axis)
    _check_flat((Vec3(0, 0, 0), dxf.major_axis))
    aside = -along[1] * dxf.ratio * up, along[0] * dxf.ratio * up
    span = (dxf.end_param - dxf.start_param) % tau or tau
    yield EllipticArc(_place(dxf.center), along, aside, dxf.start_param, span), Affine()


def spline(entity: Any) -> Iterator[tuple[Curve, Affine]]:
    """SPLINE: in the drawing's frame; as Bezier curves where it is made of cubic ones."""
    if max(len(entity.control_points), len(entity.fit_points), len(entity.knots)) > MAX_CONTROL_POINTS:
        raise unreadable(f"It has a spline of more than {MAX_CONTROL_POINTS:,} points.", "Draw it simpler.")
    try:
        tool = entity.construction_tool()
        _check_flat(tool.control_points)
        curves = list(_beziers(tool) if _is_plain(tool) else [_smooth(tool)])
    except (ValueError, TypeError, ZeroDivisionError, IndexError, ArithmeticError):
        raise unreadable("It has a spline that makes no sense.", "Draw it again, or as lines and arcs.") from None
    for curve in curves:
        yield curve, Affine()


def _is_plain(tool: BSpline) -> bool:
    return tool.degree in (1, 2, 3) and tool.is_clamped and not tool.is_rational


def _beziers(tool: BSpline) -> Iterator[Curve]:
    for points in tool.bezier_decomposition():
        places = [_place(each) for each in points]
        if len(places) == 2:
            yield Line(*places)
        elif len(places) == 3:
            yield raised(*places)
        else:
            yield Bezier((places[0], places[1], places[2], places[3]))


def raised(start: Place, handle: Place, end: Place) -> Bezier:
    """A quadratic Bezier curve as a cubic one."""
    one, other = (
        (each[0] + (handle[0] - each[0]) * 2 / 3, each[1] + (handle[1] - each[1]) * 2 / 3) for each in (start, end)
    )
    return Bezier((start, one, other, end))


def _smooth(tool: BSpline) -> Smooth:
    knots = sorted(set(tool.knots()[tool.degree : tool.count + 1]))
    evaluator = tool.evaluator
    return Smooth(
        lambda at: _place(evaluator.point(at)),
        lambda at: _place(evaluator.derivative(at, 1)[1]),
        [float(each) for each in knots],
    )


def polyline(entity: Any) -> Iterator[tuple[Curve, Affine]]:
    """LWPOLYLINE, and POLYLINE in two dimensions: lines and bulges in its own frame."""
    if entity.dxftype() == "LWPOLYLINE":
        places = [((x, y), amount) for x, y, amount in entity.get_points("xyb")]
        is_closed = entity.closed
    else:
        vertices = [each for each in entity.vertices if not each.dxf.flags & FRAME_VERTEX]
        places = [(_place(each.dxf.location), each.dxf.get("bulge", 0.0)) for each in vertices]
        is_closed = entity.is_closed
    frame = own_frame(entity)
    for (start, amount), (end, _) in _steps(places, is_closed):
        yield bulge(start, end, amount), frame


def polyline_3d(entity: Any) -> Iterator[tuple[Curve, Affine]]:
    """POLYLINE in three dimensions: lines in the drawing's frame."""
    places = [each.dxf.location for each in entity.vertices if not each.dxf.flags & FRAME_VERTEX]
    _check_flat(places)
    for start, end in _steps(places, entity.is_closed):
        yield Line(_place(start), _place(end)), Affine()


def _steps(places: Sequence[Any], is_closed: bool) -> Iterator[tuple[Any, Any]]:
    """From each to the next; points that are set twice are one."""
    around = [*places, places[0]] if is_closed and places else places
    for one, other in pairwise(around):
        if one != other:
            yield one, other


def own_frame(entity: Any) -> Affine:
    """From an entity's own frame (DXF, arbitrary axis algorithm) to the drawing's. Raises Refused if it is tilted."""
    ocs = entity.ocs()
    _upright(ocs.uz)
    (a, b, _), (c, d, _) = ocs.to_wcs(Vec3(1, 0, 0)), ocs.to_wcs(Vec3(0, 1, 0))
    return Affine(a, b, c, d)


def _upright(extrusion: Any) -> int:
    """1 for an extrusion upwards, -1 for one downwards."""
    x, y, z = extrusion
    if abs(x) + abs(y) > 1e-6 * abs(z):
        raise unreadable("It has lines that are tilted out of the plane.", _FLATTEN_HINT)
    return 1 if z > 0 else -1


def _check_flat(places: Sequence[Any]) -> None:
    heights = [Vec3(each).z for each in places]
    if heights and max(heights) - min(heights) > FLAT_MM:
        where = f"from z {min(heights):.4g} to z {max(heights):.4g}"
        raise unreadable(f"It is not flat: a line goes {where}.", _FLATTEN_HINT)


def _radius(entity: Any) -> float:
    radius = float(entity.dxf.radius)
    if not radius > 0:
        raise unreadable(f"It has a circle with a radius of {radius:.4g}.", "Delete it.")
    return radius


def _place(place: Any) -> Place:
    x, y, *_ = place
    return float(x), float(y)
