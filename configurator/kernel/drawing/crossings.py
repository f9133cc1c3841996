"""Where lines cross others in a view: the only places where they can become hidden."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from configurator.kernel.drawing.views import ViewPoints

LineNumbers = NDArray[np.int64]
# Of a line's length: crossings this near to its ends are ignored.
END_SHARE = 1e-6


def split_at_crossings(flat: ViewPoints, others: ViewPoints) -> tuple[LineNumbers, ViewPoints]:
    """The pieces of lines (n, 2, 2) between their crossings with others (m, 2, 2).

    Returns the line of each piece (k,), and the shares of that line's length between which it runs (k, 2).
    """
    line, share = _crossings(flat, others)
    number = np.arange(len(flat))
    line = np.concatenate([line, number, number])
    share = np.concatenate([share, np.zeros(len(flat)), np.ones(len(flat))])
    order = np.lexsort([share, line])
    line, share = line[order], share[order]
    within = line[1:] == line[:-1]
    return line[1:][within], np.stack([share[:-1], share[1:]], axis=1)[within]


def _crossings(flat: ViewPoints, others: ViewPoints) -> tuple[LineNumbers, ViewPoints]:
    """(k,) the line and (k,) the share of its length at each crossing."""
    line, other = shapely.STRtree(_line_strings(others)).query(_line_strings(flat))
    start, along = flat[line, 0], flat[line, 1] - flat[line, 0]
    apart, across = others[other, 0] - start, others[other, 1] - others[other, 0]
    turn = _cross(along, across)
    with np.errstate(divide="ignore", invalid="ignore"):
        share, reach = _cross(apart, across) / turn, _cross(apart, along) / turn
    crosses = (share > END_SHARE) & (share < 1 - END_SHARE) & (reach >= 0) & (reach <= 1)
    return line[crosses], share[crosses]


def _line_strings(ends: ViewPoints) -> NDArray[np.object_]:
    return np.asarray(shapely.linestrings(ends))


def _cross(one: ViewPoints, other: ViewPoints) -> ViewPoints:
    return np.asarray(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0])
