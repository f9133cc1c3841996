"""Candidate placements of a dimension beside a view, nearest first. In mm on the paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from heapq import merge

import numpy as np

from configurator.kernel.drawing.callouts import Callout
from configurator.kernel.drawing.dimension_styles import (
    AngleStyle,
    DiameterStyle,
    DimensionStyle,
    LeaderStyle,
    LengthStyle,
    RadiusStyle,
)
from configurator.kernel.drawing.lettering import HEIGHT, LABEL_HEIGHT, label_width, text_directions, upright_angle
from configurator.kernel.drawing.primitives import Label, PlacedSize, SizeKind
from configurator.kernel.drawing.views import ViewPoints

# In mm, as ISO 129 has them or near it: from the view to the first line, from line to line, an arrow,
# the gap between an extension line and its foot, and its overshoot past the dimension line.
FIRST_LINE_MM, LINE_STEP_MM, ARROW, EXTENSION_GAP_MM, EXTENSION_OVERSHOOT_MM = 9.0, 7.5, 2.5, 0.8, 1.5
LANES = 7
# The shortest line that holds two arrows, and the length of a tail outside a shorter one.
MIN_ARROWED_LINE_MM, TAIL = 3 * ARROW, 2.5 * ARROW
# From a dimension line up to the middle of its label.
ABOVE = LABEL_HEIGHT / 2 + 0.6
# Cosine: the label of an arc whose middle is more upright from its vertex goes over or under it.
STEEP_ARC_COS = 0.5
# The directions of leaders in degrees: none is horizontal or vertical.
SLANTS = (60, 120, 45, 135, 30, 150, 75, 105, -60, -120, -45, -135, -30, -150, -75, -105)


# Candidates of one kind, each with longer lines than the one before.
CandidateRow = Iterator[PlacedSize]


def size_candidates(callout: Callout, style: DimensionStyle, scale: float, bounds: ViewPoints) -> Iterator[PlacedSize]:
    """All candidates beside a view that fills `bounds` (left, bottom, right, top), generated as they are needed."""
    return merge(*_candidate_rows(callout, style, scale, bounds), key=_line_length)


def _line_length(size: PlacedSize) -> float:
    """The total length of its lines: the shorter, the better."""
    return float(sum(np.hypot(*(stroke[1:] - stroke[:-1]).T).sum() for stroke in size.strokes))


def _candidate_rows(
    callout: Callout, style: DimensionStyle, scale: float, bounds: ViewPoints
) -> Iterator[CandidateRow]:
    match style:
        case LengthStyle():
            normal = np.array([-style.ahead[1], style.ahead[0]])
            yield from (_linear_candidates(callout, style, side, scale, bounds) for side in (-normal, normal))
        case DiameterStyle():
            directions = [text_directions(slant)[0] for slant in SLANTS]
            yield from (
                _diameter_candidates(callout, style, scale, each, bounds)
                for each in directions
                if style.has_rim_at(style.centre + style.radius * each)
            )
        case RadiusStyle():
            yield from (_radius_candidates(callout, style, scale, each, bounds) for each in style.outwards)
        case AngleStyle():
            legs = np.array([style.base, style.leg])
            yield from (_angle_candidates(callout, style.vertex * scale, each, bounds) for each in (legs, -legs))
        case LeaderStyle():
            yield from (
                _leader_candidates("note", callout, style.spot * scale, text_directions(slant)[0], bounds)
                for slant in SLANTS
            )


def _linear_candidates(
    callout: Callout, style: LengthStyle, side: ViewPoints, scale: float, bounds: ViewPoints
) -> CandidateRow:
    corners = np.array([[x, y] for x in bounds[[0, 2]] for y in bounds[[1, 3]]])
    low, length = float(style.low[0] @ style.ahead) * scale, callout.measurement.dimension.nominal * scale
    feet, edge = _outermost_feet(style, side) * scale, float((corners @ side).max())
    for lane in range(LANES):
        level = edge + FIRST_LINE_MM + lane * LINE_STEP_MM
        line = np.array([low * style.ahead + level * side, (low + length) * style.ahead + level * side])
        yield from _label_positions(callout, feet, line, style.ahead)


def _outermost_feet(style: LengthStyle, side: ViewPoints) -> ViewPoints:
    """(2, 2) the outermost feet on a side."""
    return np.array([each[(each @ side).argmax()] for each in (style.low, style.high)])


def _label_positions(
    callout: Callout, feet: ViewPoints, line: ViewPoints, direction: ViewPoints
) -> Iterator[PlacedSize]:
    """With the text in the middle of the line where there is room, else past either end."""
    extension_lines = [_extension_line(foot, end) for foot, end in zip(feet, line, strict=True)]
    length, width = float(np.linalg.norm(line[1] - line[0])), label_width(callout.text)
    angle = upright_angle(direction)
    _reading, above = text_directions(angle)
    arrows_inside = length >= MIN_ARROWED_LINE_MM
    senses = np.array([-1.0, 1.0]) if arrows_inside else np.array([1.0, -1.0])
    arrows = np.stack([line, np.outer(senses, direction)], axis=1)
    tails = line if arrows_inside else line + np.outer((-TAIL, TAIL), direction)
    if width < length - 1:
        yield _linear_size(
            callout, feet, line, (tails, *extension_lines), arrows, line.mean(axis=0) + ABOVE * above, angle
        )
        return
    for end, outwards in ((1, 1.0), (0, -1.0)):
        start = tails[end] + outwards * (0.8 if arrows_inside else 0.0) * direction
        extended_line = np.array([tails[1 - end], start + outwards * width * direction])
        centre = start + outwards * width / 2 * direction + ABOVE * above
        yield _linear_size(callout, feet, line, (extended_line, *extension_lines), arrows, centre, angle)


def _linear_size(
    callout: Callout,
    feet: ViewPoints,
    line: ViewPoints,
    strokes: tuple[ViewPoints, ...],
    arrows: ViewPoints,
    centre: ViewPoints,
    angle: float,
) -> PlacedSize:
    label = Label(callout.number, callout.text, centre, angle)
    marks = np.concatenate([feet, line])
    return PlacedSize("linear", callout, label, marks, strokes, arrows)


def _extension_line(foot: ViewPoints, end: ViewPoints) -> ViewPoints:
    """From just off the foot to just past the dimension line."""
    length = float(np.linalg.norm(end - foot))
    direction = (end - foot) / length if length else np.zeros(2)
    return np.array([foot + min(EXTENSION_GAP_MM, length / 2) * direction, end + EXTENSION_OVERSHOOT_MM * direction])


def _diameter_candidates(
    callout: Callout, style: DiameterStyle, scale: float, direction: ViewPoints, bounds: ViewPoints
) -> CandidateRow:
    """A leader that points at the centre, with its arrow on the circle."""
    centre = style.centre * scale
    rim = centre + style.radius * scale * direction
    for size in _leader_candidates("diameter", callout, rim, direction, bounds):
        yield replace(size, marks=np.array([centre, rim]))


def _radius_candidates(
    callout: Callout, style: RadiusStyle, scale: float, outwards: ViewPoints, bounds: ViewPoints
) -> CandidateRow:
    """A leader on the line through the centre, from either side, with its arrow on the arc."""
    centre = style.centre * scale
    rim = centre + style.radius * scale * outwards
    leaders = (_leader_candidates("radius", callout, rim, way, bounds) for way in (outwards, -outwards))
    for size in merge(*leaders, key=_line_length):
        yield replace(size, marks=np.array([centre, rim]))


def _leader_candidates(
    kind: SizeKind, callout: Callout, start: ViewPoints, direction: ViewPoints, bounds: ViewPoints
) -> CandidateRow:
    """A text on a reference line outside the view, and a leader from it along `-direction` to an arrow at `start`."""
    clearance = _distance_to_edge(start, direction, bounds)
    width = label_width(callout.text)
    outwards = np.array([1.0 if direction[0] >= 0 else -1.0, 0.0])
    for lane in range(LANES):
        elbow = start + (clearance + 0.6 * FIRST_LINE_MM + 0.5 * lane * LINE_STEP_MM) * direction
        leader, reference_line = np.array([start, elbow]), np.array([elbow, elbow + (width + 1) * outwards])
        centre = elbow + (width / 2 + 0.5) * outwards + np.array([0, ABOVE])
        label = Label(callout.number, callout.text, centre)
        yield PlacedSize(kind, callout, label, leader, (leader, reference_line), np.array([[start, -direction]]))


def _distance_to_edge(start: ViewPoints, direction: ViewPoints, bounds: ViewPoints) -> float:
    """From `start` along `direction` to the edge of the bounds."""
    edge = np.where(direction > 0, bounds[2:], bounds[:2])
    with np.errstate(divide="ignore", invalid="ignore"):
        distances = np.where(np.abs(direction) > 1e-9, (edge - start) / direction, np.inf)
    return float(max(0.0, distances.min()))


def _angle_candidates(callout: Callout, vertex: ViewPoints, legs: ViewPoints, bounds: ViewPoints) -> CandidateRow:
    """An arc beyond the view between two legs, its arrows outside it where it is short."""
    clearance = max(_distance_to_edge(vertex, leg, bounds) for leg in legs)
    for lane in range(LANES):
        yield from _arc_candidates(callout, vertex, legs, clearance + FIRST_LINE_MM + lane * LINE_STEP_MM)


def _arc_candidates(callout: Callout, vertex: ViewPoints, legs: ViewPoints, radius: float) -> Iterator[PlacedSize]:
    angles = np.unwrap(np.arctan2(legs[:, 1], legs[:, 0]))
    # Counter-clockwise, as DXF measures them.
    legs, (low, high) = legs[np.argsort(angles)], np.sort(angles)
    arrows_inside = (high - low) * radius >= MIN_ARROWED_LINE_MM
    tail = 0.0 if arrows_inside else TAIL / radius
    arc = vertex + radius * _unit_vectors(np.linspace(low - tail, high + tail, 24))
    senses = np.array([-1.0, 1.0]) if arrows_inside else np.array([1.0, -1.0])
    ends = _unit_vectors(np.array([low, high]))
    tangents = np.stack([-ends[:, 1], ends[:, 0]], axis=1) * senses[:, None]
    arrows = np.stack([vertex + radius * ends, tangents], axis=1)
    strokes = (arc, *(np.array([vertex, vertex + (radius + EXTENSION_OVERSHOOT_MM) * leg]) for leg in legs))
    middle = _unit_vectors(np.array([(low + high) / 2]))[0]
    marks = np.array([vertex, *(vertex + radius * leg for leg in legs), vertex + radius * middle])
    outwards = 1.0 if middle[0] >= 0 else -1.0
    for level in (high + tail, low - tail, (low + high) / 2):
        position = vertex + (radius + 1.0) * _unit_vectors(np.array([level]))[0]
        lift = np.sign(np.sin(level - (low + high) / 2) * np.cos(level)) if level != (low + high) / 2 else 0.0
        shift = np.array([outwards * (label_width(callout.text) / 2 + 1.0), lift * HEIGHT])
        if abs(middle[0]) < STEEP_ARC_COS:
            shift = _shift_beside_steep_arc(callout, middle, _unit_vectors(np.array([level]))[0])
        centre = position + shift
        label = Label(callout.number, callout.text, centre)
        yield PlacedSize("angular", callout, label, marks, strokes, arrows)


def _shift_beside_steep_arc(callout: Callout, middle: ViewPoints, end: ViewPoints) -> ViewPoints:
    """From a point of an arc over or under its vertex to its label: beyond it, or past an end that leans aside."""
    aside = float(np.sign(round(end[0] - middle[0], 9)))
    if aside:
        return np.array([aside * (label_width(callout.text) / 2 + 1.0), 0.0])
    return np.array([0.0, np.sign(middle[1]) * (ABOVE + EXTENSION_OVERSHOOT_MM)])


def _unit_vectors(angles: ViewPoints) -> ViewPoints:
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)
