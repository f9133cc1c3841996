"""From the values entered to a design, or to the refusals; without the kernel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from configurator.domain.error_places import error_words
from configurator.domain.measures.population import find_unusual
from configurator.domain.measures.ranges import range_problems
from configurator.domain.measures.sheets import Sheet, missing_measurements, used_part
from configurator.domain.parts.conditions import condition_words, unused_names
from configurator.domain.parts.designs import Configured, Design, round_value
from configurator.domain.parts.kinds import default_words, parameter_unit, words_of
from configurator.domain.parts.limits import outside_limits
from configurator.domain.parts.parameters import (
    Parameters,
    ansur_names,
    measured_names,
    settled_parameters,
    stated_names,
    used_values,
)
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem, refusal, refusals, warning
from configurator.domain.quantities import show_quantity


@dataclass(frozen=True)
class TemplateFault(Problem):
    """A design is refused because its template raised something while it judged it."""


def configure(template: Template[Any], sheet: Sheet, *, complete: bool = False, preview: bool = False) -> Configured:
    """Set every parameter from the sheet or its default, and collect refusals and warnings.

    A measured size that the sheet lacks is a refusal when `complete`, otherwise a warning. A choice that
    must be stated is a refusal, but for a `preview`, which says what it shows.
    """
    entered, sheet = sheet, used_part(template.parameters, sheet)
    unused = [name for name in entered.entries if name not in sheet.entries]
    problems = [
        *sheet.problems,
        *(_unused_warning(template.parameters, name) for name in unused),
        *_missing_choice_problems(template.parameters, sheet, preview),
        *_missing_measurement_problems(template.parameters, sheet, complete),
    ]
    values = {name: round_value(value) for name, value in sheet.values().items()}
    problems += range_problems(template.parameters, sheet)
    if refusals(problems):
        return Configured(None, tuple(problems))
    try:
        parameters = settled_parameters(template.parameters(**values))
    except ValidationError as error:
        return Configured(None, (*problems, *_validation_problems(error)))
    problems += _with_taken_values(_template_problems(template, parameters), template.parameters, sheet)
    problems += _unusual_problems(parameters)
    if refusals(problems):
        return Configured(None, tuple(problems))
    return Configured(build_design(template, parameters), tuple(problems))


def build_design(template: Template[Any], parameters: Parameters) -> Design:
    """The design that these parameters of the template are."""
    values = {name: round_value(value) for name, value in used_values(parameters).items()}
    return Design(template.id, template.version, values)


def _unused_warning(parameters: type[Parameters], name: str) -> Problem:
    condition = condition_words(parameters, name)
    return warning(f"It is left out: it only matters where {condition}.", name, hint="Leave it empty.")


def _template_problems(template: Template[Any], parameters: Parameters) -> list[Problem]:
    """Problems that the template's limits and its check find; if they or its wall raise, this design is refused."""
    try:
        problems = [*outside_limits(template.limits(parameters), parameters), *template.check(parameters)]
        if not refusals(problems):
            template.wall(parameters)
        return problems
    except Exception as error:
        where = error_words(error, {template.module})
        message = f"The template {template.id} could not judge these values ({where})."
        return [TemplateFault("refusal", message, "This is a fault of the template: tell its author.")]


def _with_taken_values(problems: Iterable[Problem], parameters: type[Parameters], sheet: Sheet) -> Iterator[Problem]:
    """The problems; a refusal that rests on what is taken for a missing measurement asks for that instead."""
    missing = {*_missing_names(parameters, measured_names(parameters), sheet)}
    for problem in problems:
        taken = [name for name in problem.fields if name in missing]
        if taken and problem.severity == "refusal":
            yield replace(problem, hint=_taken_hint(parameters, taken))
        else:
            yield problem


def _taken_hint(parameters: type[Parameters], names: Sequence[str]) -> str:
    fields = {name: parameters.model_fields[name] for name in names}
    taken = [f"{show_quantity(each.default, parameter_unit(each))} for {name}" for name, each in fields.items()]
    return f"Give {' and '.join(names)} too: until then {' and '.join(taken)} is taken."


def _validation_problems(error: ValidationError) -> Iterator[Problem]:
    """Refusals by a template's own validators."""
    for each in error.errors():
        message = each["msg"].removeprefix("Value error, ")
        yield refusal(
            f"{message[:1].upper()}{message[1:]}.", *map(str, each["loc"]), hint="Change it as the message says."
        )


def _missing_choice_problems(parameters: type[Parameters], sheet: Sheet, preview: bool) -> Iterator[Problem]:
    for name in _missing_names(parameters, stated_names(parameters), sheet):
        field = parameters.model_fields[name]
        words = " or ".join(words_of(field)) or "it"
        if preview:
            yield warning(f"Not given: {default_words(field)} is shown.", name, hint=f"Say {words} before it is made.")
        elif words_of(field):
            yield refusal(f"It is not said whether {words}.", name, hint="Say it: neither is taken for granted.")
        else:
            yield refusal("It is not said.", name, hint=f"Write it: {field.default} is only an example.")


def _missing_names(parameters: type[Parameters], names: Iterable[str], sheet: Sheet) -> Iterator[str]:
    """Those that matter and that the sheet lacks, without those that it has a faulty entry for."""
    faulty_fields = {field for problem in sheet.problems for field in problem.fields}
    unasked = {*faulty_fields, *unused_names(parameters, sheet.values())}
    return (name for name in missing_measurements(names, sheet) if name not in unasked)


def _missing_measurement_problems(parameters: type[Parameters], sheet: Sheet, complete: bool) -> Iterator[Problem]:
    for name in _missing_names(parameters, measured_names(parameters), sheet):
        default = parameters.model_fields[name].default
        if complete:
            yield refusal("The measurement is missing.", name, hint="Measure it: nothing is taken for granted.")
        else:
            assumed = (
                "none" if default is None else show_quantity(default, parameter_unit(parameters.model_fields[name]))
            )
            yield warning(
                f"Not given: {assumed} is taken.", name, hint="Measure it before the part is made to be used."
            )


def _unusual_problems(parameters: Parameters) -> Iterator[Problem]:
    names = ansur_names(type(parameters))
    values = {ansur: getattr(parameters, name) for ansur, name in names.items()}
    return find_unusual({ansur: value for ansur, value in values.items() if value is not None}, names)
