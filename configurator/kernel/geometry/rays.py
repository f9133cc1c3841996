"""Where rays first meet a mesh, a million of them in a second (Embree)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from embreex.mesh_construction import TriangleMesh
from embreex.rtcore_scene import EmbreeScene

from configurator.kernel.geometry.facets import Facets

# A ray begins off the skin by this share of the part's diagonal, a hundred times what float32 rounds it by.
RAY_OFFSET = 6e-6


@dataclass(frozen=True)
class Target:
    """A mesh that rays can be cast at; `clear` is how far in mm off the skin they should begin."""

    facets: Facets
    origin: np.ndarray
    clear: float
    scene: Any


@dataclass(frozen=True)
class Hits:
    """Of n rays: the face (n,) first met, how far in mm away, and the cosine between its normal and the ray.

    A ray that meets nothing has face -1, depth inf and facing 0.
    """

    face: np.ndarray
    depth: np.ndarray
    facing: np.ndarray


def target_of(facets: Facets) -> Target:
    """The mesh for Embree, which stores corners as float32: they are counted from the middle of the part."""
    low, high = facets.vertices.min(axis=0), facets.vertices.max(axis=0)
    origin, scene = (low + high) / 2, EmbreeScene()
    TriangleMesh(scene, (facets.vertices - origin).astype(np.float32), facets.faces.astype(np.int32))
    return Target(facets, origin, RAY_OFFSET * float(np.linalg.norm(high - low)), scene)


def cast_rays(target: Target, starts: np.ndarray, directions: np.ndarray) -> Hits:
    """First hits of rays from `starts` (n, 3) along unit `directions` (n, 3); depths in double precision."""
    origins = (starts - target.origin).astype(np.float32)
    face = target.scene.run(origins, directions.astype(np.float32)) if len(starts) else np.zeros(0, np.int32)
    met = face >= 0
    normal = target.facets.normals[face]
    facing = np.einsum("ij,ij->i", directions, normal)
    distance = target.facets.heights[face] - np.einsum("ij,ij->i", starts, normal)
    depth = np.divide(distance, facing, out=np.full(len(starts), np.inf), where=met & (facing != 0))
    return Hits(face, np.maximum(depth, 0), np.where(met, facing, 0.0))
