"""Random values for a template's parameters, within their ranges and limits."""

from __future__ import annotations

import random
from collections.abc import Callable
from math import ceil, floor, inf
from typing import Any, Literal

from pydantic.fields import FieldInfo

from configurator.domain.parts.conditions import unused_names
from configurator.domain.parts.designs import round_value
from configurator.domain.parts.kinds import Choice, Count, Number, OutlineText, Text, ends_of, kind_of, words_of
from configurator.domain.parts.letters import font_letters, normalise_text
from configurator.domain.parts.limits import AllowedWords, AnyLimit, Limit
from configurator.domain.parts.parameters import settled_parameters
from configurator.domain.parts.templates import Template

EMPTY_SHARE = 0.25  # how often an optional parameter is left empty


def random_values(template: Template[Any], rng: random.Random) -> dict[str, Any]:
    """Random values, evenly over each range; a parameter with a limit evenly over the rest of its range."""
    values = {name: _random_value(field, rng) for name, field in template.parameters.model_fields.items()}
    return _within_limits(template, values, lambda field, limits, value: _value_within(field, limits, value, rng))


def extreme_values(template: Template[Any], end: Literal[0, -1]) -> dict[str, Any]:
    """The first (0) or the last (-1) value of every parameter, as far as its limits let it go."""
    values = {name: ends_of(field)[end] for name, field in template.parameters.model_fields.items()}
    return _within_limits(template, values, lambda field, limits, value: _end_within(field, limits, value, end))


def _within_limits(
    template: Template[Any], values: dict[str, Any], draw: Callable[[FieldInfo, list[AnyLimit], Any], Any]
) -> dict[str, Any]:
    """The values with each that has limits drawn within these, without those that do not matter or are empty."""
    within: set[str] = set()
    # Computed again each time: a limit depends on the values chosen within earlier ones, and may come with them.
    while limits := _next_limits(template, values, within):
        name = limits[0].field
        within.add(name)
        if values[name] is not None:
            values[name] = draw(template.parameters.model_fields[name], limits, values[name])
    unused = unused_names(template.parameters, values)
    return {name: value for name, value in values.items() if value is not None and name not in unused}


def _next_limits(template: Template[Any], values: dict[str, Any], within: set[str]) -> list[AnyLimit]:
    """All limits on the first parameter that is not yet within its own; none where all are."""
    limits = [limit for limit in _limits(template, values) if limit.field not in within]
    return [limit for limit in limits if limit.field == limits[0].field]


def _limits(template: Template[Any], values: dict[str, Any]) -> list[AnyLimit]:
    """None where the template's limits raise: whoever configures the values is told."""
    try:
        return list(template.limits(settled_parameters(template.parameters(**values))))
    except Exception:
        return []


def _value_within(field: FieldInfo, limits: list[AnyLimit], value: Any, rng: random.Random) -> Any:
    """A value within the limits; the one that is there where none can be."""
    if words := _allowed_words(field, limits):
        return rng.choice(words)
    low, high = _range_within(field, limits)
    return _number_between(low, high, value, rng) if low <= high else value


def _end_within(field: FieldInfo, limits: list[AnyLimit], value: Any, end: Literal[0, -1]) -> Any:
    """The first or last value within the limits; the one that is there where none can be."""
    if words := _allowed_words(field, limits):
        return words[end]
    low, high = _range_within(field, limits)
    least, greatest = (ceil(low), floor(high)) if isinstance(value, int) else (low, high)
    return value if least > greatest else round_value((least, greatest)[end])


def _allowed_words(field: FieldInfo, limits: list[AnyLimit]) -> list[str]:
    """Those of a choice's words that all limits allow; none for numbers."""
    allowed = [limit.words for limit in limits if isinstance(limit, AllowedWords)]
    return [word for word in words_of(field) if all(word in each for each in allowed)]


def _range_within(field: FieldInfo, limits: list[AnyLimit]) -> tuple[float, float]:
    """A number's range within the limits; one that nothing lies in where they allow no word or number."""
    ranges = [limit for limit in limits if isinstance(limit, Limit)]
    if not ranges:
        return inf, -inf
    low, high = ends_of(field)
    return max(low, *(each.low for each in ranges)), min(high, *(each.high for each in ranges))


def _random_value(field: FieldInfo, rng: random.Random) -> Any:
    match kind_of(field):
        case Choice(words):
            return rng.choice(words)
        case OutlineText(examples):
            return rng.choice(examples)
        case Text(longest, letters, shortest):
            known = (letters.replace(" ", "") if shortest else letters) or sorted(font_letters())
            return normalise_text("".join(rng.choices(known, k=rng.randint(shortest, longest))))
        case Number(low, high) | Count(low, high):
            is_empty = field.default is None and rng.random() < EMPTY_SHARE
            return None if is_empty else _number_between(low, high, low, rng)


def _number_between(low: float, high: float, alike: float, rng: random.Random) -> float:
    """A number of the same type as `alike`; where no whole one lies between, the one that is there."""
    if isinstance(alike, float):
        return float(round_value(rng.uniform(low, high)))
    least, greatest = ceil(low), floor(high)
    return rng.randint(least, greatest) if least <= greatest else alike
