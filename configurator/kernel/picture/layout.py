"""Where dimension lines and their labels go: beside the part, clear of it and of each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from configurator.kernel.picture.camera import Points
from configurator.kernel.picture.choices import Choice, choices
from configurator.kernel.picture.drawn import Drawn, covers, near
from configurator.kernel.picture.pen import Pen
from configurator.kernel.picture.sizes import Note, Size

# How often the order is changed in favour of those that found no room.
TRIES = 3


def arranged(sizes: Sequence[Size], part: Points, pen: Pen) -> list[Drawn]:
    """The sizes (in pixels) drawn beside the part, which covers `part` (n, 2); without those that find no room.

    Short lines come first, next to the part, so that longer ones enclose them; notes last.
    """
    order, best = sorted(sizes, key=_rank), list[Drawn]()
    for _ in range(TRIES):
        placed, left = _placed(order, part, pen)
        best = max(best, placed, key=len)
        if not left:
            break
        order = left + [size for size in order if size not in left]
    return best


def _rank(size: Size) -> float:
    return np.inf if isinstance(size, Note) else float(np.hypot(*np.diff(size.sides.lines[0, :, :2], axis=0)[0]))


def _placed(order: Sequence[Size], part: Points, pen: Pen) -> tuple[list[Drawn], list[Size]]:
    placed, left = list[Drawn](), list[Size]()
    for size in order:
        options = choices(size, part, pen)
        found = _first(options, placed, part, pen, crossing=False) or _first(options, placed, part, pen, crossing=True)
        if found:
            placed.append(found)
        else:
            left.append(size)
    return placed, left


def _legible(drawn: Drawn, part: Points, pen: Pen) -> bool:
    """Whether a label lies neither on the part nor on its own guides."""
    return not (covers(_wide(drawn, pen), part) or covers(drawn.box, drawn.guide_dots))


def _first(options: Sequence[Choice], placed: Sequence[Drawn], part: Points, pen: Pen, crossing: bool) -> Drawn | None:
    for _, new in options:
        if _legible(new, part, pen) and all(_apart(new, old, pen, crossing) for old in placed):
            return new
    return None


def _apart(new: Drawn, old: Drawn, pen: Pen, crossing: bool) -> bool:
    """Whether neither label touches the other drawing, no line meets a line and, unless `crossing`, no guide a line."""
    one, other = _wide(new, pen), _wide(old, pen)
    if (one[:2] < other[2:]).all() and (other[:2] < one[2:]).all():
        return False
    if any(covers(one, dots) for dots in (old.main_dots, old.guide_dots)):
        return False
    if any(covers(other, dots) for dots in (new.main_dots, new.guide_dots)):
        return False
    if near(new.main_dots, old.main_dots, 2 * pen.air):
        return False
    return crossing or not (
        near(new.main_dots, old.guide_dots, pen.air) or near(new.guide_dots, old.main_dots, pen.air)
    )


def _wide(drawn: Drawn, pen: Pen) -> Points:
    """The label's box with the air it needs."""
    return drawn.box + pen.air * np.array([-1, -1, 1, 1])
