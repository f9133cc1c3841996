"""The ways in which one size may be drawn beside a part, each with how far it strays from the part.

All in pixels right, down and towards the eye.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from configurator.kernel.picture.camera import Points
from configurator.kernel.picture.drawn import Drawn, dots, near, none
from configurator.kernel.picture.pen import Pen
from configurator.kernel.picture.sizes import Note, Size, Span

Choice = tuple[float, Drawn]

# How many lines may lie outside one another on one side of the part.
LEVELS = 6
# In arrow lengths: the shortest line that holds its arrows, and the shortest between two arrows at all.
ROOM = 3.2
LEAST = 0.4
# What a text beside its line, and a shaft's arrows without guides, count for in arrow lengths.
BESIDE = 1.0
ON_THE_PART = 4.5
# Notes look for room all round, and avoid leaders so steep that the text must stand over or under them.
ROUND = np.array([(np.cos(angle), np.sin(angle)) for angle in np.arange(24) * np.pi / 12])
STEEP = 0.2


def choices(size: Size, part: Points, pen: Pen) -> list[Choice]:
    """All that may be tried for `size` beside the part, which covers the points `part` (n, 2); the nearest first."""
    if isinstance(size, Note):
        found = _notes(size, part, pen)
    elif _length(size.sides.lines[0]) < LEAST * pen.arrow:
        found = _notes(Note(size.text, size.sides.feet[:1, 0], none(0, 3)), part, pen)
    else:
        found = _spans(size, part, pen)
    return sorted(found, key=lambda choice: choice[0])


def _spans(span: Span, part: Points, pen: Pen) -> Iterator[Choice]:
    for feet, line, way in zip(span.sides.feet, span.sides.lines, span.sides.ways, strict=True):
        for distance in _distances(line, way, part, pen):
            moved = line + way * distance
            guides = np.array([_guide(foot, end, pen) for foot, end in zip(feet, moved, strict=True)])
            strays = (_length(guides[0]) + _length(guides[1])) / 2
            for more, drawn in _between(span.text, moved, pen):
                yield strays + more, replace(drawn, guides=guides)
    if span.shaft:
        yield from _on_the_part(span, part, pen)


def _distances(line: Points, way: Points, part: Points, pen: Pen) -> Points:
    """How far to move a line along `way` so that it clears what of the part lies between its guides, level by level."""
    ahead, aside, reach = _direction(line), way[:2] / np.hypot(*way[:2]), np.hypot(*way[:2])
    places = np.linalg.solve(np.array([ahead, aside]).T, (part - line[0, :2]).T).T
    between = (places[:, 0] > -pen.air) & (places[:, 0] < _length(line) + pen.air)
    clear = places[between, 1].max(initial=0.0)
    apart = abs(ahead[0] * aside[1] - ahead[1] * aside[0])
    return np.asarray((clear + (pen.gap + pen.step * np.arange(LEVELS)) / apart) / reach)


def _guide(foot: Points, end: Points, pen: Pen) -> Points:
    """From just off the foot to just past the line's end."""
    ahead = (end - foot) / max(np.hypot(*(end - foot)[:2]), 1e-9)
    return np.array([foot + ahead * pen.air, end + ahead * pen.overshoot])


def _between(text: str, line: Points, pen: Pen) -> Iterator[Choice]:
    """Arrows and text for a line: in it where they have room, otherwise outside its ends and beside it."""
    ahead, room = _direction(line), _length(line)
    if room >= ROOM * pen.arrow:
        drawn = Drawn(text, none(4), lines=line[None], tips=np.array([[line[0, :2], -ahead], [line[1, :2], ahead]]))
        tail = 0.0
    else:
        tail = 2 * pen.arrow
        whole = line + np.outer((-tail, tail), np.append(ahead, 0))
        drawn = Drawn(text, none(4), lines=whole[None], tips=np.array([[line[0, :2], ahead], [line[1, :2], -ahead]]))
    if pen.extent(text, ahead) < room - 2 * pen.arrow - 2 * pen.air:
        yield 0.0, replace(drawn, box=pen.box(text, line.mean(axis=0)[:2]))
        return
    for centre in _outside(text, line, ahead, tail, pen):
        yield BESIDE * pen.arrow, replace(drawn, box=pen.box(text, centre))


def _outside(text: str, line: Points, ahead: Points, tail: float, pen: Pen) -> Iterator[Points]:
    """Centres for a text that does not fit into its line: past either end, or beside its middle."""
    square = np.array([-ahead[1], ahead[0]])
    past = tail + pen.extent(text, ahead) / 2 + 1.5 * pen.air
    beside = pen.extent(text, square) / 2 + pen.overshoot + pen.air
    yield line[1, :2] + ahead * past
    yield line[0, :2] - ahead * past
    yield line.mean(axis=0)[:2] + square * beside
    yield line.mean(axis=0)[:2] - square * beside


def _on_the_part(span: Span, part: Points, pen: Pen) -> Iterator[Choice]:
    """A shaft between two arrows that touch its sides, where these stand free."""
    line = span.sides.lines[0]
    ahead, tail = _direction(line), np.array([0.6, 2.0]) * pen.arrow
    tails = np.array([line[0, :2] - np.outer(tail, ahead), line[1, :2] + np.outer(tail, ahead)])
    if near(dots(tails), part, pen.air):
        return
    tips = np.array([[line[0, :2], ahead], [line[1, :2], -ahead]])
    lines = np.array([line[[0, 0]], line[[1, 1]]])
    lines[0, 1] -= np.append(ahead * tail[1], 0)
    lines[1, 1] += np.append(ahead * tail[1], 0)
    for centre in list(_outside(span.text, line, ahead, tail[1], pen))[:2]:
        yield ON_THE_PART * pen.arrow, Drawn(span.text, pen.box(span.text, centre), lines=lines, tips=tips)


def _notes(note: Note, part: Points, pen: Pen) -> Iterator[Choice]:
    for spot in note.spots:
        for ahead in ROUND:
            off = np.abs((part - spot[:2]) @ (-ahead[1], ahead[0])) < 2 * pen.air
            clear = ((part[off] - spot[:2]) @ ahead).max(initial=0.0)
            for length in clear + pen.gap + pen.step * np.arange(LEVELS):
                yield _note(note, spot, ahead, length, pen)


def _note(note: Note, spot: Points, ahead: Points, length: float, pen: Pen) -> Choice:
    """A leader `length` pixels from the spot, with the text beyond its end."""
    end = spot + np.append(ahead * length, 0)
    steep = abs(ahead[0]) < STEEP
    beyond = np.array([0.0, np.sign(ahead[1])]) if steep else np.array([np.sign(ahead[0]), 0.0])
    centre = end[:2] + beyond * (pen.extent(note.text, beyond) / 2 + pen.air)
    drawn = Drawn(
        note.text,
        pen.box(note.text, centre),
        leader=np.array([[spot, end]]),
        path=note.path,
        tips=np.array([[spot[:2], -ahead]]),
    )
    return length * (1.3 if steep else 1.0), drawn


def _direction(line: Points) -> Points:
    """(2,) from the first to the second end as seen, of length one."""
    return np.asarray((line[1] - line[0])[:2] / _length(line))


def _length(line: Points) -> float:
    """As seen, in pixels."""
    return float(np.hypot(*(line[1] - line[0])[:2]))
