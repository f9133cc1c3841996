"""Whether a mesh cuts through itself, and whether a library that computes with solids takes it for one."""

from __future__ import annotations

from collections.abc import Iterator

import igl.predicates
import manifold3d
import numpy as np

from configurator.domain.parts import soundness
from configurator.domain.parts.findings import Finding
from configurator.kernel.geometry.axes import as_point
from configurator.kernel.geometry.facets import Facets


def intersection_findings(facets: Facets) -> Iterator[Finding]:
    """A refusal where facets cross, overlap or touch; by exact predicates (libigl)."""
    intersects, pairs, _ = igl.predicates.find_self_intersections(facets.vertices, facets.faces, True)
    if intersects:
        yield soundness.SELF_INTERSECTING.finding(as_point(facets.corners[pairs[0, 0]].mean(axis=0)))


def manifold_status(facets: Facets) -> str:
    """What the manifold library says of the mesh: `NoError`, or why it cannot compute with it.

    It is not asked of a mesh that is not closed, of which it dies now and then.
    """
    if not facets.edges.closed:
        return "NotManifold"
    data = manifold3d.Mesh64(vert_properties=facets.vertices, tri_verts=facets.faces.astype(np.uint64))
    return str(manifold3d.Manifold(data).status().name)


def manifold_findings(status: str) -> Iterator[Finding]:
    """A refusal unless the manifold library accepts the mesh."""
    if status != "NoError":
        yield soundness.NOT_MANIFOLD.finding(status=status)
