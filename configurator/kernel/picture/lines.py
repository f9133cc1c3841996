"""The ways in which a size may be drawn as a line beside a part, each with how far it strays from the part.

All in pixels right, down and towards the eye.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from configurator.kernel.picture.camera import Points
from configurator.kernel.picture.drawn import Choice, Drawn, dots, near, none
from configurator.kernel.picture.pen import Pen
from configurator.kernel.picture.sizes import Span

# How many lines may lie outside one another on one side of the part.
LEVELS = 6
# In arrow lengths: the shortest line that holds its arrows, and what arrows outside a line need.
ROOM = 3.2
TAIL = 2.0
# What a text beside its line, and a shaft's arrows without guides, count for in arrow lengths.
BESIDE = 1.0
ON_THE_PART = 4.5
# What a guide's leaning away from its proper direction counts for beside its length.
SKEWNESS = 4.0
# In arrow lengths: beyond this distance from a shaft, nothing else may be beside it.
CLOSE = 0.6


def lines(span: Span, part: Points, pen: Pen) -> Iterator[Choice]:
    """All that may be tried for `span` beside the part, which covers the points `part` (n, 2)."""
    for feet, line, way in zip(span.sides.feet, span.sides.lines, span.sides.ways, strict=True):
        for distance in _distances(line, way, part, pen):
            moved = line + way * distance
            guides = np.array([_guide(foot, end, pen) for foot, end in zip(feet, moved, strict=True)])
            strays = sum(seen_length(guide) + SKEWNESS * _skew(guide, way) for guide in guides) / 2
            for more, drawn in _with_arrows(span.text, moved, pen):
                yield strays + more, replace(drawn, guides=guides)
    if span.shaft:
        yield from _on_the_part(span, part, pen)


def seen_length(line: Points) -> float:
    """From the first to the second end (2, 3), in pixels of the picture."""
    return float(np.hypot(*(line[1] - line[0])[:2]))


def _distances(line: Points, way: Points, part: Points, pen: Pen) -> Points:
    """How far to move a line along `way` so that it clears what of the part lies between its guides, level by level."""
    ahead, aside, reach = _direction(line), way[:2] / np.hypot(*way[:2]), np.hypot(*way[:2])
    places = np.linalg.solve(np.array([ahead, aside]).T, (part - line[0, :2]).T).T
    between = (places[:, 0] > -pen.air) & (places[:, 0] < seen_length(line) + pen.air)
    clear = places[between, 1].max(initial=0.0)
    slant = abs(ahead[0] * aside[1] - ahead[1] * aside[0])
    return np.asarray((clear + (pen.gap + pen.step * np.arange(LEVELS)) / slant) / reach)


def _guide(foot: Points, end: Points, pen: Pen) -> Points:
    """From just off the foot to just past the line's end."""
    ahead = (end - foot) / max(np.hypot(*(end - foot)[:2]), 1e-9)
    return np.array([foot + ahead * pen.air, end + ahead * pen.overshoot])


def _skew(guide: Points, way: Points) -> float:
    """How far in pixels a guide leans away from `way`, because its foot does not face the other's."""
    (right, down), (aside, below) = (guide[1] - guide[0])[:2], way[:2] / np.hypot(*way[:2])
    return float(abs(right * below - down * aside))


def _with_arrows(text: str, line: Points, pen: Pen) -> Iterator[Choice]:
    """Arrows in the line and the text amid it, where there is room; otherwise outside and beside it."""
    ahead, room = _direction(line), seen_length(line)
    inside = room >= ROOM * pen.arrow
    tail = 0.0 if inside else TAIL * pen.arrow
    drawn = Drawn(text, none(4), lines=_longer(line, tail)[None], tips=_tips(line, outwards=inside))
    if pen.extent(text, ahead) < room - 2 * pen.arrow - 2 * pen.air:
        yield 0.0, replace(drawn, box=pen.box(text, line.mean(axis=0)[:2]))
    else:
        for centre in [*_past(text, line, tail, pen), *_beside(text, line, pen)]:
            yield BESIDE * pen.arrow, replace(drawn, box=pen.box(text, centre))


def _on_the_part(span: Span, part: Points, pen: Pen) -> Iterator[Choice]:
    """A shaft between two arrows that touch its sides, where these stand free."""
    line, tail = span.sides.lines[0], TAIL * pen.arrow
    free = np.stack([_longer(line, CLOSE * pen.arrow), _longer(line, tail)], axis=1)
    if near(dots(free), part, pen.air):
        return
    drawn = Drawn(
        span.text, none(4), lines=np.stack([line, _longer(line, tail)], axis=1), tips=_tips(line, outwards=False)
    )
    for centre in _past(span.text, line, tail, pen):
        yield ON_THE_PART * pen.arrow, replace(drawn, box=pen.box(span.text, centre))


def _past(text: str, line: Points, tail: float, pen: Pen) -> Points:
    """(2, 2) centres for a text past either end of a line with tails."""
    ahead = _direction(line)
    return _longer(line, tail + pen.extent(text, ahead) / 2 + 1.5 * pen.air)[:, :2]


def _beside(text: str, line: Points, pen: Pen) -> Points:
    """(2, 2) centres for a text on either side of a line's middle."""
    square = _direction(line)[::-1] * (1, -1)
    off = pen.extent(text, square) / 2 + pen.overshoot + pen.air
    return np.asarray(line.mean(axis=0)[:2] + np.outer((-off, off), square))


def _tips(line: Points, outwards: bool) -> Points:
    """(2, 2, 2) point and direction of the arrows at the ends of a line."""
    ahead = _direction(line) * (1 if outwards else -1)
    return np.array([[line[0, :2], -ahead], [line[1, :2], ahead]])


def _longer(line: Points, by: float) -> Points:
    """(2, 3) the line with its ends moved `by` pixels outwards."""
    return line + np.outer((-by, by), np.append(_direction(line), 0))


def _direction(line: Points) -> Points:
    """(2,) from the first to the second end as seen, of length one."""
    return np.asarray((line[1] - line[0])[:2] / seen_length(line))
