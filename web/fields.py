"""A template's parameters as fields of a page: what each is called, what stands in it, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pydantic.fields import FieldInfo

from configurator.domain.parts.parameters import choices_of, extra, limits_of, parameter_unit
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem
from web.forms import INCHES, ShownUnit, plain_number


@dataclass(frozen=True)
class Field:
    """One parameter. `unit` is its own, `shown` the one it is asked for in; `low`, `high` and `default` are in `shown`.

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
        """Whether what is entered cannot be."""
        return any(problem.severity == "refusal" for problem in self.problems)


def fields_of(
    template: Template[Any], texts: Mapping[str, str], problems: Iterable[Problem], unit: ShownUnit
) -> tuple[Field, ...]:
    """The template's parameters in their order, with texts as they are to stand there."""
    told = tuple(problems)
    return tuple(
        _field(name, info, texts.get(name, ""), told, unit) for name, info in template.parameters.model_fields.items()
    )


def grouped(fields: Sequence[Field]) -> list[tuple[str, list[Field]]]:
    """Fields by their group, in order."""
    return [(group, list(some)) for group, some in groupby(fields, key=lambda field: field.group)]


def general(template: Template[Any], problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those of the problems that concern no field of the page."""
    known = set(template.parameters.model_fields)
    return tuple(problem for problem in problems if not known & set(problem.fields))


def _field(name: str, info: FieldInfo, text: str, problems: tuple[Problem, ...], unit: ShownUnit) -> Field:
    words, own = choices_of(info), parameter_unit(info)
    low, high = ("", "") if words else (plain_number(limit, own, unit) for limit in limits_of(info))
    # A measurement left empty is told quietly, where its default stands.
    quiet = {"warning"} if not text and extra(info, "measured") else set()
    return Field(
        name=name,
        title=str(info.title),
        group=str(extra(info, "group")),
        guide=info.description or "",
        unit=own,
        shown=INCHES.get(own, own) if unit == "in" else own,
        measured=bool(extra(info, "measured")),
        text=text or (str(info.default) if words else ""),
        default=_default(info, own, unit),
        low=low,
        high=high,
        step=_step(own, unit),
        words=words,
        problems=tuple(each for each in problems if name in each.fields and each.severity not in quiet),
    )


def _default(info: FieldInfo, own: str, unit: ShownUnit) -> str:
    if info.default is None:
        return ""
    return str(info.default) if choices_of(info) else plain_number(float(info.default), own, unit)


def _step(own: str, unit: ShownUnit) -> str:
    """How finely a slider moves: what a tape or a pair of callipers can tell."""
    if unit == "in" and own in INCHES:
        return "0.02" if own == "mm" else "0.5"
    return "0.5"
