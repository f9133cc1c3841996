"""Pictures of a part with its main dimensions, for customers and machinists.

The part stands on white, lit from the upper left, with thin outlines and the edges of its B-rep.
The same part gives the same bytes on one machine; another Mesa or a graphics card may differ.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from configurator.domain.parts.dimensions import Point
from configurator.domain.parts.drafting import LengthUnit
from configurator.kernel.part import Part
from configurator.kernel.render.appearance import IVORY, Appearance
from configurator.kernel.render.framing import Labels, frame_part
from configurator.kernel.render.overlay import draw_overlay
from configurator.kernel.render.places import draw_rings, view_towards
from configurator.kernel.render.postprocess import OVERSIZE, finish_picture
from configurator.kernel.render.render_mesh import edge_actor, surface_actor, visible_mesh
from configurator.kernel.render.scene import Nearness
from configurator.kernel.render.style import style_for

Pixels = tuple[int, int]
# What labels a picture has whose sizes are in this unit.
SIZE_LABELS: dict[LengthUnit, Labels] = {"mm": "sizes", "in": "inches"}
# Of 9: half the time of the usual 6 for a sixth more bytes.
PNG_LEVEL = 3


def render_part(
    part: Part, view: str = "product", size: Pixels = (1200, 900), labels: Labels = "sizes", look: Appearance = IVORY
) -> bytes:
    """A PNG of `size` (width, height) in pixels; `view` is one of `camera.VIEWS`.

    Shows at most six measurements, the first that this view can show and has room for, or the numbers
    of all such dimensions. Raises Refused for an unknown view, Failed where there is no OpenGL.
    """
    return _encode_png(_render_picture(part, view, size, labels, look))


def render_places(part: Part, places: Sequence[Point], size: Pixels = (1200, 900)) -> bytes:
    """A PNG of the part with a ring round each of the places, in mm, from the side that most of them lie on.

    Raises Failed where there is no OpenGL.
    """
    return _encode_png(_render_picture(part, view_towards(part, places), size, "none", IVORY, places))


def write_picture(part: Part, path: Path, look: Appearance = IVORY, unit: LengthUnit = "mm") -> None:
    """The product picture as a PNG file, its sizes in `unit`; raises as `render_part`."""
    path.write_bytes(render_part(part, labels=SIZE_LABELS[unit], look=look))


def write_thumb(part: Part, path: Path, look: Appearance = IVORY) -> None:
    """A picture of 320 x 240 pixels without dimensions, for a tile among many; raises as `render_part`."""
    path.write_bytes(render_part(part, size=(320, 240), labels="none", look=look))


def thumbnail(part: Part) -> bytes:
    """A PNG of 256 x 256 pixels without dimensions, for a 3MF file; raises as `render_part`."""
    return render_part(part, size=(256, 256), labels="none")


def render_views(part: Part, views: Sequence[str], size: Pixels = (800, 600)) -> bytes:
    """A PNG of several views, two in a row, each of `size`; raises as `render_part`."""
    width, height = size
    sheet = Image.new("RGB", (2 * width, (len(views) + 1) // 2 * height), "white")
    for index, view in enumerate(views):
        sheet.paste(_render_picture(part, view, size, "sizes", IVORY), (index % 2 * width, index // 2 * height))
    return _encode_png(sheet)


def _render_picture(
    part: Part, view: str, size: Pixels, labels: Labels, look: Appearance, places: Sequence[Point] = ()
) -> Image.Image:
    mesh, edges = visible_mesh(part, size)
    surface = surface_actor(mesh, look)
    camera, drawings = frame_part(part, view, size, labels, surface)
    large = camera.resized(OVERSIZE)
    enlarged = [drawing.moved(np.zeros(2), OVERSIZE) for drawing in drawings]
    style = style_for(size, labels == "numbers").enlarged(OVERSIZE)
    actors = [surface, edge_actor(edges, large.size, look)]

    def draw_over(picture: Image.Image, nearness: Nearness) -> None:
        draw_overlay(picture, enlarged, nearness, style)
        draw_rings(picture, places, large, style)

    return finish_picture(actors, mesh, large, draw_over)


def _encode_png(picture: Image.Image) -> bytes:
    content = io.BytesIO()
    picture.save(content, "PNG", compress_level=PNG_LEVEL)
    return content.getvalue()
