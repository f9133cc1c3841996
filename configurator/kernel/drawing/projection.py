"""What a view shows of the part: its lines and, in a section, what the plane cuts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cadquery as cq
import numpy as np
import shapely
from trimesh import Trimesh
from trimesh.intersections import mesh_plane

from configurator.domain.parts.templates import Section
from configurator.kernel.build.brep import brep_of
from configurator.kernel.build.brep_mesh import CHORD_MM as FILES_CHORD
from configurator.kernel.build.feature_edges import feature_edges
from configurator.kernel.build.tessellation import tessellate
from configurator.kernel.drawing.centre_lines import Axis
from configurator.kernel.drawing.drawable_mesh import DrawableMesh, drawable_mesh
from configurator.kernel.drawing.hidden_lines import ViewLines, view_lines
from configurator.kernel.drawing.views import View, ViewPoints, seen_from

# In the part's largest sizes: how far facets may stray from the surface.
DRAWING_CHORD = 6e-4
DRAWING_ANGLE = 0.3
NOTHING = shapely.Polygon()


@dataclass(frozen=True, eq=False)
class DrawnSolid:
    """A part's mesh, its skin made ready to be drawn, and its axes."""

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
    touched: ViewPoints
    cut: shapely.Geometry = NOTHING
    section: Section | None = None
    letter: str = ""


def drawn_solid(shape: cq.Shape, axes: list[Axis], size: float) -> DrawnSolid:
    """A shape with a skin as fine as a drawing needs."""
    # Meshing may change the shape it is given, and with it every file written later.
    brep = brep_of(shape.copy())
    # Nets have the points that were measured: jaws must touch them.
    made = tessellate(brep, FILES_CHORD if brep.nets is not None else DRAWING_CHORD * size, DRAWING_ANGLE)
    edges = feature_edges(made.brep.shape) if made.edges is None else made.edges
    return DrawnSolid(made.mesh, drawable_mesh(made.mesh, edges, size), axes)


def project_view(solid: DrawnSolid, view: View, hidden: bool = True) -> ProjectedView:
    """The whole part from outside."""
    return ProjectedView(view, view_lines(solid.skin, view, hidden), solid.axes, np.asarray(solid.mesh.vertices))


def project_section(solid: DrawnSolid, section: Section, letter: str) -> ProjectedView:
    """The part cut open, as seen from the tip of the section's normal."""
    normal = np.array(section.normal, dtype=float)
    view = seen_from(normal, np.array((0.0, 1.0, 0.0) if abs(normal[2]) > 0.9 else (0.0, 0.0, 1.0)))
    rims = np.asarray(mesh_plane(solid.mesh, normal, section.origin)).reshape(-1, 2, 3)
    cut = _area(view.flat(rims))
    lines, touched = [*_rims(cut)], [rims.reshape(-1, 3)]
    if section.beyond:
        front = float(np.array(section.origin) @ view.toward)
        lines += view_lines(solid.skin, view, hidden=False, front=front).visible
        touched.append(solid.mesh.vertices[solid.mesh.vertices @ view.toward < front])
    return ProjectedView(view, ViewLines(tuple(lines), ()), solid.axes, np.concatenate(touched), cut, section, letter)


def _area(segments: ViewPoints) -> shapely.Geometry:
    """What closed rims (n, 2, 2) enclose, holes left out."""
    joined = shapely.node(shapely.multilinestrings(shapely.linestrings(np.round(segments, 6))))
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(joined)))
    rings = shapely.linestrings(np.round(segments, 6))
    # A face is material if a ray from inside it meets the rims an odd number of times.
    inside = [face for face in faces if _odd(face, rings)]
    return shapely.unary_union(inside)


def _odd(face: shapely.Polygon, rims: ViewPoints) -> bool:
    point = shapely.get_coordinates(shapely.point_on_surface(face))[0]
    starts, ends = (shapely.get_coordinates(rims).reshape(-1, 2, 2)[:, side] for side in (0, 1))
    above = (starts[:, 1] > point[1]) != (ends[:, 1] > point[1])
    a, b = starts[above], ends[above]
    across = a[:, 0] + (point[1] - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0])
    return bool(int((across > point[0]).sum()) % 2)


def _rims(area: shapely.Geometry) -> Iterator[ViewPoints]:
    for part in shapely.get_parts(area):
        yield from (shapely.get_coordinates(ring) for ring in (part.exterior, *part.interiors))
