"""The ways in which a size may be drawn beside a view, nearest first. In mm on the paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from heapq import merge

import numpy as np

from configurator.kernel.drawing.callouts import Callout
from configurator.kernel.drawing.dimension_styles import Between, Corner, DimensionStyle, Pointer, Round
from configurator.kernel.drawing.lettering import HEIGHT, LABEL_HEIGHT, label_width, reading_angle, upright
from configurator.kernel.drawing.primitives import DrawnSize, Label, SizeKind
from configurator.kernel.drawing.views import ViewPoints

# In mm, as ISO 129 has them or near it: from the view to the first line, from line to line, an arrow,
# how far a guide stays off its foot and goes beyond the line.
FIRST, STEP, ARROW, OFF, PAST = 9.0, 7.5, 2.5, 0.8, 1.5
LANES = 7
# A line that holds two arrows, and what stands outside a shorter one.
ROOM, TAIL = 3 * ARROW, 2.5 * ARROW
# A label's middle above its line.
ABOVE = LABEL_HEIGHT / 2 + 0.6
# Pointers run in these directions, in degrees: never level, never upright.
SLANTS = (60, 120, 45, 135, 30, 150, 75, 105, -60, -120, -45, -135, -30, -150, -75, -105)


# Ways of one kind, each taking more line than the one before.
CandidateRow = Iterator[DrawnSize]


def size_candidates(told: Callout, way: DimensionStyle, scale: float, bounds: ViewPoints) -> Iterator[DrawnSize]:
    """All that may be tried beside a view that fills `bounds` (left, bottom, right, top); most are never asked for."""
    return merge(*_rows(told, way, scale, bounds), key=_reach)


def _reach(size: DrawnSize) -> float:
    """How much line it takes, the less the better."""
    return float(sum(np.hypot(*(stroke[1:] - stroke[:-1]).T).sum() for stroke in size.strokes))


def _rows(told: Callout, way: DimensionStyle, scale: float, bounds: ViewPoints) -> Iterator[CandidateRow]:
    match way:
        case Between():
            square = np.array([-way.ahead[1], way.ahead[0]])
            yield from (_between(told, way, side, scale, bounds) for side in (-square, square))
        case Round():
            yield from (_round(told, way, scale, reading_angle(slant)[0], bounds) for slant in SLANTS)
        case Corner():
            legs = np.array([way.base, way.leg])
            yield from (_corner(told, way.vertex * scale, each, bounds) for each in (legs, -legs))
        case Pointer():
            yield from (_leaders("note", told, way.spot * scale, reading_angle(slant)[0], bounds) for slant in SLANTS)


def _between(told: Callout, way: Between, side: ViewPoints, scale: float, bounds: ViewPoints) -> CandidateRow:
    corners = np.array([[x, y] for x in bounds[[0, 2]] for y in bounds[[1, 3]]])
    low, length = float(way.low[0] @ way.ahead) * scale, told.measurement.dimension.nominal * scale
    feet, edge = _outmost(way, side) * scale, float((corners @ side).max())
    for lane in range(LANES):
        level = edge + FIRST + lane * STEP
        line = np.array([low * way.ahead + level * side, (low + length) * way.ahead + level * side])
        yield from _spans(told, feet, line, way.ahead)


def _outmost(way: Between, side: ViewPoints) -> ViewPoints:
    """(2, 2) the feet that lie furthest out on a side."""
    return np.array([each[(each @ side).argmax()] for each in (way.low, way.high)])


def _spans(told: Callout, feet: ViewPoints, line: ViewPoints, ahead: ViewPoints) -> Iterator[DrawnSize]:
    """With the text amid the line where there is room, else past either end."""
    guides = [_guide(foot, end) for foot, end in zip(feet, line, strict=True)]
    length, wide = float(np.linalg.norm(line[1] - line[0])), label_width(told.text)
    angle = upright(ahead)
    _reading, above = reading_angle(angle)
    inside = length >= ROOM
    out = np.array([-1.0, 1.0]) if inside else np.array([1.0, -1.0])
    arrows = np.stack([line, np.outer(out, ahead)], axis=1)
    tails = line if inside else line + np.outer((-TAIL, TAIL), ahead)
    if wide < length - 1:
        yield _linear(told, feet, line, (tails, *guides), arrows, line.mean(axis=0) + ABOVE * above, angle)
        return
    for end, outwards in ((1, 1.0), (0, -1.0)):
        start = tails[end] + outwards * (0.8 if inside else 0.0) * ahead
        shelf = np.array([tails[1 - end], start + outwards * wide * ahead])
        centre = start + outwards * wide / 2 * ahead + ABOVE * above
        yield _linear(told, feet, line, (shelf, *guides), arrows, centre, angle)


def _linear(
    told: Callout,
    feet: ViewPoints,
    line: ViewPoints,
    strokes: tuple[ViewPoints, ...],
    arrows: ViewPoints,
    centre: ViewPoints,
    angle: float,
) -> DrawnSize:
    label = Label(told.number, told.text, centre, angle)
    marks = np.concatenate([feet, line])
    return DrawnSize("linear", told, label, marks, strokes, arrows)


def _guide(foot: ViewPoints, end: ViewPoints) -> ViewPoints:
    """From just off the foot to just past the line."""
    reach = float(np.linalg.norm(end - foot))
    ahead = (end - foot) / reach if reach else np.zeros(2)
    return np.array([foot + min(OFF, reach / 2) * ahead, end + PAST * ahead])


def _round(told: Callout, way: Round, scale: float, ahead: ViewPoints, bounds: ViewPoints) -> CandidateRow:
    """A leader that aims at the centre, with its arrow on the round."""
    centre = way.centre * scale
    rim = centre + way.radius * scale * ahead
    for size in _leaders("diameter", told, rim, ahead, bounds):
        yield replace(size, marks=np.array([centre, rim]))


def _leaders(kind: SizeKind, told: Callout, start: ViewPoints, ahead: ViewPoints, bounds: ViewPoints) -> CandidateRow:
    """From words on a shelf outside the view back along `ahead` to an arrow at `start`."""
    clear = _out(start, ahead, bounds)
    wide = label_width(told.text)
    outwards = np.array([1.0 if ahead[0] >= 0 else -1.0, 0.0])
    for lane in range(LANES):
        elbow = start + (clear + 0.6 * FIRST + 0.5 * lane * STEP) * ahead
        line, shelf = np.array([start, elbow]), np.array([elbow, elbow + (wide + 1) * outwards])
        middle = elbow + (wide / 2 + 0.5) * outwards + np.array([0, ABOVE])
        label = Label(told.number, told.text, middle)
        yield DrawnSize(kind, told, label, line, (line, shelf), np.array([[start, -ahead]]))


def _out(start: ViewPoints, ahead: ViewPoints, bounds: ViewPoints) -> float:
    """How far it is from `start` along `ahead` to the edge of the bounds."""
    wall = np.where(ahead > 0, bounds[2:], bounds[:2])
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = np.where(np.abs(ahead) > 1e-9, (wall - start) / ahead, np.inf)
    return float(max(0.0, reach.min()))


def _corner(told: Callout, vertex: ViewPoints, legs: ViewPoints, bounds: ViewPoints) -> CandidateRow:
    """An arc beyond the view between two legs, its arrows outside it where it is short."""
    clear = max(_out(vertex, leg, bounds) for leg in legs)
    for lane in range(LANES):
        yield from _arc(told, vertex, legs, clear + FIRST + lane * STEP)


def _arc(told: Callout, vertex: ViewPoints, legs: ViewPoints, radius: float) -> Iterator[DrawnSize]:
    angles = np.unwrap(np.arctan2(legs[:, 1], legs[:, 0]))
    # Counter-clockwise, as DXF measures them.
    legs, (low, high) = legs[np.argsort(angles)], np.sort(angles)
    inside = (high - low) * radius >= ROOM
    tail = 0.0 if inside else TAIL / radius
    arc = vertex + radius * _around(np.linspace(low - tail, high + tail, 24))
    out = np.array([-1.0, 1.0]) if inside else np.array([1.0, -1.0])
    ends = _around(np.array([low, high]))
    tangents = np.stack([-ends[:, 1], ends[:, 0]], axis=1) * out[:, None]
    arrows = np.stack([vertex + radius * ends, tangents], axis=1)
    strokes = (arc, *(np.array([vertex, vertex + (radius + PAST) * leg]) for leg in legs))
    middle = _around(np.array([(low + high) / 2]))[0]
    marks = np.array([vertex, *(vertex + radius * leg for leg in legs), vertex + radius * middle])
    outwards = 1.0 if middle[0] >= 0 else -1.0
    for level in (high + tail, low - tail, (low + high) / 2):
        spot = vertex + (radius + 1.0) * _around(np.array([level]))[0]
        lift = np.sign(np.sin(level - (low + high) / 2) * np.cos(level)) if level != (low + high) / 2 else 0.0
        centre = spot + np.array([outwards * (label_width(told.text) / 2 + 1.0), lift * HEIGHT])
        label = Label(told.number, told.text, centre)
        yield DrawnSize("angular", told, label, marks, strokes, arrows)


def _around(angles: ViewPoints) -> ViewPoints:
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)
