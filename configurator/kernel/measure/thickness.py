"""The wall under a spot, as a thickness gauge would read it."""

from __future__ import annotations

import numpy as np

from configurator.domain.errors import failed
from configurator.domain.parts.dimensions import Thickness
from configurator.kernel.geometry.axes import as_point, frame_along
from configurator.kernel.geometry.facets import Facets, greatest_sagitta, rounding
from configurator.kernel.measure.lines import Crossings, crossings
from configurator.kernel.part import Measurement

SPOT_LINES = 31
# The turn between neighbours of a sunflower's seeds, which spreads points evenly over a disc (Vogel 1979).
GOLDEN = np.pi * (3 - 5**0.5)


def measure_thickness(facets: Facets, dimension: Thickness) -> Measurement:
    """The median over the spot of the way through the wall, times the mean cosine to its two surfaces' normals.

    Exact for parallel surfaces, whatever the direction. The uncertainty is the 90th percentile of
    the lines' deviations, plus the sagittas of the facets hit. Raises `Failed` where fewer than half of the
    lines pass through a wall, or where the origin is in the material.
    """
    axes = frame_along(dimension.direction)
    points = np.asarray(dimension.origin) + _disc(dimension.spot) @ axes[:2]
    entry, leaving = _wall_crossings(crossings(facets, points, axes))
    walls = (leaving.depth - entry.depth) * (leaving.facing - entry.facing) / 2
    measured = float(np.median(walls))
    spread = float(np.percentile(np.abs(walls - measured), 90))
    bulge = greatest_sagitta(facets, entry.face) + greatest_sagitta(facets, leaving.face)
    middle = int(np.abs(walls - measured).argmin())
    start = points[entry.line[middle]] + entry.depth[middle] * axes[2]
    ends = (as_point(start), as_point(start - measured * facets.normals[entry.face[middle]]))
    return Measurement(dimension, measured, spread + bulge + 2 * rounding(facets), ends)


def _disc(radius: float) -> np.ndarray:
    """(n, 2) points spread evenly over a disc."""
    seeds = np.arange(SPOT_LINES)
    reach = radius * np.sqrt((seeds + 0.5) / SPOT_LINES)
    return np.asarray(reach[:, None] * np.stack([np.cos(GOLDEN * seeds), np.sin(GOLDEN * seeds)], axis=1))


def _wall_crossings(hits: Crossings) -> tuple[Crossings, Crossings]:
    """Of every line that passes through a wall, where it enters and where it leaves."""
    entry = hits.where(hits.depth > 0).nearest()
    if (entry.facing > 0).any():
        raise failed("the origin is inside the material", hint="Put the origin in front of the wall.")
    start = np.full(SPOT_LINES, np.inf)
    start[entry.line] = entry.depth
    leaving = hits.where((hits.depth > start[hits.line]) & (hits.facing > 0)).nearest()
    if len(leaving.line) < SPOT_LINES / 2:
        raise failed("too little of the spot lies on a wall", hint="Move the origin or make the spot smaller.")
    return entry.where(np.isin(entry.line, leaving.line)), leaving
