"""Which facets a finding is about, to be coloured in the view of the part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import trimesh
from scipy.spatial import cKDTree

from configurator.domain.offers.check import Check, size_limits
from configurator.domain.offers.manufacturability import Manufacturability
from configurator.domain.offers.offers import OFFERS
from configurator.domain.parts.findings import Finding
from configurator.domain.parts.mesh_analysis import FeatureKind
from configurator.kernel.geometry.facets import Facets, facets_of
from configurator.kernel.geometry.rays import target_of
from configurator.kernel.manufacturability.bodies import body_labels
from configurator.kernel.manufacturability.overhang import LAYER_MM, STEEP_COS
from configurator.kernel.manufacturability.ray_thickness import RAY_SIDES, ray_thickness
from configurator.kernel.manufacturability.steps import RayThickness
from configurator.kernel.manufacturability.surface_samples import sample_surface
from configurator.kernel.manufacturability.thin_features import rays_by_kind

# A ray stands for a patch of skin; facets whose middle is within so many of its radii belong to it.
PATCH_RADII = 1.5
# In mm: the facets round a place of which nothing else is known.
AROUND_MM = 2.5


@dataclass(frozen=True, eq=False)
class Region:
    """The facets (n,) that one finding of an offer is about; `key` is "offer/number", counted from 1 in the offer."""

    key: str
    finding: Finding
    faces: np.ndarray


def finding_regions(
    mesh: trimesh.Trimesh, assessments: Iterable[Manufacturability], checks: Sequence[Check]
) -> list[Region]:
    """One for each finding of these checks that has a place on a welded, closed mesh in mm."""
    with_findings = [each for each in assessments if each.findings]
    if not with_findings:
        return []
    facets = facets_of(mesh)
    skin, checks_by_code = _skin(facets, checks), {check.code: check for check in checks}
    return [
        Region(f"{assessment.offer}/{number}", finding, faces)
        for assessment in with_findings
        for number, finding in enumerate(assessment.findings, 1)
        if len(faces := _coloured_facets(skin, assessment, finding, checks_by_code.get(finding.code)))
    ]


@dataclass(frozen=True, eq=False)
class _Skin:
    """The normals (n, 3) and middles of the facets, and by kind the rays that cross what is narrow."""

    normals: np.ndarray
    middles: cKDTree
    thin_rays: dict[FeatureKind, RayThickness]


def _skin(facets: Facets, checks: Iterable[Check]) -> _Skin:
    target, samples, limits = target_of(facets), sample_surface(facets), size_limits(checks)
    material, air = (ray_thickness(target, samples, side, limits)[0] for side in RAY_SIDES)
    return _Skin(facets.normals, cKDTree(facets.corners.mean(axis=1)), rays_by_kind(material, air, body_labels(facets)))


def _coloured_facets(skin: _Skin, assessment: Manufacturability, finding: Finding, check: Check | None) -> np.ndarray:
    """(k,) facets: those that the finding's check colours, or for a finding of no check what is round its place."""
    kind = check.place if check else "spot"
    if check and kind == "features":
        limits = check.limits(OFFERS[assessment.offer]).items()
        parts = [_thin_facets(skin.thin_rays[each], limit, skin.middles) for each, limit in limits]
        return np.unique(np.concatenate([np.empty(0, dtype=int), *parts]))
    if kind == "overhang" and assessment.orientation:
        rotation = np.array(assessment.orientation.pose.rotation)
        return _overhanging_facets(rotation, skin.normals, skin.middles.data)
    return np.array(skin.middles.query_ball_point(finding.place, AROUND_MM) if finding.place else [], dtype=int)


def _thin_facets(rays: RayThickness, limit: float, middles: cKDTree) -> np.ndarray:
    """The facets that rays shorter than the limit lead between, and those round their ends that they stand for."""
    thin = rays.where(rays.breadth + rays.uncertainty < limit)
    reach = PATCH_RADII * np.sqrt(thin.area / np.pi)
    half = thin.along * (thin.size / 2)[:, None]
    ends = np.concatenate([thin.middle - half, thin.middle + half])
    near = middles.query_ball_point(ends, np.concatenate([reach, reach]))
    return np.concatenate([thin.faces.ravel(), *(np.array(each, dtype=int) for each in near)])


def _overhanging_facets(rotation: np.ndarray, normals: np.ndarray, middles: np.ndarray) -> np.ndarray:
    """What leans out by more than 45 degrees, and does not rest on the bed."""
    height = middles @ rotation[2]
    return np.flatnonzero((-normals @ rotation[2] > STEEP_COS) & (height - height.min() > LAYER_MM))
