"""The mesh of a shape of nets: watertight by construction, as faces that share an edge share its points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from configurator.kernel.build.engraving.engrave import Engraving
from configurator.kernel.build.nets.face_mesh import FaceMesh, mesh_face
from configurator.kernel.build.nets.faces import DirectedEdge, NetShape, PlaneFace, UnsupportedShape
from configurator.kernel.build.nets.holes import edge_points
from configurator.kernel.build.nets.sampling import samples_of
from configurator.kernel.build.nets.spacing import Fineness
from configurator.kernel.build.nets.spline import Floats, Numbers, reversed_if
from configurator.kernel.build.nets.strips import grid_of
from configurator.kernel.geometry.axes import as_point, frame_along
from configurator.kernel.geometry.polygons import signed_area, triangulate

# The number of the net of triangles that belong to none.
NO_NET = -1


@dataclass(frozen=True, eq=False)
class NetMesh:
    """Points (n, 3) in mm and triangles (m, 3), counter-clockwise from outside.

    `net` (m,) is the number of the net that a triangle belongs to, NO_NET in planes and letters, and
    `uv` (m, 3, 2) are its corners' parameters there. `edges` are the points along each of the shape's
    edges, `letter_edges` those along the edges of letters.
    """

    points: Floats
    triangles: Numbers
    net: Numbers
    uv: Floats
    edges: dict[int, Numbers]
    letter_edges: tuple[Numbers, ...] = ()


def mesh_nets(shape: NetShape, fine: Fineness, engraving: Engraving | None = None) -> NetMesh:
    """The mesh of a shape, engraved where there is an engraving of one of its planes.

    Raises UnsupportedShape where nets or planes do not meet in edges that agree.
    """
    samples = samples_of(shape, fine)
    grids = [grid_of(face.net, each) for face, each in zip(shape.nets, samples, strict=True)]
    points = edge_points(shape, grids)
    mesh = _join_faces([mesh_face(face, grid, points) for face, grid in zip(shape.nets, grids, strict=True)])
    for plane in shape.planes:
        own_engraving = engraving if engraving is not None and plane.face.isSame(engraving.ground) else None
        mesh = _add_plane(mesh, plane, own_engraving)
    # In single precision, as files store them.
    return replace(mesh, points=mesh.points.astype(np.float32).astype(np.float64))


def _join_faces(faces: Sequence[FaceMesh]) -> NetMesh:
    """The nets with their common points."""
    first = np.cumsum([0, *(len(face.uv) for face in faces)])
    edges: dict[int, list[Numbers]] = defaultdict(list)
    for face, offset in zip(faces, first, strict=False):
        for edge, numbers in face.edges:
            edges[edge].append(numbers + offset)
    index = _merge_points(edges.values(), int(first[-1]))
    points = np.empty((index.max() + 1, 3))
    points[index] = np.concatenate([face.places for face in faces])
    return NetMesh(
        points=points,
        triangles=index[np.concatenate([face.triangles + offset for face, offset in zip(faces, first, strict=False)])],
        net=np.repeat(np.arange(len(faces)), [len(face.triangles) for face in faces]),
        uv=np.concatenate([face.uv[face.triangles] for face in faces]),
        edges={edge: index[numbers[0]] for edge, numbers in edges.items()},
    )


def _merge_points(edges: Iterable[list[Numbers]], count: int) -> Numbers:
    """(count,) the number of each point, once the points of an edge that two faces share are merged."""
    pairs = [numbers for numbers in edges if len(numbers) == 2]
    if any(len(one) != len(other) for one, other in pairs):
        raise UnsupportedShape("the points along an edge differ")
    ends = [np.concatenate(side) for side in zip(*pairs, strict=True)]
    links = coo_array((np.ones(len(ends[0]), bool), tuple(ends)), shape=(count, count))
    return np.asarray(connected_components(links, directed=False)[1], dtype=np.int64)


def _add_plane(mesh: NetMesh, plane: PlaneFace, engraving: Engraving | None) -> NetMesh:
    """The mesh with a flat face added, and the letters in it. Raises UnsupportedShape where its rings cross."""
    points, facets, rims, edges = mesh.points, [], [], []
    for letter, places in engraving.placed_letters() if engraving is not None else ():
        facets.append(letter.facets + len(points))
        rims += [rim + len(points) for rim in letter.rims]
        edges += [edge + len(points) for edge in letter.edges]
        points = np.concatenate([points, places])
    flat = points @ frame_along(as_point(plane.normal))[:2].T
    outlines = _orient_rings([_ring_points(ring, mesh.edges) for ring in plane.rings], flat)
    try:
        facets.append(triangulate([*outlines, *rims], flat))
    except ValueError as error:
        raise UnsupportedShape("the rings of a plane cross") from error
    new_triangles = np.concatenate(facets)
    return NetMesh(
        points=points,
        triangles=np.concatenate([mesh.triangles, new_triangles]),
        net=np.append(mesh.net, np.full(len(new_triangles), NO_NET)),
        uv=np.concatenate([mesh.uv, np.zeros((len(new_triangles), 3, 2))]),
        edges=mesh.edges,
        letter_edges=(*mesh.letter_edges, *edges),
    )


def _ring_points(ring: Sequence[DirectedEdge], edges: dict[int, Numbers]) -> Numbers:
    """The points round a ring of edges."""
    if any(along.edge not in edges for along in ring):
        raise UnsupportedShape("a plane has an edge that no net has")
    lines = [reversed_if(edges[along.edge], along.backwards) for along in ring]
    if any(line[-1] != following[0] for line, following in zip(lines, [*lines[1:], lines[0]], strict=True)):
        raise UnsupportedShape("the edges of a plane do not follow one another")
    return np.concatenate([line[:-1] for line in lines])


def _orient_rings(rings: Sequence[Numbers], flat: Floats) -> list[Numbers]:
    """The largest ring counter-clockwise, those inside it clockwise."""
    areas = [signed_area(flat[ring]) for ring in rings]
    outer = int(np.argmax(np.abs(areas)))
    return [
        reversed_if(ring, (area > 0) != (number == outer))
        for number, (ring, area) in enumerate(zip(rings, areas, strict=True))
    ]
