"""The sides of a part on which a linear dimension can be placed, and its points there.

All in the frame of the picture: mm (or pixels) right, down and towards the eye.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from configurator.kernel.render.camera import PixelArray

# Sine: a line foreshortened below this no longer shows its length, or an extension line its direction.
SLANT = 0.3
# Vertices this near to a jaw's plane in mm touch it.
TOUCH_MM = 0.01
RIM_POINTS = 24
SIX_WAYS = np.vstack([np.eye(3), -np.eye(3)])


@dataclass(frozen=True, eq=False)
class Sides:
    """One row per side. `feet` (k, 2, 3) lie on the part; `lines` (k, 2, 3) have the arrows at their ends.

    `lines` are still on the part, to be moved off along `ways` (k, 3), unit vectors.
    """

    feet: PixelArray
    lines: PixelArray
    ways: PixelArray


def sides_across(ends: PixelArray, axis: PixelArray) -> Sides:
    """A diameter, where the eye sees it whole: square to its axis and to the view."""
    middle, radius = ends.mean(axis=0), float(np.linalg.norm(ends[1] - ends[0])) / 2
    if np.hypot(axis[0], axis[1]) < SLANT * np.linalg.norm(axis):
        right, down = np.eye(3)[:2]
        directions, ways = np.array([right, right, down, down]), np.array([-down, down, right, -right])
    else:
        directions, ways = np.tile(_unit_vectors(np.array([axis[1], -axis[0], 0.0])), (2, 1)), np.array([axis, -axis])
    lines = middle + radius * np.stack([-directions, directions], axis=1)
    return Sides(lines, lines, _unit_vectors(ways))


def circle_through(ends: PixelArray, axis: PixelArray, count: int = RIM_POINTS) -> PixelArray:
    """(count, 3) points round `axis` on the circle of which `ends` (2, 3) are opposite points."""
    half = (ends[1] - ends[0]) / 2
    across = np.cross(_unit_vectors(axis), half)
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False)[:, None]
    return np.asarray(ends.mean(axis=0) + np.cos(angles) * half + np.sin(angles) * across)


def sides_along(ends: PixelArray, axis: PixelArray, axes: PixelArray, corners: PixelArray) -> Sides:
    """A distance along `axis`, from those `corners` (n, 3) between the same jaws that lie furthest out on each side."""
    axis = _unit_vectors(axis)
    ways = _side_directions(axis, axes)
    if not len(ways):
        return Sides(np.empty((0, 2, 3)), np.empty((0, 2, 3)), ways)
    feet = np.array([_feet(ends, axis, way, corners) for way in ways])
    half = (ends[1] - ends[0]) @ axis / 2
    lines = feet.mean(axis=1, keepdims=True) + np.outer((-half, half), axis)
    return Sides(feet, lines, ways)


def _side_directions(axis: PixelArray, axes: PixelArray) -> PixelArray:
    """(k, 3): the part's axes made perpendicular to `axis`, those that lead aside in the picture."""
    projected_length = np.hypot(axis[0], axis[1])
    if projected_length < SLANT:
        return np.empty((0, 3))
    square = SIX_WAYS @ axes.T
    ways = _unit_vectors(square - np.outer(square @ axis, axis))
    aside: PixelArray = ways[np.abs(ways[:, 0] * axis[1] - ways[:, 1] * axis[0]) > SLANT * projected_length]
    return aside


def _feet(ends: PixelArray, axis: PixelArray, way: PixelArray, corners: PixelArray) -> PixelArray:
    """(2, 3): one point at either jaw, the furthest along `way`; of several, those that face each other."""
    first, second = (_outermost(end, axis, way, corners) for end in ends)
    start = first[first[:, 2].argmax()]
    other = second[_offsets(second, start, axis).argmin()]
    return np.array([first[_offsets(first, other, axis).argmin()], other])


def _outermost(end: PixelArray, axis: PixelArray, way: PixelArray, corners: PixelArray) -> PixelArray:
    """(n, 3): of the corners at the same jaw as `end`, those furthest along `way`; `end` where there are none."""
    touching = corners[np.abs((corners - end) @ axis) < TOUCH_MM]
    reach = touching @ way
    return touching[reach > reach.max() - TOUCH_MM] if len(touching) else end[None]


def _offsets(points: PixelArray, other: PixelArray, axis: PixelArray) -> PixelArray:
    """(n,) how far points (n, 3) lie from facing `other` along the axis."""
    return np.asarray(np.linalg.norm(np.cross(points - other, axis), axis=1))


def _unit_vectors(vectors: PixelArray) -> PixelArray:
    """Of length one; a vector of no length stays so."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / np.where(length > 1e-9, length, 1)
