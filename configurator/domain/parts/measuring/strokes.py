"""Lines of drawings from points: straight, smooth, round, and sizes between arrows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import cos, hypot, radians, sin

from configurator.domain.parts.measuring.figures import Path, Pen, Spot, Step

# Of a cubic that is nearest to a quarter of a circle.
QUARTER = 0.5523
# An arrow in units of the drawing: how long, and half as wide.
ARROW_LENGTH, ARROW_HALF = 8.0, 2.4


def straight(*spots: Spot, pen: Pen = "outline", closed: bool = False) -> Path:
    """A polyline."""
    steps: list[Step] = [("M", (spots[0],)), *(("L", (spot,)) for spot in spots[1:])]
    return Path((*steps, ("Z", ())) if closed else tuple(steps), pen)


def smooth(*runs: Sequence[Spot], pen: Pen = "outline", closed: bool = False) -> Path:
    """A line through all points, smooth within each run; one run begins where the last ends, with a corner.

    A single closed run is smooth all round. The curve is Catmull and Rom's, of 1974.
    """
    if closed and len(runs) == 1:
        spots = list(runs[0])
        curve = _curve([spots[-1], *spots, spots[0], spots[1]])
        return Path((("M", (spots[0],)), *curve, ("Z", ())), pen)
    steps: list[Step] = [("M", (runs[0][0],))]
    for run in runs:
        steps += _curve([run[0], *run, run[-1]])
    return Path((*steps, ("Z", ())) if closed else tuple(steps), pen)


def _curve(spots: Sequence[Spot]) -> list[Step]:
    """From the second point to the last but one; the first and the last only give directions."""
    steps: list[Step] = []
    for before, start, end, after in zip(spots, spots[1:], spots[2:], spots[3:], strict=False):
        leave = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        arrive = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        steps.append(("C", (leave, arrive, end)))
    return steps


def ellipse(middle: Spot, wide: float, high: float, pen: Pen = "outline", turn: float = 0.0) -> Path:
    """Round a middle, with half axes, turned by degrees counter-clockwise."""
    angle = radians(turn)

    def place(across: float, up: float) -> Spot:
        x, y = across * wide, up * high
        return (middle[0] + x * cos(angle) - y * sin(angle), middle[1] + x * sin(angle) + y * cos(angle))

    steps: list[Step] = [("M", (place(1, 0),))]
    for (x, y), (next_x, next_y) in pairwise(((1, 0), (0, 1), (-1, 0), (0, -1), (1, 0))):
        leave = place(x + QUARTER * next_x, y + QUARTER * next_y)
        arrive = place(next_x + QUARTER * x, next_y + QUARTER * y)
        steps.append(("C", (leave, arrive, place(next_x, next_y))))
    return Path((*steps, ("Z", ())), pen)


def size_line(start: Spot, end: Spot) -> tuple[Path, ...]:
    """A line with an arrow at each end."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    return (straight(start, end, pen="size"), arrow(start, (-along[0], -along[1])), arrow(end, along))


def tape(*spots: Spot) -> tuple[Path, ...]:
    """A measuring tape that lies along the points."""
    return smooth(spots, pen="tape"), smooth(spots, pen="size")


def arrow(tip: Spot, along: Spot) -> Path:
    """An arrow that points along a unit vector, with its tip there."""
    foot = (tip[0] - ARROW_LENGTH * along[0], tip[1] - ARROW_LENGTH * along[1])
    sides = [(foot[0] - side * along[1], foot[1] + side * along[0]) for side in (ARROW_HALF, -ARROW_HALF)]
    return straight(tip, *sides, pen="arrow", closed=True)
