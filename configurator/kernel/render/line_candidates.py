"""Candidate placements of a linear dimension beside a part, each with its distance from the part.

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

# The most parallel dimension lines on one side of the part.
LINE_LEVELS = 6
# In arrow lengths: the shortest line that holds its arrows, and what arrows outside a line need.
LABEL_ROOM = 3.2
TAIL = 2.0
# In arrow lengths: the cost of a text beside its line, and of a shaft's arrows without extension lines.
BESIDE = 1.0
ON_THE_PART = 4.5
# The cost of an extension line's skew, per its length.
SKEWNESS = 4.0
# In arrow lengths: within this distance of a shaft, arrows on it need free space.
SHAFT_CLEARANCE = 0.6


def line_candidates(span: Span, part: PixelArray, style: PictureStyle) -> Iterator[PlacementChoice]:
    """All candidates for `span` beside the part, which covers the points `part` (n, 2)."""
    for feet, line, way in zip(span.sides.feet, span.sides.lines, span.sides.ways, strict=True):
        moved = line + _line_distances(line, way, part, style)[:, None, None] * way
        guides = _extension_lines(feet, moved, style)
        distances = (_guide_lengths(guides) + SKEWNESS * _guide_skew(guides, way)).sum(axis=1) / 2
        penalty, offsets = _label_offsets(span.text, line, style)
        for level, offset in product(range(LINE_LEVELS), offsets):
            draw = partial(_place_line, span.text, moved[level], guides[level], offset, style)
            yield PlacementChoice(distances[level] + penalty, draw)
    if span.shaft:
        yield from _shaft_candidates(span, part, style)


def projected_length(line: PixelArray) -> float:
    """From the first to the second end (2, 3), in pixels of the picture."""
    return float(np.hypot(*(line[1] - line[0])[:2]))


def _line_distances(line: PixelArray, way: PixelArray, part: PixelArray, style: PictureStyle) -> PixelArray:
    """Distances along `way`, level by level, at which a line is clear of the part between its extension lines."""
    direction, aside, length = _direction(line), way[:2] / np.hypot(*way[:2]), np.hypot(*way[:2])
    slant, off = _cross(direction, aside), part - line[0, :2]
    along = _cross(off, aside) / slant
    between = (along > -style.air) & (along < projected_length(line) + style.air)
    clear = (_cross(direction, off[between]) / slant).max(initial=0.0)
    return np.asarray((clear + (style.gap + style.step * np.arange(LINE_LEVELS)) / abs(slant)) / length)


def _cross(one: PixelArray, other: PixelArray) -> PixelArray:
    return np.asarray(one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0])


def _extension_lines(feet: PixelArray, lines: PixelArray, style: PictureStyle) -> PixelArray:
    """(k, 2, 2, 3) from just off the feet (2, 3) to just past the ends of lines (k, 2, 3)."""
    direction = (lines - feet) / np.maximum(np.hypot(*np.moveaxis((lines - feet)[..., :2], -1, 0)), 1e-9)[..., None]
    return np.stack([feet + direction * style.air, lines + direction * style.overshoot], axis=-2)


def _guide_lengths(guides: PixelArray) -> PixelArray:
    """(k, 2) in pixels of the picture."""
    return np.asarray(np.hypot(*np.moveaxis((guides[..., 1, :] - guides[..., 0, :])[..., :2], -1, 0)))


def _guide_skew(guides: PixelArray, way: PixelArray) -> PixelArray:
    """(k, 2) how far in pixels extension lines lean away from `way`, where their feet do not face each other."""
    return np.abs(_cross((guides[..., 1, :] - guides[..., 0, :])[..., :2], way[:2] / np.hypot(*way[:2])))


def _label_offsets(text: str, line: PixelArray, style: PictureStyle) -> tuple[float, PixelArray]:
    """The cost, and (k, 2) from a line's middle to its text's: zero where the text fits in the line, else beside it."""
    direction, length = _direction(line), projected_length(line)
    if style.extent(text, direction) < length - 2 * style.arrow - 2 * style.air:
        return 0.0, np.zeros((1, 2))
    centres = [*_centres_past_ends(text, line, _tail_length(line, style), style), *_centres_beside(text, line, style)]
    return BESIDE * style.arrow, np.array(centres) - line.mean(axis=0)[:2]


def _place_line(
    text: str, line: PixelArray, guides: PixelArray, offset: PixelArray, style: PictureStyle
) -> PlacedDimension:
    """With arrows in the line where there is room; otherwise outside."""
    tail = _tail_length(line, style)
    box = style.box(text, line.mean(axis=0)[:2] + offset)
    return PlacedDimension(
        text, box, lines=_lengthen(line, tail)[None], guides=guides, tips=_arrow_tips(line, outwards=tail == 0)
    )


def _tail_length(line: PixelArray, style: PictureStyle) -> float:
    return 0.0 if projected_length(line) >= LABEL_ROOM * style.arrow else TAIL * style.arrow


def _shaft_candidates(span: Span, part: PixelArray, style: PictureStyle) -> Iterator[PlacementChoice]:
    """A shaft between two arrows that touch its sides, where these stand free."""
    line, tail = span.sides.lines[0], TAIL * style.arrow
    free_space = np.stack([_lengthen(line, SHAFT_CLEARANCE * style.arrow), _lengthen(line, tail)], axis=1)
    if near(dots(free_space), part, style.air):
        return
    dimension = PlacedDimension(
        span.text,
        no_points(4),
        lines=np.stack([line, _lengthen(line, tail)], axis=1),
        tips=_arrow_tips(line, outwards=False),
    )
    for centre in _centres_past_ends(span.text, line, tail, style):
        box = style.box(span.text, centre)
        yield PlacementChoice(ON_THE_PART * style.arrow, partial(replace, dimension, box=box))


def _centres_past_ends(text: str, line: PixelArray, tail: float, style: PictureStyle) -> PixelArray:
    """(2, 2) centres for a text past either end of a line with tails."""
    direction = _direction(line)
    return _lengthen(line, tail + style.extent(text, direction) / 2 + 1.5 * style.air)[:, :2]


def _centres_beside(text: str, line: PixelArray, style: PictureStyle) -> PixelArray:
    """(2, 2) centres for a text on either side of a line's middle."""
    square = _direction(line)[::-1] * (1, -1)
    off = style.extent(text, square) / 2 + style.overshoot + style.air
    return np.asarray(line.mean(axis=0)[:2] + np.outer((-off, off), square))


def _arrow_tips(line: PixelArray, outwards: bool) -> PixelArray:
    """(2, 2, 2) point and direction of the arrows at the ends of a line."""
    direction = _direction(line) * (1 if outwards else -1)
    return np.array([[line[0, :2], -direction], [line[1, :2], direction]])


def _lengthen(line: PixelArray, by: float) -> PixelArray:
    """(2, 3) the line with its ends moved `by` pixels outwards."""
    return line + np.outer((-by, by), np.append(_direction(line), 0))


def _direction(line: PixelArray) -> PixelArray:
    """(2,) unit vector in the picture from the first to the second end."""
    return np.asarray((line[1] - line[0])[:2] / projected_length(line))
