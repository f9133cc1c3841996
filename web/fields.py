"""The parameters of a template as form fields: name, text, limits and problems of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from pydantic.fields import FieldInfo

from configurator.domain.display_units import INCHES, lower_bound, sentence_in_unit, shown_unit, upper_bound
from configurator.domain.measures.sheets import read_values
from configurator.domain.parts.conditions import condition_words, unused_names
from configurator.domain.parts.kinds import (
    Choice,
    Count,
    Kind,
    Number,
    OutlineText,
    Text,
    kind_of,
    limits_of,
    parameter_unit,
    schema_extra,
    words_of,
)
from configurator.domain.parts.parameters import Parameters
from configurator.domain.parts.templates import Template
from configurator.domain.standards.threads import is_thread_name
from web.forms import DisplayUnit, plain_number


@dataclass(frozen=True)
class Field:
    """One parameter. `unit` is its own, `shown` the one of the form; `low`, `high` and `default` are in `shown`.

    `own_low`, `own_high` and `own_default` are the same in `unit`, for scripts that convert them.
    `default` is what is taken where nothing is entered, empty where nothing is. `keyboard` is the one that a phone
    is to show: digits where neither a sign nor a fraction is needed. `whole` numbers have no decimals. What is taken
    for an `optional` one is worked out from the others, if anything is. Of `words` one is chosen; of a text there may
    be `longest` characters, and a number has neither. Where `is_thread`, the words are names of threads. `condition`
    says where the field matters, empty for everywhere, and `is_used` whether it does now.
    """

    name: str
    title: str
    group: str
    guide: str
    unit: str
    shown: str
    measured: bool
    stated: bool
    text: str
    default: str
    low: str
    high: str
    own_low: str
    own_high: str
    own_default: str
    step: str
    whole: bool
    words: tuple[str, ...]
    keyboard: str
    optional: bool
    longest: int
    is_outline: bool
    is_thread: bool
    condition: str
    is_used: bool


def fields_of(
    template: Template[Any], texts: Mapping[str, str], unit: DisplayUnit, taken: Mapping[str, str] | None = None
) -> tuple[Field, ...]:
    """The template's parameters in their order, with texts as they are to stand there.

    `taken` is what is worked out for fields left empty, in the unit of the form.
    """
    unused = unused_names(template.parameters, read_values(template.parameters, texts).values())
    return tuple(
        _field(template.parameters, name, texts.get(name, ""), unit, (taken or {}).get(name, ""), name not in unused)
        for name in template.parameters.model_fields
    )


def fields_by_group(fields: Sequence[Field]) -> list[tuple[str, list[Field]]]:
    """Fields by their group, in order."""
    return [(group, list(members)) for group, members in groupby(fields, key=lambda field: field.group)]


def _field(parameters: type[Parameters], name: str, text: str, unit: DisplayUnit, taken: str, is_used: bool) -> Field:
    info = parameters.model_fields[name]
    kind, own_unit = kind_of(info), parameter_unit(info)
    (low, high), (own_low, own_high) = (_limit_texts(info, own_unit, each) for each in (unit, "mm"))
    has_proposal = isinstance(kind, Choice) and not schema_extra(info, "stated")
    return Field(
        name=name,
        title=str(info.title),
        group=str(schema_extra(info, "group")),
        guide=sentence_in_unit(info.description or "", unit),
        unit=own_unit,
        shown=shown_unit(own_unit, unit),
        measured=bool(schema_extra(info, "measured")),
        stated=bool(schema_extra(info, "stated")),
        text=text or (str(info.default) if has_proposal else ""),
        default=_default_text(info, own_unit, unit) or taken,
        low=low,
        high=high,
        own_low=own_low,
        own_high=own_high,
        own_default=_default_text(info, own_unit, "mm"),
        step="1" if isinstance(kind, Count) else _step(own_unit, unit),
        whole=isinstance(kind, Count),
        words=words_of(info),
        optional=info.default is None,
        keyboard=_keyboard(kind, low, unit),
        longest=kind.longest if isinstance(kind, Text) else 0,
        is_outline=isinstance(kind, OutlineText),
        is_thread=isinstance(kind, Choice) and all(map(is_thread_name, kind.words)),
        condition=condition_words(parameters, name),
        is_used=is_used,
    )


def _keyboard(kind: Kind, low: str, unit: DisplayUnit) -> Literal["text", "decimal"]:
    """That of a phone: digits where neither a letter, a sign nor a fraction is needed."""
    if isinstance(kind, Choice | Text | OutlineText) or low.startswith("-"):
        return "text"
    return "text" if isinstance(kind, Number) and kind.unit in INCHES and unit == "in" else "decimal"


def _limit_texts(info: FieldInfo, own_unit: str, unit: DisplayUnit) -> tuple[str, str]:
    """The range in the unit of the form; both ends of it may be entered as they stand there. Empty without one."""
    limits = limits_of(info)
    if limits is None:
        return "", ""
    low, high = limits
    bounds = lower_bound(low, own_unit, unit), upper_bound(high, own_unit, unit)
    least, greatest = (f"{each:.4f}".rstrip("0").rstrip(".") for each in bounds)
    return least, greatest


def _default_text(info: FieldInfo, own_unit: str, unit: DisplayUnit) -> str:
    if info.default is None:
        return ""
    return plain_number(float(info.default), own_unit, unit) if limits_of(info) else str(info.default)


def _step(own_unit: str, unit: DisplayUnit) -> str:
    """The step of a slider: the resolution of a tape measure or of callipers."""
    if unit == "in" and own_unit in INCHES:
        return "0.02" if own_unit == "mm" else "0.5"
    return "0.5"
