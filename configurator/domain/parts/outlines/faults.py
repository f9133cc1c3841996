"""What may be wrong with loops: each fault with its place, in mm of the drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from configurator.domain.errors import Refused
from configurator.domain.parts.outlines.canonical import arranged
from configurator.domain.parts.outlines.crossings import crossing_problems
from configurator.domain.parts.outlines.loops import Loop, Outline, outline_bounds
from configurator.domain.parts.outlines.names import loop_name, sentence, size_text
from configurator.domain.parts.outlines.segments import Place
from configurator.domain.problems import Problem, refusal
from configurator.domain.text_bounds import OUTLINE

MIN_SIZE_MM = 0.1
MAX_SIZE_MM = 2000.0
MAX_SEGMENTS = 500
# Of the faults of one outline so many are told.
MAX_PROBLEMS = 5
_ONE_OUTER_HINT = "An outline has one outer loop with its holes: delete the others, or export them one by one."


def sound_outline(loops: Sequence[Loop]) -> Outline:
    """The outline of closed loops, in its one form.

    Raises Refused with up to five faults and their places in the loops' own mm: more than 500 lines and arcs, a loop
    below 0.1 mm, more than 2,000 mm, loops that cross or touch themselves or each other, several outer loops, loops
    within holes.
    """
    outline, origin = arranged(loops)
    for problems_of in (_size_problems, crossing_problems, _nesting_problems):
        # Each kind of fault only where no earlier one may be its cause.
        problems = list(islice(dict.fromkeys(islice(problems_of(outline.loops, origin), 50)), MAX_PROBLEMS))
        if problems:
            raise Refused(*problems)
    return outline


def _size_problems(loops: tuple[Loop, ...], origin: Place) -> Iterator[Problem]:
    if not loops:
        hint = "Draw a closed outline, or check the unit."
        yield refusal(f"It has no loop of {MIN_SIZE_MM:g} mm or more.", hint=hint)
        return
    count = sum(len(each.segments) for each in loops)
    if count > MAX_SEGMENTS:
        yield refusal(f"It has {count:,} lines and arcs; at most {MAX_SEGMENTS} are taken.", hint=OUTLINE.hint)
    for loop in loops:
        if min(loop.width, loop.height) < MIN_SIZE_MM:
            hint = f"Delete it, or check the unit: {MIN_SIZE_MM:g} mm is the least."
            yield refusal(f"{sentence(loop_name(loop, origin))} is too small.", hint=hint)
    left, below, right, above = outline_bounds(loops)
    if max(right - left, above - below) > MAX_SIZE_MM:
        size = f"{size_text(right - left)} × {size_text(above - below)} mm"
        yield refusal(f"It measures {size}; at most {MAX_SIZE_MM:,.0f} mm are taken.", hint="Check the unit.")


def _nesting_problems(loops: tuple[Loop, ...], origin: Place) -> Iterator[Problem]:
    depths = [sum(other is not loop and other.encloses(loop.segments[0].start) for other in loops) for loop in loops]
    outer = [loop_name(loop, origin) for loop, depth in zip(loops, depths, strict=True) if depth == 0]
    if len(outer) > 1:
        more = f"; {len(outer) - 2:,} more" if len(outer) > 2 else ""
        yield refusal(f"It has {len(outer):,} outer loops: {outer[0]}; {outer[1]}{more}.", hint=_ONE_OUTER_HINT)
    for loop, depth in zip(loops, depths, strict=True):
        if depth > 1:
            hint = "Within a hole there may be nothing: delete it, or export it by itself."
            yield refusal(f"{sentence(loop_name(loop, origin))} lies within a hole.", hint=hint)
