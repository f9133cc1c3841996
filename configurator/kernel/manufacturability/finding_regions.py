"""Which facets a finding is about, to be coloured where the part is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import trimesh
from scipy.spatial import cKDTree

from configurator.domain.offers.manufacturability import Manufacturability, thin_features_below
from configurator.domain.offers.offers import OFFERS
from configurator.domain.parts.findings import Finding
from configurator.domain.parts.mesh_analysis import FeatureKind
from configurator.kernel.geometry.facets import facets_of
from configurator.kernel.geometry.rays import target_of
from configurator.kernel.manufacturability.bodies import labels
from configurator.kernel.manufacturability.overhang import LAYER, STEEP_COS
from configurator.kernel.manufacturability.ray_thickness import ray_thickness
from configurator.kernel.manufacturability.steps import RayThickness
from configurator.kernel.manufacturability.surface_samples import sample_surface
from configurator.kernel.manufacturability.thin_features import kinds

# A ray stands for a patch of skin; facets whose middle lies within so many of its radii belong to it.
PATCH = 1.5
# In mm round a place of which nothing else is known.
AROUND_MM = 2.5


@dataclass(frozen=True, eq=False)
class Region:
    """The facets (n,) that one finding of an offer is about; `key` is "offer/number", counted from 1 in the offer."""

    key: str
    finding: Finding
    faces: np.ndarray


def finding_regions(mesh: trimesh.Trimesh, makings: Iterable[Manufacturability]) -> list[Region]:
    """One for each finding that has a place on a welded, closed mesh in mm."""
    wanted = [each for each in makings if each.findings]
    if not wanted:
        return []
    facets = facets_of(mesh)
    target, samples = target_of(facets), sample_surface(facets)
    material, air = ray_thickness(target, samples, "material")[0], ray_thickness(target, samples, "air")[0]
    narrow, middles = kinds(material, air, labels(facets)), cKDTree(facets.corners.mean(axis=1))
    return [each for making in wanted for each in _of(making, narrow, facets.normals, middles)]


def _of(
    making: Manufacturability, narrow: dict[FeatureKind, RayThickness], normals: np.ndarray, middles: cKDTree
) -> Iterator[Region]:
    for number, finding in enumerate(making.findings, 1):
        limits = thin_features_below(finding.code, OFFERS[making.offer])
        if limits:
            parts = [_skin(narrow[kind], limit, middles) for kind, limit in limits.items()]
            faces = np.unique(np.concatenate(parts))
        elif finding.code == "supports" and making.laid:
            faces = _leaning(np.array(making.laid.pose.rotation), normals, middles.data)
        else:
            faces = np.array(middles.query_ball_point(finding.place, AROUND_MM) if finding.place else [], dtype=int)
        if len(faces):
            yield Region(f"{making.offer}/{number}", finding, faces)


def _skin(rays: RayThickness, limit: float, middles: cKDTree) -> np.ndarray:
    """The facets that rays shorter than the limit lead between, and those about their ends for which they stand."""
    found = rays.where(rays.breadth + rays.uncertainty < limit)
    reach = PATCH * np.sqrt(found.area / np.pi)
    half = found.along * (found.size / 2)[:, None]
    ends = np.concatenate([found.middle - half, found.middle + half])
    near = middles.query_ball_point(ends, np.concatenate([reach, reach]))
    return np.concatenate([found.faces.ravel(), *(np.array(each, dtype=int) for each in near)])


def _leaning(rotation: np.ndarray, normals: np.ndarray, middles: np.ndarray) -> np.ndarray:
    """What leans out by more than 45 degrees, and does not rest on the bed."""
    height = middles @ rotation[2]
    return np.flatnonzero((-normals @ rotation[2] > STEEP_COS) & (height - height.min() > LAYER))
