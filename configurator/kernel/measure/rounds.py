"""A round that is fitted to the mesh: its axis, and what a pin meets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from configurator.domain.parts.features import Round
from configurator.kernel.geometry.axes import frame_along
from configurator.kernel.geometry.facets import Facets, greatest_sagitta, lean_across, rounding
from configurator.kernel.measure.cones import fit_cone, middle_gain
from configurator.kernel.measure.patches import Patch, find_round


@dataclass(frozen=True, eq=False)
class FittedRound:
    """`middle` (3,) on its axis at the section, `radius` and the `doubts` about both, in mm.

    `axes` (3, 3) is the frame along the stated axis; the radius is that at the section.
    """

    middle: np.ndarray
    axes: np.ndarray
    radius: float
    radius_doubt: float
    middle_doubt: float
    clear_radius: float
    patch: Patch


def fit_round(facets: Facets, feature: Round) -> FittedRound:
    """The circle through those vertices of the round that lie within `height` of the section.

    Where some facets have none there, as in the middle of a plain cylinder, all vertices of the
    round are taken, with its taper: exact for cylinders and cones. The doubt about the radius is the
    largest residual, and in the latter case the sagitta, for a round may bulge between its
    vertices. Raises `Failed` where no round goes about the axis for half a turn.
    """
    axes, centre = frame_along(feature.axis), np.asarray(feature.centre, float)
    points = (facets.vertices - centre) @ axes.T
    patch = find_round(facets, points, axes, feature)
    near = np.abs(points[:, 2]) <= feature.height
    dense = bool(near[facets.faces[patch.faces]].any(axis=1).all())
    vertices = points[patch.vertices] - [0, 0, patch.z]
    fit = fit_cone(vertices, patch.taper)
    if dense:
        vertices = vertices[near[patch.vertices]]
        fit = fit_cone(vertices, fit.taper)
    bulge = 0.0 if dense else greatest_sagitta(facets, patch.faces, lean_across(facets, patch.faces, axes[2]))
    off = fit.residual + rounding(facets)
    return FittedRound(
        centre + np.array([*fit.middle, patch.z]) @ axes,
        axes,
        fit.radius,
        off + bulge,
        off * middle_gain(vertices[:, :2] - fit.middle),
        clear_radius(points[facets.faces[patch.faces]], fit.middle),
        patch,
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
