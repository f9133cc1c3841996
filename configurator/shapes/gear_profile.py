"""A gear's outline in the section square to its axis, as a rack generates it: control points of cubic splines.

Each point of the tool touches the gear where its normal goes through the pitch point (law of gearing). The tool's
straight flank leaves the involute, its round tip the fillet at the root, which cuts into the involute where there are
few teeth.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import cos, pi, sin, tan
from typing import Any

import numpy as np
from scipy.interpolate import make_interp_spline
from scipy.optimize import brentq

from configurator.domain.standards.gears import DEDENDUM, Toothing
from configurator.shapes.net_numbers import SPLINE_DEGREE
from configurator.shapes.outline import PlanArray

# So many spans of a spline, that flanks lie within 0.0001 modules on their curves and fillets within 0.0005.
FLANK_SPANS, FILLET_SPANS, ARC_SPANS = 2, 5, 1
# A lower flank that is less high, in modules, is none of its own: along a helix its facets would fold over each other.
LEAST_FLANK_MODULES = 0.1
# How small a step slopes are taken over, of the curve.
SLOPE_STEP = 1e-5
# How far up a fillet is searched for where it cuts the involute, in equal steps.
SEARCH_STEPS = 60
Curve = Callable[[PlanArray], PlanArray]


def gear_outline(gear: Toothing) -> list[PlanArray]:
    """(n, 2) control points of each piece, counter-clockwise from the root before the tooth on x.

    Nine pieces a tooth: root, fillet, flank to the pitch circle and beyond it, half of the tip, and back. Where the
    fillet reaches the pitch circle or nearly so, the flank is one piece.
    """
    tooth = _tooth(gear)
    pieces = []
    for number in range(gear.teeth):
        turn = 2 * pi * number / gear.teeth
        pieces += [_turned(piece, turn) for piece in tooth]
    for before, piece in zip(pieces[-1:] + pieces[:-1], pieces, strict=True):
        # To the last bit, so that edges are shared.
        piece[0] = before[-1]
    return pieces


def _tooth(gear: Toothing) -> list[PlanArray]:
    """One tooth on x with the root before it."""
    start = _flank_start(gear)
    # Steps that are even in the angle would be too long towards the flank.
    far = np.arcsinh(np.tan(start))
    fillet = spline_poles(lambda share: _fillet(gear, np.arctan(np.sinh(share * far))), FILLET_SPANS)
    base = gear.base_diameter / 2
    low = float(np.hypot(*_fillet(gear, np.array([start]))[0]))
    pitch = gear.pitch_diameter / 2
    seams = [pitch] if pitch - low >= LEAST_FLANK_MODULES * gear.module else []
    rolls = [np.sqrt(max(0.0, (radius / base) ** 2 - 1)) for radius in (low, *seams, gear.tip_diameter / 2)]
    flanks = [_flank_piece(gear, begin, end) for begin, end in pairwise(rolls)]
    corner = flanks[-1][-1]
    # In halves: callipers over the teeth meet the middle.
    middle = np.array([gear.tip_diameter / 2, 0.0])
    tips = [_arc(corner, middle), _arc(middle, corner * [1, -1])]
    before = _turned(_mirrored(fillet[:1]), -2 * pi / gear.teeth)[0]
    side = [fillet, *flanks]
    return [_arc(before, fillet[0]), *side, *tips, *(_mirrored(piece)[::-1] for piece in reversed(side))]


def _flank_piece(gear: Toothing, begin: float, end: float) -> PlanArray:
    return spline_poles(lambda share: _flank(gear, begin + share * (end - begin)), FLANK_SPANS)


def _flank(gear: Toothing, roll: PlanArray) -> PlanArray:
    """(n, 2) of the involute below x, by its roll angle."""
    radius = gear.base_diameter / 2 * np.sqrt(1 + roll**2)
    turn = -(gear.half_angle(gear.base_diameter) - (roll - np.arctan(roll)))
    return np.column_stack([radius * np.cos(turn), radius * np.sin(turn)])


def _fillet(gear: Toothing, angle: PlanArray) -> PlanArray:
    """(n, 2) of what the tool's round tip leaves below x; the angle is that of the tip's normal from straight down."""
    lean, pressure, round_ = cos(gear.helix), gear.pressure, gear.tool_round
    space = pi * gear.module - gear.thickness * lean
    middle_y = round_ - gear.module * (DEDENDUM - gear.shift)
    middle_x = space / 2 + middle_y * tan(pressure) - round_ / cos(pressure)
    x, y = (middle_x + round_ * np.sin(angle)) / lean, middle_y - round_ * np.cos(angle)
    touch = -y * np.tan(angle) * lean
    radius = gear.pitch_diameter / 2
    turn = np.arctan2(touch, y + radius) - (touch - x) / radius - pi / gear.teeth
    size = np.hypot(touch, y + radius)
    return np.column_stack([size * np.cos(turn), size * np.sin(turn)])


def _flank_start(gear: Toothing) -> float:
    """The angle of the tool's tip at which fillet and involute meet."""
    end = pi / 2 - gear.pressure
    if not gear.is_undercut:
        return end
    angles = np.linspace(0.0, end, SEARCH_STEPS)
    outside = [_overcut(gear, float(angle)) <= 0 for angle in angles]
    first = outside.index(True) if any(outside) else len(angles) - 1
    return float(brentq(lambda angle: _overcut(gear, angle), angles[first - 1], angles[first]))


def _overcut(gear: Toothing, angle: float) -> float:
    """By how much in rad the fillet lies inside the involute at its radius; below the base circle there is none."""
    ((x, y),) = _fillet(gear, np.array([angle]))
    size = 2 * float(np.hypot(x, y))
    return 1.0 if size <= gear.base_diameter else gear.half_angle(size) + float(np.arctan2(y, x))


def spline_poles(curve: Curve, spans: int) -> PlanArray:
    """(spans + 3, 2) control points of the uniform cubic through a curve over shares from 0 to 1, with its slopes."""
    share = np.linspace(0.0, 1.0, spans + 1)
    ends = np.array([0.0, 1.0])
    slopes = (curve(ends + SLOPE_STEP) - curve(ends - SLOPE_STEP)) / (2 * SLOPE_STEP * spans)
    # The stubs know single slopes only.
    sides: Any = ([(1, slopes[0])], [(1, slopes[1])])
    points = curve(share)
    poles = np.asarray(make_interp_spline(np.arange(spans + 1.0), points, SPLINE_DEGREE, bc_type=sides).c)
    poles[0], poles[-1] = points[0], points[-1]
    return poles


def _arc(start: PlanArray, end: PlanArray) -> PlanArray:
    """Round the axis, counter-clockwise, by less than half a turn."""
    radius, begin = float(np.hypot(*start)), float(np.arctan2(start[1], start[0]))
    angle = float(np.arctan2(start[0] * end[1] - start[1] * end[0], start @ end))

    def points(share: PlanArray) -> PlanArray:
        turn = begin + share * angle
        return radius * np.column_stack([np.cos(turn), np.sin(turn)])

    return spline_poles(points, ARC_SPANS)


def _mirrored(points: PlanArray) -> PlanArray:
    return points * [1, -1]


def _turned(points: PlanArray, turn: float) -> PlanArray:
    return points @ np.array([[cos(turn), sin(turn)], [-sin(turn), cos(turn)]])
