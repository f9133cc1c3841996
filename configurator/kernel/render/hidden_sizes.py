"""Sizes that a view cannot show between arrows, as their places are hidden: told in a note, not beside an outside."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter

from configurator.kernel.render.camera import Camera, PixelArray
from configurator.kernel.render.dimension_geometry import DimensionGeometry, Note, Span
from configurator.kernel.render.placed_dimension import no_points
from configurator.kernel.render.scene import Nearness

# In pixels of the nearness: how far behind the surface a visible place may seem to be, and how far beside it.
BEHIND_PX, BESIDE_PX = 2.0, 1


def tell_hidden_sizes(sizes: list[DimensionGeometry], nearness: Nearness, camera: Camera) -> list[DimensionGeometry]:
    """The sizes with only those sides on which a foot is visible; last, as notes, those that have none."""
    # The least near of the pixels around: at an outline that is the background, and nothing hides it.
    front = minimum_filter(nearness, 2 * BESIDE_PX + 1, mode="nearest")
    told = [(each, _tell_hidden(each, front, camera) if isinstance(each, Span) else each) for each in sizes]
    return [
        after for _, after in sorted(told, key=lambda pair: isinstance(pair[0], Span) and isinstance(pair[1], Note))
    ]


def _tell_hidden(span: Span, front: Nearness, camera: Camera) -> DimensionGeometry:
    is_shown = _are_visible(span.sides.feet, front, camera).any(axis=1)
    if is_shown.any():
        sides = span.sides
        return replace(
            span,
            sides=replace(sides, feet=sides.feet[is_shown], lines=sides.lines[is_shown], ways=sides.ways[is_shown]),
        )
    spots = span.spots if len(span.spots) else span.sides.feet[0]
    visible = spots[_are_visible(spots, front, camera)]
    return Note(f"{span.title} {span.text}".strip(), visible if len(visible) else spots[:1], no_points(0, 3))


def _are_visible(points: PixelArray, front: Nearness, camera: Camera) -> NDArray[np.bool_]:
    """(...,) whether nothing is in front of the points (..., 3), in mm along the axes."""
    pixels = camera.pixels(points)
    height, width = front.shape
    columns = np.clip(np.floor(pixels[..., 0]).astype(int), 0, width - 1)
    rows = np.clip(np.floor(pixels[..., 1]).astype(int), 0, height - 1)
    return np.asarray(pixels[..., 2] + BEHIND_PX >= front[rows, columns])
