"""Outlines, soft hollows and a soft shadow on the ground, all taken from the depth of a picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops
from scipy.ndimage import gaussian_filter

from configurator.kernel.render.appearance import INK
from configurator.kernel.render.scene import Colours, Nearness

# Hollows are computed on every fourth pixel each way, the shadow on every eighth.
COARSE, COARSER = 4, 8
# The depth step in pixels from which a surface has an outline.
OUTLINE_STEP_PX = 6.0
# Nearness of the ground behind the part: so far off that there is a depth step all along the part.
GROUND_NEARNESS = np.float32(-1e6)
# How dark the deepest hollow and the shadow are: 0 not at all, 1 black.
HOLLOW = 0.65
SHADOW = 0.26
# Radii within which a pixel is tested for rising surfaces, in shares of the picture's height.
HOLLOW_RADII = np.array([0.006, 0.017, 0.04])

Light = NDArray[np.float32]


def draw_outlines(colours: Colours, nearness: Nearness) -> Image.Image:
    """The photograph with a dark line at every depth step."""
    outlined = colours.copy()
    outlined[_outline_mask(nearness)] = np.multiply(INK, 255)
    return Image.fromarray(outlined)


def shade_hollows(picture: Image.Image, nearness: Nearness, shadow: Nearness | None) -> Image.Image:
    """The picture with darkened hollows, on the soft shadow of what `shadow` (every eighth pixel) covers."""
    light = Image.new("L", picture.size, 255) if shadow is None else _enlarge_light(_ground_light(shadow), picture.size)
    hollows = _enlarge_light(_hollow_light(nearness[::COARSE, ::COARSE]), picture.size)
    part = Image.fromarray(np.where(np.isfinite(nearness), np.uint8(255), np.uint8(0)))
    light.paste(hollows, mask=part.resize(picture.size, Image.Resampling.BOX))
    return ImageChops.multiply(picture, Image.merge("RGB", [light] * 3))


def _with_ground(nearness: Nearness) -> Nearness:
    """With the ground behind the part."""
    return np.where(np.isfinite(nearness), nearness, GROUND_NEARNESS)


def _outline_mask(nearness: Nearness) -> NDArray[np.bool_]:
    """Pixels beside a depth step: a bend greater than on a plane or a slanted facet."""
    mask = np.zeros(nearness.shape, bool)
    occupied = _occupied(nearness)
    near, mask_window = _with_ground(nearness[occupied]), mask[occupied]
    down, right = np.diff(near, axis=0), np.diff(near, axis=1)
    mask_window[1:-1] |= _is_break(down[:-1], -down[1:])
    mask_window[:, 1:-1] |= _is_break(right[:, :-1], -right[:, 1:])
    return mask


def _is_break(before: Nearness, after: Nearness) -> NDArray[np.bool_]:
    return np.asarray(before + after > OUTLINE_STEP_PX + 2 * np.minimum(np.abs(before), np.abs(after)))


def _occupied(nearness: Nearness) -> tuple[slice, slice]:
    """The rows and columns that the part covers, and one more on either side."""
    is_occupied = np.isfinite(nearness)
    return _occupied_span(np.asarray(is_occupied.any(axis=1))), _occupied_span(np.asarray(is_occupied.any(axis=0)))


def _occupied_span(is_occupied: NDArray[np.bool_]) -> slice:
    places = np.flatnonzero(is_occupied)
    return slice(max(0, places.min() - 1), places.max() + 2) if len(places) else slice(0, 0)


def _hollow_light(nearness: Nearness) -> Light:
    """The remaining light, 0 to 1, where the surface rises on opposite sides of a pixel."""
    light = np.ones(nearness.shape, np.float32)
    occupied = _occupied(nearness)
    reaches = np.ceil(len(nearness) * HOLLOW_RADII)
    edge = int(reaches.max()) + 1
    around = np.pad(_with_ground(nearness[occupied]), edge, constant_values=GROUND_NEARNESS)
    near = around[edge:-edge, edge:-edge]
    dark = np.zeros(near.shape, np.float32)
    for reach in reaches:
        for angle in np.pi / 4 * np.arange(4) + 0.2 * reach:
            down, right = np.rint(reach * np.array([np.sin(angle), np.cos(angle)])).astype(int)
            rise = _shift_window(around, edge, down, right) + _shift_window(around, edge, -down, -right) - 2 * near
            # What is far in front is another region of the part, not the side of a hollow.
            dark += np.where(rise < 6 * reach * COARSE, np.clip(rise / (2 * reach * COARSE), 0, 1.2), 0)
    light[occupied] = 1 - HOLLOW * np.clip(gaussian_filter(dark / 12, 2.0, truncate=2.0), 0, 1)
    return light


def _shift_window(around: Nearness, edge: int, down: int, right: int) -> Nearness:
    """The nearness at this offset from each pixel within the edge."""
    height, width = around.shape
    return around[edge - down : height - edge - down, edge - right : width - edge - right]


def _ground_light(shadow: Nearness) -> Light:
    """The remaining light on the ground under the part: darkest under its middle."""
    covered = np.isfinite(shadow).astype(np.float32)
    return np.asarray(1 - SHADOW * gaussian_filter(covered, len(covered) / 32))


def _enlarge_light(light: Light, size: tuple[int, int]) -> Image.Image:
    return Image.fromarray(np.rint(255 * light).astype(np.uint8)).resize(size, Image.Resampling.BILINEAR)
