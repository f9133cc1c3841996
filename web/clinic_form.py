"""A clinician's sheet: each measurement for each side, with its source and its repeats, as a form has it.

The form names a value `left-foot_length`, its source `source-foot_length`; repeats are separated by semicolons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from configurator.domain.measures.percentiles import Percentile, percentiles
from configurator.domain.measures.sheets import Sheet, read_values
from configurator.domain.parts.designs import Design
from configurator.domain.parts.parameters import ansur_names, choices_of, measured_names, parameter_unit
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem
from configurator.services.designs.configure import configure
from web.fields import Field, fields_of
from web.forms import INCHES, MAX_TEXT_LENGTH, ShownUnit, unit_in

SIDE: Final = "side"
SOURCES: Final = ("tape", "callipers", "scan")


@dataclass(frozen=True)
class SideSheet:
    """One side as entered and what comes of it. `side` is empty for a part without sides."""

    side: str
    wanted: bool
    values: Mapping[str, Any]
    sheet: Sheet
    design: Design | None
    problems: tuple[Problem, ...]
    fields: tuple[Field, ...]
    percentiles: Mapping[str, tuple[Percentile, ...]]


def sides_of(template: Template[Any]) -> tuple[str, ...]:
    """The sides a part is made for; one without a name where it has none."""
    field = template.parameters.model_fields.get(SIDE)
    return choices_of(field) if field else ("",)


def read_sides(template: Template[Any], given: Mapping[str, str], *, begun: bool) -> tuple[SideSheet, ...]:
    """Every side of the form; in a form that was never sent (not `begun`) all are wanted and nothing is missing."""
    return tuple(_side(template, side, given, begun) for side in sides_of(template))


def _side(template: Template[Any], side: str, given: Mapping[str, str], begun: bool) -> SideSheet:
    unit, texts = unit_in(given), _texts(template, side, given)
    wanted = not side or not begun or f"make-{side}" in given
    values = {name: _value(template, name, text, unit, given) for name, text in texts.items()}
    values |= {SIDE: side} if side else {}
    sheet = read_values(template.parameters, values)
    found = configure(template, sheet, complete=begun)
    problems = found.problems if begun and wanted else ()
    fields = fields_of(template, texts, problems, unit)
    return SideSheet(side, wanted, values, sheet, found.design, problems, fields, ranks(template, sheet))


def _texts(template: Template[Any], side: str, given: Mapping[str, str]) -> dict[str, str]:
    names = [name for name in template.parameters.model_fields if name != SIDE]
    found = {name: given.get(input_name(side, name), "").strip()[:MAX_TEXT_LENGTH] for name in names}
    return {name: text for name, text in found.items() if text}


def input_name(side: str, parameter: str) -> str:
    """What the form calls a side's value of a parameter."""
    return f"{side}-{parameter}" if side else parameter


def _value(template: Template[Any], name: str, text: str, unit: ShownUnit, given: Mapping[str, str]) -> Any:
    own = parameter_unit(template.parameters.model_fields[name])
    if not own:
        return text
    repeats = [each.strip() for each in text.split(";") if each.strip()]
    value = {"repeats": repeats} if len(repeats) > 1 else {"value": text}
    shown = INCHES.get(own, own) if unit == "in" else own
    source = given.get(f"source-{name}", "")
    measured = name in measured_names(template.parameters)
    return {**value, "unit": shown, **({"source": source} if measured and source in SOURCES else {})}


def ranks(template: Template[Any], sheet: Sheet) -> dict[str, tuple[Percentile, ...]]:
    """The percentiles of what was entered, by parameter, where the survey has them."""
    values = sheet.values()
    names = {name: ansur for ansur, name in ansur_names(template.parameters).items() if name in values}
    found = {name: percentiles(ansur, float(values[name])) for name, ansur in names.items()}
    return {name: each for name, each in found.items() if each is not None}


def rank_words(rank: Percentile) -> str:
    """`43rd of 100 men`, or what little is known beyond the table's ends."""
    whom: Literal["men", "women"] = "men" if rank.sex == "M" else "women"
    if rank.where == "at":
        return f"P{rank.percent:.0f} of {whom}"
    return f"{rank.where} P{rank.percent:g} of {whom}"
