"""Control nets of a trough under an arm: its inside, and its outside a thickness beyond."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.interpolate import make_interp_spline

from configurator.shapes.arm_trough import ArmTrough
from configurator.shapes.net_numbers import SPLINE_DEGREE
from configurator.shapes.outline import PlanArray

ROWS, COLUMNS = 61, 25
# Of a cubic through four even points, its slope in the first.
END_SLOPE = np.array([-11.0, 18.0, -9.0, 2.0]) / 6.0


@dataclass(frozen=True, eq=False)
class TroughNets:
    """(rows + 2, columns + 2, 3) control points inside and outside, and unit normals inside, towards the arm."""

    inside: PlanArray
    outside: PlanArray
    normals: PlanArray


def trough_nets(trough: ArmTrough) -> TroughNets:
    """Nets through points of both skins; rows run forwards, columns from the thumb's side to the other."""
    points = np.array([_row(trough, at) for at in np.linspace(-trough.forearm_at, trough.palm_at, ROWS)])
    inside = net_through(points)
    return TroughNets(inside, net_through(points - trough.thickness * normals_of(points)), normals_of(inside))


def _row(trough: ArmTrough, at: float) -> list[tuple[float, float, float]]:
    low, high = trough.edges(at)
    return [trough.inside(at, turn) for turn in np.linspace(-low, high, COLUMNS)]


def net_through(points: PlanArray) -> PlanArray:
    """The (n + 2, m + 2, 3) net whose surface passes through an (n, m, 3) grid at its knots."""
    return _controls(_controls(points, 0), 1)


def _controls(points: PlanArray, along: int) -> PlanArray:
    """(n + 2, ...) control points of the uniform cubics through (n, ...) points along an axis."""
    lines = np.moveaxis(points, along, 0)
    first, last = np.tensordot(END_SLOPE, lines[:4], 1), -np.tensordot(END_SLOPE, lines[:-5:-1], 1)
    # The stubs know single slopes only.
    ends: Any = ([(1, first)], [(1, last)])
    controls = make_interp_spline(np.arange(float(len(lines))), lines, SPLINE_DEGREE, bc_type=ends).c
    controls[0], controls[-1] = lines[0], lines[-1]
    return np.ascontiguousarray(np.moveaxis(controls, 0, along))


def normals_of(points: PlanArray) -> PlanArray:
    """Unit vectors square to a grid, by differences."""
    across = np.cross(np.gradient(points, axis=0), np.gradient(points, axis=1))
    return np.asarray(across / np.linalg.norm(across, axis=2, keepdims=True))
