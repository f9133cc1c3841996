"""A part as actors of the renderer: its surface, smooth where it is round, and its edges as thin lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from trimesh import Trimesh
from vtkmodules.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

from configurator.kernel.build.brep_mesh import CHORD_MM, mesh_shape
from configurator.kernel.build.feature_edges import edges_to_draw, feature_edges
from configurator.kernel.geometry.shading import split_at_creases
from configurator.kernel.part import Part
from configurator.kernel.render.appearance import IVORY, Appearance
from configurator.kernel.render.camera import PixelArray

# The smaller side of the picture over the width of an edge's line.
THINNESS = 700
# Largest deviation of a facet from the surface, in pixels.
FACET_DEVIATION_PX = 0.4


def surface_actor(mesh: Trimesh, look: Appearance = IVORY) -> vtkActor:
    """The surface of `mesh`, shaded smoothly between creases."""
    points, normals, faces = split_at_creases(mesh)
    data = _triangles(points, faces)
    data.GetPointData().SetNormals(numpy_to_vtk(normals, deep=True))
    actor = _actor(data, look.colour)
    material = actor.GetProperty()
    material.SetAmbient(0.24)
    material.SetDiffuse(0.85)
    material.SetSpecular(look.gloss)
    material.SetSpecularPower(30)
    return actor


def plain_actor(points: PixelArray, faces: NDArray[np.int64]) -> vtkActor:
    """Triangles (m, 3) of points (n, 3), of which only the outline counts."""
    return _actor(_triangles(points, faces), IVORY.colour)


def edge_actor(lines: Sequence[PixelArray], size: tuple[int, int], look: Appearance = IVORY) -> vtkActor:
    """Edges (n, 3) in mm as lines that suit a picture of `size` in pixels."""
    points = np.concatenate([*lines, np.empty((0, 3))])
    data = _points(points)
    data.SetLines(_cells(np.arange(len(points)), np.cumsum([0, *map(len, lines)])))
    actor = _actor(data, look.edges)
    actor.GetProperty().SetLineWidth(min(size) / THINNESS)
    actor.GetProperty().LightingOff()
    return actor


def visible_mesh(part: Part, size: tuple[int, int]) -> tuple[Trimesh, Sequence[PixelArray]]:
    """The part's mesh and edges; of small parts finer ones, for facets not to show in a picture of `size`."""
    chord = FACET_DEVIATION_PX * float(np.linalg.norm(part.mesh.extents)) / max(size)
    if chord > CHORD_MM / 2:
        return part.mesh, edges_to_draw(part)
    # Meshing changes the shape, and with it every file written later, so a copy is meshed.
    shape = part.shape.copy()
    return mesh_shape(shape, chord), feature_edges(shape)


def _triangles(points: PixelArray, faces: NDArray[np.int64]) -> vtkPolyData:
    data = _points(points)
    data.SetPolys(_cells(faces.ravel(), np.arange(0, faces.size + 1, 3)))
    return data


def _points(points: PixelArray) -> vtkPolyData:
    places, data = vtkPoints(), vtkPolyData()
    places.SetData(numpy_to_vtk(np.ascontiguousarray(points), deep=True))
    data.SetPoints(places)
    return data


def _cells(corners: NDArray[np.int64], starts: NDArray[np.int64]) -> vtkCellArray:
    """Cells by the indices of their corners, and where among these each cell starts."""
    cells = vtkCellArray()
    arrays = (np.ascontiguousarray(array, dtype=np.int64) for array in (starts, corners))
    cells.SetData(*(numpy_to_vtkIdTypeArray(array, deep=True) for array in arrays))
    return cells


def _actor(data: vtkPolyData, colour: tuple[float, float, float]) -> vtkActor:
    mapper, actor = vtkPolyDataMapper(), vtkActor()
    mapper.SetInputData(data)
    # Edges are in the surface: an offset brings them a little nearer to the eye. Where that slants away, depth differs
    # by more within a pixel: in small pictures edges would be broken lines there.
    mapper.SetResolveCoincidentTopologyToPolygonOffset()
    mapper.SetRelativeCoincidentTopologyPolygonOffsetParameters(0.5, 0)
    mapper.SetRelativeCoincidentTopologyLineOffsetParameters(0, -4)
    actor.SetMapper(mapper)
    actor.GetProperty().SetColor(*colour)
    return actor
