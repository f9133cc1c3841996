"""Whether a mesh is the closed, orderly skin of one or more bodies."""

from __future__ import annotations

from collections.abc import Iterator

import igl
import numpy as np

from configurator.domain.parts import soundness
from configurator.domain.parts.findings import Finding
from configurator.kernel.geometry.axes import as_point
from configurator.kernel.geometry.facets import Facets

# Bodies up to which exact winding numbers are cheaper than preparing the mesh for approximate ones.
MAX_EXACT_BODIES = 20
# mm under the surface, at the points whose winding number is computed.
PROBE_DEPTH_MM = 1e-3


def edge_findings(facets: Facets) -> Iterator[Finding]:
    """Refusals for edges that bound one triangle (a hole), and for those that join more than two."""
    edges = facets.edges
    for fault, affected in (
        (soundness.OPEN, edges.ends[edges.count == 1]),
        (soundness.FACETS_AT_EDGE, edges.ends[edges.count > 2]),
    ):
        if len(affected):
            ends = facets.vertices[affected]
            size = float(np.linalg.norm(ends[:, 1] - ends[:, 0], axis=1).sum())
            yield fault.finding(as_point(ends[0].mean(axis=0)), size, length=size)


def winding_findings(facets: Facets) -> Iterator[Finding]:
    """A refusal where neighbouring facets disagree on which side is out."""
    if not facets.edges.oriented:
        yield soundness.WINDING.finding()


def body_count_findings(count: int, stated: int | None) -> Iterator[Finding]:
    """A refusal where the mesh has another number of bodies than stated; a closed hollow counts as one."""
    if stated is not None and count != stated:
        yield soundness.BODIES.finding(count=count, stated=stated)


def nesting_findings(facets: Facets) -> Iterator[Finding]:
    """Refusals for bodies that are inside out or inside others.

    Just under the surface of a sound body the winding number is one. As no surface crosses
    another, one point stands for a whole body.
    """
    if not facets.edges.closed or not facets.edges.oriented:
        return
    largest = _largest_faces(facets)
    points = facets.corners[largest].mean(axis=1) - PROBE_DEPTH_MM * facets.normals[largest]
    if len(points) <= MAX_EXACT_BODIES:
        windings = np.array([winding_number(facets, each) for each in points])
    else:
        windings = np.atleast_1d(igl.fast_winding_number(facets.vertices, facets.faces, points))
    for point, turns in zip(points, windings, strict=True):
        if turns < 0.5:
            yield soundness.INSIDE_OUT.finding(as_point(point))
        elif turns > 1.5:
            yield soundness.NESTED.finding(as_point(point))


def _largest_faces(facets: Facets) -> np.ndarray:
    """(bodies,) the face of every body that has the largest area, of those as large the first."""
    greatest = np.zeros(facets.bodies.max() + 1)
    np.maximum.at(greatest, facets.bodies, facets.areas)
    chosen = np.flatnonzero(facets.areas == greatest[facets.bodies])
    return chosen[np.unique(facets.bodies[chosen], return_index=True)[1]]


def winding_number(facets: Facets, point: np.ndarray) -> float:
    """The winding number of a point (3,) in mm: the solid angle of all triangles over that of a sphere.

    Van Oosterom and Strackee, The solid angle of a plane triangle, 1983. libigl is as exact, but
    first prepares the mesh for many points, which takes 25 times as long for one.
    """
    corners = facets.vertices - point
    far = np.sqrt(np.einsum("ij,ij->i", corners, corners))
    (a, b, c), (u, v, w) = corners[facets.faces.T], far[facets.faces.T]
    triple = 2 * facets.areas * (facets.heights - facets.normals @ point)
    ab, bc, ca = (np.einsum("ij,ij->i", one, other) for one, other in ((a, b), (b, c), (c, a)))
    return float(np.arctan2(triple, u * v * w + ab * w + bc * u + ca * v).sum() / (2 * np.pi))
