"""The camera: its view of a part, and the projection from points to pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from configurator.domain.errors import nearest_hint, refused
from configurator.domain.parts.dimensions import Point, Z
from configurator.domain.parts.templates import FROM_THE_RIGHT
from configurator.kernel.geometry.axes import as_point

PixelArray = NDArray[np.float64]
# Pixels: left, top, right, bottom.
PixelBox = tuple[int, int, int, int]

# From the part to the eye, and what is upright; each as right, up and towards whoever looks at the part's front.
# The two corner views turn a part's length further into sight than an isometric would.
VIEWS: dict[str, tuple[Point, Point]] = {
    "product": ((0.50, 0.60, 0.66), (0, 1, 0)),
    "below": ((0.50, -0.60, 0.66), (0, 1, 0)),
    "top": ((0, 1, 0), (0, 0, -1)),
    "bottom": ((0, -1, 0), (0, 0, -1)),
    "front": ((0, 0, 1), (0, 1, 0)),
    "back": ((0, 0, -1), (0, 1, 0)),
    "left": ((-1, 0, 0), (0, 1, 0)),
    "right": ((1, 0, 0), (0, 1, 0)),
}


def axes(view: str, front: Point = FROM_THE_RIGHT, up: Point = Z) -> PixelArray:
    """(3, 3) rows: the unit vectors that point right, down and at the eye, of a part with this front.

    Refused if there is no such view.
    """
    if view not in VIEWS:
        raise refused(f"There is no view {view!r}.", "view", hint=nearest_hint(view, list(VIEWS)))
    frame = front_frame(front, up)
    eye, upright = (as_point(np.array(direction) @ frame) for direction in VIEWS[view])
    return axes_from(eye, upright)


def front_frame(front: Point, up: Point) -> PixelArray:
    """(3, 3) rows: the unit vectors that point right, up and towards whoever looks at the front."""
    return axes_from(front, up) * [[1.0], [-1.0], [1.0]]


def axes_from(eye: Point, upright: Point) -> PixelArray:
    """(3, 3) rows as above, for an eye in the direction `eye` from the part."""
    toward, up = np.array(eye, dtype=float), np.array(upright, dtype=float)
    right = np.cross(up, toward)
    down = np.cross(right, toward)
    return np.array([vector / np.linalg.norm(vector) for vector in (right, down, toward)])


@dataclass(frozen=True, eq=False)
class Camera:
    """A parallel projection: `axes` as above, `centre` (2,) mm right and down, `scale` in pixels per mm."""

    axes: PixelArray
    centre: PixelArray
    scale: float
    size: tuple[int, int]

    def pixels(self, view_points: PixelArray) -> PixelArray:
        """(..., 3) mm along the axes -> (..., 3) pixels right, down and, in the same scale, towards the eye."""
        return np.asarray((view_points - np.append(self.centre, 0)) * self.scale + np.append(self.size, 0) / 2)

    def cropped(self, box: PixelBox) -> Camera:
        """What this one shows in the pixels of a box."""
        left, top, right, bottom = box
        shift = (np.array([left + right, top + bottom]) - self.size) / 2 / self.scale
        return Camera(self.axes, self.centre + shift, self.scale, (right - left, bottom - top))

    def resized(self, factor: float) -> Camera:
        """The same picture with `factor` times the pixels each way."""
        width, height = self.size
        return Camera(self.axes, self.centre, self.scale * factor, (round(width * factor), round(height * factor)))


def camera_filling(view_points: PixelArray, axes: PixelArray, size: tuple[int, int], border: PixelArray) -> Camera:
    """The camera that sees points (n, 3) along `axes` as large as `border` (left, top, right, bottom) leaves room."""
    low, high = view_points[:, :2].min(axis=0), view_points[:, :2].max(axis=0)
    scale = float(((size - border[:2] - border[2:]) / (high - low)).min())
    return Camera(axes, (low + high) / 2 + (border[2:] - border[:2]) / 2 / scale, scale, size)
