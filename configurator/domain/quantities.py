"""Numbers with units, as people write them: `63.5mm`, `2.5in`, `1-15/16in`, `9½ in`, `12deg`, `81kg`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from reprlib import repr as brief

from configurator.domain.errors import refused
from configurator.domain.number_hints import NO_NUMBER, explain_misfit
from configurator.domain.number_texts import plain_number_text
from configurator.domain.units import UNITS, find_unit

# Each text matches in one way only: a long cell of digits must not take minutes to refuse.
_DECIMAL = r"(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?"
_NUMBER = rf"(?P<whole>\d+)(?:-| +)(?P<part>\d+/\d+)|(?P<fraction>\d+/\d+)|(?P<decimal>{_DECIMAL})"
_QUANTITY = re.compile(rf"(?P<sign>[+-]?) *(?:{_NUMBER})\s*(?P<unit>[^\d\s,.:/+-][^\d\s]*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Quantity:
    """A value in millimetres, kilograms, degrees or none, with the text and unit as entered."""

    value: float
    unit: str
    entered: str
    entered_unit: str


def parse_quantity(text: str | float | int, unit: str, field: str) -> Quantity:
    """The value of `text` in `unit`; a number without a unit is taken to be in `unit`.

    Raises Refused, naming `field`, for anything that is not one finite number in a unit of
    the same dimension.
    """
    entered = str(text).strip()
    match = _match_quantity(entered, field)
    named_unit = match["unit"] or ""
    entered_unit = find_unit(named_unit) or named_unit.lower() or unit
    value = _magnitude(match, field) * unit_factor(entered_unit, unit, field)
    if not isfinite(value):
        raise refused(f"{brief(entered)} is not a finite number.", field, hint="Check the exponent.")
    return Quantity(value, unit, entered, entered_unit)


def _match_quantity(entered: str, field: str) -> re.Match[str]:
    """The parts of a number; its unit may be one that nobody knows, unless the whole is known for something else."""
    plain = plain_number_text(entered)
    match = _QUANTITY.fullmatch(plain)
    if match and (not match["unit"] or find_unit(match["unit"])):
        return match
    misfit = explain_misfit(plain)
    if match and misfit is None:
        return match
    misfit = misfit or NO_NUMBER
    raise refused(f"{brief(entered)} {misfit.what}", field, hint=misfit.hint)


def unit_factor(unit: str, target_unit: str, field: str) -> float:
    """The factor that converts a value from `unit` to `target_unit`; Refused if they are of different dimensions.

    Both are named as the table of units does.
    """
    if unit == target_unit:
        return 1.0
    known = [name for name, (kind, _) in UNITS.items() if target_unit in UNITS and kind == UNITS[target_unit][0]]
    if unit not in known:
        hint = f"Give it in {', '.join(known)}." if known else "Give a bare number."
        raise refused(f"The unit {unit!r} does not fit here.", field, hint=hint)
    return UNITS[unit][1] / UNITS[target_unit][1]


def _magnitude(match: re.Match[str], field: str) -> float:
    try:
        if match["whole"]:
            value = float(int(match["whole"]) + Fraction(match["part"]))
        elif match["fraction"]:
            value = float(Fraction(match["fraction"]))
        else:
            value = float(match["decimal"])
    # Python reads no whole number of more than 4300 digits.
    except (ZeroDivisionError, OverflowError, ValueError):
        raise refused(f"{brief(match[0])} is not a finite number.", field, hint="Check the fraction.") from None
    return -value if match["sign"] == "-" else value


def show_quantity(value: float, unit: str) -> str:
    """`value` with its unit, without needless digits: `262 mm`, `4.5 deg`."""
    return f"{value:.4f}".rstrip("0").rstrip(".") + (f" {unit}" if unit else "")
