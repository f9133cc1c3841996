"""Control nets of a foot orthosis: one four-sided net over the whole plan, above and below."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from configurator.shapes.foot_bed import FootBed
from configurator.shapes.foot_outline import FootOutline
from configurator.shapes.outline import Floats

ROWS, COLUMNS = 44, 26
Window = tuple[int, int, int, int]
STEP = 1e-3  # mm, for slopes by central differences


@dataclass(frozen=True)
class ShellNets:
    """(rows, columns, 3) control points above and below, unit normals above; rows run heel to front."""

    top: Floats
    bottom: Floats
    normals: Floats
    contact: Floats


@lru_cache(maxsize=8)
def shell_nets(bed: FootBed) -> ShellNets:
    """The nets of an orthosis: the underside lies `thickness` below along the normal, or on the ground."""
    xy = _plan(bed.outline)
    flat = xy.reshape(-1, 2)
    normals = _normals(bed, flat)
    base = np.column_stack([flat, bed.shell(flat)])
    bottom = base - (bed.thickness - bed.bevel(flat))[:, None] * normals
    contact = bed.contact(flat)
    bottom[:, 2] = np.maximum(bottom[:, 2], 0.0) * (1.0 - contact)
    top = base + np.column_stack([np.zeros_like(flat), bed.metatarsal_pad(flat[:, 0], flat[:, 1])])
    shape = (ROWS, COLUMNS)
    return ShellNets(
        top.reshape(*shape, 3), bottom.reshape(*shape, 3), normals.reshape(*shape, 3), contact.reshape(shape)
    )


def heel_window(nets: ShellNets) -> Window | None:
    """The largest block of rows and columns under the heel whose control points all stand on the ground."""
    heel = nets.contact[: ROWS // 2] == 1.0
    candidates = [_block(heel, low, COLUMNS - low) for low in range(COLUMNS // 2)]
    best = max(candidates, key=lambda block: (block[1] - block[0] - 2) * (block[3] - block[2] - 2), default=None)
    return best if best is not None and best[1] - best[0] > 2 and best[3] - best[2] > 2 else None


def window_place(nets: ShellNets, window: Window) -> tuple[float, float, float, float]:
    """Of the flat that a window of control points determines: middle x and y, length and breadth, in mm."""
    first, last, low, high = window
    flat = nets.bottom[first + 1 : last, low + 1 : high, :2]
    middle = len(flat) // 2, flat.shape[1] // 2
    back, front = flat[0, middle[1], 0], flat[-1, middle[1], 0]
    right, left = flat[middle[0], 0, 1], flat[middle[0], -1, 1]
    return float(back + front) / 2, float(right + left) / 2, float(front - back), float(left - right)


def _block(inside: NDArray[np.bool_], low: int, high: int) -> Window:
    """First and last row that are all inside between two columns, and these; empty blocks have first > last."""
    rows = np.flatnonzero(inside[:, low:high].all(axis=1))
    return (int(rows[0]), int(rows[-1]), low, high - 1) if len(rows) else (1, 0, low, low)


def _plan(outline: FootOutline) -> Floats:
    """(rows, columns, 2) places: a Coons patch between the four sides, denser towards the rims."""
    s, t = _towards_ends(ROWS, 0.55), _towards_ends(COLUMNS, 0.72)
    heel, front = outline.heel_end(t), outline.front(t)
    medial, lateral = outline.medial(s), outline.lateral(s)
    s, t = s[:, None, None], t[None, :, None]
    along = (1 - t) * medial[:, None] + t * lateral[:, None]
    across = (1 - s) * heel[None] + s * front[None]
    corners = (1 - s) * ((1 - t) * heel[0] + t * heel[-1]) + s * ((1 - t) * front[0] + t * front[-1])
    return along + across - corners


def _towards_ends(count: int, strength: float) -> Floats:
    """`count` fractions from 0 to 1, the denser towards both ends the greater `strength` (below 1)."""
    share = np.linspace(0.0, 1.0, count)
    return share - strength * np.sin(2 * np.pi * share) / (2 * np.pi)


def _normals(bed: FootBed, xy: Floats) -> Floats:
    """(k, 3) unit normals of the upper surface without pad, upwards."""
    slopes = [(bed.shell(xy + offset) - bed.shell(xy - offset)) / (2 * STEP) for offset in ([STEP, 0.0], [0.0, STEP])]
    normals = np.column_stack([-slopes[0], -slopes[1], np.ones(len(xy))])
    return normals / np.linalg.norm(normals, axis=1)[:, None]
