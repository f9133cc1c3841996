"""Solids with something wrong about them, or with a wall of known thickness."""

from __future__ import annotations

import cadquery as cq
import numpy as np
import trimesh

from configurator.kernel.build.brep_mesh import mesh_shape


def block(*size, at=(0, 0, 0)):
    return cq.Workplane().box(*size).translate(at)


def meshed(built):
    return mesh_shape(built.val() if isinstance(built, cq.Workplane) else built)


def together(*meshes):
    return trimesh.util.concatenate(meshes)


def inverted(mesh):
    return trimesh.Trimesh(mesh.vertices, mesh.faces[:, ::-1], process=False)


def shell(outside, inside, mouth=0.0):
    """A hollow ball, with a round hole in its top if `mouth` says how wide."""
    ball = cq.Workplane().sphere(outside).cut(cq.Workplane().sphere(inside))
    return ball.cut(cq.Workplane().circle(mouth / 2).extrude(outside + 1)) if mouth else ball


def wedge(high, low, long=40.0, broad=20.0):
    outline = [(0, 0), (long, 0), (long, high), (0, low)]
    return cq.Workplane("XZ").polyline(outline).close().extrude(broad)


def tube(radius, wall, long=30.0):
    return cq.Workplane().circle(radius).circle(radius - wall).extrude(long)


def ribbed(wall, high=6.0):
    return block(40, 40, 6).union(block(30, wall, high, at=(0, 0, 3 + high / 2)))


def bored(diameter, deep=4.0):
    return block(30, 30, deep).faces(">Z").workplane().hole(diameter)


def slotted(width):
    return block(40, 30, 8).faces(">Z").workplane().rect(25, width).cutThruAll()


def pinned(diameter, long=12.0):
    return block(30, 30, 5).union(cq.Workplane().workplane(offset=2).circle(diameter / 2).extrude(long))


def opened():
    mesh = meshed(block(20, 20, 20))
    mesh.update_faces(np.arange(len(mesh.faces)) > 0)
    return mesh


def cutting_itself(by):
    """A ball one of whose vertices is pushed `by` mm inwards, far enough to come out again on the other side."""
    mesh = trimesh.creation.icosphere(subdivisions=3, radius=10)
    mesh.vertices[mesh.vertices[:, 2].argmax()] = (0, 0, 10 - by)
    return mesh


def folded():
    """A plate one of whose corners has slipped a hundredth of a millimetre through its underside."""
    mesh = trimesh.creation.box((20, 20, 1)).subdivide().subdivide()
    top = np.linalg.norm(mesh.vertices - (0, 0, 0.5), axis=1).argmin()
    mesh.vertices[top, 2] = -0.51
    return mesh


def apart(by):
    """A block, and a small one so many mm beside its middle."""
    return together(meshed(block(9, 9, 9)), meshed(block(3, 3, 3, at=(by, 0, 0))))


def sharing_an_edge():
    mesh = together(trimesh.creation.box((2, 2, 2)), trimesh.creation.box((2, 2, 2)))
    mesh.vertices[8:] += (2, 2, 0)
    mesh.merge_vertices()
    return mesh


def without_thickness():
    """Two skins in one place."""
    return trimesh.Trimesh([[0, 0, 0], [9, 0, 0], [0, 9, 0]], [[0, 1, 2], [0, 2, 1]], process=False)


def not_a_number():
    mesh = meshed(block(10, 10, 10))
    mesh.vertices[3, 1] = np.nan
    return mesh
