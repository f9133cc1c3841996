"""The curves of SVG's basic shapes (SVG 2, chapter 10)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from configurator.domain.parts.outlines.segments import Place
from configurator.kernel.outlines.curves import Curve, EllipticArc, Line
from configurator.kernel.outlines.refusals import unreadable
from configurator.kernel.outlines.svg_paths import elliptic_arc, path_curves
from configurator.kernel.outlines.svg_values import length, numbers

Attributes = Mapping[str, str]


def _path(attributes: Attributes) -> Iterator[Curve]:
    return path_curves(attributes.get("d", ""))


def _line(attributes: Attributes) -> Iterator[Curve]:
    x1, y1, x2, y2 = (length(attributes.get(name)) for name in ("x1", "y1", "x2", "y2"))
    yield Line((x1, y1), (x2, y2))


def _circle(attributes: Attributes) -> Iterator[Curve]:
    radius = length(attributes.get("r"))
    return _ellipse_of(attributes, radius, radius)


def _ellipse(attributes: Attributes) -> Iterator[Curve]:
    across, up = _radii(attributes)
    return _ellipse_of(attributes, across, up)


def _ellipse_of(attributes: Attributes, across: float, up: float) -> Iterator[Curve]:
    if across > 0 and up > 0:
        centre = length(attributes.get("cx")), length(attributes.get("cy"))
        yield EllipticArc(centre, (across, 0.0), (0.0, up))


def _radii(attributes: Attributes) -> tuple[float, float]:
    """rx and ry; one that is left away or automatic is the other."""
    texts = [attributes.get(name) for name in ("rx", "ry")]
    texts = [None if text == "auto" else text for text in texts]
    across = length(texts[0] if texts[0] is not None else texts[1])
    up = length(texts[1] if texts[1] is not None else texts[0])
    return across, up


def _rectangle(attributes: Attributes) -> Iterator[Curve]:
    x, y, width, height = (length(attributes.get(name)) for name in ("x", "y", "width", "height"))
    if width <= 0 or height <= 0:
        return
    across, up = _radii(attributes)
    across, up = min(across, width / 2), min(up, height / 2)
    if across <= 0 or up <= 0:
        across = up = 0.0
    right, below = x + width, y + height
    sides = [
        ((x + across, y), (right - across, y)),
        ((right, y + up), (right, below - up)),
        ((right - across, below), (x + across, below)),
        ((x, below - up), (x, y + up)),
    ]
    for (start, end), (following, _) in zip(sides, sides[1:] + sides[:1], strict=True):
        if start != end:
            yield Line(start, end)
        yield from elliptic_arc(end, [across, up, 0, 0, 1, *following])


def _polyline(attributes: Attributes) -> Iterator[Curve]:
    return _lines(_points(attributes))


def _polygon(attributes: Attributes) -> Iterator[Curve]:
    points = _points(attributes)
    return _lines([*points, *points[:1]])


def _points(attributes: Attributes) -> list[Place]:
    values = numbers(attributes.get("points", ""))
    if len(values) % 2:
        raise unreadable("It has a polygon with an odd number of coordinates.")
    return list(zip(values[::2], values[1::2], strict=True))


def _lines(points: list[Place]) -> Iterator[Curve]:
    return (Line(one, other) for one, other in pairwise(points) if one != other)


SHAPES: Mapping[str, Callable[[Attributes], Iterator[Curve]]] = {
    "path": _path, "line": _line, "circle": _circle, "ellipse": _ellipse, "rect": _rectangle,
    "polyline": _polyline, "polygon": _polygon,
}  # fmt: skip
