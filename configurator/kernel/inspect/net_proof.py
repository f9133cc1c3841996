"""Whether a mesh made from control points is a mesh of the B-rep that is exported.

The mesh comes from the nets read from the B-rep; it is checked here against the B-rep itself: its faces, its
vertices, its surfaces as the CAD kernel evaluates them, and the volume within.
"""

from __future__ import annotations

from collections.abc import Iterator

import cadquery as cq
import igl
import numpy as np
from OCP.BRep import BRep_Tool
from OCP.TopAbs import TopAbs_ShapeEnum
from OCP.TopExp import TopExp
from OCP.TopoDS import TopoDS
from OCP.TopTools import TopTools_IndexedMapOfShape
from scipy.spatial import cKDTree

from configurator.domain.parts import soundness
from configurator.domain.parts.findings import Finding
from configurator.kernel.build.brep import Brep, has_its_faces
from configurator.kernel.build.engraving.engrave import Engraving
from configurator.kernel.build.nets.faces import NetFace, NetShape
from configurator.kernel.build.nets.mesh import NetMesh
from configurator.kernel.build.nets.spacing import Fineness
from configurator.kernel.build.nets.spline import Floats, Numbers, reversed_if
from configurator.kernel.geometry.axes import as_point
from configurator.kernel.geometry.polygons import signed_area
from configurator.kernel.inspect.quadrature import volume_within
from configurator.shapes.net_solid import LOOP_TOLERANCE_MM

# mm that points of the mesh may be off the B-rep's: files store them in single precision.
VERTEX_TOLERANCE_MM = 1e-4
# One in so many triangles of a net is compared with the CAD kernel's surface, at a corner and in its middle.
SAMPLED_ONE_IN = 23
# The volume within the facets of a round is a little less than that of the round.
VOLUME_SHARE = 0.005
# Steps in u and v: rounding of what triangles cover.
COVERAGE_TOLERANCE = 1e-6


def proof_findings(brep: Brep, nets: NetShape, mesh: NetMesh, fine: Fineness) -> Iterator[Finding]:
    """Refusals where a mesh of `nets` and the engraving is not one of the shape to the required fineness."""
    if not has_its_faces(brep):
        yield _refusal("it has other faces than those that were meshed")
    yield from _vertex_findings(brep.shape, mesh)
    for number, face in enumerate(nets.nets):
        own = np.flatnonzero(mesh.net == number)
        yield from _coverage_findings(face, mesh, own)
        yield from _surface_findings(face, mesh, own[::SAMPLED_ONE_IN], fine)
    yield from _volume_findings(nets, brep.engraving, mesh)


def _vertex_findings(shape: cq.Shape, mesh: NetMesh) -> Iterator[Finding]:
    """Where edges end, the mesh has a point."""
    vertices = TopTools_IndexedMapOfShape()
    TopExp.MapShapes_s(shape.wrapped, TopAbs_ShapeEnum.TopAbs_VERTEX, vertices)
    corners = np.array(
        [
            BRep_Tool.Pnt_s(TopoDS.Vertex_s(vertices.FindKey(number))).Coord()
            for number in range(1, vertices.Extent() + 1)
        ]
    )
    away: Floats = np.asarray(cKDTree(mesh.points).query(corners)[0])
    if away.max() > VERTEX_TOLERANCE_MM:
        yield _refusal(f"a vertex lies {away.max():.4f} mm off it", corners[away.argmax()])


def _coverage_findings(face: NetFace, mesh: NetMesh, own: Numbers) -> Iterator[Finding]:
    """The triangles cover the face's parameters once, windows and holes left out."""
    uv = mesh.uv[own]
    ahead, aside = uv[:, 1] - uv[:, 0], uv[:, 2] - uv[:, 0]
    areas = (ahead[:, 0] * aside[:, 1] - ahead[:, 1] * aside[:, 0]) / 2 * (-1 if face.inwards else 1)
    across, along = face.steps
    rings = _hole_rings(face, mesh, own)
    holes = sum(abs(signed_area(corners)) for _, corners in rings)
    whole = across * along - _window_areas(face) - holes
    covered = bool(len(uv)) and abs(areas.sum() - whole) <= COVERAGE_TOLERANCE * whole
    if not covered or areas.min() < -COVERAGE_TOLERANCE:
        yield _refusal(f"triangles cover {areas.sum():.4f} of the {whole:.4f} of a net")
    for numbers, corners in rings:
        yield from _point_findings(face, mesh.points[numbers], corners)


def _window_areas(face: NetFace) -> float:
    return sum(float(np.prod(np.subtract(each.high, each.low))) for each in face.windows)


def _hole_rings(face: NetFace, mesh: NetMesh, own: Numbers) -> list[tuple[Numbers, Floats]]:
    """The points of the mesh round each hole, and their parameters (k, 2) in its triangles; NaN where it has none."""
    if not face.holes:
        return []
    uv = np.full((len(mesh.points), 2), np.nan)
    uv[mesh.triangles[own]] = mesh.uv[own]
    edges = [
        [reversed_if(mesh.edges[each.along.edge], each.along.backwards)[:-1] for each in hole] for hole in face.holes
    ]
    rings = [np.concatenate(each) for each in edges]
    return [(ring, uv[ring]) for ring in rings]


def _point_findings(face: NetFace, points: Floats, uv: Floats) -> Iterator[Finding]:
    """Points (n, 3) of a net's mesh lie where the CAD kernel's surface is at their parameters (n, 2)."""
    exact = _places(face, uv)
    off: Floats = np.linalg.norm(exact - points, axis=1)
    allowed = VERTEX_TOLERANCE_MM + (LOOP_TOLERANCE_MM if face.holes else 0.0)
    if len(off) and not off.max() <= allowed:
        yield _refusal(f"a point lies {off.max():.4f} mm off the surface", points[off.argmax()])


def _places(face: NetFace, uv: Floats) -> Floats:
    """(n, 3) by the CAD kernel, of parameters (n, 2)."""
    value = BRep_Tool.Surface_s(face.face.wrapped).Value
    return np.array([value(u, v).Coord() for u, v in uv.tolist()]).reshape(-1, 3)


def _surface_findings(face: NetFace, mesh: NetMesh, sample: Numbers, fine: Fineness) -> Iterator[Finding]:
    """Corners of a sample of triangles lie on the CAD kernel's surface, and its middles near it."""
    corners, uv = mesh.points[mesh.triangles[sample]], mesh.uv[sample]
    yield from _point_findings(face, corners[:, 0], uv[:, 0])
    middles = _places(face, uv.mean(axis=1))
    stands_off = _plane_distances(middles, corners)
    beyond = stands_off > fine.chord
    if beyond.any():
        stands_off[beyond] = _mesh_distances(middles[beyond], mesh)
    if len(stands_off) and not stands_off.max() <= fine.chord:
        yield _refusal(f"a facet lies {stands_off.max():.4f} mm off the surface", middles[stands_off.argmax()])


def _plane_distances(points: Floats, corners: Floats) -> Floats:
    """(n,) mm of points (n, 3) from the planes of triangles (n, 3, 3), or from their middles where that is less.

    A sliver has no plane to speak of, but its middle is near all of it.
    """
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals /= np.maximum(np.linalg.norm(normals, axis=1), 1e-12)[:, None]
    from_planes = np.abs(((points - corners[:, 0]) * normals).sum(axis=1))
    return np.minimum(from_planes, np.linalg.norm(points - corners.mean(axis=1), axis=1))


def _mesh_distances(points: Floats, mesh: NetMesh) -> Floats:
    """(n,) mm of points (n, 3) from the nearest facet: in the corner of a net, where two sides run on straight into
    one another, that need not be the facet with their parameters."""
    squared, _, _ = igl.point_mesh_squared_distance(points, mesh.points, np.ascontiguousarray(mesh.triangles))
    return np.sqrt(np.asarray(squared))


def _volume_findings(nets: NetShape, engraving: Engraving | None, mesh: NetMesh) -> Iterator[Finding]:
    a, b, c = mesh.points[mesh.triangles].swapaxes(0, 1)
    meshed, exact = float((a * np.cross(b, c)).sum() / 6), volume_within(nets, engraving)
    if not abs(meshed - exact) <= VOLUME_SHARE * abs(exact):
        yield soundness.VOLUME.finding(size=abs(meshed - exact), meshed=meshed, exact=exact)


def _refusal(what: str, place: Floats | None = None) -> Finding:
    return soundness.OTHER_MESH.finding(as_point(place) if place is not None else None, what=what)
