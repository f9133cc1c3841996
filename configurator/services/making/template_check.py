"""Check a template over its whole range: random designs and both extremes, each made and measured."""

from __future__ import annotations

import random
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from math import ceil, floor
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from configurator.domain.errors import ConfiguratorError
from configurator.domain.measures.sheets import read_values
from configurator.domain.offers.reports import Report, read_report
from configurator.domain.parts.conditions import unused_names
from configurator.domain.parts.designs import Design, round_value
from configurator.domain.parts.kinds import Count, Number, Text, Words, ends_of, kind_of, words_of
from configurator.domain.parts.letters import font_letters, normalise_text
from configurator.domain.parts.limits import AllowedWords, AnyLimit, Limit
from configurator.domain.parts.parameters import settled_parameters
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem
from configurator.pool import Pool
from configurator.services.designs.configure import configure
from configurator.services.making.make import KERNEL_MAKE

EMPTY_SHARE = 0.25  # how often an optional parameter is left empty


@dataclass(frozen=True)
class Trial:
    """One design of a check: refused before the kernel, failed in it, or made, with its report."""

    name: str
    design: Design | None
    problems: tuple[Problem, ...]
    report: Report | None

    @property
    def status(self) -> str:
        """made, off (a dimension out of tolerance), refused or failed."""
        if self.report is None:
            return "refused" if self.design is None else "failed"
        return "off" if self.report.deviations else "made"


def check_template(
    pool: Pool, template: Template[Any], samples: int, seed: int, workers: int, on_trial: Callable[[Trial], None]
) -> list[Trial]:
    """Make the lowest, the highest and `samples` random designs; the same seed gives the same ones."""
    trials = []
    with tempfile.TemporaryDirectory() as folder:
        for trial in _run_trials(pool, template, samples, seed, workers, Path(folder)):
            trials.append(trial)
            on_trial(trial)
    return trials


def _run_trials(
    pool: Pool, template: Template[Any], samples: int, seed: int, workers: int, folder: Path
) -> Iterator[Trial]:
    waiting: deque[tuple[str, Design, Future[dict[str, Any]]]] = deque()
    for name, values in _trial_values(template, samples, seed):
        configured = configure(template, read_values(template.parameters, values))
        if configured.design is None:
            yield Trial(name, None, configured.problems, None)
            continue
        waiting.append((name, configured.design, pool.submit(KERNEL_MAKE, _kernel_request(configured.design, folder))))
        if len(waiting) > 2 * workers:
            yield _trial_result(*waiting.popleft())
    while waiting:
        yield _trial_result(*waiting.popleft())


def _trial_result(name: str, design: Design, answer: Future[dict[str, Any]]) -> Trial:
    try:
        return Trial(name, design, (), read_report(answer.result()["report"]))
    except ConfiguratorError as error:
        return Trial(name, design, error.problems, None)


def _kernel_request(design: Design, folder: Path) -> dict[str, Any]:
    parameters = dict(design.parameters)
    return {"template": design.template, "parameters": parameters, "formats": [], "directory": str(folder), "stem": "x"}


def _trial_values(template: Template[Any], samples: int, seed: int) -> Iterator[tuple[str, dict[str, Any]]]:
    parameters = template.parameters
    yield "lowest", {name: ends_of(field)[0] for name, field in parameters.model_fields.items()}
    yield "highest", {name: ends_of(field)[-1] for name, field in parameters.model_fields.items()}
    for number in range(samples):
        yield f"random {number}", random_values(template, random.Random(f"{template.id} {seed} {number}"))


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
    return list(template.limits(settled_parameters(template.parameters(**values))))


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
        case Words(words):
            return rng.choice(words)
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
