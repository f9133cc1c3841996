"""Projects a part into a view: its lines and, in a section, the area that the plane cuts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cadquery as cq
import numpy as np
import shapely
from trimesh import Trimesh
from trimesh.intersections import mesh_plane

from configurator.domain.parts.dimensions import Point, Z
from configurator.domain.parts.templates import FROM_THE_RIGHT, Section
from configurator.kernel.build.brep import brep_of
from configurator.kernel.build.brep_mesh import CHORD_MM as FILES_CHORD
from configurator.kernel.build.feature_edges import feature_edges
from configurator.kernel.build.tessellation import tessellate
from configurator.kernel.drawing.centre_lines import Axis
from configurator.kernel.drawing.drawable_mesh import DrawableMesh, drawable_mesh
from configurator.kernel.drawing.hidden_lines import ViewLines, view_lines
from configurator.kernel.drawing.modelled_threads import ThreadPlace
from configurator.kernel.drawing.views import View, ViewPoints, view_from

# Largest deviation of facets from the surface, in shares of the part's largest extent.
DRAWING_CHORD = 6e-4
DRAWING_ANGLE = 0.3
# Cosine: a section whose normal is that near to what is upright is viewed as the plan is.
LEVEL_COS = 0.9
NO_AREA = shapely.Polygon()


@dataclass(frozen=True, eq=False)
class DrawableSolid:
    """A part's mesh, the same prepared for drawing, and its axes."""

    mesh: Trimesh
    skin: DrawableMesh
    axes: list[Axis]


@dataclass(frozen=True, eq=False)
class ProjectedView:
    """A view; in mm of the part. `touched` (n, 3) are points that a dimension may be taken from.

    In a section `cut` is what the plane cuts, `section` says where; `letter` is its name, else empty.
    """

    view: View
    lines: ViewLines
    axes: list[Axis]
    contact_points: ViewPoints
    cut: shapely.Geometry = NO_AREA
    section: Section | None = None
    letter: str = ""


def drawable_solid(
    shape: cq.Shape, axes: list[Axis], size: float, threads: tuple[ThreadPlace, ...] = ()
) -> DrawableSolid:
    """A shape meshed as finely as a drawing needs."""
    # Meshing may change the shape, and with it every file written later, so a copy is meshed.
    brep = brep_of(shape.copy())
    # Nets consist of measured points, which jaws must touch.
    tessellation = tessellate(brep, FILES_CHORD if brep.nets is not None else DRAWING_CHORD * size, DRAWING_ANGLE)
    edges = feature_edges(tessellation.brep.shape) if tessellation.edges is None else tessellation.edges
    return DrawableSolid(tessellation.mesh, drawable_mesh(tessellation.mesh, edges, size, threads), axes)


def project_view(solid: DrawableSolid, view: View, hidden: bool = True) -> ProjectedView:
    """The whole part from outside."""
    return ProjectedView(view, view_lines(solid.skin, view, hidden), solid.axes, np.asarray(solid.mesh.vertices))


def project_section(
    solid: DrawableSolid, section: Section, letter: str, front: Point = FROM_THE_RIGHT, up: Point = Z
) -> ProjectedView:
    """The part cut open, viewed against the section's normal; upright as front view or plan are."""
    normal = np.array(section.normal, dtype=float)
    is_level = abs(normal @ np.array(up)) > LEVEL_COS * np.linalg.norm(normal) * np.linalg.norm(up)
    view = view_from(normal, -np.array(front) if is_level else np.array(up))
    rims = np.asarray(mesh_plane(solid.mesh, normal, section.origin)).reshape(-1, 2, 3)
    cut = _enclosed_area(view.flat(rims))
    lines, contact_points = [*_outlines(cut)], [rims.reshape(-1, 3)]
    if section.beyond:
        depth = float(np.array(section.origin) @ view.toward)
        lines += view_lines(solid.skin, view, hidden=False, front=depth, rims=view.flat(rims)).visible
        contact_points.append(solid.mesh.vertices[solid.mesh.vertices @ view.toward < depth])
    return ProjectedView(
        view, ViewLines(tuple(lines), ()), solid.axes, np.concatenate(contact_points), cut, section, letter
    )


def _enclosed_area(segments: ViewPoints) -> shapely.Geometry:
    """The area that closed outlines (n, 2, 2) enclose, without holes."""
    noded = shapely.node(shapely.multilinestrings(shapely.linestrings(np.round(segments, 6))))
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    rings = shapely.linestrings(np.round(segments, 6))
    # A face is material if a ray from inside it crosses the outlines an odd number of times.
    inside = [face for face in faces if _is_material(face, rings)]
    return shapely.unary_union(inside)


def _is_material(face: shapely.Polygon, rims: ViewPoints) -> bool:
    point = shapely.get_coordinates(shapely.point_on_surface(face))[0]
    starts, ends = (shapely.get_coordinates(rims).reshape(-1, 2, 2)[:, side] for side in (0, 1))
    above = (starts[:, 1] > point[1]) != (ends[:, 1] > point[1])
    a, b = starts[above], ends[above]
    crossings = a[:, 0] + (point[1] - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0])
    return bool(int((crossings > point[0]).sum()) % 2)


def _outlines(area: shapely.Geometry) -> Iterator[ViewPoints]:
    for part in shapely.get_parts(area):
        yield from (shapely.get_coordinates(ring) for ring in (part.exterior, *part.interiors))
