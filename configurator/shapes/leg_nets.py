"""Control nets of a shell behind the leg: its inside, and its outside a thickness beyond."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from configurator.shapes.leg_shell import LegShell
from configurator.shapes.net_numbers import ParameterWindow
from configurator.shapes.outline import PlanArray
from configurator.shapes.trough_nets import net_through, normals_of

ROW_MM, COLUMNS = 7.0, 29
# What lies nearer to the ground lies on it.
ON_GROUND_MM = 2e-3
# Columns beside the middle one of the widest flat window.
WIDEST_FLAT = 5
# Steps between rows of control points that the flat has at least.
LEAST_ROWS = 6
FLAT_TURN = 1e-3  # per mm: what turns less is taken to be as flat
# Of the tightest bend of the skin, and of the edge, how thick a wall may be: between their points both are tighter.
OF_SKIN, OF_EDGE = 0.75, 0.7


@dataclass(frozen=True, eq=False)
class LegNets:
    """(rows + 2, columns + 2, 3) control points inside and outside, unit normals inside, towards the leg, and the rows
    and columns of the outside that lie on the ground."""

    inside: PlanArray
    outside: PlanArray
    normals: PlanArray
    ground: ParameterWindow | None

    @property
    def lane(self) -> tuple[float, float, float]:
        """Of the flat on the ground, along its middle: middle x, length and breadth in mm; 0 where there is none."""
        if self.ground is None:
            return 0.0, 0.0, 0.0
        first, last, low, high = self.ground
        flat = self.outside[first + 1 : last, low + 1 : high, :2]
        back, front = flat[-1, :, 0].max(), flat[0, :, 0].min()
        return float(back + front) / 2, float(front - back), 2 * float(np.abs(flat[:, (0, -1), 1]).min())

    @cached_property
    def thickest(self) -> float:
        """How thick in mm a wall outside may be, so that neither it nor its round rim folds where the leg bends."""
        skin = _tightest_bend(self.inside, self.normals)
        edges = [_tightest_bend(self.inside[:, [at]], -self._beside(at)) for at in (0, -1)]
        return min(OF_SKIN * skin, *(OF_EDGE * edge for edge in edges))

    def _beside(self, at: int) -> PlanArray:
        """(rows, 1, 3) unit vectors away from the shell along one of its edges, the first column or the last."""
        line, normals = self.inside[:, at], self.normals[:, at]
        out = np.cross(np.gradient(line, axis=0), normals) * (-1 if at else 1)
        return np.asarray(out / np.linalg.norm(out, axis=1)[:, None])[:, None]


def _tightest_bend(points: PlanArray, directions: PlanArray) -> float:
    """How far in mm neighbours of a column of (n, m, 3) points come towards each other, against the directions, before
    the first of them meet."""
    along, turning = np.diff(points, axis=0), np.diff(directions, axis=0)
    gone = (along**2).sum(axis=2)
    closing = np.maximum((along * turning).sum(axis=2), FLAT_TURN * gone)
    return float((gone / closing).min())


@lru_cache(maxsize=4)
def leg_nets(shell: LegShell) -> LegNets:
    """Nets through points of both skins; rows run from the toes to the calf, columns from the lateral side."""
    rows = round(shell.length / ROW_MM) + 1
    points = shell.inside(np.linspace(0.0, shell.length, rows), np.linspace(1.0, -1.0, COLUMNS))
    inside, outside = net_through(points), net_through(points - shell.thickness * normals_of(points))
    near = np.asarray(np.abs(outside[:, :, 2]) < ON_GROUND_MM)
    outside[:, :, 2] = np.where(near, 0.0, np.maximum(outside[:, :, 2], 0.0))
    return LegNets(inside, outside, normals_of(inside), _flat_block(near))


def _flat_block(near: NDArray[np.bool_]) -> ParameterWindow | None:
    """First and last row and column of a block about the middle column that is all flat, from the front back."""
    middle = near.shape[1] // 2
    flat = np.logical_and.reduce(near[:, middle - WIDEST_FLAT : middle + WIDEST_FLAT + 1], axis=1)
    first = 2
    last = first + int(np.argmin(np.append(flat[first:], False))) - 1
    if last - first < LEAST_ROWS:
        return None
    return first, last, middle - WIDEST_FLAT, middle + WIDEST_FLAT
