"""What there is to draw of a part's measurements in one view: lines to set off from the part, and notes.

Everything here is in the frame of the picture: mm right, down and towards the eye.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.spatial import ConvexHull
from trimesh import Trimesh
from trimesh.intersections import mesh_plane

from configurator.domain.naming import title_of
from configurator.domain.parts.dimensions import Angle, Diameter, Distance, Girth
from configurator.kernel.part import Measurement, Part
from configurator.kernel.render.camera import Camera, PixelArray
from configurator.kernel.render.dimension_sides import Sides, sides_across, sides_along
from configurator.kernel.render.placed_dimension import no_points

# More than these make a picture hard to read (the project's own choice).
MAX_DIMENSIONS = 6
# How far in mm another place of a face may lie from where it was measured, in shares of the box.
NEARBY, INSIDE = 20.0, 0.7


# Two sizes are never equal by value: arrays do not compare to one truth.
@dataclass(frozen=True, eq=False)
class Span:
    """A size drawn between two arrows on one of several `sides` of the part; `shaft` if it is that of one."""

    text: str
    sides: Sides
    shaft: bool = False


@dataclass(frozen=True, eq=False)
class Note:
    """A size that no straight line shows: told beside the part, with a line to one of `spots` (k, 3).

    `path` (n, 3) is drawn on the part: where a tape ran; without points for anything else.
    """

    text: str
    spots: PixelArray
    path: PixelArray


DimensionGeometry = Span | Note


def drawable(part: Part, axes: PixelArray) -> list[DimensionGeometry]:
    """The first of the part's measurements that show in the view with these axes."""
    turned = part.mesh.vertices @ axes.T
    found = (_size(measurement, part, axes, turned) for measurement in part.measurements)
    return [size for size in found if size is not None][:MAX_DIMENSIONS]


def numbered(part: Part, axes: PixelArray) -> list[DimensionGeometry]:
    """All of the part's measurements by their numbers, from 1: between arrows, or a number that points at its place."""
    turned = part.mesh.vertices @ axes.T
    return [_number(number, each, part, axes, turned) for number, each in enumerate(part.measurements, 1)]


def _number(
    number: int, measurement: Measurement, part: Part, axes: PixelArray, turned: PixelArray
) -> DimensionGeometry:
    dimension = measurement.dimension
    spans = isinstance(dimension, Diameter) or (isinstance(dimension, Distance) and dimension.jaws == "outside")
    size = _size(measurement, part, axes, turned) if spans else None
    if size is not None:
        return replace(size, text=str(number))
    ends = np.array(measurement.ends)
    seen = ends[(ends @ axes[2]).argmax()]
    spots = seen + _about(dimension, seen) if isinstance(dimension, Angle) else seen[None]
    return Note(str(number), spots @ axes.T, no_points(0, 3))


def _about(angle: Angle, spot: PixelArray) -> PixelArray:
    """(5, 3) from the spot to others of the face, on which something else may point at the spot itself."""
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


def label(measurement: Measurement) -> str:
    """The measured size as a machinist writes it, with the decimals that its tolerance is worth."""
    dimension = measurement.dimension
    sign, unit = "Ø " if dimension.kind == "diameter" else "", "°" if dimension.kind == "angle" else ""
    decimals = 2 if dimension.tolerance < 0.1 and not unit else 1
    # Adding zero turns a negative zero into a plain one.
    return f"{sign}{round(measurement.measured, decimals) + 0.0:.{decimals}f}{unit}"


def _size(measurement: Measurement, part: Part, axes: PixelArray, turned: PixelArray) -> DimensionGeometry | None:
    dimension, ends, text = measurement.dimension, np.array(measurement.ends) @ axes.T, label(measurement)
    if isinstance(dimension, Diameter):
        return Span(text, sides_across(ends, axes @ dimension.axis), shaft=dimension.role == "shaft")
    if isinstance(dimension, Distance):
        sides = sides_along(ends, axes @ dimension.axis, axes, _corners(dimension, part.mesh, turned))
        return Span(text, sides) if len(sides.ways) else None
    text = f"{title_of(dimension.name)} {text}"
    if isinstance(dimension, Girth):
        return _taped(text, ends, _tape(part.mesh, dimension) @ axes.T)
    # Of a wall the side that is seen; of two faces the first, which is the one that turns.
    spot = ends[:, 2].argmax() if dimension.kind == "thickness" else 0
    return Note(text, ends[spot][None], no_points(0, 3))


def _corners(distance: Distance, mesh: Trimesh, turned: PixelArray) -> PixelArray:
    """(n, 3) the vertices that outside jaws may touch; others stay where they were set."""
    if distance.jaws != "outside":
        return no_points(0, 3)
    inside = (mesh.vertices >= distance.box.low) & (mesh.vertices <= distance.box.high)
    touched: PixelArray = turned[inside.all(axis=1)]
    return touched


def _taped(text: str, ends: PixelArray, path: PixelArray) -> Note:
    """A girth is told where its tape goes out of sight, left or right."""
    seen = path if len(path) else ends
    return Note(text, np.array([seen[seen[:, 0].argmin()], seen[seen[:, 0].argmax()]]), path)


def _tape(mesh: Trimesh, girth: Girth) -> PixelArray:
    """(n, 3) mm: the closed line of a tape round the section; empty where the plane misses the part."""
    cut: PixelArray = mesh_plane(mesh, girth.normal, girth.origin).reshape(-1, 3)
    if not len(cut):
        return cut
    plane = np.linalg.svd(np.array([girth.normal], dtype=float))[2][1:]
    loop = ConvexHull(cut @ plane.T).vertices
    closed: PixelArray = cut[np.append(loop, loop[0])]
    return closed
