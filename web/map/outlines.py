"""Lines in a picture: cut at its edges, thinned and written as path data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

MapPoint = tuple[float, float]


@dataclass(frozen=True)
class MapBox:
    """An upright rectangle in any unit."""

    left: float
    low: float
    right: float
    high: float

    def meets(self, other: MapBox) -> bool:
        """Whether the two share a point."""
        return (
            self.left <= other.right and other.left <= self.right and self.low <= other.high and other.low <= self.high
        )


def box_of(points: Sequence[MapPoint]) -> MapBox:
    """The bounding box of the points."""
    xs, ys = zip(*points, strict=True)
    return MapBox(min(xs), min(ys), max(xs), max(ys))


def clip_line(ring: Sequence[MapPoint], box: MapBox) -> Sequence[MapPoint]:
    """A closed ring cut by Sutherland and Hodgman; where it left the box it runs along the edge."""
    for axis, bound, sign in ((0, box.left, 1), (0, box.right, -1), (1, box.low, 1), (1, box.high, -1)):
        ring = list(_cut(ring, axis, bound, sign))
    return ring


def _cut(ring: Sequence[MapPoint], axis: int, bound: float, sign: int) -> Iterator[MapPoint]:
    """What lies beyond the bound along the sign, with a point at every crossing."""
    for start, end in pairwise([*ring[-1:], *ring]):
        before, after = sign * (start[axis] - bound), sign * (end[axis] - bound)
        if before * after < 0:
            part = before / (before - after)
            yield start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])
        if after >= 0:
            yield end


def visible_runs(line: Sequence[MapPoint], box: MapBox) -> Iterator[Sequence[MapPoint]]:
    """The runs of a line that may be visible; each begins and ends with the last point outside."""
    run: list[MapPoint] = []
    for start, end in pairwise(line):
        if box.meets(box_of((start, end))):
            run = [*run, end] if run else [start, end]
        elif run:
            yield run
            run = []
    if run:
        yield run


def thin_points(points: Iterable[MapPoint], spacing: float) -> list[MapPoint]:
    """Without points closer than the spacing, along both axes, to the point before; first and last stay."""
    all_points = list(points)
    result = all_points[:1]
    for x, y in all_points[1:-1]:
        if abs(x - result[-1][0]) >= spacing or abs(y - result[-1][1]) >= spacing:
            result.append((x, y))
    return result + all_points[1:][-1:]


def path_data(points: Sequence[MapPoint], close: str = "") -> str:
    """SVG path data to 0.1 px, in steps that do not add up errors; `close` is Z for a ring."""
    tenths = [(round(10 * x), round(10 * y)) for x, y in points]
    steps = ((x - before, y - above) for (before, above), (x, y) in pairwise(tenths))
    (x, y), rest = tenths[0], " ".join(f"{dx / 10:g} {dy / 10:g}" for dx, dy in steps)
    return f"M{x / 10:g} {y / 10:g}l{rest}{close}"
