"""Pieces of loops that cross or touch, found by a sweep from left to right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import pi, remainder

from configurator.domain.parts.outlines.gaps import box_gap, gap_between, meeting_places
from configurator.domain.parts.outlines.loops import Loop
from configurator.domain.parts.outlines.names import loop_name, place_text, sentence
from configurator.domain.parts.outlines.segments import Place, Segment, distance
from configurator.domain.problems import Problem, refusal

# mm at which two pieces count as touching: twice what rounding may move them.
TOUCH_MM = 2e-4
# mm from a shared corner within which its two pieces are too near to tell more.
CORNER_MM = 1e-3
# rad between the ways to and from a corner below which it turns straight back: a needle without a width.
NEEDLE = 1e-3


@dataclass(frozen=True)
class _Piece:
    segment: Segment
    loop: int
    position: int


@dataclass(frozen=True)
class _Meeting:
    """Where two pieces meet that must not; or where one turns straight back into the next."""

    place: Place
    is_turn: bool = False


def crossing_problems(loops: tuple[Loop, ...], origin: Place) -> Iterator[Problem]:
    """A refusal for every two pieces that cross or touch, other than neighbours at their common corner."""
    for one, other in _near_pairs(loops):
        meeting = _meeting(one, other, len(loops[one.loop].segments))
        if meeting:
            names = [loop_name(loops[each.loop], origin) for each in sorted((one, other), key=lambda each: each.loop)]
            yield _problem(meeting, names, origin, one.loop == other.loop)


def _problem(meeting: _Meeting, names: list[str], origin: Place, is_own: bool) -> Problem:
    where = place_text(meeting.place, origin)
    if is_own:
        how = "turns straight back" if meeting.is_turn else "crosses or touches itself"
        hint = "Trim or delete one of the lines that meet there."
        return refusal(f"{sentence(names[0])} {how} at {where}.", hint=hint)
    hint = "Keep one of them, or move them apart."
    return refusal(f"Two loops cross or touch at {where}: {names[0]}, and {names[1]}.", hint=hint)


def _meeting(one: _Piece, other: _Piece, count: int) -> _Meeting | None:
    if one.loop == other.loop and (one.position - other.position) % count in (1, count - 1):
        return _neighbours_meeting(one, other, count)
    gap = gap_between(one.segment, other.segment)
    return _Meeting(gap.place) if gap.size <= TOUCH_MM else None


def _neighbours_meeting(one: _Piece, other: _Piece, count: int) -> _Meeting | None:
    """Where two pieces that follow each other in a loop meet beside their corner, or turn back at it."""
    both = [(one.segment, other.segment)] if (other.position - one.position) % count == 1 else []
    both += [(other.segment, one.segment)] if (one.position - other.position) % count == 1 else []
    for before, after in both:
        turn = after.directions[0] - before.directions[1]
        if abs(remainder(turn - pi, 2 * pi)) < NEEDLE:
            return _Meeting(after.start, is_turn=True)
    corners = [before.end for before, _ in both]
    places = meeting_places(one.segment, other.segment)
    apart = [each for each in places if all(distance(each, corner) > CORNER_MM for corner in corners)]
    return _Meeting(apart[0]) if apart else None


def _near_pairs(loops: tuple[Loop, ...]) -> Iterator[tuple[_Piece, _Piece]]:
    """All pairs of pieces whose boxes are no farther apart than touching."""
    pieces = [_Piece(each, at, place) for at, loop in enumerate(loops) for place, each in enumerate(loop.segments)]
    pieces.sort(key=lambda each: each.segment.bounds)
    open_pieces: list[_Piece] = []
    for piece in pieces:
        left = piece.segment.bounds[0] - TOUCH_MM
        open_pieces = [each for each in open_pieces if each.segment.bounds[2] >= left]
        for each in open_pieces:
            if box_gap(each.segment.bounds, piece.segment.bounds) <= TOUCH_MM:
                yield each, piece
        open_pieces.append(piece)
