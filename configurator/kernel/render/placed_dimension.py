"""One dimension placed in a picture, and tests whether it is clear of another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from configurator.kernel.render.camera import PixelArray

# Left, top, right, bottom in pixels: comparing Python's own numbers takes a tenth of the time that arrays take.
Extent = tuple[float, float, float, float]
# Spacing in pixels of the points by which lines are compared.
SPACING = 4.0


def no_points(*shape: int) -> PixelArray:
    """No points: an empty array of this shape."""
    return np.empty(shape)


# They are not compared by value: comparing arrays does not give one truth value.
@dataclass(frozen=True, eq=False)
class PlacedDimension:
    """Pixels right, down and, for lines, towards the eye.

    `box` (4,): left, top, right, bottom of the text. `lines` (k, 2, 3): the dimension's own.
    `guides` (k, 2, 3): the extension lines from the part to these. `leader` (k, 2, 3): from a note to its
    place, if a note. `tips` (k, 2, 2): point and direction of each arrow. `path` (n, 3): a line on the part.
    """

    text: str
    box: PixelArray
    lines: PixelArray = field(default_factory=lambda: no_points(0, 2, 3))
    guides: PixelArray = field(default_factory=lambda: no_points(0, 2, 3))
    leader: PixelArray = field(default_factory=lambda: no_points(0, 2, 3))
    tips: PixelArray = field(default_factory=lambda: no_points(0, 2, 2))
    path: PixelArray = field(default_factory=lambda: no_points(0, 3))

    @cached_property
    def main_dots(self) -> PixelArray:
        """(n, 2) points along lines and leader."""
        return dots(np.concatenate([self.lines, self.leader]))

    @cached_property
    def guide_dots(self) -> PixelArray:
        """(n, 2) points along the extension lines."""
        return dots(self.guides)

    @cached_property
    def bounds(self) -> PixelArray:
        """(4,) left, top, right, bottom of the whole dimension."""
        extents = np.array([self.box, self.main_extent, self.guide_extent])
        return np.concatenate([extents[:, :2].min(axis=0), extents[:, 2:].max(axis=0)])

    @cached_property
    def extent(self) -> Extent:
        """The bounds as plain numbers, to compare."""
        return _as_extent(self.bounds)

    @cached_property
    def label_extent(self) -> Extent:
        """The bounds of the text."""
        return _as_extent(self.box)

    @cached_property
    def main_extent(self) -> Extent:
        """The bounds of lines and leader."""
        return _extent_of(np.concatenate([self.lines, self.leader]))

    @cached_property
    def guide_extent(self) -> Extent:
        """The bounds of the extension lines."""
        return _extent_of(self.guides)

    def moved(self, shift: PixelArray, factor: float = 1.0) -> PlacedDimension:
        """Shifted by (2,) pixels, then enlarged."""
        flat, deep = shift, np.append(shift, 0)
        return PlacedDimension(
            self.text,
            (self.box + np.tile(flat, 2)) * factor,
            (self.lines + deep) * factor,
            (self.guides + deep) * factor,
            (self.leader + deep) * factor,
            np.stack([(self.tips[:, 0] + flat) * factor, self.tips[:, 1]], axis=1),
            (self.path + deep) * factor,
        )


@dataclass(frozen=True, eq=False)
class PlacementChoice:
    """A candidate placement at `distance_px` from the part; its drawing is made only on access."""

    distance_px: float
    draw: Callable[[], PlacedDimension]

    @cached_property
    def placed(self) -> PlacedDimension:
        """The placed dimension."""
        return self.draw()


def dots(segments: PixelArray) -> PixelArray:
    """(n, 2) points at most `SPACING` pixels apart along segments (k, 2, 2 or 3), their ends among them."""
    start, along = segments[:, 0, :2], segments[:, 1, :2] - segments[:, 0, :2]
    counts = (np.hypot(along[:, 0], along[:, 1]) / SPACING).astype(int) + 2
    which = np.repeat(np.arange(len(segments)), counts)
    share = (np.arange(len(which)) - (np.cumsum(counts) - counts)[which]) / (counts - 1)[which]
    return np.asarray(start[which] + share[:, None] * along[which])


def _extent_of(segments: PixelArray) -> Extent:
    flat = segments[..., :2].reshape(-1, 2)
    return _as_extent(np.concatenate([flat.min(axis=0, initial=np.inf), flat.max(axis=0, initial=-np.inf)]))


def _as_extent(bounds: PixelArray) -> Extent:
    left, top, right, bottom = bounds.tolist()
    return left, top, right, bottom


def wider(extent: Extent, by: float) -> Extent:
    """With so much more all round."""
    return extent[0] - by, extent[1] - by, extent[2] + by, extent[3] + by


def overlap(one: Extent, other: Extent) -> bool:
    """Whether two extents overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def covers(box: PixelArray | Extent, points: PixelArray) -> bool:
    """Whether any of the points (n, 2) is in the box (4,)."""
    right, down = points[:, 0], points[:, 1]
    return bool(((right > box[0]) & (right < box[2]) & (down > box[1]) & (down < box[3])).any())


def near(some: PixelArray, others: PixelArray, distance: float) -> bool:
    """Whether points (n, 2) and (m, 2) come nearer to each other than `distance`, right or down."""
    right, down = (np.abs(some[:, None, axis] - others[None, :, axis]) < distance for axis in (0, 1))
    return bool((right & down).any())
