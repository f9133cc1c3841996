"""Random values for a template's parameters, within their ranges and limits."""

from __future__ import annotations

import random
from math import ceil, floor
from typing import Any

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
    for name in dict.fromkeys(limit.field for limit in _limits(template, values)):
        # Computed again: a limit depends on the values chosen within earlier ones.
        limits = [limit for limit in _limits(template, values) if limit.field == name]
        if values[name] is not None:
            values[name] = _value_within(template.parameters.model_fields[name], limits, values[name], rng)
    unused = unused_names(template.parameters, values)
    return {name: value for name, value in values.items() if value is not None and name not in unused}


def _limits(template: Template[Any], values: dict[str, Any]) -> list[AnyLimit]:
    """None where the template's limits raise: whoever configures the values is told."""
    try:
        return list(template.limits(settled_parameters(template.parameters(**values))))
    except Exception:
        return []


def _value_within(field: FieldInfo, limits: list[AnyLimit], value: Any, rng: random.Random) -> Any:
    """A value within the limits; the one that is there where none can be."""
    ranges = [limit for limit in limits if isinstance(limit, Limit)]
    if not ranges:
        allowed = [limit.words for limit in limits if isinstance(limit, AllowedWords)]
        words = [word for word in words_of(field) if all(word in each for each in allowed)]
        return rng.choice(words) if words else value
    low, high = ends_of(field)
    low, high = max(low, *(each.low for each in ranges)), min(high, *(each.high for each in ranges))
    return _number_between(low, high, value, rng) if low <= high else value


def _random_value(field: FieldInfo, rng: random.Random) -> Any:
    match kind_of(field):
        case Choice(words):
            return rng.choice(words)
        case OutlineText(examples):
            return rng.choice(examples)
        case Text(longest, letters):
            known = letters or sorted(font_letters())
            return normalise_text("".join(rng.choices(known, k=rng.randint(0, longest))))
        case Number(low, high) | Count(low, high):
            is_empty = field.default is None and rng.random() < EMPTY_SHARE
            return None if is_empty else _number_between(low, high, low, rng)


def _number_between(low: float, high: float, alike: float, rng: random.Random) -> float:
    """A number of the same type as `alike`; where no whole one lies between, the one that is there."""
    if isinstance(alike, float):
        return float(round_value(rng.uniform(low, high)))
    least, greatest = ceil(low), floor(high)
    return rng.randint(least, greatest) if least <= greatest else alike
