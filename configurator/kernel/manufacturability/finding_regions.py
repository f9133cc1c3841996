"""Which facets a finding is about, to be coloured in the view of the part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import trimesh
from scipy.spatial import cKDTree

from configurator.domain.offers.manufacturability import Manufacturability, thin_feature_limits
from configurator.domain.offers.offers import OFFERS
from configurator.domain.parts.findings import Finding
from configurator.domain.parts.mesh_analysis import FeatureKind
from configurator.kernel.geometry.facets import facets_of
from configurator.kernel.geometry.rays import target_of
from configurator.kernel.manufacturability.bodies import body_labels
from configurator.kernel.manufacturability.overhang import LAYER_MM, STEEP_COS
from configurator.kernel.manufacturability.ray_thickness import ray_thickness
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


def finding_regions(mesh: trimesh.Trimesh, assessments: Iterable[Manufacturability]) -> list[Region]:
    """One for each finding that has a place on a welded, closed mesh in mm."""
    with_findings = [each for each in assessments if each.findings]
    if not with_findings:
        return []
    facets = facets_of(mesh)
    target, samples = target_of(facets), sample_surface(facets)
    material, air = ray_thickness(target, samples, "material")[0], ray_thickness(target, samples, "air")[0]
    thin_rays, middles = rays_by_kind(material, air, body_labels(facets)), cKDTree(facets.corners.mean(axis=1))
    return [
        each for assessment in with_findings for each in _regions_of(assessment, thin_rays, facets.normals, middles)
    ]


def _regions_of(
    assessment: Manufacturability, thin_rays: dict[FeatureKind, RayThickness], normals: np.ndarray, middles: cKDTree
) -> Iterator[Region]:
    for number, finding in enumerate(assessment.findings, 1):
        limits = thin_feature_limits(finding.code, OFFERS[assessment.offer])
        if limits:
            parts = [_thin_facets(thin_rays[kind], limit, middles) for kind, limit in limits.items()]
            faces = np.unique(np.concatenate(parts))
        elif finding.code == "supports" and assessment.orientation:
            faces = _overhanging_facets(np.array(assessment.orientation.pose.rotation), normals, middles.data)
        else:
            faces = np.array(middles.query_ball_point(finding.place, AROUND_MM) if finding.place else [], dtype=int)
        if len(faces):
            yield Region(f"{assessment.offer}/{number}", finding, faces)


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
