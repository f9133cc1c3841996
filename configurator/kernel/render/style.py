"""The style of dimensions in a picture: sizes in pixels for one size of picture, and the font."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import ImageFont

from configurator.domain.parts.fonts import font_path
from configurator.kernel.render.camera import PixelArray

# Height in pixels of the picture in which one unit is one pixel.
FULL_PX = 900
# Below this, letters are too small to read.
SMALLEST_PX = 0.6


@dataclass(frozen=True)
class PictureStyle:
    """All sizes of the drawing, from one `unit` in pixels; labels are numbers in rings where `ringed`."""

    unit: float
    ringed: bool = False

    @property
    def arrow(self) -> float:
        """Length of an arrow head."""
        return 14 * self.unit

    @property
    def gap(self) -> float:
        """From the part to the nearest dimension line."""
        return 34 * self.unit

    @property
    def step(self) -> float:
        """From one dimension line to the next outside it."""
        return 34 * self.unit

    @property
    def overshoot(self) -> float:
        """How far an extension line runs past its dimension line."""
        return 6 * self.unit

    @property
    def air(self) -> float:
        """Clearance round a label."""
        return 5 * self.unit

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        """DejaVu Sans, which comes with matplotlib."""
        return _font(round(21 * self.unit))

    @property
    def ring(self) -> float:
        """The diameter of a number's ring."""
        return 34 * self.unit

    def enlarged(self, factor: float) -> PictureStyle:
        """The same for a picture with so many times the pixels each way."""
        return PictureStyle(factor * self.unit, self.ringed)

    def extent(self, text: str, direction: PixelArray) -> float:
        """How far the box of a label reaches along a unit vector (2,)."""
        return float(np.abs(direction) @ self._size(text))

    def box(self, text: str, centre: PixelArray) -> PixelArray:
        """(4,) left, top, right, bottom of a label: as wide as its text, as high as a figure."""
        half = self._size(text) / 2
        return np.concatenate([centre - half, centre + half])

    def _size(self, text: str) -> PixelArray:
        return np.full(2, self.ring) if self.ringed else _text_size(text, self.font)


def style_for(size: tuple[int, int], ringed: bool = False) -> PictureStyle:
    """The style for a picture of this size."""
    return PictureStyle(max(SMALLEST_PX, min(size[0] * 3 / 4, size[1]) / FULL_PX), ringed)


@lru_cache(maxsize=256)
def _font(height: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(Path(font_path()).with_name("DejaVuSans.ttf"), height)


@lru_cache(maxsize=256)
def _text_size(text: str, font: ImageFont.FreeTypeFont) -> PixelArray:
    left, _, right, _ = font.getbbox(text)
    _, top, _, bottom = font.getbbox("0")
    return np.array([right - left, bottom - top], dtype=float)
