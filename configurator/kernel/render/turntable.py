"""A part from eight sides in turn, as an animated picture."""

from __future__ import annotations

import io
from collections.abc import Sequence
from math import cos, hypot, pi, sin
from pathlib import Path

import numpy as np

from configurator.domain.parts.delivered import delivered_front
from configurator.domain.parts.dimensions import Point, Z
from configurator.domain.parts.templates import FROM_THE_RIGHT
from configurator.kernel.geometry.axes import as_point
from configurator.kernel.part import Part
from configurator.kernel.render.appearance import IVORY, Appearance
from configurator.kernel.render.camera import VIEWS, Camera, PixelArray, axes_from, front_frame
from configurator.kernel.render.postprocess import OVERSIZE, finish_picture
from configurator.kernel.render.render_mesh import edge_actor, surface_actor, visible_mesh

TURN_STEPS = 8
TURN_SIZE = (480, 360)
# The free margin all round, in shares of the smaller side.
TURN_MARGIN = 0.06
# Duration of each frame in ms: the part turns once in four seconds.
FRAME_MS = 500
# Of WebP; above it files grow and nothing else.
QUALITY = 82


def write_turntable(part: Part, path: Path, look: Appearance = IVORY) -> None:
    """The turntable as a WebP file; raises Failed where there is no OpenGL."""
    path.write_bytes(turntable(part, look))


def turntable(part: Part, look: Appearance = IVORY) -> bytes:
    """An animated WebP of 480 x 360 pixels: eight views round `up`, all of one scale; raises as `write_turntable`."""
    mesh, edges = visible_mesh(part, TURN_SIZE)
    large = (TURN_SIZE[0] * OVERSIZE, TURN_SIZE[1] * OVERSIZE)
    actors = [surface_actor(mesh, look), edge_actor(edges, large, look)]
    views = turned_views(*delivered_front(part.template, part.parameters))
    pictures = [finish_picture(actors, mesh, camera) for camera in cameras(np.asarray(mesh.vertices), large, views)]
    content = io.BytesIO()
    pictures[0].save(
        content, "WEBP", save_all=True, append_images=pictures[1:], duration=FRAME_MS, loop=0, quality=QUALITY
    )
    return content.getvalue()


def turned_views(front: Point = FROM_THE_RIGHT, up: Point = Z) -> list[PixelArray]:
    """Axes as `camera.axes` has them, so many eighths of a turn round `up` further than the product's view."""
    frame = front_frame(front, up)
    return [axes_from(as_point(np.array(_eye_direction(number)) @ frame), up) for number in range(TURN_STEPS)]


def cameras(vertices: PixelArray, size: tuple[int, int], views: Sequence[PixelArray]) -> list[Camera]:
    """For each of the views, with the part in the middle and as large as the widest of them allows."""
    middle = (vertices.min(axis=0) + vertices.max(axis=0)) / 2
    spans = np.array([np.abs((vertices - middle) @ axes[:2].T).max(axis=0) for axes in views])
    half_size = np.array(size) / 2 - TURN_MARGIN * min(size)
    scale = float((half_size / spans.max(axis=0)).min())
    return [Camera(axes, axes[:2] @ middle, scale, size) for axes in views]


def _eye_direction(number: int) -> Point:
    """Right, up and towards the front: as high as in the product's view, so many eighths of a turn further round."""
    right, up, toward = VIEWS["product"][0]
    turn, distance = number * 2 * pi / TURN_STEPS, hypot(right, toward)
    start = np.arctan2(toward, right)
    return (distance * cos(start - turn), up, distance * sin(start - turn))
