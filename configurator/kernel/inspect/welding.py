"""Whether a mesh can be examined at all, and its corners joined."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import trimesh
from scipy.spatial import cKDTree

from configurator.domain.parts import soundness
from configurator.domain.parts.findings import Finding
from configurator.kernel.geometry.facets import facets_of
from configurator.kernel.geometry.mesh_edges import connected_labels

# Decimals of a mm to which corners must agree to be one.
WELD_DECIMALS = 8
# Of a number, to the next that float32 knows; and how many of these lie at most between corners that are one.
FLOAT32_STEP, FLOAT32_STEPS = 2.0**-23, 2
# Odd and irregular, so that different places hardly ever come to the same sum (SplitMix64's constants).
MIX = np.array([0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB], np.uint64)


def unreadable_findings(mesh: trimesh.Trimesh) -> Iterator[Finding]:
    """A refusal for a mesh without triangles or with corners that are no numbers."""
    if len(mesh.faces) == 0:
        yield soundness.EMPTY.finding()
    elif not np.isfinite(mesh.vertices).all():
        yield soundness.NOT_FINITE.finding()


def weld(mesh: trimesh.Trimesh) -> trimesh.Trimesh:
    """A mesh with coinciding vertices merged and the triangles that collapse by it dropped.

    The mesh itself where there is nothing to do, otherwise a copy.
    """
    if _is_welded(np.asarray(mesh.vertices), np.asarray(mesh.faces)):
        return mesh
    copy = trimesh.Trimesh(mesh.vertices, mesh.faces, process=False)
    copy.merge_vertices(digits_vertex=WELD_DECIMALS)
    copy.update_faces(_has_distinct_corners(copy.faces))
    return copy


def weld_near(mesh: trimesh.Trimesh) -> trimesh.Trimesh:
    """A welded mesh with those corners on its faulty edges joined that float32 hardly tells apart, if that closes some.

    Programs that turn or move a mesh round the same corner in each of its facets anew.
    """
    facets = facets_of(mesh)
    if facets.edges.closed:
        return mesh
    border = np.unique(facets.edges.ends[facets.edges.count != 2])
    distance = FLOAT32_STEPS * FLOAT32_STEP * float(np.abs(facets.vertices[border]).max())
    pairs = cKDTree(facets.vertices[border]).query_pairs(distance, p=np.inf, output_type="ndarray")
    if not len(pairs):
        return mesh
    label = connected_labels(np.asarray(pairs), len(border))
    # Labels count in order of appearance.
    first = np.unique(label, return_index=True)[1]
    joined = np.arange(len(facets.vertices))
    joined[border] = border[first[label]]
    faces = joined[facets.faces]
    near = weld(trimesh.Trimesh(mesh.vertices, faces[_has_distinct_corners(faces)], process=False))
    return near if _count_faulty_edges(near) < _count_faulty_edges(mesh) else mesh


def _count_faulty_edges(mesh: trimesh.Trimesh) -> int:
    """How many edges do not join two facets."""
    return int((facets_of(mesh).edges.count != 2).sum())


def _is_welded(vertices: np.ndarray, faces: np.ndarray) -> bool:
    """Whether all vertices are used and lie apart, and no face has one of them twice; False where it is not sure."""
    used = np.zeros(len(vertices), bool)
    used[faces] = True
    if not used.all() or not _has_distinct_corners(faces).all():
        return False
    places = (vertices * 10**WELD_DECIMALS).round().astype(np.int64).view(np.uint64)
    sums = np.sort(places @ MIX)
    return bool((sums[1:] != sums[:-1]).all())


def _has_distinct_corners(faces: np.ndarray) -> np.ndarray:
    """(m,) whether a face has three different corners."""
    a, b, c = faces.T
    return np.asarray((a != b) & (b != c) & (c != a))
