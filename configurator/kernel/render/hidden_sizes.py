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
# Tangent: how far a line may lean from a side of the picture.
ALONG_SIDE_TAN = 0.05


def tell_hidden_sizes(sizes: list[DimensionGeometry], nearness: Nearness, camera: Camera) -> list[DimensionGeometry]:
    """The sizes with only those sides on which a foot is visible; last, as notes, those that have none.

    A level or upright size of which no side shows both feet has its name, as nothing shows where its other end is;
    on a slanting line a name stands too far from it.
    """
    # The least near of the pixels around: at an outline that is the background, and nothing hides it.
    front = minimum_filter(nearness, 2 * BESIDE_PX + 1, mode="nearest")
    told = [(each, _tell_hidden(each, front, camera) if isinstance(each, Span) else each) for each in sizes]
    return [
        after for _, after in sorted(told, key=lambda pair: isinstance(pair[0], Span) and isinstance(pair[1], Note))
    ]


def _tell_hidden(span: Span, front: Nearness, camera: Camera) -> DimensionGeometry:
    visible_feet, named = _are_visible(span.sides.feet, front, camera), f"{span.title} {span.text}".strip()
    is_shown = visible_feet.any(axis=1)
    if is_shown.any():
        sides = span.sides
        return replace(
            span,
            text=named if _is_level_or_upright(span) and not visible_feet.all(axis=1).any() else span.text,
            sides=replace(sides, feet=sides.feet[is_shown], lines=sides.lines[is_shown], ways=sides.ways[is_shown]),
        )
    spots = span.spots if len(span.spots) else span.sides.feet[0]
    visible = spots[_are_visible(spots, front, camera)]
    return Note(named, visible if len(visible) else spots[:1], no_points(0, 3))


def _is_level_or_upright(span: Span) -> bool:
    """Whether its line runs along a side of the picture."""
    along = np.abs(span.sides.lines[0, 1] - span.sides.lines[0, 0])[:2]
    return bool(along.min() < ALONG_SIDE_TAN * along.max())


def _are_visible(points: PixelArray, front: Nearness, camera: Camera) -> NDArray[np.bool_]:
    """(...,) whether nothing is in front of the points (..., 3), in mm along the axes."""
    pixels = camera.pixels(points)
    height, width = front.shape
    columns = np.clip(np.floor(pixels[..., 0]).astype(int), 0, width - 1)
    rows = np.clip(np.floor(pixels[..., 1]).astype(int), 0, height - 1)
    return np.asarray(pixels[..., 2] + BEHIND_PX >= front[rows, columns])
