"""The radius of a fillet or of a rounded corner, from the arc in a section."""

from __future__ import annotations

import numpy as np

from configurator.domain.errors import failed
from configurator.domain.parts.dimensions import Radius
from configurator.kernel.geometry.axes import as_point, frame_along
from configurator.kernel.geometry.facets import Facets, rounding
from configurator.kernel.geometry.sagittas import CREASE_RAD
from configurator.kernel.measure.cones import fit_cone
from configurator.kernel.measure.outlines import outline_turns, section_outlines, without_straight_corners
from configurator.kernel.part import Measurement

# The fewest corners on an arc from which an error of one of them can be told.
MIN_CORNERS = 4
# Of its radius: an arc whose middle is further from where it was stated is another one.
NEAR_SHARE = 1.0


def measure_radius(facets: Facets, dimension: Radius) -> Measurement:
    """The least-squares circle through the corners of the section's outline that lie on one arc.

    The uncertainty is by how much the radius may be off if every corner is off as far as the worst, and
    the coordinates by their rounding. Raises `Failed` where there is no arc near, or too few corners on it.
    """
    axes, origin = frame_along(dimension.axis), np.asarray(dimension.origin, float)
    outline, index = _nearest_corner(section_outlines((facets.corners - origin) @ axes.T))
    # The nearest corner may be where the arc ends.
    arc = max((_arc(outline, index + step) for step in (0, -1, 1)), key=len)
    if len(arc) < MIN_CORNERS:
        raise failed("too few corners of the mesh are on the arc", hint="Is it an edge, or smaller than the mesh?")
    centre, _ = _circle(arc)
    fit = fit_cone(np.column_stack([arc - centre, np.zeros(len(arc))]), 0.0)
    middle = centre + fit.middle
    away = arc - middle
    gain = _radius_gain(away)
    nearest = away[np.linalg.norm(arc - arc.mean(axis=0), axis=1).argmin()]
    if np.linalg.norm(middle + nearest) > NEAR_SHARE * fit.radius:
        raise failed("there is no arc near the origin", hint="Put the origin on the middle of the arc.")
    spots = np.array([middle, middle + nearest * fit.radius / np.linalg.norm(nearest)]) @ axes[:2] + origin
    doubt = (fit.residual + rounding(facets)) * gain
    return Measurement(dimension, fit.radius, doubt, (as_point(spots[0]), as_point(spots[1])))


def _nearest_corner(outlines: list[np.ndarray]) -> tuple[np.ndarray, int]:
    """The closed outline (n, 2) that has the corner nearest to the origin at which it bends but is no edge."""
    choices = [
        (float(np.linalg.norm(outline[index])), outline, int(index))
        for outline in map(without_straight_corners, outlines)
        for index in np.flatnonzero(np.abs(outline_turns(outline)) < CREASE_RAD)
    ]
    if not choices:
        raise failed("nothing is round in the section", hint="Check the origin and the axis.")
    return min(choices, key=lambda choice: choice[0])[1:]


def _arc(outline: np.ndarray, index: int) -> np.ndarray:
    """(k, 2) the corners round one of them that lie on one circle."""
    corners = np.roll(outline, -index, axis=0)
    chosen = [-1, 0, 1]
    for step in (1, -1):
        while len(chosen) < len(corners) - 1:
            ahead = chosen[-1] + 1 if step > 0 else chosen[0] - 1
            if not _continues(corners, chosen, ahead, ahead - step):
                break
            chosen = [*chosen, ahead] if step > 0 else [ahead, *chosen]
    return np.asarray(corners[chosen])


def _continues(corners: np.ndarray, chosen: list[int], ahead: int, last: int) -> bool:
    """Whether a corner is off the circle of the others by less than the sagitta of the chord to it.

    The end of a straight line is four sagittas off.
    """
    middle, radius = _circle(corners[chosen])
    off = abs(float(np.linalg.norm(corners[ahead] - middle)) - radius)
    chord = float(np.linalg.norm(corners[ahead] - corners[last]))
    return chord < 2 * radius and off < chord**2 / (8 * radius)


def _circle(points: np.ndarray) -> tuple[np.ndarray, float]:
    """Middle (2,) and radius by linear least squares of x2 + y2 = 2 a x + 2 b y + c (Kasa 1976)."""
    start = points.mean(axis=0)
    near = points - start
    columns = np.column_stack([2 * near, np.ones(len(near))])
    a, b, c = np.linalg.lstsq(columns, (near**2).sum(axis=1), rcond=None)[0]
    return start + np.array([a, b]), float(np.sqrt(max(c + a**2 + b**2, 0.0)))


def _radius_gain(away: np.ndarray) -> float:
    """By how many times more than any of its corners, (n, 2) from the middle, the radius may be off."""
    outwards = away / np.linalg.norm(away, axis=1)[:, None]
    answer = np.linalg.pinv(np.column_stack([outwards, np.ones(len(away))]))
    return float(np.abs(answer[2]).sum())
