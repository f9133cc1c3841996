"""A round: the least-squares circle through the mesh's vertices, and the largest pin for a bore."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from configurator.domain.parts.dimensions import Diameter
from configurator.kernel.geometry.axes import as_point, frame_along
from configurator.kernel.geometry.facets import Facets, greatest_sagitta, lean_across, rounding
from configurator.kernel.measure.patches import find_round
from configurator.kernel.part import Measurement

MAX_STEPS = 8
# A step of the axis in mm, and of the taper, below which the fit has converged.
CONVERGED_STEP = 1e-12


@dataclass(frozen=True)
class Cone:
    """Where its axis passes (2,), its radius in mm at z = 0, its taper (radius per z), the largest residual in mm."""

    middle: np.ndarray
    radius: float
    taper: float
    residual: float


def fit_cone(points: np.ndarray, taper: float) -> Cone:
    """The cone about the z direction through points (n, 3) in mm, by Gauss and Newton.

    `taper` is where the fit starts, and where it stays if all points have one z.
    """
    heights = points[:, 2] - points[:, 2].mean()
    middle = np.zeros(2)
    for _ in range(MAX_STEPS):
        away = points[:, :2] - middle
        reach = np.linalg.norm(away, axis=1)
        columns = np.column_stack([away / np.maximum(reach, 1e-12)[:, None], np.ones_like(reach), heights])
        step = np.linalg.lstsq(columns, reach - taper * heights, rcond=1e-9)[0]
        middle, radius, taper = middle + step[:2], step[2], taper + step[3]
        if np.abs(step[[0, 1, 3]]).max() < CONVERGED_STEP:
            break
    residuals = np.linalg.norm(points[:, :2] - middle, axis=1) - radius - taper * heights
    return Cone(middle, float(radius - taper * points[:, 2].mean()), float(taper), float(np.abs(residuals).max()))


def measure_diameter(facets: Facets, dimension: Diameter) -> Measurement:
    """The circle through those vertices of the round that lie within `height` of the section.

    Where some facets have none there, as in the middle of a plain cylinder, all vertices of the
    round are taken, with its taper: exact for cylinders and cones. The uncertainty is twice the
    largest residual, and in the latter case twice the sagitta, for a round may bulge between its
    vertices. Raises `Failed` where no round goes about the axis for half a turn.
    """
    axes, centre = frame_along(dimension.axis), np.asarray(dimension.centre, float)
    points = (facets.vertices - centre) @ axes.T
    patch = find_round(facets, points, axes, dimension)
    near = np.abs(points[:, 2]) <= dimension.height
    dense = bool(near[facets.faces[patch.faces]].any(axis=1).all())
    vertices = points[patch.vertices] - [0, 0, patch.z]
    fit = fit_cone(vertices, patch.taper)
    if dense:
        fit = fit_cone(vertices[near[patch.vertices]], fit.taper)
    bulge = 0.0 if dense else greatest_sagitta(facets, patch.faces, lean_across(facets, patch.faces, axes[2]))
    middle = centre + np.array([*fit.middle, patch.z]) @ axes
    return Measurement(
        dimension,
        2 * fit.radius,
        2 * (fit.residual + bulge + rounding(facets)),
        (as_point(middle - fit.radius * axes[0]), as_point(middle + fit.radius * axes[0])),
        2 * clear_radius(points[facets.faces[patch.faces]], fit.middle) if dimension.role == "bore" else None,
    )


def clear_radius(corners: np.ndarray, middle: np.ndarray) -> float:
    """Least distance in mm from the axis through `middle` (2,) to the facets (n, 3, 3), projected along the axis.

    The facets of a bore are chords that stand inside its circle: a pin meets their middles.
    """
    start = corners[..., :2] - middle
    along = np.roll(start, -1, axis=1) - start
    share = -(start * along).sum(axis=-1) / np.maximum((along**2).sum(axis=-1), 1e-12)
    foot = start + np.clip(share, 0, 1)[..., None] * along
    return float(np.linalg.norm(foot, axis=-1).min())
