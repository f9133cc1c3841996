"""Dimension lines, arrows and labels drawn over a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from configurator.kernel.render.camera import PixelArray
from configurator.kernel.render.placed_dimension import PlacedDimension
from configurator.kernel.render.scene import Nearness
from configurator.kernel.render.style import PictureStyle

InkColour = tuple[int, int, int]

ACCENT: InkColour = (12, 84, 160)
GUIDE: InkColour = (105, 148, 196)
WHITE: InkColour = (255, 255, 255)
# In pixels: what lies in a surface is not hidden by it.
BIAS = 6.0


def draw_overlay(
    picture: Image.Image, drawings: Sequence[PlacedDimension], nearness: Nearness, pen: PictureStyle
) -> None:
    """Draws into `picture`, in whose pixels all is given; what runs behind the part does not show."""
    canvas = ImageDraw.Draw(picture)
    for one in drawings:
        _behind_labels(canvas, one, nearness, pen)
    for one in drawings:
        _label(canvas, one, pen)
    for one in drawings:
        for point, direction in one.tips:
            _arrow(canvas, point, direction, pen)


def _behind_labels(canvas: ImageDraw.ImageDraw, one: PlacedDimension, nearness: Nearness, pen: PictureStyle) -> None:
    for guide in one.guides:
        _guide(canvas, _walk(guide), nearness, pen)
    if len(one.path):
        path = _walk(one.path)
        for run in _runs(path, _seen(path, nearness)):
            _stroke(canvas, run, ACCENT, 2.0 * pen.unit)
    for leader in one.leader:
        _leader(canvas, _walk(leader), nearness, pen)
    for line in one.lines:
        _stroke(canvas, line, ACCENT, 1.5 * pen.unit)


def _guide(canvas: ImageDraw.ImageDraw, walk: PixelArray, nearness: Nearness, pen: PictureStyle) -> None:
    """A guide from a foot out of sight starts where it leaves the part."""
    shown = _seen(walk, nearness) if _seen(walk[:1], nearness)[0] else _off(walk, nearness)
    for run in _runs(walk, shown):
        # A guide along an outline would flicker in and out of it.
        if len(run) > 8 * pen.unit:
            _over(canvas, run, GUIDE, 1.2 * pen.unit, pen)


def _leader(canvas: ImageDraw.ImageDraw, walk: PixelArray, nearness: Nearness, pen: PictureStyle) -> None:
    """A leader is dashed over the part where what it points at is out of sight."""
    dashed = ~_seen(walk[:1], nearness) & ~_off(walk, nearness)
    dash = np.arange(len(walk)) % (8 * pen.unit) < 4 * pen.unit
    for run in _runs(walk, dash | ~dashed):
        _over(canvas, run, ACCENT, 1.5 * pen.unit, pen)


def _label(canvas: ImageDraw.ImageDraw, one: PlacedDimension, pen: PictureStyle) -> None:
    left, top, right, bottom = one.box
    halo = pen.air * 0.7
    if pen.ringed:
        canvas.ellipse((left, top, right, bottom), fill=WHITE, outline=ACCENT, width=max(2, round(1.5 * pen.unit)))
        canvas.text(((left + right) / 2, (top + bottom) / 2), one.text, font=pen.font, fill=ACCENT, anchor="mm")
        return
    canvas.rectangle((left - halo, top - halo, right + halo, bottom + halo), fill=WHITE)
    canvas.text(((left + right) / 2, bottom), one.text, font=pen.font, fill=ACCENT, anchor="ms")


def _arrow(canvas: ImageDraw.ImageDraw, point: PixelArray, direction: PixelArray, pen: PictureStyle) -> None:
    back, side = point - direction * pen.arrow, 0.17 * pen.arrow * np.array([-direction[1], direction[0]])
    canvas.polygon([tuple(corner) for corner in (point, back + side, back - side)], fill=ACCENT)


def _over(canvas: ImageDraw.ImageDraw, line: PixelArray, colour: InkColour, width: float, pen: PictureStyle) -> None:
    """A line that may run over the part, with white beside it, as the part may be dark."""
    _stroke(canvas, line, WHITE, width + 1.6 * pen.unit)
    _stroke(canvas, line, colour, width)


def _stroke(canvas: ImageDraw.ImageDraw, line: PixelArray, colour: InkColour, width: float) -> None:
    canvas.line([(x, y) for x, y in line[:, :2]], fill=colour, width=max(2, round(width)))


def _walk(line: PixelArray) -> PixelArray:
    """(m, 3): the line (n, 3) in steps of a pixel."""
    at = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line[:, :2], axis=0).T))])
    return np.column_stack([np.interp(np.arange(at[-1] + 1), at, line[:, axis]) for axis in range(3)])


def _front(walk: PixelArray, nearness: Nearness) -> Nearness:
    """(m,) how near the part is where the walk passes; -inf off the part and outside the picture."""
    columns, rows = np.floor(walk[:, :2]).astype(int).T
    inside = (columns >= 0) & (rows >= 0) & (columns < nearness.shape[1]) & (rows < nearness.shape[0])
    front = np.full(len(walk), -np.inf, np.float32)
    front[inside] = nearness[rows[inside], columns[inside]]
    return front


def _seen(walk: PixelArray, nearness: Nearness) -> NDArray[np.bool_]:
    return walk[:, 2] + BIAS >= _front(walk, nearness)


def _off(walk: PixelArray, nearness: Nearness) -> NDArray[np.bool_]:
    return np.isneginf(_front(walk, nearness))


def _runs(walk: PixelArray, shown: NDArray[np.bool_]) -> Iterator[PixelArray]:
    """The stretches of the walk that are shown, of two points and more."""
    turns = np.flatnonzero(np.diff(np.concatenate([[False], shown, [False]]).astype(int))).reshape(-1, 2)
    return (walk[start:end] for start, end in turns if end - start > 1)
