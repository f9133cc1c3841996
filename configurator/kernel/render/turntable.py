"""A part seen from eight sides in turn, as an animated picture."""

from __future__ import annotations

import io
from math import cos, hypot, pi, sin
from pathlib import Path

import numpy as np

from configurator.domain.parts.dimensions import Point
from configurator.kernel.part import Part
from configurator.kernel.render.appearance import IVORY, Look
from configurator.kernel.render.camera import VIEWS, Camera, Points, axes_from
from configurator.kernel.render.postprocess import OVERSIZE, developed
from configurator.kernel.render.render_mesh import edge_actor, surface_actor, visible_mesh

SIDES = 8
SIZE = (480, 360)
# Of the smaller side, kept free all round.
MARGIN = 0.06
# How long each side is shown, in ms: the part turns once in four seconds.
SHOWN = 500
# Of WebP; above it files grow and nothing else.
QUALITY = 82


def write(part: Part, path: Path, look: Look = IVORY) -> None:
    """The turntable as a WebP file; raises Failed where there is no OpenGL."""
    path.write_bytes(turntable(part, look))


def turntable(part: Part, look: Look = IVORY) -> bytes:
    """An animated WebP of 480 x 360 pixels: eight views round z, all of one scale; raises as `write`."""
    mesh, edges = visible_mesh(part, SIZE)
    large = (SIZE[0] * OVERSIZE, SIZE[1] * OVERSIZE)
    actors = [surface_actor(mesh, look), edge_actor(edges, large, look)]
    pictures = [developed(actors, mesh, camera) for camera in cameras(np.asarray(mesh.vertices), large)]
    content = io.BytesIO()
    pictures[0].save(
        content, "WEBP", save_all=True, append_images=pictures[1:], duration=SHOWN, loop=0, quality=QUALITY
    )
    return content.getvalue()


def cameras(vertices: Points, size: tuple[int, int]) -> list[Camera]:
    """From each side, with the part in the middle and as large as the widest of the views allows."""
    views = [axes_from(_eye(number), (0, 0, 1)) for number in range(SIDES)]
    middle = (vertices.min(axis=0) + vertices.max(axis=0)) / 2
    spans = np.array([np.abs((vertices - middle) @ axes[:2].T).max(axis=0) for axes in views])
    room = np.array(size) / 2 - MARGIN * min(size)
    scale = float((room / spans.max(axis=0)).min())
    return [Camera(axes, axes[:2] @ middle, scale, size) for axes in views]


def _eye(number: int) -> Point:
    """As high as in the product's view, so many eighths of a turn further round."""
    forward, left, up = VIEWS["product"][0]
    turned, far = number * 2 * pi / SIDES, hypot(forward, left)
    start = np.arctan2(left, forward)
    return (far * cos(start + turned), far * sin(start + turned), up)
