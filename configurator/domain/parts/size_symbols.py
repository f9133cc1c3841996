"""The symbols of drawings before a size, and the unit after it."""

from __future__ import annotations

from typing import Final

from configurator.domain.parts.dimensions import Angle, Diameter, Dimension, LetterSize, ThreadDiameter, ThreadPitch

ANGULAR_KINDS: Final = frozenset({"angle", "axis_angle"})
SIGNS: Final = {"diameter": "Ø", "thread_diameter": "Ø", "pitch_circle": "PCD", "radius": "R"}


def size_sign(dimension: Dimension) -> str:
    """What stands before the size: Ø of one round, 3x Ø of three equal ones, R of an arc; mostly nothing."""
    sign = SIGNS.get(dimension.kind, "")
    repeats = len(dimension.repeats) if isinstance(dimension, Diameter) else 0
    return f"{repeats + 1}x {sign}" if repeats else sign


def size_designation(dimension: Dimension) -> str:
    """Of a thread its standard's name with its depth, and which of its sizes it is; of all else nothing."""
    match dimension:
        case ThreadDiameter(gauge="drill"):
            return f"{dimension.designation}, {dimension.depth:g} deep, drill"
        case ThreadDiameter():
            return f"{dimension.designation} {dimension.gauge}"
        case ThreadPitch():
            return f"{dimension.designation} pitch"
    return ""


def size_manner(dimension: Dimension) -> str:
    """What stands after the size, such as deep; mostly nothing."""
    if dimension.kind == "depth":
        return "deep"
    if isinstance(dimension, LetterSize) and dimension.of == "relief":
        return dimension.form
    if isinstance(dimension, Angle) and dimension.nominal:
        return dimension.senses[dimension.nominal < 0]
    return ""


def size_remark(dimension: Dimension) -> str:
    """What a table says of the size beneath its name: 3x Ø, or deep. A name says of one diameter that it is one."""
    sign = f"{size_designation(dimension)} {size_sign(dimension)}".strip()
    return ", ".join(words for words in ("" if sign == "Ø" else sign, size_manner(dimension)) if words)


def signed_size(dimension: Dimension, number: str) -> str:
    """The number of its size with all that belongs to it: M10x1.5, 16 deep, drill Ø 8.5."""
    parts = (size_designation(dimension), size_sign(dimension), number, size_manner(dimension))
    return " ".join(part for part in parts if part)
