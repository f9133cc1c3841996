"""Empty rectangles between others."""

from __future__ import annotations

from collections.abc import Sequence

# Left, low, right, high.
Box = tuple[float, float, float, float]


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def largest_room(area: Box, taken: Sequence[Box]) -> Box:
    """The empty box in `area` whose shorter side is the longest; of no size where there is none."""
    xs = sorted({area[0], area[2], *(x for box in taken for x in (box[0], box[2]) if area[0] < x < area[2])})
    ys = sorted({area[1], area[3], *(y for box in taken for y in (box[1], box[3]) if area[1] < y < area[3])})
    rooms = ((x, y, r, t) for x in xs for r in xs if r > x for y in ys for t in ys if t > y)
    free = (room for room in rooms if not any(meet(room, box) for box in taken))
    return max(free, key=_worth, default=(area[0], area[1], area[0], area[1]))


def _worth(room: Box) -> tuple[float, float]:
    wide, high = room[2] - room[0], room[3] - room[1]
    # An isometric is about half as high as it is wide.
    return min(wide, 1.6 * high), wide * high
