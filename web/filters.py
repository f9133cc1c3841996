"""How pages write numbers, times and names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from configurator.domain.naming import display_title
from configurator.domain.quantities import show_quantity
from configurator.domain.texts import neutral
from configurator.domain.units import UNITS

# Line breaks of text areas; and the marks that names in scripts written from the right use, which turn no other text.
KEPT_CONTROLS: Final = "\n\r\t\u061c\u200e\u200f"
PARAMETER_NAME: Final = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")


def harmless(value: Any) -> Any:
    """What a page's template is about to write: a text without controls, but for those that texts of people need."""
    return neutral(value, keep=KEPT_CONTROLS) if type(value) is str else value


def time_words(at: str) -> str:
    """An ISO 8601 time of the record, in UTC, as people read it."""
    return datetime.fromisoformat(at).strftime("%-d %b %Y, %H:%M UTC")


def format_number(value: float, digits: int = 2) -> str:
    """A size with so many decimals, with a true minus sign (U+2212); what rounds to zero has none."""
    return f"{round(value, digits) + 0.0:.{digits}f}".replace("-", "−")


def format_size(value: float, unit: str, display_unit: str = "mm") -> str:
    """A value in its own unit, or a length in the display unit: `63.5 mm`, `2.5 in`."""
    if unit == "mm" and display_unit == "in":
        return show_quantity(round(value / UNITS["in"][1], 3), "in")
    return show_quantity(round(value, 2), {"deg": "°"}.get(unit, unit)).replace(" °", "°")


def with_unit(text: str, unit: str) -> str:
    """What somebody entered, with the unit it was taken in unless they wrote one: `14 mm`, `5/16in`."""
    has_no_unit = text[-1:].isdigit() or text.endswith(".")
    return f"{text} {unit}".replace(" deg", "°").strip() if has_no_unit else text


def parameter_words(text: str) -> str:
    """A sentence in which names of parameters read as words: `foot_length` becomes `foot length`."""
    return PARAMETER_NAME.sub(lambda name: name[0].replace("_", " "), text)


FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "moment": time_words,
    "number": format_number,
    "size": format_size,
    "with_unit": with_unit,
    "humanly": display_title,
    "spoken": parameter_words,
}
