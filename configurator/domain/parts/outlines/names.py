"""How loops and places are called in messages."""

from __future__ import annotations

from configurator.domain.parts.outlines.loops import Loop
from configurator.domain.parts.outlines.segments import Place
from configurator.domain.rounding import round_half_up


def loop_name(loop: Loop, origin: Place) -> str:
    """A loop by its size and the middle of its box, in mm of a drawing in which its origin lies there."""
    left, below, right, above = loop.bounds
    where = place_text(((left + right) / 2, (below + above) / 2), origin)
    if loop.circle:
        return f"the circle of {size_text(loop.circle.diameter)} mm about {where}"
    return f"the loop of {size_text(loop.width)} × {size_text(loop.height)} mm about {where}"


def size_text(size: float) -> str:
    """mm to a thousandth, without trailing zeros."""
    return f"{round_half_up(size, 3):,.3f}".rstrip("0").rstrip(".").replace("-", "−")


def place_text(place: Place, origin: Place = (0.0, 0.0)) -> str:
    """A place in mm of a drawing in which the origin lies there: x 12.5, y −3."""
    return f"x {size_text(place[0] + origin[0])}, y {size_text(place[1] + origin[1])}"


def sentence(text: str) -> str:
    """With a capital letter."""
    return text[0].upper() + text[1:]
