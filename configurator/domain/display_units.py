"""Sizes as people read them, in the unit that they work in: `189.80 mm`, `7.472 in`, `4.5°`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from configurator.domain.parts.drafting import LengthUnit
from configurator.domain.rounding import fixed_text
from configurator.domain.units import UNITS

# The unit that replaces a parameter's own unit where somebody works in inches.
INCHES: Final[Mapping[str, str]] = {"mm": "in", "kg": "lb"}
# 0.01 mm and 0.001 in: what callipers show. The project's own choice.
DECIMALS: Final[Mapping[str, int]] = {"mm": 2, "in": 3, "kg": 1, "lb": 1, "deg": 1, "": 2}
_NUMBER = r"-?\d+(?:\.\d+)?"
# A size, or those of a box as in 250 x 210 x 180 mm.
_METRIC = re.compile(rf"(?<![\w.])({_NUMBER}(?: x {_NUMBER})*) (mm|kg)\b")


def shown_unit(own_unit: str, unit: LengthUnit) -> str:
    """The unit that a value in `own_unit` is shown in: inches for mm and pounds for kg where lengths are in inches."""
    return INCHES.get(own_unit, own_unit) if unit == "in" else own_unit


def in_shown_unit(value: float, own_unit: str, unit: LengthUnit) -> float:
    """The value, not rounded, in the unit that it is shown in."""
    shown = shown_unit(own_unit, unit)
    return value if shown == own_unit else value * UNITS[own_unit][1] / UNITS[shown][1]


def size_number(value: float, own_unit: str, unit: LengthUnit = "mm") -> str:
    """The number alone, with the decimals of its unit and a true minus sign (U+2212)."""
    shown = shown_unit(own_unit, unit)
    return fixed_text(in_shown_unit(value, own_unit, unit), DECIMALS.get(shown, 2)).replace("-", "−")


def size_words(value: float, own_unit: str, unit: LengthUnit = "mm") -> str:
    """A size with its unit; where lengths are in inches the metric one stands beside it: `1.375 in (34.93 mm)`."""
    shown = shown_unit(own_unit, unit)
    words = f"{size_number(value, own_unit, unit)} {shown}".replace(" deg", "°").strip()
    return words if shown == own_unit else f"{words} ({size_number(value, own_unit)} {own_unit})"


def sentence_in_unit(sentence: str, unit: LengthUnit) -> str:
    """A sentence in which mm and kg are told in inches and pounds too, where lengths are in inches."""
    return _METRIC.sub(_in_both, sentence) if unit == "in" else sentence


def _in_both(match: re.Match[str]) -> str:
    text, own_unit = match.groups()
    shown = re.sub(_NUMBER, lambda number: size_number(float(number[0]), own_unit, "in"), text)
    return f"{shown} {INCHES[own_unit]} ({text} {own_unit})"


def unit_of_entries(entries: Iterable[Mapping[str, Any]]) -> LengthUnit:
    """The unit that whoever entered these values works in: inches where at least half of the lengths were."""
    units = [each.get("unit") for each in entries]
    inches = units.count("in")
    return "in" if inches and 2 * inches >= sum(unit in ("in", "mm", "cm", "m") for unit in units) else "mm"
