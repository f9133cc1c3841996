"""Whether a mesh is the closed, orderly skin of one or more bodies."""

from __future__ import annotations

from collections.abc import Iterator

import igl
import igl.predicates
import manifold3d
import numpy as np
import trimesh

from configurator.domain.findings import Finding
from configurator.kernel.measure.axes import as_point

HINT = "Tell the template's author the parameters, or mend the file in the program that made it."
# Bodies up to which it is cheaper to count exactly than to prepare the mesh for counting nearly so.
FEW = 20
# mm under the skin at which it is asked how often the mesh goes round a point.
DEPTH = 1e-3


def unreadable(mesh: trimesh.Trimesh) -> Iterator[Finding]:
    """A refusal for a mesh without triangles or with corners that are no numbers."""
    if len(mesh.faces) == 0:
        yield Finding("empty", "refusal", "The mesh has no triangles.", HINT)
    elif not np.isfinite(mesh.vertices).all():
        yield Finding("not_finite", "refusal", "The mesh has corners that are not numbers.", HINT)


def welded(mesh: trimesh.Trimesh) -> trimesh.Trimesh:
    """A copy with coinciding vertices merged and the triangles that collapse by it dropped."""
    copy = trimesh.Trimesh(mesh.vertices, mesh.faces, process=False)
    copy.merge_vertices()
    a, b, c = copy.faces.T
    copy.update_faces((a != b) & (b != c) & (c != a))
    return copy


def edges(mesh: trimesh.Trimesh) -> Iterator[Finding]:
    """Refusals for edges that bound one triangle (a hole), and for those that join more than two."""
    if mesh.is_watertight:
        return
    pairs, counts = np.unique(mesh.edges_sorted, axis=0, return_counts=True)
    for code, message, chosen in (
        ("open", "The mesh is open along {:.2f} mm of edges.", pairs[counts == 1]),
        ("not_manifold", "More than two facets meet along {:.2f} mm of edges.", pairs[counts > 2]),
    ):
        if len(chosen):
            ends = mesh.vertices[chosen]
            size = float(np.linalg.norm(ends[:, 1] - ends[:, 0], axis=1).sum())
            yield Finding(code, "refusal", message.format(size), HINT, as_point(ends[0].mean(axis=0)), size)


def winding(mesh: trimesh.Trimesh) -> Iterator[Finding]:
    """A refusal where neighbouring facets disagree on which side is out."""
    if not mesh.is_winding_consistent:
        yield Finding("winding", "refusal", "Neighbouring facets face opposite ways.", HINT)


def self_intersections(mesh: trimesh.Trimesh) -> Iterator[Finding]:
    """A refusal where facets cross, overlap or touch; by exact predicates (libigl)."""
    vertices, faces = _arrays(mesh)
    found, pairs, _ = igl.predicates.find_self_intersections(vertices, faces, True)
    if found:
        place = as_point(mesh.triangles[pairs[0, 0]].mean(axis=0))
        yield Finding("self_intersecting", "refusal", "The surface cuts through itself.", HINT, place)


def bodies(mesh: trimesh.Trimesh) -> list[np.ndarray]:
    """The faces (indices) of every body; those that only touch, in a corner or along an edge, count apart."""
    labels = trimesh.graph.connected_component_labels(mesh.face_adjacency, node_count=len(mesh.faces))
    order = np.argsort(labels, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)


def count(found: int, stated: int | None) -> Iterator[Finding]:
    """A refusal where the mesh has another number of bodies than stated; a closed hollow counts as one."""
    if stated is not None and found != stated:
        message = f"The mesh falls into {found} closed surfaces where {stated} were stated."
        yield Finding("bodies", "refusal", message, HINT)


def nesting(mesh: trimesh.Trimesh, bodies: list[np.ndarray]) -> Iterator[Finding]:
    """Refusals for bodies that are inside out or lie inside others.

    Just under the skin of a sound body the mesh goes round a point once. As no skin crosses
    another, one point speaks for a whole body.
    """
    if not mesh.is_watertight or not mesh.is_winding_consistent:
        return
    largest = np.array([body[mesh.area_faces[body].argmax()] for body in bodies])
    points = mesh.triangles[largest].mean(axis=1) - DEPTH * mesh.face_normals[largest]
    few = len(bodies) <= FEW
    wound = [turns_round(mesh, each) for each in points] if few else igl.fast_winding_number(*_arrays(mesh), points)
    for point, turns in zip(points, np.atleast_1d(wound), strict=True):
        if turns < 0.5:
            yield Finding("inside_out", "refusal", "A body is inside out.", HINT, as_point(point))
        elif turns > 1.5:
            yield Finding("nested", "refusal", "A body lies inside another.", HINT, as_point(point))


def turns_round(mesh: trimesh.Trimesh, point: np.ndarray) -> float:
    """How often the mesh goes round a point (3,) in mm: the solid angle of all triangles over that of a sphere.

    Van Oosterom and Strackee, The solid angle of a plane triangle, 1983. libigl counts as exactly, but
    first prepares the mesh for many points, which takes 25 times as long for one.
    """
    corners = mesh.vertices - point
    far = np.sqrt(np.einsum("ij,ij->i", corners, corners))
    (a, b, c), (u, v, w) = corners[mesh.faces.T], far[mesh.faces.T]
    triple = np.einsum("ij,ij->i", a, np.cross(b, c))
    ab, bc, ca = (np.einsum("ij,ij->i", one, other) for one, other in ((a, b), (b, c), (c, a)))
    return float(np.arctan2(triple, u * v * w + ab * w + bc * u + ca * v).sum() / (2 * np.pi))


def manifold_status(mesh: trimesh.Trimesh) -> str:
    """What the manifold library says of the mesh: `NoError`, or why it cannot compute with it."""
    vertices, faces = _arrays(mesh)
    data = manifold3d.Mesh64(vert_properties=vertices, tri_verts=faces.astype(np.uint64))
    return str(manifold3d.Manifold(data).status().name)


def not_manifold(status: str) -> Iterator[Finding]:
    """A refusal unless the manifold library is content."""
    if status != "NoError":
        yield Finding("not_manifold", "refusal", f"The mesh is no manifold ({status}).", HINT)


def _arrays(mesh: trimesh.Trimesh) -> tuple[np.ndarray, np.ndarray]:
    return np.ascontiguousarray(mesh.vertices, np.float64), np.ascontiguousarray(mesh.faces, np.int64)
