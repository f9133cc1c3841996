"""Limits of one parameter that depend on the others, narrower than its own range or list of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from configurator.domain.parts.conditions import unused_names
from configurator.domain.parts.designs import round_value
from configurator.domain.parts.kinds import parameter_unit
from configurator.domain.parts.parameters import Parameters
from configurator.domain.problems import Problem, refusal
from configurator.domain.quantities import show_quantity


@dataclass(frozen=True)
class Limit:
    """`field` must lie between `low` and `high` because of the values of the fields in `given`."""

    field: str
    low: float
    high: float
    because: str
    given: tuple[str, ...]


@dataclass(frozen=True)
class AllowedWords:
    """The choice `field` must be one of `words` because of the values of the fields in `given`."""

    field: str
    words: tuple[str, ...]
    because: str
    given: tuple[str, ...]


AnyLimit = Limit | AllowedWords


def outside_limits(limits: Iterable[AnyLimit], parameters: Parameters) -> Iterator[Problem]:
    """A refusal for every parameter that breaks its limit; those left empty or that do not matter are skipped."""
    unused = unused_names(type(parameters), parameters.model_dump())
    for limit in limits:
        value = getattr(parameters, limit.field)
        if value is None or limit.field in unused:
            continue
        match limit:
            case Limit():
                yield from _outside_range(limit, value, parameters)
            case AllowedWords() if value not in limit.words:
                yield _word_refusal(limit, value)


def _outside_range(limit: Limit, value: float, parameters: Parameters) -> Iterator[Problem]:
    # Rounded as the hint shows them: a value entered exactly as the hint says must be accepted.
    low, high = round_value(limit.low), round_value(limit.high)
    if not low <= value <= high:
        unit = parameter_unit(type(parameters).model_fields[limit.field])
        yield _range_refusal(replace(limit, low=low, high=high), value, unit)


def _range_refusal(limit: Limit, value: float, unit: str) -> Problem:
    others = " and ".join(limit.given)
    if limit.low > limit.high:
        fault, remedy = "does not fit", _no_remedy(limit)
    elif value < limit.low:
        fault, remedy = "is too small", f"Make it at least {show_quantity(limit.low, unit)}, or check {others}."
    else:
        fault, remedy = "is too large", f"Make it at most {show_quantity(limit.high, unit)}, or check {others}."
    return refusal(f"{show_quantity(value, unit)} {fault}: {limit.because}.", limit.field, *limit.given, hint=remedy)


def _word_refusal(limit: AllowedWords, value: str) -> Problem:
    words, others = " or ".join(limit.words), " and ".join(limit.given)
    remedy = f"Choose {words}, or check {others}." if words else _no_remedy(limit)
    return refusal(f"{value} does not fit: {limit.because}.", limit.field, *limit.given, hint=remedy)


def _no_remedy(limit: AnyLimit) -> str:
    return f"No value fits these: change {' or '.join(limit.given)}."
