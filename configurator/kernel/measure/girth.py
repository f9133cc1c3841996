"""A tape measure round a section."""

from __future__ import annotations

import numpy as np
from scipy.spatial import ConvexHull
from scipy.spatial.distance import pdist, squareform

from configurator.domain.errors import failed
from configurator.domain.parts.dimensions import Girth
from configurator.kernel.geometry.axes import as_point, frame_along
from configurator.kernel.geometry.facets import Facets, greatest_sagitta, lean_across, rounding
from configurator.kernel.geometry.sagittas import CREASE_CHORDS, CREASE_RAD
from configurator.kernel.measure.inner_girth import measure_inner_girth
from configurator.kernel.part import Measurement

# mm: points of the section closer together are one corner; a point less far off a straight line is none.
CLOSE_MM = 1e-3
STRAIGHT_SIN = 1e-5


def measure_girth(facets: Facets, dimension: Girth) -> Measurement:
    """The convex perimeter of all that the plane cuts, as of a taut tape, corrected from chords to arcs.

    Inside a shell it is as `measure_inner_girth`.

    A chord of length c that an arc of turn t spans is c t^2 / 24 shorter than the arc. Between its
    vertices a facet lies inside the smooth surface by up to its sagitta s, and a tape moved inwards
    by s is 2 pi s shorter: that is the uncertainty. Where it is above a fifth of the tolerance, mesh
    to a finer chord. Raises `Failed` where the plane cuts nothing.
    """
    if dimension.side == "inside":
        return measure_inner_girth(facets, dimension)
    axes = frame_along(dimension.normal)
    origin = np.asarray(dimension.origin, float)
    points, cut = _section((facets.corners - origin) @ axes.T)
    outline = _outline(points)
    sagitta = greatest_sagitta(facets, cut, lean_across(facets, cut, axes[2]))
    ends = origin + _widest(outline) @ axes[:2]
    return Measurement(
        dimension,
        float(_lengths(outline).sum()) + _arc_correction(outline, facets.chord),
        2 * np.pi * (sagitta + rounding(facets)),
        (as_point(ends[0]), as_point(ends[1])),
    )


def _section(corners: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the edges of the triangles (n, 3, 3) cross z = 0, (m, 2), and which triangles have such edges."""
    ends = np.roll(corners, -1, axis=1)
    z, next_z = corners[..., 2], ends[..., 2]
    crossing = (z * next_z <= 0) & (z != next_z)
    start, end = corners[crossing], ends[crossing]
    share = start[:, 2] / (start[:, 2] - end[:, 2])
    return (start + share[:, None] * (end - start))[:, :2], np.flatnonzero(crossing.any(axis=1))


def _outline(points: np.ndarray) -> np.ndarray:
    """(n, 2) corners of the convex hull, in order."""
    distinct = np.unique(points.round(6), axis=0)
    if len(distinct) < 3 or np.linalg.matrix_rank(distinct - distinct[0], tol=1e-3) < 2:
        raise failed("the plane does not cut the part", hint="Move the origin into the part.")
    return np.asarray(distinct[ConvexHull(distinct).vertices])


def _lengths(outline: np.ndarray) -> np.ndarray:
    """(n,) from each corner's predecessor to it, in mm."""
    return np.asarray(np.linalg.norm(outline - np.roll(outline, 1, axis=0), axis=1))


def _arc_correction(outline: np.ndarray, chord: float) -> float:
    """By how many mm the smooth outline is longer than its chords; edges of the part stay as they are."""
    outline = outline[_lengths(outline) > CLOSE_MM]
    outline = outline[_corner_turns(outline)[0] > STRAIGHT_SIN]
    height, turn = _corner_turns(outline)
    # An arc stands off its own chord by a quarter of the height.
    is_smooth = (turn < CREASE_RAD) & (height / 4 <= CREASE_CHORDS * chord)
    return float((height * turn)[is_smooth].sum()) / 12


def _corner_turns(outline: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """At each corner its height in mm over the chord to its neighbours, and the turn in radians."""
    before, after = outline - np.roll(outline, 1, axis=0), np.roll(outline, -1, axis=0) - outline
    cross = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    turn = np.arctan2(cross, (before * after).sum(axis=1))
    return cross / np.linalg.norm(before + after, axis=1), turn


def _widest(outline: np.ndarray) -> np.ndarray:
    """(2, 2) the two corners that are furthest apart."""
    apart = squareform(pdist(outline))
    return np.asarray(outline[list(np.unravel_index(apart.argmax(), apart.shape))])
