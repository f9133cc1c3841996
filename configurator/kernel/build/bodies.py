"""A part of several named bodies: its B-rep has one child for each, in the order in which the template names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import cadquery as cq
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from trimesh import Trimesh

from configurator.domain.errors import failed
from configurator.domain.parts.bodies import Body
from configurator.kernel.build.brep import Brep
from configurator.kernel.geometry.facets import facets_of
from configurator.kernel.part import PartBody

AUTHOR_HINT = "This is a fault of the template: tell its author."


def join_bodies(built: Mapping[str, cq.Shape], bodies: Sequence[Body]) -> cq.Shape:
    """One compound, with a compound of solids for each body. Raises Failed unless they are the bodies as stated."""
    if list(built) != [each.name for each in bodies]:
        stated, made = (", ".join(names) or "without names" for names in ((each.name for each in bodies), built))
        raise failed(f"The bodies of the part are stated as {stated}, and it was built as {made}.", hint=AUTHOR_HINT)
    for body in bodies:
        count = len(built[body.name].Solids())
        if body.solids not in (None, count):
            message = f"The body {body.name} has {count} solids, where {body.solids} were stated."
            raise failed(message, hint=AUTHOR_HINT)
    return cq.Compound.makeCompound([cq.Compound.makeCompound(each.Solids()) for each in built.values()])


def part_bodies(brep: Brep, mesh: Trimesh, bodies: Sequence[Body]) -> tuple[PartBody, ...]:
    """The bodies of a part with their triangles in a closed mesh of it; none for a part of which none are named."""
    if not bodies:
        return ()
    numbers = _body_numbers(brep.shape, mesh)
    ground = brep.engraving.ground if brep.engraving else None
    return tuple(
        PartBody(body.name, shape, np.flatnonzero(numbers == number), _has_face(plain, ground))
        for number, (body, shape, plain) in enumerate(zip(bodies, brep.shape, brep.plain, strict=True))
    )


def body_mesh(body: PartBody, mesh: Trimesh) -> Trimesh:
    """The triangles of a body out of the part's mesh, with no other vertices than theirs."""
    used, indices = np.unique(np.asarray(mesh.faces)[body.faces], return_inverse=True)
    return Trimesh(np.asarray(mesh.vertices)[used], indices.reshape(-1, 3), process=False)


def _body_numbers(shape: cq.Shape, mesh: Trimesh) -> NDArray[np.int64]:
    """(m,) which child of `shape` each triangle is of: where an edge ends, its own mesh has a point."""
    facets = facets_of(mesh)
    label_of_point = np.zeros(len(facets.vertices), np.int64)
    label_of_point[facets.faces.ravel()] = np.repeat(facets.bodies, 3)
    child_of_label = np.full(facets.bodies.max() + 1, -1)
    tree = cKDTree(facets.vertices)
    for number, corners in enumerate(_corners(shape)):
        child_of_label[label_of_point[tree.query(corners)[1]]] = number
    return np.asarray(child_of_label[facets.bodies])


def _corners(shape: cq.Shape) -> Iterator[NDArray[np.float64]]:
    """The vertices (n, 3) of each child."""
    for child in shape:
        yield np.array([vertex.toTuple() for vertex in child.Vertices()])


def _has_face(shape: cq.Shape, face: cq.Face | None) -> bool:
    return face is not None and any(each.isSame(face) for each in shape.Faces())
