"""A tape measure along the inside of a shell, straight across its opening."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from configurator.domain.errors import failed
from configurator.domain.parts.dimensions import Girth
from configurator.kernel.geometry.axes import as_point, frame_along
from configurator.kernel.geometry.facets import Facets, greatest_sagitta, lean_across, rounding
from configurator.kernel.geometry.sagittas import CREASE_CHORDS, CREASE_RAD
from configurator.kernel.measure.outlines import section_pieces
from configurator.kernel.part import Measurement

# Cosine: a piece of the contour that faces the origin less belongs to the edge of the opening.
FACING_COS = 0.7
# A shell that goes round less of the turn holds no limb.
MIN_SHARE = 1 / 3
# In mm: where the contour is interrupted less, it goes on.
CLOSE_MM = 1e-3
# Sine: a corner that turns less is none.
STRAIGHT_SIN = 1e-5


@dataclass(frozen=True, eq=False)
class InnerContour:
    """Pieces (n, 2, 2) that go round the origin counter-clockwise, and the number of each one's triangle."""

    pieces: np.ndarray
    faces: np.ndarray

    @property
    def corners(self) -> np.ndarray:
        """(m, 2) of the closed line."""
        return self.pieces.reshape(-1, 2)


def measure_inner_girth(facets: Facets, dimension: Girth) -> Measurement:
    """The length of the inner contour, corrected from chords to arcs as by `measure_girth`, and of the gaps in it.

    The ends are those of the widest gap, the opening, or else opposite points. The uncertainty is that
    of a `Girth`. Raises `Failed` where the origin is not inside of a shell.
    """
    axes, origin = frame_along(dimension.normal), np.asarray(dimension.origin, float)
    contour = find_contour((facets.corners - origin) @ axes.T)
    sagitta = greatest_sagitta(facets, contour.faces, lean_across(facets, contour.faces, axes[2]))
    start, end = contour.pieces[:, 0], contour.pieces[:, 1]
    gaps = np.linalg.norm(np.roll(start, -1, axis=0) - end, axis=1)
    measured = float(np.linalg.norm(end - start, axis=1).sum() + gaps.sum()) + _arc_correction(
        contour, gaps, facets.chord
    )
    lips = origin + _opening(contour, gaps) @ axes[:2]
    doubt = 2 * np.pi * (sagitta + rounding(facets))
    return Measurement(dimension, measured, doubt, (as_point(lips[0]), as_point(lips[1])))


def inner_tape(facets: Facets, dimension: Girth) -> np.ndarray:
    """(n, 3) mm: the closed line of the tape."""
    axes, origin = frame_along(dimension.normal), np.asarray(dimension.origin, float)
    corners = find_contour((facets.corners - origin) @ axes.T).corners
    return np.asarray(origin + np.concatenate([corners, corners[:1]]) @ axes[:2])


def find_contour(corners: np.ndarray) -> InnerContour:
    """What of the section of triangles (n, 3, 3) with z = 0 is seen from the origin and faces it."""
    pieces, faces = section_pieces(corners)
    if not len(pieces):
        raise failed("the plane does not cut the part", hint="Move the origin into the part.")
    # The material is on a piece's left as it goes, and so the origin on its right: turned round, it is on its left.
    pieces = pieces[:, ::-1]
    middle = pieces.mean(axis=1)
    along = pieces[:, 1] - pieces[:, 0]
    inwards = np.stack([-along[:, 1], along[:, 0]], axis=1)
    lengths = np.maximum(np.linalg.norm(along, axis=1) * np.linalg.norm(middle, axis=1), 1e-12)
    chosen = (-(inwards * middle).sum(axis=1) > FACING_COS * lengths) & ~_is_hidden(middle, pieces)
    pieces, faces = pieces[chosen], faces[chosen]
    turns = np.arctan2(*np.moveaxis(pieces, -1, 0)[::-1])
    spans = (turns[:, 1] - turns[:, 0] + np.pi) % (2 * np.pi) - np.pi
    if spans.sum() < MIN_SHARE * 2 * np.pi:
        raise failed("the origin is not inside of a shell", hint="Put it where the middle of the limb is.")
    order = np.argsort(turns[:, 0] + spans / 2)
    return InnerContour(pieces[order], faces[order])


def _is_hidden(points: np.ndarray, pieces: np.ndarray) -> np.ndarray:
    """(n,) whether any of the pieces (m, 2, 2) is between the origin and a point (n, 2)."""
    start, end = pieces[:, 0], pieces[:, 1]
    side = points[:, :1] * start[:, 1] - points[:, 1:] * start[:, 0]
    other_side = points[:, :1] * end[:, 1] - points[:, 1:] * end[:, 0]
    along = end - start
    turn = points[:, :1] * along[:, 1] - points[:, 1:] * along[:, 0]
    reach = (start[:, 0] * along[:, 1] - start[:, 1] * along[:, 0]) / np.where(turn == 0, np.inf, turn)
    return np.asarray(((side * other_side < 0) & (reach > 0) & (reach < 1 - 1e-6)).any(axis=1))


def _arc_correction(contour: InnerContour, gaps: np.ndarray, chord: float) -> float:
    """By how many mm the smooth contour is longer than its chords; see `measure_girth`."""
    start, end = contour.pieces[:, 0], contour.pieces[:, 1]
    total, last = 0.0, start[0]
    for number in range(len(start)):
        following = (number + 1) % len(start)
        before, after = end[number] - last, end[following] - start[following]
        cross = float(before[0] * after[1] - before[1] * after[0])
        turn = abs(np.arctan2(cross, float(before @ after)))
        if gaps[number] > CLOSE_MM:
            last = start[following]
        elif turn > STRAIGHT_SIN:
            height = abs(cross) / float(np.linalg.norm(before + after))
            total += turn * height if turn < CREASE_RAD and height / 4 <= CREASE_CHORDS * chord else 0.0
            last = start[following]
    return total / 12


def _opening(contour: InnerContour, gaps: np.ndarray) -> np.ndarray:
    """(2, 2) the two edges of the widest gap; without one two opposite points."""
    widest = int(gaps.argmax())
    if gaps[widest] > CLOSE_MM:
        return np.array([contour.pieces[widest, 1], contour.pieces[(widest + 1) % len(gaps), 0]])
    first = contour.pieces[0, 0]
    return np.array([first, contour.corners[np.linalg.norm(contour.corners - first, axis=1).argmax()]])
