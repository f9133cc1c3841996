"""A part by the name of a preset, or the least and the greatest that its template allows, for its author."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, Literal

from configurator.domain.errors import nearest_hint, refused
from configurator.domain.measures.sheets import Sheet, read_values
from configurator.domain.parts.conditions import unused_names
from configurator.domain.parts.kinds import value_words
from configurator.domain.parts.parameters import Parameters, ansur_names, measured_names, used_values
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem, warning
from configurator.services.making.random_values import extreme_values

# Which of the ends of each range; a preset of that name goes before.
EXTREMES: Final[Mapping[str, Literal[0, -1]]] = {"lowest": 0, "highest": -1}


def with_preset(template: Template[Any], sheet: Sheet, name: str) -> Sheet:
    """The sheet over the values of a preset, or of `lowest` or `highest`: what it lacks is taken from there.

    A warning says so of each measurement of a person. Raises Refused for an unknown preset.
    """
    values = _preset_values(template, name)
    unused = unused_names(template.parameters, {**values, **sheet.values()})
    taken = {each: value for each, value in values.items() if each not in sheet.entries and each not in unused}
    preset = read_values(template.parameters, taken)
    return sheet.merged_over(replace(preset, problems=(*preset.problems, *_warnings(template.parameters, taken))))


def _preset_values(template: Template[Any], name: str) -> dict[str, Any]:
    if name in template.presets:
        return {each: value for each, value in used_values(template.presets[name]).items() if value is not None}
    if name in EXTREMES:
        return extreme_values(template, EXTREMES[name])
    hint = nearest_hint(name, [*template.presets, *EXTREMES])
    raise refused(f"{template.id} has no preset {name!r}.", "preset", hint=hint)


def _warnings(parameters: type[Parameters], taken: Mapping[str, Any]) -> Iterator[Problem]:
    of_person = {*measured_names(parameters)} & {*ansur_names(parameters).values()}
    for name, value in taken.items():
        if name in of_person:
            words = value_words(parameters.model_fields[name], value)
            message = f"Not given: the preset's {words} is taken."
            yield warning(message, name, hint="Measure it before the part is made to be used.")
