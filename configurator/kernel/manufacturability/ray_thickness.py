"""How thick the material is under every part of the skin, or how wide the air is over it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np

from configurator.domain.parts.mesh_analysis import FeatureKind, SizeLimits
from configurator.kernel.geometry.facets import rounding
from configurator.kernel.geometry.rays import Target, cast_rays
from configurator.kernel.manufacturability.steps import RayThickness, without_steps
from configurator.kernel.manufacturability.surface_samples import SurfaceSamples

RaySide = Literal["material", "air"]
RAY_SIDES: tuple[RaySide, RaySide] = ("material", "air")
# The kinds of features that rays on that side find.
SIDE_KINDS: Mapping[RaySide, tuple[FeatureKind, ...]] = {
    "material": ("wall", "pin"),
    "air": ("slit", "clearance", "hole"),
}
# A ray square to the skin crosses a wall if the far side faces it within 50 degrees, as a cosine.
MIN_FACING_COS = 0.643
# All of the narrowest count, of the others so many, spread evenly.
NARROWEST_RAYS, OTHER_RAYS = 500, 1500
# Only what is narrower than the limits is examined closely, and of the rest a batch at a time until
# the narrowest mm2 is known to within so many mm: less than that, a handful of rays in some corner, means nothing.
BATCH, MIN_AREA_MM2, SIZE_TOLERANCE_MM = 100, 1.0, 1e-3
# What of a skin leans to an edge counts as sharp up to this far from its far side, in mm.
MAX_SHARP_MM = 1.0


def ray_thickness(
    target: Target, samples: SurfaceSamples, side: RaySide, limits: SizeLimits
) -> tuple[RayThickness, RayThickness]:
    """What is narrow through the material or the air; and apart from it sharp edges, where the far side faces away.

    All that is narrower than one of the limits, and if that is too little, enough to know the narrowest.
    """
    sign = -1 if side == "material" else 1
    ways = sign * samples.normals
    hits = cast_rays(target, samples.points + target.clear * ways, ways)
    size = hits.depth + target.clear
    met, opposed = hits.face >= 0, -sign * hits.facing >= MIN_FACING_COS
    faces = np.stack([samples.faces, hits.face], axis=1)
    narrow, edges = (
        _narrowest_rays(target, samples, ways, size, faces, met & selected) for selected in (opposed, ~opposed)
    )
    widest = max((limit for kind in SIDE_KINDS[side] for limit in limits[kind]), default=0.0)
    return _examine_narrowest(target, narrow, sign, widest), edges.where(edges.size < MAX_SHARP_MM)


def _narrowest_rays(
    target: Target, samples: SurfaceSamples, ways: np.ndarray, size: np.ndarray, faces: np.ndarray, selected: np.ndarray
) -> RayThickness:
    """The narrowest of the `selected` samples and, thinned out, the others; each ray stands for all up to the next."""
    order = np.flatnonzero(selected)
    order = order[np.argsort(size[order], kind="stable")]
    step = max(1, (len(order) - NARROWEST_RAYS) // OTHER_RAYS)
    ranks = np.concatenate([np.arange(min(NARROWEST_RAYS, len(order))), np.arange(NARROWEST_RAYS, len(order), step)])
    index, number = order[ranks], np.diff(ranks, append=len(order))
    long, between = size[index], faces[index]
    middle = samples.points[index] + ways[index] * (long / 2)[:, None]
    doubt = target.facets.sagittas[between].sum(axis=1) + 2 * rounding(target.facets)
    return RayThickness(
        middle, ways[index], long, doubt, number * samples.area, between, long, np.zeros(len(index), bool)
    )


def _examine_narrowest(target: Target, rays: RayThickness, sign: int, widest: float) -> RayThickness:
    """The rays up to the widest, and of the others as many as it takes to know the narrowest; all without steps."""
    end = max(BATCH, int(np.searchsorted(rays.size, widest)))
    examined = without_steps(target, rays.where(slice(end)), sign)
    while end < len(rays.size) and not _is_narrowest_known(examined, rays.size[end]):
        more = without_steps(target, rays.where(slice(end, 2 * end)), sign)
        examined, end = examined.concatenate(more), 2 * end
    return examined


def _is_narrowest_known(examined: RayThickness, following: float) -> bool:
    """Whether no ray as long as the following can be among the narrowest mm2."""
    return float(examined.area[examined.breadth <= following + SIZE_TOLERANCE_MM].sum()) >= MIN_AREA_MM2
