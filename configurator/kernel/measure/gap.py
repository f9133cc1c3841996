"""Inside jaws, opened in a gap until they touch."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from configurator.domain.errors import failed
from configurator.domain.parts.dimensions import Box, Distance
from configurator.kernel.geometry.axes import as_point, frame_along
from configurator.kernel.geometry.facets import Facets, greatest_sagitta, rounding
from configurator.kernel.measure.lines import Crossings, crossings
from configurator.kernel.part import Measurement

# Lines each way over the box's cross-section, the outermost on its walls.
GAP_LINES = 7


def measure_gap(facets: Facets, dimension: Distance) -> Measurement:
    """The least gap along a grid of lines over the box's cross-section, both ways from its middle.

    The uncertainty is the sagitta of the facets met. Raises `Failed` where no line meets the part
    both ways, or where there is material at the middle of one.
    """
    axes = frame_along(dimension.axis)
    points = _grid(dimension.box, axes)
    hits = crossings(facets, points, axes)
    ahead = hits.where(hits.depth > 0).nearest()
    behind = _reverse_crossings(hits.where(hits.depth <= 0)).nearest()
    _check_clear(ahead, behind)
    lines, i, j = np.intersect1d(ahead.line, behind.line, return_indices=True)
    if len(lines) == 0:
        raise failed("the jaws do not meet the part on both sides", hint="Put the box into the gap.")
    ahead, behind = ahead.where(i), behind.where(j)
    gaps = ahead.depth + behind.depth
    least = int(gaps.argmin())
    middle = points[lines[least]]
    ends = (as_point(middle - behind.depth[least] * axes[2]), as_point(middle + ahead.depth[least] * axes[2]))
    bulge = greatest_sagitta(facets, ahead.face, ahead.facing) + greatest_sagitta(facets, behind.face, behind.facing)
    return Measurement(dimension, float(gaps[least]), bulge + 2 * rounding(facets), ends)


def _grid(box: Box, axes: np.ndarray) -> np.ndarray:
    """(n, 3) points in the plane through the box's centre across the jaws."""
    half = (np.array(box.high) - np.array(box.low)) / 2
    reach = np.abs(axes[:2]) @ half
    steps = np.linspace(-1, 1, GAP_LINES)
    u, v = np.meshgrid(steps * reach[0], steps * reach[1])
    return np.asarray(np.array(box.centre) + u.reshape(-1, 1) * axes[0] + v.reshape(-1, 1) * axes[1])


def _reverse_crossings(hits: Crossings) -> Crossings:
    return replace(hits, depth=-hits.depth, facing=-hits.facing)


def _check_clear(*sides: Crossings) -> None:
    if any((side.facing > 0).any() for side in sides):
        raise failed("there is material between the jaws", hint="Make the box smaller, with its centre in the gap.")
