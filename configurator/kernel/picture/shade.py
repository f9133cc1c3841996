"""Outlines, soft hollows and a soft shadow on the ground, all taken from the depth of a picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops
from scipy.ndimage import gaussian_filter

from configurator.kernel.picture.look import INK
from configurator.kernel.picture.scene import Colours, Nearness

# Softness is computed on every fourth pixel each way.
COARSE = 4
# By how many pixels a surface must break off to have an outline there.
BREAK = 6.0
# How dark the deepest hollow and the shadow are: 0 not at all, 1 black.
HOLLOW = 0.65
SHADOW = 0.26
# Of the picture's height: how far round itself a pixel looks for rising surfaces.
REACHES = np.array([0.006, 0.017, 0.04])

Light = NDArray[np.float32]


def outlined(colours: Colours, nearness: Nearness) -> Image.Image:
    """The photograph with a dark line wherever a surface breaks off."""
    inked = colours.copy()
    inked[_outlines(nearness)] = np.multiply(INK, 255)
    return Image.fromarray(inked)


def shaded(picture: Image.Image, nearness: Nearness, shadow: Nearness | None) -> Image.Image:
    """The picture with darkened hollows, on the soft shadow of what `shadow` (every fourth pixel) covers."""
    light = Image.new("L", picture.size, 255) if shadow is None else _enlarged(_ground(shadow), picture.size)
    hollows = _enlarged(_hollows(nearness[::COARSE, ::COARSE]), picture.size)
    light.paste(hollows, mask=Image.fromarray(np.isfinite(nearness)))
    return ImageChops.multiply(picture, Image.merge("RGB", [light] * 3))


def _filled(nearness: Nearness) -> Nearness:
    """With the ground behind the part so far off that it counts as a break everywhere."""
    return np.where(np.isfinite(nearness), nearness, np.float32(-1e6))


def _outlines(nearness: Nearness) -> NDArray[np.bool_]:
    """Pixels beside which the surface breaks off: bends more than planes do, or facets seen flat, which slope."""
    near = _filled(nearness)
    found = np.zeros(near.shape, bool)
    for depth, outline in ((near, found), (near.T, found.T)):
        before, behind = depth[1:-1] - depth[:-2], depth[1:-1] - depth[2:]
        outline[1:-1] |= before + behind > BREAK + 2 * np.minimum(np.abs(before), np.abs(behind))
    return found


def _hollows(nearness: Nearness) -> Light:
    """The light left, 0 to 1, where the surface rises on opposite sides of a pixel."""
    near = _filled(nearness)
    dark = np.zeros(near.shape, np.float32)
    for reach in np.ceil(len(near) * REACHES):
        for angle in np.pi / 4 * np.arange(4) + 0.2 * reach:
            step = np.rint(reach * np.array([np.sin(angle), np.cos(angle)])).astype(int)
            rise = np.roll(near, step, (0, 1)) + np.roll(near, -step, (0, 1)) - 2 * near
            # What stands far in front is another part of the piece, not the side of a hollow.
            dark += np.where(rise < 6 * reach * COARSE, np.clip(rise / (2 * reach * COARSE), 0, 1.2), 0)
    return np.asarray(1 - HOLLOW * np.clip(gaussian_filter(dark / 12, 2.0, truncate=2.0), 0, 1))


def _ground(shadow: Nearness) -> Light:
    """The light left on the ground where a part is over it: darkest under its middle."""
    covered = np.isfinite(shadow).astype(np.float32)
    return np.asarray(1 - SHADOW * gaussian_filter(covered, len(covered) / 32))


def _enlarged(light: Light, size: tuple[int, int]) -> Image.Image:
    return Image.fromarray(np.rint(255 * light).astype(np.uint8)).resize(size, Image.Resampling.BILINEAR)
