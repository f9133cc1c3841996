"""The one form of an outline: the same shape has the same text, however it was drawn."""

from __future__ import annotations

from collections.abc import Sequence

from configurator.domain.parts.outlines.loops import Loop, Outline, outline_bounds, rounded
from configurator.domain.parts.outlines.merging import merge
from configurator.domain.parts.outlines.segments import Place

# mm by which a rounded outline may be off its place without being shifted: shifts would never come to an end.
AT_ORIGIN_MM = 6e-5
# Rounding may make two lines one, and then two more; so often at most.
MAX_ROUNDS = 8

Loops = tuple[Loop, ...]


def canonical(outline: Outline) -> Outline:
    """The outline in its one form; itself where it is that already.

    Ends and radii are rounded to 1e-4 mm; the lower left of the box about it is 0 0; what continues a line or an arc
    is part of it; arcs are divided equally, so that no piece has more than a quarter turn; the outer loop runs
    counter-clockwise and comes first, the holes run clockwise and follow by their least corners (least x, then least
    y), at which every loop begins. So another start, order, direction, division or place of the same shape is the
    same outline; another rotation is another one, as it lies otherwise on a page.
    """
    return arranged(outline.loops)[0]


def arranged(loops: Sequence[Loop]) -> tuple[Outline, Place]:
    """Loops in their one form, and where its 0 0 lies among them, in mm. They need not make a sound outline."""
    current, origin = tuple(loops), (0.0, 0.0)
    for _ in range(MAX_ROUNDS):
        across, up = _off_origin(current)
        following = _one_round(current, across, up)
        origin = origin[0] + across, origin[1] + up
        if following == current:
            break
        current = following
    return Outline(current), origin


def _off_origin(loops: Loops) -> Place:
    left, below, _, _ = outline_bounds(loops)
    allowed = AT_ORIGIN_MM if all(map(_is_rounded, loops)) else 0.0
    return left if abs(left) > allowed else 0.0, below if abs(below) > allowed else 0.0


def _is_rounded(loop: Loop) -> bool:
    return all(each.start == rounded(each.start) for each in loop.segments)


def _one_round(loops: Loops, across: float, up: float) -> Loops:
    moved = (each.moved(-across, -up) if across or up else each for each in loops)
    merged = [loop for loop in map(merge, moved) if loop.segments]
    ordered = sorted(map(_from_least, merged), key=lambda each: each.segments[0].start)
    largest = max(ordered, key=lambda each: abs(each.area), default=None)
    turned = [
        _from_least(each) if (each.area > 0) == (each is largest) else _from_least(each.backwards()) for each in ordered
    ]
    return tuple(sorted(turned, key=lambda each: each.area < 0))


def _from_least(loop: Loop) -> Loop:
    """The loop from its least corner."""
    segments = loop.segments
    first = min(range(len(segments)), key=lambda at: segments[at].start)
    return Loop(segments[first:] + segments[:first])
