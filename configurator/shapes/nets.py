"""Control nets of a foot orthosis: one four-sided net over the whole plan, above and below."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, diags_array, eye_array, kron
from scipy.sparse.linalg import SuperLU, splu

from configurator.shapes.foot_bed import FootBed
from configurator.shapes.foot_outline import FootOutline
from configurator.shapes.outline import PlanArray
from configurator.shapes.smooth_steps import ease

# The second where there are hollows, which are smaller than anything else on the surface.
ROWS, COLUMNS = 60, 36
FINE_ROWS, FINE_COLUMNS = 120, 72
ShellWindow = tuple[int, int, int, int]
GRID_STEP_MM = 1e-3  # mm, for slopes by central differences


@dataclass(frozen=True)
class ShellNets:
    """(rows, columns, 3) control points above and below, unit normals above; rows run heel to front."""

    top: PlanArray
    bottom: PlanArray
    normals: PlanArray
    contact: PlanArray


@lru_cache(maxsize=8)
def shell_nets(bed: FootBed) -> ShellNets:
    """The nets of an orthosis: the underside lies `thickness` below along the normal, or on the ground."""
    rows, columns = (FINE_ROWS, FINE_COLUMNS) if bed.has_relief else (ROWS, COLUMNS)

    def as_net(points: PlanArray) -> PlanArray:
        return points.reshape(rows, columns, 3)

    flat = _plan_grid(bed.outline, rows, columns).reshape(-1, 2)
    nearest = bed.outline.curve.nearest(flat)
    normals = _normals(bed, flat, nearest)
    base = np.column_stack([flat, bed.shell(flat, nearest)])
    top = _interpolating_net(as_net(base + np.column_stack([np.zeros_like(flat), bed.raised(flat)])))
    bottom = _interpolating_net(as_net(base - bed.thickness * normals))
    contact = bed.contact(flat, nearest).reshape(rows, columns)
    bottom[:, :, 2] = np.maximum(bottom[:, :, 2], 0.0) * (1.0 - contact)
    return ShellNets(top, bottom, as_net(normals), contact)


def heel_window(nets: ShellNets) -> ShellWindow | None:
    """The largest block of rows and columns under the heel whose control points all stand on the ground."""
    rows, columns = nets.contact.shape
    heel = nets.contact[: rows // 2] == 1.0
    candidates = [_largest_block(heel, low, columns - low) for low in range(columns // 2)]
    best = max(candidates, key=_cell_count)
    return best if _cell_count(best) else None


def window_lane(nets: ShellNets, window: ShellWindow) -> tuple[float, float, float, float]:
    """A lane for a line of text on the flat that a window of control points determines.

    It runs along x on the flat's lateral half: its middle x and y, its length and breadth, in mm.
    """
    first, last, low, high = window
    flat = nets.bottom[first + 1 : last, low + 1 : high, :2]
    lane = flat[:, flat.shape[1] // 2 :]
    back, front = lane[0, :, 0].max(), lane[-1, :, 0].min()
    middle, edge = lane[:, 0, 1].max(), lane[:, -1, 1].min()
    return float(back + front) / 2, float(middle + edge) / 2, float(front - back), float(edge - middle)


def _largest_block(inside: NDArray[np.bool_], low: int, high: int) -> ShellWindow:
    """First and last row that are all inside between two columns, and these; empty blocks have first > last."""
    rows = np.flatnonzero(inside[:, low:high].all(axis=1))
    return (int(rows[0]), int(rows[-1]), low, high - 1) if len(rows) else (1, 0, low, low)


def _cell_count(block: ShellWindow) -> int:
    """How many cells a block has within its rim of control points; an empty or narrow block has none."""
    first, last, low, high = block
    return max(0, last - first - 2) * max(0, high - low - 2)


def _plan_grid(outline: FootOutline, rows: int, columns: int) -> PlanArray:
    """(rows, columns, 2) places: harmonic between four sides that are ever denser towards the corners.

    The outline is smooth where two sides meet, so that a corner of the net is a straight angle
    there. Steps that grow evenly from the corner, and harmonic places between them, keep the cells
    well shaped as the map z -> z^2 does; evenly spaced ones would fold.
    """
    s, t = chebyshev_fractions(rows), chebyshev_fractions(columns)
    xy = np.zeros((rows, columns, 2))
    xy[0], xy[-1] = outline.heel_end(t), outline.front(t)
    xy[:, 0], xy[:, -1] = outline.medial(s), outline.lateral(s)
    return harmonic_grid(xy)


def harmonic_grid(sides: PlanArray) -> PlanArray:
    """(rows, columns, 2) places: those of the rim as given, each inner one the mean of its four neighbours."""
    rows, columns = sides.shape[:2]
    xy, neighbours = sides.copy(), np.zeros_like(sides)
    xy[1:-1, 1:-1] = 0.0
    neighbours[1:-1, 1:-1] = xy[:-2, 1:-1] + xy[2:, 1:-1] + xy[1:-1, :-2] + xy[1:-1, 2:]
    inner = _laplacian_factors(rows, columns).solve(neighbours[1:-1, 1:-1].reshape(-1, 2))
    xy[1:-1, 1:-1] = inner.reshape(rows - 2, columns - 2, 2)
    return xy


@cache
def _laplacian_factors(rows: int, columns: int) -> SuperLU:
    """Factors of the five-point Laplacian on the inside of a net, row by row."""
    along, across = (diags_array([-1.0, 2.0, -1.0], offsets=[-1, 0, 1], shape=(n - 2, n - 2)) for n in (rows, columns))
    return splu(csc_array(kron(along, eye_array(columns - 2)) + kron(eye_array(rows - 2), across)))


def chebyshev_fractions(count: int) -> PlanArray:
    """`count` fractions from 0 to 1 whose steps grow evenly from both ends (Chebyshev)."""
    return (1.0 - np.cos(np.pi * np.linspace(0.0, 1.0, count))) / 2.0


def _interpolating_net(net: PlanArray) -> PlanArray:
    """(rows, columns, 3) control points whose cubic surface runs through the points of `net`, to fourth order.

    A cubic B-spline on even knots lies a sixth of the second difference beside its control points.
    The rim, its neighbours and the corners stay: the knots are not even there, and corners would fold.
    """
    curved = net[1:-3, 2:-2] + net[3:-1, 2:-2] + net[2:-2, 1:-3] + net[2:-2, 3:-1] - 4 * net[2:-2, 2:-2]
    sharp = net.copy()
    sharp[2:-2, 2:-2] -= _corner_weights(*net.shape[:2])[2:-2, 2:-2, None] * curved / 6.0
    return sharp


@cache
def _corner_weights(rows: int, columns: int) -> PlanArray:
    """(rows, columns) 0 within three steps of a corner of a net, 1 beyond nine."""
    i, j = np.arange(rows), np.arange(columns)
    steps = np.hypot(np.minimum(i, rows - 1 - i)[:, None], np.minimum(j, columns - 1 - j)[None])
    return np.asarray(ease((steps - 3.0) / 6.0))


def _normals(bed: FootBed, xy: PlanArray, nearest: NDArray[np.int64]) -> PlanArray:
    """(k, 3) unit normals of the upper surface without pad, upwards."""
    slopes = [
        (bed.shell(xy + offset, nearest) - bed.shell(xy - offset, nearest)) / (2 * GRID_STEP_MM)
        for offset in ([GRID_STEP_MM, 0.0], [0.0, GRID_STEP_MM])
    ]
    normals = np.column_stack([-slopes[0], -slopes[1], np.ones(len(xy))])
    return normals / np.linalg.norm(normals, axis=1)[:, None]
