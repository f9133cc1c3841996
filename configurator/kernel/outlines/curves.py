"""The curves that drawings are made of, in their own frame, and the lines and arcs that they are in mm."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import atan2, cos, floor, hypot, pi, sin, tan, tau

from configurator.domain.parts.outlines.segments import Place, Segment, arc_segments, distance, quarters
from configurator.kernel.outlines.affine import Affine
from configurator.kernel.outlines.biarcs import arc_along, fit_arcs, unit
from configurator.kernel.outlines.refusals import unreadable

# mm by which both radii of a circle may differ after all scales: what is left of roundings.
ROUND_MM = 1e-6
# Share by which the handles of a Bezier curve may differ from those by which programs write arcs: Inkscape's round
# corners have 0.554 instead of 0.5523 of the radius. The curve strays 0.1 % of the radius from that arc then.
HANDLE_SHARE = 0.005
# rad by which such a curve may end otherwise than the arc.
HANDLE_TURN = 2e-3


@dataclass(frozen=True)
class Line:
    """From place to place."""

    start: Place
    end: Place


@dataclass(frozen=True)
class EllipticArc:
    """centre + along cos t + aside sin t, from t = first over `span` (rad, signed, a whole turn at most)."""

    centre: Place
    along: Place
    aside: Place
    first: float = 0.0
    span: float = tau


@dataclass(frozen=True)
class Bezier:
    """A cubic Bezier curve by its four control points."""

    points: tuple[Place, Place, Place, Place]


@dataclass(frozen=True)
class Smooth:
    """Any curve that is smooth between `breaks`: its place and its derivative by a parameter."""

    place: Callable[[float], Place]
    direction: Callable[[float], Place]
    breaks: Sequence[float]


Curve = Line | EllipticArc | Bezier | Smooth


@dataclass(frozen=True)
class Drawn:
    """The segments of a curve, in mm, and how they were come by: exact, as the arc that was meant, or approximated."""

    segments: list[Segment]
    how: str = "exact"


def circle(centre: Place, radius: float, first: float = 0.0, span: float = tau) -> EllipticArc:
    """A circle, or an arc of one, from an angle (rad) over a span to the left."""
    return EllipticArc(centre, (radius, 0.0), (0.0, radius), first, span)


def bulge(start: Place, end: Place, amount: float) -> Curve:
    """A polyline's piece: an arc whose quarter turn has `amount` as its tangent, to the left (DXF, group code 42)."""
    chord = distance(start, end)
    if not amount or not chord:
        return Line(start, end)
    radius, height = chord * (1 + amount**2) / 4 / abs(amount), (1 - amount**2) / 4 / amount
    across, up = end[0] - start[0], end[1] - start[1]
    centre = (start[0] + end[0]) / 2 - up * height, (start[1] + end[1]) / 2 + across * height
    return circle(centre, radius, atan2(start[1] - centre[1], start[0] - centre[0]), 4 * _arctan(amount))


def _arctan(amount: float) -> float:
    return atan2(amount, 1.0)


def draw(curve: Curve, matrix: Affine) -> Drawn:
    """The lines and arcs of a curve once it is mapped to mm. Raises Refused for an ellipse without a width."""
    if isinstance(curve, Line):
        return Drawn([Segment(matrix.of_place(curve.start), matrix.of_place(curve.end))])
    if isinstance(curve, EllipticArc):
        return _draw_ellipse(curve, matrix)
    if isinstance(curve, Bezier):
        return _draw_bezier(tuple(map(matrix.of_place, curve.points)))
    return Drawn(
        fit_arcs(
            lambda at: matrix.of_place(curve.place(at)),
            lambda at: matrix.of_direction(curve.direction(at)),
            curve.breaks,
        ),
        "approximated",
    )


def _draw_ellipse(curve: EllipticArc, matrix: Affine) -> Drawn:
    centre, (ux, uy), (vx, vy) = (
        matrix.of_place(curve.centre),
        matrix.of_direction(curve.along),
        matrix.of_direction(curve.aside),
    )
    longest = max(hypot(ux, uy), hypot(vx, vy))
    area = ux * vy - uy * vx

    def place(at: float) -> Place:
        return centre[0] + ux * cos(at) + vx * sin(at), centre[1] + uy * cos(at) + vy * sin(at)

    if not abs(area) > 1e-9 * longest**2:
        raise unreadable("It has a circle or an ellipse without a width.", "Delete it, or draw it as a line.")
    last = curve.first + curve.span
    is_whole = abs(abs(curve.span) - tau) < 1e-4
    if abs(hypot(ux, uy) - hypot(vx, vy)) + abs(ux * vx + uy * vy) / longest < ROUND_MM + 1e-9 * longest:
        turn = curve.span if area > 0 else -curve.span
        end = place(curve.first) if is_whole else place(last)
        return Drawn(arc_segments(centre, place(curve.first), end, (tau if turn > 0 else -tau) if is_whole else turn))
    breaks = _quarter_breaks(curve.first, curve.first + (tau if curve.span > 0 else -tau) if is_whole else last)
    sign = 1 if curve.span > 0 else -1
    return Drawn(
        fit_arcs(
            place, lambda at: (sign * (vx * cos(at) - ux * sin(at)), sign * (vy * cos(at) - uy * sin(at))), breaks
        ),
        "approximated",
    )


def _quarter_breaks(first: float, last: float) -> list[float]:
    """The parameters of an ellipse at its ends and at its axes between them, so that alike pieces become alike."""
    low, high = sorted((first, last))
    axes = [each * pi / 2 for each in range(floor(low / (pi / 2)) + 1, floor(high / (pi / 2)) + 1)]
    inner = [each for each in axes if low + 1e-9 < each < high - 1e-9]
    return [low, *inner, high] if first < last else [high, *reversed(inner), low]


def _draw_bezier(points: Sequence[Place]) -> Drawn:
    arc = _meant_arc(points)
    if arc is not None:
        return Drawn(arc, "meant")
    p, q, r, s = points
    if _are_on_line(points):
        return Drawn([Segment(p, s)])

    def place(at: float) -> Place:
        to = 1 - at
        w = (to**3, 3 * to**2 * at, 3 * to * at**2, at**3)
        return _sum(w, points, 0), _sum(w, points, 1)

    steps = [(one[0] - other[0], one[1] - other[1]) for one, other in ((q, p), (r, q), (s, r))]

    def direction(at: float) -> Place:
        # A handle without a length leaves the direction to the next one.
        at = min(max(at, 1e-6), 1 - 1e-6)
        w = ((1 - at) ** 2, 2 * (1 - at) * at, at**2)
        return _sum(w, steps, 0), _sum(w, steps, 1)

    return Drawn(fit_arcs(place, direction, (0.0, 1.0)), "approximated")


def _sum(weights: Sequence[float], places: Sequence[Place], axis: int) -> float:
    return sum(weight * place[axis] for weight, place in zip(weights, places, strict=True))


def _are_on_line(points: Sequence[Place]) -> bool:
    """Whether a curve is a line: its handles lie between its ends, on the way."""
    start, end = points[0], points[3]
    length = distance(start, end)
    return all(abs(distance(start, each) + distance(each, end) - length) < 1e-9 * (1 + length) for each in points)


def _meant_arc(points: Sequence[Place]) -> list[Segment] | None:
    """The arc that a program wrote as this Bezier curve: by handles of 4/3 tan(turn / 4) of its radius; else None."""
    p, q, r, s = points
    if distance(p, q) < 1e-9 or distance(r, s) < 1e-9 or distance(p, s) < 1e-9:
        return None
    arc = arc_along(p, unit((q[0] - p[0], q[1] - p[1])), s)
    if arc is None or not arc.radius:
        return None
    handle = abs(arc.radius) * 4 / 3 * tan(abs(arc.turn) / 4)
    end = atan2(s[1] - r[1], s[0] - r[0])
    is_meant = (
        quarters(arc.turn) == 1
        and all(abs(each / handle - 1) < HANDLE_SHARE for each in (distance(p, q), distance(r, s)))
        and abs((end - arc.directions[1] + pi) % tau - pi) < HANDLE_TURN
    )
    return [arc] if is_meant else None
