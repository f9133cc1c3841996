"""What somebody typed into a form or has in the address of a page: texts as entered, nothing computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from configurator.domain.measures.sheets import Sheet, SheetEntry, read_values
from configurator.domain.parts.parameters import parameter_unit
from configurator.domain.parts.templates import Template
from configurator.domain.quantities import UNITS

ShownUnit = Literal["mm", "in"]
# What stands in for a parameter's own unit where the page is in inches.
INCHES: Mapping[str, str] = {"mm": "in", "kg": "lb"}
MAX_TEXT_LENGTH = 200


def unit_in(given: Mapping[str, str], name: str = "unit") -> ShownUnit:
    """The unit that lengths without one are in; anything unknown is taken for mm, which is what pages begin with."""
    return "in" if given.get(name) == "in" else "mm"


def texts(template: Template[Any], given: Mapping[str, str]) -> dict[str, str]:
    """Parameter -> text as entered, without those left empty."""
    found = {name: given.get(name, "").strip()[:MAX_TEXT_LENGTH] for name in template.parameters.model_fields}
    return {name: text for name, text in found.items() if text}


def read_form(template: Template[Any], given: Mapping[str, str]) -> Sheet:
    """The sheet that the texts are; numbers without a unit are in that of the form."""
    return read_values(template.parameters, values_of(template, given))


def values_of(template: Template[Any], given: Mapping[str, str]) -> dict[str, Any]:
    """Parameter -> what was entered, with the unit of the form where that is not the parameter's own."""
    unit = unit_in(given)
    return {name: _worded(template, name, text, unit) for name, text in texts(template, given).items()}


def _worded(template: Template[Any], name: str, text: str, unit: ShownUnit) -> Any:
    own = parameter_unit(template.parameters.model_fields[name])
    return {"value": text, "unit": INCHES[own]} if unit == "in" and own in INCHES else text


def in_unit(template: Template[Any], sheet: Sheet, given: Mapping[str, str], shown: ShownUnit) -> dict[str, str]:
    """Texts as entered, those of the other unit converted: what was typed in inches reads in mm, and back."""
    entered = texts(template, given)
    if unit_in(given) == shown:
        return entered
    return entered | dict(_converted(template, sheet, shown))


def _converted(template: Template[Any], sheet: Sheet, shown: ShownUnit) -> Iterator[tuple[str, str]]:
    for name, entry in sheet.entries.items():
        own = parameter_unit(template.parameters.model_fields[name])
        if own in INCHES:
            yield name, written(entry, own, shown)


def written(entry: SheetEntry, own: str, shown: ShownUnit) -> str:
    """An entry's value in mm or kg, or in inches or pounds: to a ten-thousandth."""
    return plain_number(float(entry.value), own, shown)


def plain_number(value: float, own: str, shown: ShownUnit) -> str:
    """A value of a parameter in its own unit as a number in the unit shown, without needless digits."""
    if shown == "in" and own in INCHES:
        return f"{value * UNITS[own][1] / UNITS[INCHES[own]][1]:.4f}".rstrip("0").rstrip(".")
    return f"{value:.4f}".rstrip("0").rstrip(".")
