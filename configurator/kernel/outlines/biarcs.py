"""Smooth curves as arcs: pairs that have the curve's directions at their ends and their own where they join.

Source: Bolton, Biarc curves, Computer-Aided Design 7 (1975); here with both arms equally long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import hypot, sqrt

from configurator.domain.parts.outlines.gaps import distance_to
from configurator.domain.parts.outlines.segments import Place, Segment, distance, quarters
from configurator.kernel.outlines.limits import MAX_PIECES, TOLERANCE_MM
from configurator.kernel.outlines.refusals import unreadable

# Share of the tolerance that is used at places at which the curve is compared; between them it strays a little more.
USED_SHARE = 0.9
COMPARED = 8
# rad by which one arc may end otherwise than the curve, where it does instead of two.
SMOOTH_TURN = 1e-3
# So often a curve is halved; what is not near then has a point at which it turns back.
MAX_HALVINGS = 14
# mm below which a curve is a line.
SHORT_MM = 2e-3

Along = Callable[[float], Place]


def fit_arcs(place: Along, direction: Along, breaks: Sequence[float]) -> list[Segment]:
    """Arcs and lines no farther than TOLERANCE_MM from a curve, in mm, smooth between its `breaks`."""
    pieces: list[Segment] = []
    for first, last in pairwise(breaks):
        for each in _fit(place, direction, first, last):
            pieces.append(each)
            if len(pieces) > MAX_PIECES:
                raise unreadable("A curve needs too many arcs.", "Draw it simpler, or check the unit.")
    return pieces


def _fit(place: Along, direction: Along, first: float, last: float) -> Iterator[Segment]:
    waiting = [(first, last, 0)]
    while waiting:
        low, high, halvings = waiting.pop()
        start, end = place(low), place(high)
        if distance(start, end) < SHORT_MM and distance(start, place((low + high) / 2)) < SHORT_MM:
            if start != end:
                yield Segment(start, end)
            continue
        pieces = _pieces(start, unit(direction(low)), end, unit(direction(high)))
        compared = [place(low + (high - low) * each / COMPARED) for each in range(1, COMPARED)]
        fitting = next((each for each in pieces if _is_near(each, compared)), None)
        if fitting is None and halvings < MAX_HALVINGS:
            middle = (low + high) / 2
            waiting += [(middle, high, halvings + 1), (low, middle, halvings + 1)]
        else:
            yield from fitting or [Segment(start, end)]


def _pieces(start: Place, leave: Place, end: Place, arrive: Place) -> list[list[Segment]]:
    """What may stand for a piece of a curve: one arc if it ends as the curve does, or two."""
    candidates = []
    arc = arc_along(start, leave, end)
    if arc is not None and _ends_along(arc, arrive):
        candidates.append([arc])
    joint = _joint(start, leave, end, arrive)
    if joint is not None:
        before, after = arc_along(start, leave, joint), arc_along(end, (-arrive[0], -arrive[1]), joint)
        if before is not None and after is not None:
            candidates.append([before, after.backwards()])
    return [each for each in candidates if all(quarters(arc.turn) == 1 for arc in each)]


def _ends_along(arc: Segment, arrive: Place) -> bool:
    """By the angle at the end: the chord lies half-way between both directions of an arc."""
    back = arc_along(arc.end, (-arrive[0], -arrive[1]), arc.start)
    return back is not None and abs(arc.turn + back.turn) < SMOOTH_TURN


def _is_near(pieces: list[Segment], compared: list[Place]) -> bool:
    most = TOLERANCE_MM * USED_SHARE
    return all(min(distance_to(place, each) for each in pieces) <= most for place in compared)


def arc_along(start: Place, leave: Place, end: Place) -> Segment | None:
    """The arc of less than half a turn that leaves along a unit direction; a line where that leads there; else None."""
    across, up = end[0] - start[0], end[1] - start[1]
    chord = hypot(across, up)
    if not chord or leave[0] * across + leave[1] * up <= 0:
        return None
    aside = leave[0] * up - leave[1] * across
    return Segment(start, end, chord**2 / (2 * aside) if abs(aside) > 1e-9 * chord else 0.0)


def _joint(start: Place, leave: Place, end: Place, arrive: Place) -> Place | None:
    """Where two arcs meet whose arms are equally long."""
    across, up = end[0] - start[0], end[1] - start[1]
    both = across * (leave[0] + arrive[0]) + up * (leave[1] + arrive[1])
    bend = 2 * (1 - leave[0] * arrive[0] - leave[1] * arrive[1])
    square = across**2 + up**2
    if abs(bend) < 1e-12:
        arm = square / (2 * both) if both else 0.0
    else:
        arm = (-both + sqrt(both**2 + bend * square)) / bend
    if not 0 < arm < 1e9:
        return None
    return (
        (start[0] + end[0] + arm * (leave[0] - arrive[0])) / 2,
        (start[1] + end[1] + arm * (leave[1] - arrive[1])) / 2,
    )


def unit(direction: Place) -> Place:
    """The direction with length 1; as it is where it has none."""
    length = hypot(*direction)
    return (direction[0] / length, direction[1] / length) if length else direction
