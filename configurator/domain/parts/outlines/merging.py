"""One division of a loop, however it was divided: what continues a line or an arc is part of it."""

from __future__ import annotations

from collections.abc import Sequence
from math import copysign, pi

from configurator.domain.parts.outlines.loops import Loop, is_quarter, rounded, rounded_size
from configurator.domain.parts.outlines.segments import SAME_MM, Place, Segment, arc_segments, distance, turned
from configurator.domain.parts.outlines.straightening import straighten

# mm by which the pieces of an arc may differ that was divided evenly and rounded.
EVEN_MM = 4e-4

Run = list[Segment]


def merge(loop: Loop) -> Loop:
    """The loop with each line in one piece, each arc in equal pieces of no more than a quarter turn.

    A whole circle begins at its leftmost place. All places and radii are rounded to 1e-4 mm.
    """
    segments = list(loop.segments)
    runs = arc_runs(segments)
    if len(runs) == 1 and is_whole_circle(runs[0]):
        return _rounded_loop(_circle_pieces(runs[0]))
    divided = [piece for run in runs for piece in _divide(run)]
    return _rounded_loop(straighten(divided))


def arc_runs(segments: Run) -> list[Run]:
    """The segments in runs, each a line or the arcs of one circle."""
    first = next((at for at in range(len(segments)) if not _is_same_circle(segments[at - 1], segments[at])), 0)
    runs: list[Run] = []
    for segment in segments[first:] + segments[:first]:
        if runs and _is_same_circle(runs[-1][-1], segment):
            runs[-1].append(segment)
        else:
            runs.append([segment])
    return [part for run in runs for part in ([run] if _have_one_circle(run) else [[each] for each in run])]


def _is_same_circle(one: Segment, other: Segment) -> bool:
    """Whether an arc goes on where another ends: each lies on the other's circle."""
    if one.radius * other.radius <= 0:
        return False
    return _is_on_circle(one, (other.middle, other.end)) and _is_on_circle(other, (one.middle, one.start))


def _is_on_circle(arc: Segment, places: Sequence[Place]) -> bool:
    return all(abs(distance(arc.centre, place) - abs(arc.radius)) <= SAME_MM for place in places)


def _have_one_circle(run: Run) -> bool:
    """Whether all of a run lies on one circle: each may go on from the one before, and the last be far off the first.

    Such a run is left as it is divided.
    """
    if len(run) == 1:
        return True
    (centre, radius), turn = _circle(run), sum(each.turn for each in run)
    places = [place for each in run for place in (each.start, each.middle, each.end)]
    return abs(turn) < 2 * pi + 1e-3 and all(abs(distance(centre, place) - radius) <= SAME_MM for place in places)


def _circle(run: Run) -> tuple[Place, float]:
    """Centre and radius in mm; a long piece tells more of both than a short one."""
    weights = [each.chord**2 for each in run]
    total = sum(weights)
    centre = tuple(sum(w * each.centre[at] for w, each in zip(weights, run, strict=True)) / total for at in (0, 1))
    radius = sum(w * abs(each.radius) for w, each in zip(weights, run, strict=True)) / total
    return (centre[0], centre[1]), radius


def is_whole_circle(run: Run) -> bool:
    """Whether the arcs of one circle come back to where they start."""
    return len(run) > 1 and distance(run[0].start, run[-1].end) < SAME_MM


def _circle_pieces(run: Run) -> Run:
    """Four quarters from the leftmost place. They stay where they are that already, so that roundings do not add up."""
    (centre, radius), way = _round_circle(*_circle(run)), copysign(1.0, run[0].radius)
    places = [turned((centre[0] - radius, centre[1]), centre, way * pi / 2 * each) for each in range(4)]
    if len(run) == 4 and _are_rounded(run):
        first = min(range(4), key=lambda at: run[at].start)
        quarters = run[first:] + run[:first]
        if all(distance(each.start, place) < EVEN_MM for each, place in zip(quarters, places, strict=True)):
            return quarters
    ends = [*places[1:], places[0]]
    return [Segment(one, other, way * radius) for one, other in zip(places, ends, strict=True)]


def _round_circle(centre: Place, radius: float) -> tuple[Place, float]:
    """The circle with its diameter and its lower left rounded: sides that are rounded by themselves change its size."""
    left, below = rounded((centre[0] - radius, centre[1] - radius))
    half = rounded_size(2 * radius) / 2
    return (left + half, below + half), half


def _divide(run: Run) -> Run:
    """A run in equal pieces; as it is where it is so already, so that roundings do not add up."""
    turn = sum(each.turn for each in run)
    if not turn or _is_divided(run, turn):
        return run
    return arc_segments(_circle(run)[0], run[0].start, run[-1].end, turn)


def _is_divided(run: Run, turn: float) -> bool:
    are_needed = len(run) == 1 or abs(turn) > (len(run) - 1) * pi / 2 * 0.995
    lengths = [each.length for each in run]
    are_even = max(lengths) - min(lengths) < EVEN_MM and len({each.radius for each in run}) == 1
    return (
        are_needed and are_even and all(is_quarter(each.turn) for each in run) and (len(run) == 1 or _are_rounded(run))
    )


def _are_rounded(run: Run) -> bool:
    return all(distance(each.start, rounded(each.start)) < 1e-9 for each in run)


def _rounded_loop(segments: Run) -> Loop:
    pieces = [Segment(rounded(each.start), rounded(each.end), rounded_size(each.radius)) for each in segments]
    return Loop(tuple(each for each in pieces if each.start != each.end))
