"""What may be wrong with loops: each fault with its place, in mm of the drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import pi, remainder

from configurator.domain.errors import Refused
from configurator.domain.parts.outlines.canonical import arranged
from configurator.domain.parts.outlines.gaps import box_gap, gap_between, meeting_places
from configurator.domain.parts.outlines.loops import Loop, Outline
from configurator.domain.parts.outlines.segments import Place, Segment, distance
from configurator.domain.problems import Problem, refusal
from configurator.domain.rounding import round_half_up
from configurator.domain.text_bounds import OUTLINE

MIN_SIZE_MM = 0.1
MAX_SIZE_MM = 2000.0
MAX_SEGMENTS = 500
# mm at which two pieces count as touching: twice what rounding may move them.
TOUCH_MM = 2e-4
# mm from a shared corner within which its two pieces are too near to tell more.
CORNER_MM = 1e-3
# rad between the ways to and from a corner below which it turns straight back: a needle without a width.
NEEDLE = 1e-3
# Of the faults of one outline so many are told.
MAX_PROBLEMS = 5


@dataclass(frozen=True)
class _Piece:
    segment: Segment
    loop: int
    position: int


def sound_outline(loops: Sequence[Loop]) -> Outline:
    """The outline of closed loops, in its one form.

    Raises Refused, up to five faults with their places in the loops' own mm: more than 500 segments or 16,000
    characters, a loop below 0.1 mm, more than 2,000 mm, loops that cross or touch themselves or each other, several
    outer loops, loops within holes.
    """
    from configurator.domain.parts.outlines.texts import outline_text

    outline, origin = arranged(loops)
    problems = list(islice(_outline_problems(outline, origin), MAX_PROBLEMS))
    if not problems and len(outline_text(outline)) > OUTLINE.max_length:
        problems = [refusal(f"Its text has more than {OUTLINE.max_length:,} characters.", hint=OUTLINE.hint)]
    if problems:
        raise Refused(*problems)
    return outline


def _outline_problems(outline: Outline, origin: Place) -> Iterator[Problem]:
    """Each kind of fault only where no earlier one would be its cause."""
    for problems_of in (_size_problems, _crossing_problems, _nesting_problems):
        problems = dict.fromkeys(islice(problems_of(outline.loops, origin), 2 * MAX_PROBLEMS))
        yield from problems
        if problems:
            return


def _size_problems(loops: tuple[Loop, ...], origin: Place) -> Iterator[Problem]:
    if not loops:
        yield refusal(f"It has no loop of {MIN_SIZE_MM:g} mm or more.", hint="Draw a closed outline, or check the unit.")
        return
    count = sum(len(each.segments) for each in loops)
    if count > MAX_SEGMENTS:
        yield refusal(f"It has {count:,} lines and arcs; at most {MAX_SEGMENTS} are taken.", hint=OUTLINE.hint)
    for loop in loops:
        if min(loop.width, loop.height) < MIN_SIZE_MM:
            hint = f"Delete it, or check the unit: {MIN_SIZE_MM:g} mm is the least."
            yield refusal(f"{_loop_name(loop, origin)} is too small.", hint=hint)
    width, height = _whole_size(loops)
    if max(width, height) > MAX_SIZE_MM:
        message = f"It measures {_size(width)} × {_size(height)} mm; at most {MAX_SIZE_MM:,.0f} mm are taken."
        yield refusal(message, hint="Check the unit.")


def _whole_size(loops: tuple[Loop, ...]) -> tuple[float, float]:
    boxes = [each.bounds for each in loops]
    return tuple(max(each[at + 2] for each in boxes) - min(each[at] for each in boxes) for at in (0, 1))  # type: ignore[return-value]


def _crossing_problems(loops: tuple[Loop, ...], origin: Place) -> Iterator[Problem]:
    for one, other in _near_pairs(loops):
        place, how = _meeting(one, other, len(loops[one.loop].segments))
        if place is None:
            continue
        where = place_text(place, origin)
        first, second = (_loop_name(loops[each.loop], origin) for each in (one, other))
        if one.loop == other.loop:
            yield refusal(f"{first} {how[0]} at {where}.", hint="Trim or delete one of the lines that meet there.")
        else:
            hint = "Keep one of them, or move them apart."
            yield refusal(f"Two loops {how[1]} at {where}: {_small(first)} and {_small(second)}.", hint=hint)


_CROSSES, _TOUCHES = ("crosses itself", "cross"), ("touches itself", "touch")
_TURNS_BACK = ("turns straight back", "touch")


def _meeting(one: _Piece, other: _Piece, count: int) -> tuple[Place | None, tuple[str, str]]:
    """Where two pieces meet that must not, and the words for how."""
    if one.loop != other.loop or (one.position - other.position) % count not in (1, count - 1):
        gap = gap_between(one.segment, other.segment)
        return (gap.place, _TOUCHES if gap.size else _CROSSES) if gap.size <= TOUCH_MM else (None, _CROSSES)
    pairs = [(one, other)] if (other.position - one.position) % count == 1 else [(other, one)]
    if count == 2:
        pairs.append((pairs[0][1], pairs[0][0]))
    for before, after in pairs:
        turn = after.segment.directions[0] - before.segment.directions[1]
        if abs(remainder(turn - pi, 2 * pi)) < NEEDLE:
            return after.segment.start, _TURNS_BACK
    corners = [before.segment.end for before, _ in pairs]
    for place in meeting_places(one.segment, other.segment):
        if all(distance(place, corner) > CORNER_MM for corner in corners):
            return place, _CROSSES
    return None, _CROSSES


def _near_pairs(loops: tuple[Loop, ...]) -> Iterator[tuple[_Piece, _Piece]]:
    """All pairs of pieces whose boxes are no farther apart than touching, swept from left to right."""
    pieces = [_Piece(each, at, position) for at, loop in enumerate(loops) for position, each in enumerate(loop.segments)]
    pieces.sort(key=lambda each: each.segment.bounds)
    open_pieces: list[_Piece] = []
    for piece in pieces:
        left = piece.segment.bounds[0] - TOUCH_MM
        open_pieces = [each for each in open_pieces if each.segment.bounds[2] >= left]
        for each in open_pieces:
            if box_gap(each.segment.bounds, piece.segment.bounds) <= TOUCH_MM:
                yield each, piece
        open_pieces.append(piece)


def _nesting_problems(loops: tuple[Loop, ...], origin: Place) -> Iterator[Problem]:
    depths = [sum(other is not loop and other.encloses(loop.segments[0].start) for other in loops) for loop in loops]
    outer = [_small(_loop_name(loop, origin)) for loop, depth in zip(loops, depths, strict=True) if depth == 0]
    if len(outer) > 1:
        more = f" and {len(outer) - 2:,} more" if len(outer) > 2 else ""
        yield refusal(
            f"It has {len(outer):,} outer loops: {' and '.join(outer[:2]) if not more else ', '.join(outer[:2])}{more}.",
            hint="An outline has one outer loop with its holes: delete the others, or export them one by one.",
        )
    for loop, depth in zip(loops, depths, strict=True):
        if depth > 1:
            hint = "Within a hole there may be nothing: delete it, or export it by itself."
            yield refusal(f"{_loop_name(loop, origin)} lies within a hole.", hint=hint)


def _loop_name(loop: Loop, origin: Place) -> str:
    left, below, right, above = loop.bounds
    where = place_text(((left + right) / 2, (below + above) / 2), origin)
    if loop.circle:
        return f"The circle of {_size(loop.circle.diameter)} mm about {where}"
    return f"The loop of {_size(loop.width)} × {_size(loop.height)} mm about {where}"


def _small(name: str) -> str:
    return name[0].lower() + name[1:]


def _size(size: float) -> str:
    return f"{round_half_up(size, 3):,.3f}".rstrip("0").rstrip(".").replace("-", "−")


def place_text(place: Place, origin: Place = (0.0, 0.0)) -> str:
    """A place in words, in mm of a drawing in which the origin lies there: x 12.5, y −3."""
    return f"x {_size(place[0] + origin[0])}, y {_size(place[1] + origin[1])}"
