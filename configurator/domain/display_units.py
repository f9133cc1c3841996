"""Sizes as people read them, in the unit that they work in: `189.80 mm`, `7.472 in`, `4.5°`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from configurator.domain.parts.drafting import LengthUnit
from configurator.domain.rounding import round_down, round_half_up, round_up, signed_text
from configurator.domain.units import UNITS

# The unit that replaces a parameter's own unit where somebody works in inches.
INCHES: Final[Mapping[str, str]] = {"mm": "in", "kg": "lb"}
# 0.01 mm and 0.001 in: what callipers show. The project's own choice.
DECIMALS: Final[Mapping[str, int]] = {"mm": 2, "in": 3, "kg": 1, "lb": 1, "deg": 1, "": 2}
Rounding = Callable[[float, int], float]
_NUMBER = r"-?\d+(?:\.\d+)?"
# A size, or those of a box as in 250 x 210 x 180 mm, after what makes it a bound, or alone in brackets.
_METRIC = re.compile(
    r"(?P<lower>(?:at least|outside|from) )?(?P<upper>(?:at most|to) )?(?P<bracket>\()?"
    rf"(?<![\w.])(?P<sizes>{_NUMBER}(?: x {_NUMBER})*) (?P<unit>mm|kg)\b"
)

# After a number, and by itself.
_DEGREES, _DEGREE_WORD = re.compile(r"(?<=\d) ?deg\b"), re.compile(r"\bdeg\b")


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
    return signed_text(in_shown_unit(value, own_unit, unit), DECIMALS.get(shown, 2))


def size_words(value: float, own_unit: str, unit: LengthUnit = "mm") -> str:
    """A size with its unit; where lengths are in inches the metric one stands beside it: `1.375 in (34.93 mm)`."""
    shown = shown_unit(own_unit, unit)
    words = f"{size_number(value, own_unit, unit)} {shown}".replace(" deg", "°").strip()
    return words if shown == own_unit else f"{words} ({size_number(value, own_unit)} {own_unit})"


def lower_bound(value: float, own_unit: str, unit: LengthUnit = "mm") -> float:
    """A least value as the unit shows it, rounded so that what is shown is allowed: 4 mm are 0.158 in."""
    shown = shown_unit(own_unit, unit)
    return value if shown == own_unit else round_up(in_shown_unit(value, own_unit, unit), DECIMALS[shown])


def upper_bound(value: float, own_unit: str, unit: LengthUnit = "mm") -> float:
    """A greatest value likewise: 80 mm are 3.149 in."""
    return -lower_bound(-value, own_unit, unit)


def sentence_in_unit(sentence: str, unit: LengthUnit) -> str:
    """A sentence as people read it: degrees have their sign, and where lengths are in inches mm and kg have both units.

    `at least 4 mm (5.5 mm)` becomes `at least 0.158 in (4 mm) (0.217 in, 5.5 mm)`, `4.5 deg` becomes `4.5°`.
    """
    sentence = _DEGREE_WORD.sub("degrees", _DEGREES.sub("°", sentence))
    return _METRIC.sub(_in_both, sentence) if unit == "in" else sentence


def _in_both(match: re.Match[str]) -> str:
    own_unit = match["unit"]
    inches = INCHES[own_unit]
    rounded = round_up if match["lower"] else round_down if match["upper"] else round_half_up
    sizes = _each_size(match["sizes"], lambda size: _converted(float(size), own_unit, rounded))
    metric = f"{_each_size(match['sizes'], lambda size: _shortened(size, own_unit, rounded))} {own_unit}"
    before = (match["lower"] or "") + (match["upper"] or "")
    return f"{before}({sizes} {inches}, {metric}" if match["bracket"] else f"{before}{sizes} {inches} ({metric})"


def _each_size(sizes: str, write: Callable[[str], str]) -> str:
    return re.sub(_NUMBER, lambda size: write(size[0]), sizes)


def _converted(size: float, own_unit: str, rounded: Rounding) -> str:
    decimals = DECIMALS[INCHES[own_unit]]
    return signed_text(rounded(in_shown_unit(size, own_unit, "in"), decimals), decimals)


def _shortened(size: str, own_unit: str, rounded: Rounding) -> str:
    """A number with its own decimals, but with no more than its unit is shown with."""
    decimals = min(len(size.partition(".")[2]), DECIMALS[own_unit])
    return signed_text(rounded(float(size), decimals), decimals)


def unit_of_entries(entries: Iterable[Mapping[str, Any]]) -> LengthUnit:
    """The unit that whoever entered these values works in: inches where at least half of the lengths were."""
    units = [each.get("unit") for each in entries]
    inches = units.count("in")
    return "in" if inches and 2 * inches >= sum(unit in ("in", "mm", "cm", "m") for unit in units) else "mm"
