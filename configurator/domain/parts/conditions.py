"""Parameters that matter only for some words of others: elsewhere they are not asked for, and no part of the design."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from configurator.domain.parts.kinds import schema_extra, words_of


def conditions_of(parameters: type[BaseModel], name: str) -> Mapping[str, tuple[str, ...]]:
    """The other parameters that decide whether one matters, each with the words under which it does."""
    stored = schema_extra(parameters.model_fields[name], "when") or {}
    return {other: tuple(words) for other, words in stored.items()}


def unused_names(parameters: type[BaseModel], values: Mapping[str, Any]) -> tuple[str, ...]:
    """The parameters that do not matter with these values; what is not among the values has its default.

    One that hangs on another which does not matter itself does not matter either.
    """
    unused: list[str] = []
    for name in parameters.model_fields:
        conditions = conditions_of(parameters, name).items()
        if any(other in unused or _value(parameters, values, other) not in words for other, words in conditions):
            unused.append(name)
    return tuple(unused)


def condition_words(parameters: type[BaseModel], name: str) -> str:
    """When it matters, for people: `Grip is knurl or flutes`; empty for what always does."""
    fields = parameters.model_fields
    conditions = conditions_of(parameters, name).items()
    return " and ".join(f"{fields[other].title} is {' or '.join(words)}" for other, words in conditions)


def condition_fault(parameters: type[BaseModel], name: str) -> str:
    """What is wrong with the declaration of when a parameter matters; empty if nothing is."""
    names = list(parameters.model_fields)
    for other, words in conditions_of(parameters, name).items():
        if other not in names or names.index(other) >= names.index(name):
            return f"It hangs on {other!r}, which is no parameter declared before it."
        if unknown := set(words) - set(words_of(parameters.model_fields[other])):
            return f"It hangs on {sorted(unknown)[0]!r}, which is no word of {other!r}."
    return ""


def _value(parameters: type[BaseModel], values: Mapping[str, Any], name: str) -> Any:
    return values.get(name, parameters.model_fields[name].default)
