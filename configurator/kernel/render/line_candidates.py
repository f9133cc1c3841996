"""The ways in which a size may be drawn as a line beside a part, each with how far it strays from the part.

All in pixels right, down and towards the eye.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import product

import numpy as np

from configurator.kernel.render.camera import PixelArray
from configurator.kernel.render.dimension_geometry import Span
from configurator.kernel.render.placed_dimension import PlacedDimension, PlacementChoice, dots, near, no_points
from configurator.kernel.render.style import PictureStyle

# How many lines may lie outside one another on one side of the part.
LINE_LEVELS = 6
# In arrow lengths: the shortest line that holds its arrows, and what arrows outside a line need.
LABEL_ROOM = 3.2
TAIL = 2.0
# What a text beside its line, and a shaft's arrows without guides, count for in arrow lengths.
BESIDE = 1.0
ON_THE_PART = 4.5
# What a guide's leaning away from its proper direction counts for beside its length.
SKEWNESS = 4.0
# In arrow lengths: beyond this distance from a shaft, nothing else may be beside it.
CLOSE_PX = 0.6


def line_candidates(span: Span, part: PixelArray, pen: PictureStyle) -> Iterator[PlacementChoice]:
    """All that may be tried for `span` beside the part, which covers the points `part` (n, 2)."""
    for feet, line, way in zip(span.sides.feet, span.sides.lines, span.sides.ways, strict=True):
        moved = line + _distances(line, way, part, pen)[:, None, None] * way
        guides = _guides(feet, moved, pen)
        strays = (_length(guides) + SKEWNESS * _skew(guides, way)).sum(axis=1) / 2
        more, spots = _spots(span.text, line, pen)
        for level, spot in product(range(LINE_LEVELS), spots):
            draw = partial(_line, span.text, moved[level], guides[level], spot, pen)
            yield PlacementChoice(strays[level] + more, draw)
    if span.shaft:
        yield from _on_the_part(span, part, pen)


def seen_length(line: PixelArray) -> float:
    """From the first to the second end (2, 3), in pixels of the picture."""
    return float(np.hypot(*(line[1] - line[0])[:2]))


def _distances(line: PixelArray, way: PixelArray, part: PixelArray, pen: PictureStyle) -> PixelArray:
    """How far to move a line along `way` so that it clears what of the part lies between its guides, level by level."""
    ahead, aside, reach = _direction(line), way[:2] / np.hypot(*way[:2]), np.hypot(*way[:2])
    slant, off = _cross(ahead, aside), part - line[0, :2]
    along = _cross(off, aside) / slant
    between = (along > -pen.air) & (along < seen_length(line) + pen.air)
    clear = (_cross(ahead, off[between]) / slant).max(initial=0.0)
    return np.asarray((clear + (pen.gap + pen.step * np.arange(LINE_LEVELS)) / abs(slant)) / reach)


def _cross(one: PixelArray, other: PixelArray) -> PixelArray:
    return np.asarray(one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0])


def _guides(feet: PixelArray, lines: PixelArray, pen: PictureStyle) -> PixelArray:
    """(k, 2, 2, 3) from just off the feet (2, 3) to just past the ends of lines (k, 2, 3)."""
    ahead = (lines - feet) / np.maximum(np.hypot(*np.moveaxis((lines - feet)[..., :2], -1, 0)), 1e-9)[..., None]
    return np.stack([feet + ahead * pen.air, lines + ahead * pen.overshoot], axis=-2)


def _length(guides: PixelArray) -> PixelArray:
    """(k, 2) in pixels of the picture."""
    return np.asarray(np.hypot(*np.moveaxis((guides[..., 1, :] - guides[..., 0, :])[..., :2], -1, 0)))


def _skew(guides: PixelArray, way: PixelArray) -> PixelArray:
    """(k, 2) how far in pixels guides lean away from `way`, because their feet do not face each other."""
    return np.abs(_cross((guides[..., 1, :] - guides[..., 0, :])[..., :2], way[:2] / np.hypot(*way[:2])))


def _spots(text: str, line: PixelArray, pen: PictureStyle) -> tuple[float, PixelArray]:
    """(k, 2) from a line's middle to its text's: amid the line where there is room, else beside it, which counts."""
    ahead, room = _direction(line), seen_length(line)
    if pen.extent(text, ahead) < room - 2 * pen.arrow - 2 * pen.air:
        return 0.0, np.zeros((1, 2))
    centres = [*_past(text, line, _tail(line, pen), pen), *_beside(text, line, pen)]
    return BESIDE * pen.arrow, np.array(centres) - line.mean(axis=0)[:2]


def _line(text: str, line: PixelArray, guides: PixelArray, spot: PixelArray, pen: PictureStyle) -> PlacedDimension:
    """With arrows in the line where there is room; otherwise outside."""
    tail = _tail(line, pen)
    box = pen.box(text, line.mean(axis=0)[:2] + spot)
    return PlacedDimension(
        text, box, lines=_longer(line, tail)[None], guides=guides, tips=_tips(line, outwards=tail == 0)
    )


def _tail(line: PixelArray, pen: PictureStyle) -> float:
    return 0.0 if seen_length(line) >= LABEL_ROOM * pen.arrow else TAIL * pen.arrow


def _on_the_part(span: Span, part: PixelArray, pen: PictureStyle) -> Iterator[PlacementChoice]:
    """A shaft between two arrows that touch its sides, where these stand free."""
    line, tail = span.sides.lines[0], TAIL * pen.arrow
    free = np.stack([_longer(line, CLOSE_PX * pen.arrow), _longer(line, tail)], axis=1)
    if near(dots(free), part, pen.air):
        return
    drawn = PlacedDimension(
        span.text, no_points(4), lines=np.stack([line, _longer(line, tail)], axis=1), tips=_tips(line, outwards=False)
    )
    for centre in _past(span.text, line, tail, pen):
        box = pen.box(span.text, centre)
        yield PlacementChoice(ON_THE_PART * pen.arrow, partial(replace, drawn, box=box))


def _past(text: str, line: PixelArray, tail: float, pen: PictureStyle) -> PixelArray:
    """(2, 2) centres for a text past either end of a line with tails."""
    ahead = _direction(line)
    return _longer(line, tail + pen.extent(text, ahead) / 2 + 1.5 * pen.air)[:, :2]


def _beside(text: str, line: PixelArray, pen: PictureStyle) -> PixelArray:
    """(2, 2) centres for a text on either side of a line's middle."""
    square = _direction(line)[::-1] * (1, -1)
    off = pen.extent(text, square) / 2 + pen.overshoot + pen.air
    return np.asarray(line.mean(axis=0)[:2] + np.outer((-off, off), square))


def _tips(line: PixelArray, outwards: bool) -> PixelArray:
    """(2, 2, 2) point and direction of the arrows at the ends of a line."""
    ahead = _direction(line) * (1 if outwards else -1)
    return np.array([[line[0, :2], -ahead], [line[1, :2], ahead]])


def _longer(line: PixelArray, by: float) -> PixelArray:
    """(2, 3) the line with its ends moved `by` pixels outwards."""
    return line + np.outer((-by, by), np.append(_direction(line), 0))


def _direction(line: PixelArray) -> PixelArray:
    """(2,) from the first to the second end as seen, of length one."""
    return np.asarray((line[1] - line[0])[:2] / seen_length(line))
