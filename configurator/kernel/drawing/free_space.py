"""Empty rectangles between others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# Left, low, right, high.
Rectangle = tuple[float, float, float, float]


def rectangles_meet(one: Rectangle, other: Rectangle) -> bool:
    """Whether two boxes overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def largest_free_rectangle(area: Rectangle, taken: Sequence[Rectangle]) -> Rectangle:
    """The empty box in `area` whose shorter side is the longest; of no size where there is none."""
    spans = [_spans(area[side::2], [box[side::2] for box in taken]) for side in (0, 1)]
    # Which of the taken boxes each horizontal and each vertical span overlaps.
    (across, across_overlaps), (upward, upward_overlaps) = (
        (each, _overlaps(each, taken, side)) for side, each in enumerate(spans)
    )
    free = np.argwhere(~(across_overlaps.astype(np.int64) @ upward_overlaps.T.astype(np.int64)).astype(bool))
    if not len(free):
        return area[0], area[1], area[0], area[1]
    (left, right), (low, high) = across[free[:, 0]].T, upward[free[:, 1]].T
    # An isometric is about half as high as it is wide.
    usable = np.minimum(right - left, 1.6 * (high - low))
    best = np.lexsort([-(right - left) * (high - low), -usable])[0]
    return float(left[best]), float(low[best]), float(right[best]), float(high[best])


def _spans(area: Sequence[float], taken: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """(n, 2) from any edge to any greater one."""
    edges = np.array(sorted({*area, *(edge for span in taken for edge in span if area[0] < edge < area[1])}))
    return edges[np.stack(np.triu_indices(len(edges), 1), axis=1)]


def _overlaps(spans: NDArray[np.float64], taken: Sequence[Rectangle], side: int) -> NDArray[np.bool_]:
    """(n, m) whether each span overlaps each box."""
    boxes = np.array(taken).reshape(-1, 4)
    return np.asarray((spans[:, :1] < boxes[:, side + 2]) & (boxes[:, side] < spans[:, 1:]))
