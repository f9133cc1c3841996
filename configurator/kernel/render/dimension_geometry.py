"""The geometry of a part's measurements in one view: dimension lines to set off from the part, and notes.

Everything here is in the frame of the picture: mm right, down and towards the eye.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from scipy.spatial import ConvexHull
from trimesh import Trimesh
from trimesh.intersections import mesh_plane

from configurator.domain.display_units import in_shown_unit
from configurator.domain.naming import display_title
from configurator.domain.offers.inspection_limits import dimension_unit
from configurator.domain.parts.dimensions import (
    Angle,
    Depth,
    Diameter,
    Distance,
    Girth,
    LetterSize,
    PitchCircle,
    Position,
    ThreadDiameter,
)
from configurator.domain.parts.drafting import LengthUnit
from configurator.domain.parts.size_symbols import signed_size
from configurator.domain.rounding import fixed_text
from configurator.kernel.geometry.facets import facets_of
from configurator.kernel.measure.inner_girth import inner_tape
from configurator.kernel.part import Measurement, Part
from configurator.kernel.render.camera import Camera, PixelArray
from configurator.kernel.render.dimension_sides import Sides, circle_through, sides_across, sides_along
from configurator.kernel.render.placed_dimension import no_points

# The most dimensions in a picture that stays easy to read (the project's own choice).
MAX_DIMENSIONS = 6
# How far in mm another place of a face may be from where it was measured, and which share of the box counts.
NEARBY, INSIDE = 20.0, 0.7
CIRCLE_POINTS = 96


# They are not compared by value: comparing arrays does not give one truth value.
@dataclass(frozen=True, eq=False)
class Span:
    """A dimension between two arrows on one of several `sides` of the part; `shaft` if it is a shaft's diameter.

    Where its feet are hidden, a note with its `title` points at one of `spots` (k, 3) instead.
    """

    text: str
    sides: Sides
    shaft: bool = False
    title: str = ""
    spots: PixelArray = field(default_factory=lambda: no_points(0, 3))


@dataclass(frozen=True, eq=False)
class Note:
    """A dimension that no straight line shows: a text beside the part, with a leader to one of `spots` (k, 3).

    `path` (n, 3) is a line on the part: the path of a measuring tape; without points for anything else.
    """

    text: str
    spots: PixelArray
    path: PixelArray


DimensionGeometry = Span | Note


def measured_geometry(part: Part, axes: PixelArray, unit: LengthUnit = "mm") -> list[DimensionGeometry]:
    """The first of the part's measurements that show in the view with these axes; lengths are told in `unit`."""
    view_points = part.mesh.vertices @ axes.T
    sizes = (_geometry_of(measurement, part, axes, view_points, unit) for measurement in part.measurements)
    return [size for size in sizes if size is not None][:MAX_DIMENSIONS]


def numbered_geometry(part: Part, axes: PixelArray) -> list[DimensionGeometry]:
    """All of the part's measurements by their numbers, from 1: between arrows, or a number that points at its place."""
    view_points = part.mesh.vertices @ axes.T
    return [
        _numbered_geometry(number, each, part, axes, view_points) for number, each in enumerate(part.measurements, 1)
    ]


def _numbered_geometry(
    number: int, measurement: Measurement, part: Part, axes: PixelArray, view_points: PixelArray
) -> DimensionGeometry:
    dimension = measurement.dimension
    is_span = isinstance(dimension, Diameter) or (isinstance(dimension, Distance) and dimension.jaws == "outside")
    size = _geometry_of(measurement, part, axes, view_points) if is_span else None
    if isinstance(size, Span):
        return replace(size, text=str(number), title="")
    ends = np.array(measurement.ends)
    nearest_end = ends[(ends @ axes[2]).argmax()]
    spots = nearest_end + _nearby_spots(dimension, nearest_end) if isinstance(dimension, Angle) else nearest_end[None]
    return Note(str(number), spots @ axes.T, no_points(0, 3))


def _nearby_spots(angle: Angle, spot: PixelArray) -> PixelArray:
    """(5, 3) from the spot to others on the same face, as another leader may already point at the spot."""
    low, high = (
        np.clip(np.array(corner) - spot, -NEARBY, NEARBY) * INSIDE for corner in (angle.box.low, angle.box.high)
    )
    return np.array([(0, 0, 0), *((x, y, 0) for x in (low[0], high[0]) for y in (low[1], high[1]))])


def in_pixels(size: DimensionGeometry, camera: Camera) -> DimensionGeometry:
    """The same in the camera's pixels."""
    if isinstance(size, Note):
        return replace(size, spots=camera.pixels(size.spots), path=camera.pixels(size.path))
    sides = replace(size.sides, feet=camera.pixels(size.sides.feet), lines=camera.pixels(size.sides.lines))
    return replace(size, sides=sides)


def label(measurement: Measurement, unit: LengthUnit = "mm") -> str:
    """The measured size as a machinist writes it: mm with the decimals that its tolerance warrants, inches with 3."""
    dimension, measured = measurement.dimension, measurement.measured
    if dimension_unit(dimension.kind) == "deg":
        return f"{fixed_text(measured, 1)}°"
    if unit == "in":
        return signed_size(dimension, f"{fixed_text(in_shown_unit(measured, 'mm', unit), 3)} in")
    return signed_size(dimension, fixed_text(measured, 2 if dimension.tolerance < 0.1 else 1))


def _geometry_of(
    measurement: Measurement, part: Part, axes: PixelArray, view_points: PixelArray, unit: LengthUnit = "mm"
) -> DimensionGeometry | None:
    dimension, ends, text = measurement.dimension, np.array(measurement.ends) @ axes.T, label(measurement, unit)
    if isinstance(dimension, Diameter):
        sides, rim = sides_across(ends, axes @ dimension.axis), circle_through(ends, axes @ dimension.axis)
        return Span(text, sides, dimension.role == "shaft", display_title(dimension.name), rim)
    if isinstance(dimension, Distance):
        sides = sides_along(ends, axes @ dimension.axis, axes, _jaw_corners(dimension, part.mesh, view_points))
        return Span(text, sides, title=display_title(dimension.name), spots=ends) if len(sides.ways) else None
    if isinstance(dimension, Position | Depth) or (isinstance(dimension, LetterSize) and dimension.of == "height"):
        axis = dimension.axis if isinstance(dimension, Position) else None
        span = Span(text, _straight_sides(ends, None if axis is None else axes @ axis, axes))
        return replace(span, title=display_title(dimension.name), spots=ends) if len(span.sides.ways) else None
    if isinstance(dimension, PitchCircle):
        return _circle_note(text, ends, axes @ dimension.axis)
    text = f"{display_title(dimension.name)} {text}"
    if isinstance(dimension, ThreadDiameter):
        mouth = ends - ends.mean(axis=0) + axes @ dimension.centre
        return Note(text, circle_through(mouth, axes @ dimension.axis), no_points(0, 3))
    if isinstance(dimension, Girth):
        return _girth_note(text, ends, _tape_line(part.mesh, dimension) @ axes.T)
    # Of a wall the visible side; of an angle the first face, which is the one that is turned.
    spot = ends[:, 2].argmax() if dimension.kind == "thickness" else 0
    return Note(text, ends[spot][None], no_points(0, 3))


def _jaw_corners(distance: Distance, mesh: Trimesh, view_points: PixelArray) -> PixelArray:
    """(n, 3) the vertices that outside jaws may touch; other jaws stay where they were set."""
    if distance.jaws != "outside":
        return no_points(0, 3)
    inside = (mesh.vertices >= distance.box.low) & (mesh.vertices <= distance.box.high)
    touched: PixelArray = view_points[inside.all(axis=1)]
    return touched


def _straight_sides(ends: PixelArray, axis: PixelArray | None, axes: PixelArray) -> Sides:
    """Between two features along an axis, or else along what lies between them; none where there is no length."""
    along = ends[1] - ends[0] if axis is None else axis
    return sides_along(ends, along if np.linalg.norm(along) else axes[2], axes, no_points(0, 3))


def _circle_note(text: str, ends: PixelArray, axis: PixelArray) -> Note:
    """The note of a pitch circle, with its line on the part."""
    circle = circle_through(ends, axis, CIRCLE_POINTS)
    spots = np.array([circle[circle[:, 0].argmin()], circle[circle[:, 0].argmax()]])
    return Note(text, spots, np.concatenate([circle, circle[:1]]))


def _girth_note(text: str, ends: PixelArray, path: PixelArray) -> Note:
    """The note of a girth, at the leftmost or the rightmost point of its tape."""
    points = path if len(path) else ends
    return Note(text, np.array([points[points[:, 0].argmin()], points[points[:, 0].argmax()]]), path)


def _tape_line(mesh: Trimesh, girth: Girth) -> PixelArray:
    """(n, 3) mm: the closed line of a tape round the section; empty where the plane misses the part."""
    cut: PixelArray = mesh_plane(mesh, girth.normal, girth.origin).reshape(-1, 3)
    if not len(cut):
        return cut
    if girth.side == "inside":
        return inner_tape(facets_of(mesh), girth)
    plane = np.linalg.svd(np.array([girth.normal], dtype=float))[2][1:]
    loop = ConvexHull(cut @ plane.T).vertices
    closed: PixelArray = cut[np.append(loop, loop[0])]
    return closed
