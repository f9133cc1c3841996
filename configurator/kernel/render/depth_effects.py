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
# By how many pixels a surface must break off to have an outline there.
BREAK = 6.0
# How near the ground behind the part is: so far off that it counts as a break everywhere.
VOID = np.float32(-1e6)
# How dark the deepest hollow and the shadow are: 0 not at all, 1 black.
HOLLOW = 0.65
SHADOW = 0.26
# Of the picture's height: how far round itself a pixel looks for rising surfaces.
REACHES = np.array([0.006, 0.017, 0.04])

Light = NDArray[np.float32]


def draw_outlines(colours: Colours, nearness: Nearness) -> Image.Image:
    """The photograph with a dark line wherever a surface breaks off."""
    inked = colours.copy()
    inked[_outlines(nearness)] = np.multiply(INK, 255)
    return Image.fromarray(inked)


def shade_hollows(picture: Image.Image, nearness: Nearness, shadow: Nearness | None) -> Image.Image:
    """The picture with darkened hollows, on the soft shadow of what `shadow` (every eighth pixel) covers."""
    light = Image.new("L", picture.size, 255) if shadow is None else _enlarged(_ground(shadow), picture.size)
    hollows = _enlarged(_hollows(nearness[::COARSE, ::COARSE]), picture.size)
    part = Image.fromarray(np.where(np.isfinite(nearness), np.uint8(255), np.uint8(0)))
    light.paste(hollows, mask=part.resize(picture.size, Image.Resampling.BOX))
    return ImageChops.multiply(picture, Image.merge("RGB", [light] * 3))


def _filled(nearness: Nearness) -> Nearness:
    """With the ground behind the part."""
    return np.where(np.isfinite(nearness), nearness, VOID)


def _outlines(nearness: Nearness) -> NDArray[np.bool_]:
    """Pixels beside which the surface breaks off: bends more than planes do, or facets seen flat, which slope."""
    found = np.zeros(nearness.shape, bool)
    held = _occupied(nearness)
    near, outline = _filled(nearness[held]), found[held]
    down, right = np.diff(near, axis=0), np.diff(near, axis=1)
    outline[1:-1] |= _breaks(down[:-1], -down[1:])
    outline[:, 1:-1] |= _breaks(right[:, :-1], -right[:, 1:])
    return found


def _breaks(before: Nearness, behind: Nearness) -> NDArray[np.bool_]:
    return np.asarray(before + behind > BREAK + 2 * np.minimum(np.abs(before), np.abs(behind)))


def _occupied(nearness: Nearness) -> tuple[slice, slice]:
    """The rows and columns in which there is anything, and one more on either side."""
    there = np.isfinite(nearness)
    return _span(np.asarray(there.any(axis=1))), _span(np.asarray(there.any(axis=0)))


def _span(there: NDArray[np.bool_]) -> slice:
    places = np.flatnonzero(there)
    return slice(max(0, places.min() - 1), places.max() + 2) if len(places) else slice(0, 0)


def _hollows(nearness: Nearness) -> Light:
    """The light left, 0 to 1, where the surface rises on opposite sides of a pixel."""
    light = np.ones(nearness.shape, np.float32)
    held = _occupied(nearness)
    reaches = np.ceil(len(nearness) * REACHES)
    edge = int(reaches.max()) + 1
    around = np.pad(_filled(nearness[held]), edge, constant_values=VOID)
    near = around[edge:-edge, edge:-edge]
    dark = np.zeros(near.shape, np.float32)
    for reach in reaches:
        for angle in np.pi / 4 * np.arange(4) + 0.2 * reach:
            down, right = np.rint(reach * np.array([np.sin(angle), np.cos(angle)])).astype(int)
            rise = _moved(around, edge, down, right) + _moved(around, edge, -down, -right) - 2 * near
            # What stands far in front is another part of the piece, not the side of a hollow.
            dark += np.where(rise < 6 * reach * COARSE, np.clip(rise / (2 * reach * COARSE), 0, 1.2), 0)
    light[held] = 1 - HOLLOW * np.clip(gaussian_filter(dark / 12, 2.0, truncate=2.0), 0, 1)
    return light


def _moved(around: Nearness, edge: int, down: int, right: int) -> Nearness:
    """What lies so far aside of each pixel within the edge."""
    height, width = around.shape
    return around[edge - down : height - edge - down, edge - right : width - edge - right]


def _ground(shadow: Nearness) -> Light:
    """The light left on the ground where a part is over it: darkest under its middle."""
    covered = np.isfinite(shadow).astype(np.float32)
    return np.asarray(1 - SHADOW * gaussian_filter(covered, len(covered) / 32))


def _enlarged(light: Light, size: tuple[int, int]) -> Image.Image:
    return Image.fromarray(np.rint(255 * light).astype(np.uint8)).resize(size, Image.Resampling.BILINEAR)
