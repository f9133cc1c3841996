"""What somebody typed into a form or has in the address of a page: texts as entered, nothing computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pydantic.fields import FieldInfo

from configurator.domain.display_units import INCHES, in_shown_unit, shown_unit
from configurator.domain.measures.sheets import PROPOSED, Sheet, SheetEntry, read_values, used_part
from configurator.domain.parts.drafting import LengthUnit
from configurator.domain.parts.kinds import OutlineText, find_kind, parameter_unit, words_of
from configurator.domain.parts.parameters import stated_names
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem, refusal
from configurator.domain.text_bounds import ENTRY, OUTLINE, TextBound

DisplayUnit = LengthUnit


def unit_in(form: Mapping[str, str], name: str = "unit") -> DisplayUnit:
    """The unit that lengths without one are in; anything unknown is taken for mm, which is what pages begin with."""
    return "in" if form.get(name) == "in" else "mm"


def texts(template: Template[Any], form: Mapping[str, str]) -> dict[str, str]:
    """Parameter -> text as entered, without those left empty."""
    fields = template.parameters.model_fields.items()
    entered = {name: form.get(name, "").strip()[: entry_bound(field).max_length] for name, field in fields}
    return {name: text for name, text in entered.items() if text}


def read_form(template: Template[Any], form: Mapping[str, str]) -> Sheet:
    """The sheet of the texts, without fields that do not matter; numbers without a unit are in that of the form."""
    too_long = tuple(long_text_problems(template, form, {name: name for name in template.parameters.model_fields}))
    cut_names = {name for each in too_long for name in each.fields}
    values = {name: value for name, value in values_of(template, form).items() if name not in cut_names}
    sheet = read_values(template.parameters, values)
    return used_part(template.parameters, replace(sheet, problems=(*too_long, *sheet.problems)))


def entry_bound(field: FieldInfo) -> TextBound:
    """How long what is entered for a parameter may be."""
    return OUTLINE if isinstance(find_kind(field), OutlineText) else ENTRY


def long_text_problems(
    template: Template[Any], form: Mapping[str, str], inputs: Mapping[str, str]
) -> Iterator[Problem]:
    """A refusal for each text that is cut as it is too long; `inputs` are the form's names by parameter."""
    for name, input_name in inputs.items():
        bound, length = entry_bound(template.parameters.model_fields[name]), len(form.get(input_name, "").strip())
        if length > bound.max_length:
            message = f"It has {length} characters, of which the first {bound.max_length} are kept."
            yield refusal(message, name, hint=bound.hint)


def values_of(template: Template[Any], form: Mapping[str, str]) -> dict[str, Any]:
    """Parameter -> what was entered, with the unit of the form where that is not the parameter's own."""
    unit = unit_in(form)
    return {name: _value_with_unit(template, name, text, unit) for name, text in texts(template, form).items()}


def _value_with_unit(template: Template[Any], name: str, text: str, unit: DisplayUnit) -> Any:
    if is_proposed_choice(template, name, text):
        return {"value": text, "source": PROPOSED}
    own_unit = parameter_unit(template.parameters.model_fields[name])
    return {"value": text, "unit": shown_unit(own_unit, unit)} if unit == "in" and own_unit in INCHES else text


def is_proposed_choice(template: Template[Any], name: str, text: str) -> bool:
    """Whether a form sends this word for a choice that nobody has made: the button that is pressed from the start."""
    field = template.parameters.model_fields[name]
    return bool(words_of(field)) and name not in stated_names(template.parameters) and text == field.default


def in_unit(
    template: Template[Any], sheet: Sheet, form: Mapping[str, str], display_unit: DisplayUnit
) -> dict[str, str]:
    """Texts as entered, those of the other unit converted: what was typed in inches reads in mm, and back."""
    entered = texts(template, form)
    if unit_in(form) == display_unit:
        return entered
    return entered | dict(_converted_texts(template, sheet, display_unit))


def _converted_texts(template: Template[Any], sheet: Sheet, display_unit: DisplayUnit) -> Iterator[tuple[str, str]]:
    for name, entry in sheet.entries.items():
        own_unit = parameter_unit(template.parameters.model_fields[name])
        if own_unit in INCHES:
            yield name, entry_text(entry, own_unit, display_unit)


def entry_text(entry: SheetEntry, own_unit: str, display_unit: DisplayUnit) -> str:
    """An entry's value in mm or kg, or in inches or pounds: to a ten-thousandth."""
    return plain_number(float(entry.value), own_unit, display_unit)


def plain_number(value: float, own_unit: str, display_unit: DisplayUnit) -> str:
    """A value of a parameter in its own unit as a number in the display unit, without trailing zeros."""
    return f"{in_shown_unit(value, own_unit, display_unit):.4f}".rstrip("0").rstrip(".")
