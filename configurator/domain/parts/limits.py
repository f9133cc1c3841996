"""Limits of one parameter that depend on the others, narrower than its own range."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from configurator.domain.parts.designs import round_value
from configurator.domain.parts.parameters import Parameters, parameter_unit
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


def outside_limits(limits: Iterable[Limit], parameters: Parameters) -> Iterator[Problem]:
    """A refusal for every parameter that breaks its limit; parameters left empty are skipped."""
    for limit in limits:
        value = getattr(parameters, limit.field)
        # Rounded as the hint shows them: a value entered exactly as the hint says must be accepted.
        low, high = round_value(limit.low), round_value(limit.high)
        if value is not None and not low <= value <= high:
            unit = parameter_unit(type(parameters).model_fields[limit.field])
            yield _refusal(replace(limit, low=low, high=high), value, unit)


def _refusal(limit: Limit, value: float, unit: str) -> Problem:
    others = " and ".join(limit.given)
    if limit.low > limit.high:
        fault, remedy = "does not fit", f"No value fits these: change {' or '.join(limit.given)}."
    elif value < limit.low:
        fault, remedy = "is too small", f"Make it at least {show_quantity(limit.low, unit)}, or check {others}."
    else:
        fault, remedy = "is too large", f"Make it at most {show_quantity(limit.high, unit)}, or check {others}."
    return refusal(f"{show_quantity(value, unit)} {fault}: {limit.because}.", limit.field, *limit.given, hint=remedy)
