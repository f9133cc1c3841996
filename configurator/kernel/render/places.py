"""Places of a part that a picture points at with rings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from configurator.domain.parts.dimensions import Point
from configurator.kernel.part import Part
from configurator.kernel.render.camera import VIEWS, Camera, axes
from configurator.kernel.render.style import PictureStyle

# From above and from below: the sides that show most of a part.
OBLIQUE_VIEWS = ("product", "below")
RED = (200, 0, 0)
# In units of the style: the ring's radius and the breadth of its line.
RADIUS, BREADTH = 26, 4


def view_towards(part: Part, places: Sequence[Point]) -> str:
    """The view on whose side of the part the places lie furthest; an oblique one on a tie, or without places."""
    if not places:
        return OBLIQUE_VIEWS[0]
    middle = np.mean(part.mesh.bounds, axis=0)
    offset = np.mean(places, axis=0) - middle
    views = (*OBLIQUE_VIEWS, *(each for each in VIEWS if each not in OBLIQUE_VIEWS))
    return max(views, key=lambda view: round(float(axes(view)[2] @ offset), 3))


def draw_rings(picture: Image.Image, places: Sequence[Point], camera: Camera, style: PictureStyle) -> None:
    """A red ring round each place, whatever lies before it."""
    draw, radius, breadth = ImageDraw.Draw(picture), RADIUS * style.unit, round(BREADTH * style.unit)
    for place in places:
        x, y, _ = camera.pixels(camera.axes @ np.array(place))
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=RED, width=breadth)
