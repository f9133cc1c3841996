"""Draws dimension lines, arrows and labels over a picture."""

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
# Depth tolerance in pixels, so that a surface does not hide lines in it.
BIAS = 6.0


def draw_overlay(
    picture: Image.Image, drawings: Sequence[PlacedDimension], nearness: Nearness, style: PictureStyle
) -> None:
    """Draws into `picture`, in whose pixels the drawings are; what runs behind the part is hidden."""
    canvas = ImageDraw.Draw(picture)
    for one in drawings:
        _draw_lines(canvas, one, nearness, style)
    for one in drawings:
        _draw_label(canvas, one, style)
    for one in drawings:
        for point, direction in one.tips:
            _draw_arrow(canvas, point, direction, style)


def _draw_lines(canvas: ImageDraw.ImageDraw, one: PlacedDimension, nearness: Nearness, style: PictureStyle) -> None:
    for guide in one.guides:
        _draw_guide(canvas, _sample_line(guide), nearness, style)
    if len(one.path):
        path = _sample_line(one.path)
        for run in _visible_runs(path, _is_visible(path, nearness)):
            _draw_stroke(canvas, run, ACCENT, 2.0 * style.unit)
    for leader in one.leader:
        _draw_leader(canvas, _sample_line(leader), nearness, style)
    for line in one.lines:
        _draw_stroke(canvas, line, ACCENT, 1.5 * style.unit)


def _draw_guide(canvas: ImageDraw.ImageDraw, samples: PixelArray, nearness: Nearness, style: PictureStyle) -> None:
    """An extension line whose foot is hidden starts where it leaves the part; over it, it is as dark as can be."""
    visible = (
        _is_visible(samples, nearness) if _is_visible(samples[:1], nearness)[0] else _is_off_part(samples, nearness)
    )
    for run in _visible_runs(samples, visible):
        # Short runs are left out: an extension line along an outline would be broken into many.
        if len(run) > 8 * style.unit:
            is_off = _is_off_part(run, nearness)
            for colour, part_of_run in ((GUIDE, is_off), (ACCENT, ~is_off)):
                for piece in _visible_runs(run, part_of_run):
                    _draw_with_halo(canvas, piece, colour, 1.2 * style.unit, style)


def _draw_leader(canvas: ImageDraw.ImageDraw, samples: PixelArray, nearness: Nearness, style: PictureStyle) -> None:
    """A leader is dashed over the part where the point at its tip is hidden."""
    dashed = ~_is_visible(samples[:1], nearness) & ~_is_off_part(samples, nearness)
    dash = np.arange(len(samples)) % (8 * style.unit) < 4 * style.unit
    for run in _visible_runs(samples, dash | ~dashed):
        _draw_with_halo(canvas, run, ACCENT, 1.5 * style.unit, style)


def _draw_label(canvas: ImageDraw.ImageDraw, one: PlacedDimension, style: PictureStyle) -> None:
    left, top, right, bottom = one.box
    halo = style.air * 0.7
    if style.ringed:
        canvas.ellipse((left, top, right, bottom), fill=WHITE, outline=ACCENT, width=max(2, round(1.5 * style.unit)))
        canvas.text(((left + right) / 2, (top + bottom) / 2), one.text, font=style.font, fill=ACCENT, anchor="mm")
        return
    canvas.rectangle((left - halo, top - halo, right + halo, bottom + halo), fill=WHITE)
    canvas.text(((left + right) / 2, bottom), one.text, font=style.font, fill=ACCENT, anchor="ms")


def _draw_arrow(canvas: ImageDraw.ImageDraw, point: PixelArray, direction: PixelArray, style: PictureStyle) -> None:
    back, side = point - direction * style.arrow, 0.17 * style.arrow * np.array([-direction[1], direction[0]])
    canvas.polygon([tuple(corner) for corner in (point, back + side, back - side)], fill=ACCENT)


def _draw_with_halo(
    canvas: ImageDraw.ImageDraw, line: PixelArray, colour: InkColour, width: float, style: PictureStyle
) -> None:
    """A line that may run over the part, with white beside it, as the part may be dark."""
    _draw_stroke(canvas, line, WHITE, width + 1.6 * style.unit)
    _draw_stroke(canvas, line, colour, width)


def _draw_stroke(canvas: ImageDraw.ImageDraw, line: PixelArray, colour: InkColour, width: float) -> None:
    canvas.line([(x, y) for x, y in line[:, :2]], fill=colour, width=max(2, round(width)))


def _sample_line(line: PixelArray) -> PixelArray:
    """(m, 3): the line (n, 3) in steps of a pixel."""
    lengths = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line[:, :2], axis=0).T))])
    return np.column_stack([np.interp(np.arange(lengths[-1] + 1), lengths, line[:, axis]) for axis in range(3)])


def _nearness_along(samples: PixelArray, nearness: Nearness) -> Nearness:
    """(m,) nearness of the part at each sample; -inf off the part and outside the picture."""
    columns, rows = np.floor(samples[:, :2]).astype(int).T
    inside = (columns >= 0) & (rows >= 0) & (columns < nearness.shape[1]) & (rows < nearness.shape[0])
    front = np.full(len(samples), -np.inf, np.float32)
    front[inside] = nearness[rows[inside], columns[inside]]
    return front


def _is_visible(samples: PixelArray, nearness: Nearness) -> NDArray[np.bool_]:
    return samples[:, 2] + BIAS >= _nearness_along(samples, nearness)


def _is_off_part(samples: PixelArray, nearness: Nearness) -> NDArray[np.bool_]:
    return np.isneginf(_nearness_along(samples, nearness))


def _visible_runs(samples: PixelArray, visible: NDArray[np.bool_]) -> Iterator[PixelArray]:
    """The visible runs of the samples, of two points and more."""
    turns = np.flatnonzero(np.diff(np.concatenate([[False], visible, [False]]).astype(int))).reshape(-1, 2)
    return (samples[start:end] for start, end in turns if end - start > 1)
