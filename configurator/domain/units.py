"""The units that sizes are given in, and how people and programs write them: the one table of both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# Factor to the base unit of each dimension. 25.4 and 0.45359237 are exact by definition
# (international yard and pound agreement of 1959).
UNITS: Final[Mapping[str, tuple[str, float]]] = {
    "mm": ("length", 1.0),
    "cm": ("length", 10.0),
    "m": ("length", 1000.0),
    "in": ("length", 25.4),
    "kg": ("mass", 1.0),
    "g": ("mass", 0.001),
    "lb": ("mass", 0.45359237),
    "deg": ("angle", 1.0),
}
# What files count in too. Nobody measures a part in these, and who says mil may mean a millimetre.
FILE_UNITS_MM: Final[Mapping[str, float]] = {
    name: factor for name, (kind, factor) in UNITS.items() if kind == "length"
} | {"ft": 304.8, "micron": 0.001, "mil": 0.0254}
# In small letters: whole words, and the signs that keyboards, phones and spreadsheets put after a number.
SPELLINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "mm": ("mm", "mms", "millimeter", "millimeters", "millimetre", "millimetres"),
    "cm": ("cm", "cms", "centimeter", "centimeters", "centimetre", "centimetres"),
    "m": ("m", "meter", "meters", "metre", "metres"),
    "in": ("in", "ins", "inch", "inches", '"', "″", "”", "“", "''", "’’", "′′"),
    "ft": ("ft", "foot", "feet", "'", "’", "′"),
    "micron": (
        "micron", "microns", "um", "µm", "μm", "micrometer", "micrometers", "micrometre", "micrometres",
    ),
    "mil": ("mil", "mils", "thou"),
    "kg": ("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms", "kilogramme", "kilogrammes"),
    "g": ("g", "gram", "grams", "gramme", "grammes"),
    "lb": ("lb", "lbs", "pound", "pounds"),
    "deg": ("deg", "degs", "degree", "degrees", "°", "º"),
}  # fmt: skip
_UNIT_BY_SPELLING = {spelling: unit for unit, spellings in SPELLINGS.items() for spelling in spellings}


def find_unit(text: str) -> str | None:
    """The unit that a word or sign stands for, whatever its capitals and with or without a full stop; None for none."""
    word = text.strip().casefold()
    return _UNIT_BY_SPELLING.get(word) or _UNIT_BY_SPELLING.get(word.removesuffix("."))
