"""The parameters of a template as form fields: name, text, limits and problems of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pydantic.fields import FieldInfo

from configurator.domain.parts.parameters import choices_of, limits_of, parameter_unit, schema_extra
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem
from web.forms import INCHES, DisplayUnit, plain_number


@dataclass(frozen=True)
class Field:
    """One parameter. `unit` is its own, `shown` the one of the form; `low`, `high` and `default` are in `shown`.

    `default` is what is taken where nothing is entered, empty where nothing is.
    """

    name: str
    title: str
    group: str
    guide: str
    unit: str
    shown: str
    measured: bool
    text: str
    default: str
    low: str
    high: str
    step: str
    words: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> bool:
        """Whether the entry is refused."""
        return any(problem.severity == "refusal" for problem in self.problems)


def fields_of(
    template: Template[Any], texts: Mapping[str, str], problems: Iterable[Problem], unit: DisplayUnit
) -> tuple[Field, ...]:
    """The template's parameters in their order, with texts as they are to stand there."""
    all_problems = tuple(problems)
    return tuple(
        _field(name, info, texts.get(name, ""), all_problems, unit)
        for name, info in template.parameters.model_fields.items()
    )


def fields_by_group(fields: Sequence[Field]) -> list[tuple[str, list[Field]]]:
    """Fields by their group, in order."""
    return [(group, list(members)) for group, members in groupby(fields, key=lambda field: field.group)]


def problems_without_field(template: Template[Any], problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that concern no field of the page."""
    parameter_names = set(template.parameters.model_fields)
    return tuple(problem for problem in problems if not parameter_names & set(problem.fields))


def _field(name: str, info: FieldInfo, text: str, problems: tuple[Problem, ...], unit: DisplayUnit) -> Field:
    choices, own_unit = choices_of(info), parameter_unit(info)
    low, high = ("", "") if choices else (plain_number(limit, own_unit, unit) for limit in limits_of(info))
    # The warning of a measurement left empty is not repeated here: the field shows the default.
    hidden_severities = {"warning"} if not text and schema_extra(info, "measured") else set()
    return Field(
        name=name,
        title=str(info.title),
        group=str(schema_extra(info, "group")),
        guide=info.description or "",
        unit=own_unit,
        shown=INCHES.get(own_unit, own_unit) if unit == "in" else own_unit,
        measured=bool(schema_extra(info, "measured")),
        text=text or (str(info.default) if choices and not schema_extra(info, "stated") else ""),
        default=_default_text(info, own_unit, unit),
        low=low,
        high=high,
        step=_step(own_unit, unit),
        words=choices,
        problems=tuple(each for each in problems if name in each.fields and each.severity not in hidden_severities),
    )


def _default_text(info: FieldInfo, own_unit: str, unit: DisplayUnit) -> str:
    if info.default is None:
        return ""
    return str(info.default) if choices_of(info) else plain_number(float(info.default), own_unit, unit)


def _step(own_unit: str, unit: DisplayUnit) -> str:
    """The step of a slider: the resolution of a tape measure or of callipers."""
    if unit == "in" and own_unit in INCHES:
        return "0.02" if own_unit == "mm" else "0.5"
    return "0.5"
