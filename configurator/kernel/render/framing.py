"""Frames a part in its picture, so that it and its dimensions fill it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from scipy.ndimage import binary_erosion
from vtkmodules.vtkRenderingCore import vtkActor

from configurator.domain.parts.delivered import delivered_front
from configurator.kernel.part import Part
from configurator.kernel.render.camera import Camera, PixelArray, axes, camera_filling
from configurator.kernel.render.dimension_geometry import (
    DimensionGeometry,
    in_pixels,
    measured_geometry,
    numbered_geometry,
)
from configurator.kernel.render.hidden_sizes import tell_hidden_sizes
from configurator.kernel.render.layout import arrange_dimensions
from configurator.kernel.render.placed_dimension import PlacedDimension, no_points
from configurator.kernel.render.scene import Nearness, render_scene
from configurator.kernel.render.style import PictureStyle, style_for

Framed = tuple[Camera, list[PlacedDimension]]
# The labels beside the part: measured sizes in mm or in inches, the numbers of the dimensions, or none.
Labels = Literal["sizes", "inches", "numbers", "none"]
LABEL_SIZES: dict[Labels, Callable[[Part, PixelArray], list[DimensionGeometry]]] = {
    "sizes": measured_geometry,
    "inches": lambda part, axes: measured_geometry(part, axes, "in"),
    "numbers": numbered_geometry,
    "none": lambda part, axes: [],
}

# The free margin all round, in shares of the picture's smaller side.
MARGIN_SHARE = 0.05
# Dimensions are left out, last first, rather than let the part shrink below this share.
SMALLEST_SHARE = 0.5
# Attempts to fit the border to the dimensions; after the first few it only grows, so that one fits.
MAX_FRAMINGS = 7
FREE_ATTEMPTS = 3
# Another attempt is made only if it could show the part this much larger.
MIN_SCALE_GAIN = 1.03
# The covered area is taken from a picture of this share of the size.
COVERAGE_SCALE = 0.25
# Inside its outline every third pixel each way is enough to keep labels off.
SPARSE = 3


def frame_part(part: Part, view: str, size: tuple[int, int], labels: Labels, surface: vtkActor) -> Framed:
    """The camera, and the dimensions in its pixels; `surface` shows the part. Refused if there is no such view."""
    view_axes = axes(view, *delivered_front(part.template, part.parameters))
    view_points = part.mesh.vertices @ view_axes.T
    corners = np.array([view_points.min(axis=0), view_points.max(axis=0)])
    bare = camera_filling(corners, view_axes, size, np.full(4, MARGIN_SHARE * min(size)))
    sizes = LABEL_SIZES[labels](part, view_axes)
    covered = no_points(0, 3)
    if sizes:
        coarse = bare.resized(COVERAGE_SCALE)
        nearness = render_scene([surface], coarse)[1]
        covered = _covered_points(nearness, coarse)
        sizes = tell_hidden_sizes(sizes, nearness, coarse)
    while sizes:
        framing = _fit_framing(corners, covered, sizes, bare, style_for(size, labels == "numbers"))
        if framing:
            return framing
        sizes = sizes[:-1]
    return bare, []


def _fit_framing(
    corners: PixelArray, covered: PixelArray, sizes: Sequence[DimensionGeometry], bare: Camera, style: PictureStyle
) -> Framed | None:
    """The part as large as its dimensions allow; None if that is too small.

    A smaller part may have its dimensions elsewhere and need another border: the best of a few attempts counts.
    """
    margin = np.full(4, MARGIN_SHARE * min(bare.size))
    camera, border, best = bare, margin, None
    for attempt in range(MAX_FRAMINGS):
        placed = arrange_dimensions([in_pixels(size, camera) for size in sizes], camera.pixels(covered)[:, :2], style)
        free_margins = _free_margins(corners, camera, placed)
        smallest = free_margins.min(axis=0)
        if (smallest[:2] + smallest[2:] > 2 * margin[:2] - 1).all() and (best is None or camera.scale > best[0].scale):
            best = _shift_framing(camera, placed, (smallest[2:] - smallest[:2]) / 2)
        needed = margin + free_margins[0] - smallest
        border = needed if attempt < FREE_ATTEMPTS else np.maximum(border, needed)
        camera = camera_filling(corners, bare.axes, bare.size, border)
        if style.ringed and best:
            # Numbers need little room: the first that fits is large enough.
            break
        if camera.scale < (MIN_SCALE_GAIN * best[0].scale if best else SMALLEST_SHARE * bare.scale):
            break
    return best


def _free_margins(corners: PixelArray, camera: Camera, placed: Sequence[PlacedDimension]) -> PixelArray:
    """(1 + n, 4) what the part and each dimension leave free of the picture: left, top, right, bottom."""
    bounds = np.array([camera.pixels(corners)[:, :2].ravel(), *(one.bounds for one in placed)])
    return np.hstack([bounds[:, :2], camera.size - bounds[:, 2:]])


def _shift_framing(camera: Camera, placed: Sequence[PlacedDimension], shift: PixelArray) -> Framed:
    """Part and dimensions shifted by (2,) pixels in the picture."""
    return replace(camera, centre=camera.centre - shift / camera.scale), [one.moved(shift) for one in placed]


def _covered_points(nearness: Nearness, camera: Camera) -> PixelArray:
    """(n, 3) mm along the axes: places all over what the part covers in the picture, close together at its outline."""
    covered = np.isfinite(nearness)
    sampled = covered & ~binary_erosion(covered)
    sampled[::SPARSE, ::SPARSE] |= covered[::SPARSE, ::SPARSE]
    rows, columns = np.nonzero(sampled)
    positions = (np.column_stack([columns, rows]) + 0.5 - np.array(camera.size) / 2) / camera.scale + camera.centre
    return np.column_stack([positions, np.zeros(len(positions))])
