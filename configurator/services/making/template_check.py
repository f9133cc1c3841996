"""Check a template over its whole range: random designs and both extremes, each made and measured."""

from __future__ import annotations

import random
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from configurator.domain.errors import ConfiguratorError, Crashed
from configurator.domain.measures.sheets import read_values
from configurator.domain.offers.reports import Report, read_report
from configurator.domain.parts.designs import Design
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem
from configurator.pool import Pool
from configurator.services.designs.configure import TemplateFault, configure
from configurator.services.making.make import KERNEL_MAKE
from configurator.services.making.random_values import extreme_values, random_values

KERNEL_PICTURE = "configurator.kernel.jobs.picture_of_faults:run_picture_of_faults"
# After so many trials a check stops where more than half are wrong: the rest would tell nothing new.
TELLING_TRIALS = 20


@dataclass(frozen=True)
class Trial:
    """One design of a check: refused before the kernel, failed in it, or made, with its report."""

    name: str
    design: Design | None
    problems: tuple[Problem, ...]
    report: Report | None
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def status(self) -> str:
        """made, off (a dimension out of tolerance), refused or failed."""
        if self.report is not None:
            return "off" if self.report.deviations else "made"
        is_refused = self.design is None and not any(isinstance(each, TemplateFault) for each in self.problems)
        return "refused" if is_refused else "failed"

    @property
    def is_wrong(self) -> bool:
        """Whether it counts against its template."""
        return self.status in ("failed", "off")


@dataclass(frozen=True)
class CheckOptions:
    """How many random designs of which seed, in how many processes; `keep_going` even where most are wrong."""

    samples: int
    seed: int = 0
    workers: int = 1
    keep_going: bool = False


def check_template(
    pool: Pool, template: Template[Any], options: CheckOptions, on_trial: Callable[[Trial], None]
) -> list[Trial]:
    """Make the lowest, the highest and the random designs; the same seed gives the same ones."""
    trials: list[Trial] = []
    # What is still being made when it stops early may write until its process ends.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for trial in _run_trials(pool, template, options, Path(folder)):
            trials.append(trial)
            on_trial(trial)
            if not options.keep_going and _tells_enough(trials):
                break
    return trials


def picture_trial(pool: Pool, trial: Trial, folder: Path) -> Path | None:
    """A picture of a wrong trial with the places of what is wrong; None where its part cannot even be shown.

    Raises OSError where the folder cannot be made.
    """
    if trial.design is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{trial.design.template} {trial.name}".replace(" ", "_")
    try:
        answer = pool.run(KERNEL_PICTURE, {**_kernel_request(trial.design, folder), "stem": stem})
    except ConfiguratorError:
        return None
    return folder / str(answer["file"])


def _tells_enough(trials: list[Trial]) -> bool:
    return len(trials) >= TELLING_TRIALS and 2 * sum(trial.is_wrong for trial in trials) > len(trials)


def _run_trials(pool: Pool, template: Template[Any], options: CheckOptions, folder: Path) -> Iterator[Trial]:
    waiting: deque[tuple[str, Design, Path, Future[dict[str, Any]]]] = deque()
    for number, (name, values) in enumerate(_trial_values(template, options)):
        configured = configure(template, read_values(template.parameters, values))
        if configured.design is None:
            yield Trial(name, None, configured.problems, None, values)
            continue
        progress = folder / f"progress-{number}"
        request = {**_kernel_request(configured.design, folder), "progress": str(progress)}
        waiting.append((name, configured.design, progress, pool.submit(KERNEL_MAKE, request)))
        if len(waiting) > 2 * options.workers:
            yield _trial_result(*waiting.popleft())
    while waiting:
        yield _trial_result(*waiting.popleft())


def _trial_result(name: str, design: Design, progress: Path, answer: Future[dict[str, Any]]) -> Trial:
    try:
        return Trial(name, design, (), read_report(answer.result()["report"]))
    except Crashed as error:
        return Trial(name, design, _with_stage(error.problems, progress), None)
    except ConfiguratorError as error:
        return Trial(name, design, error.problems, None)


def _with_stage(problems: tuple[Problem, ...], progress: Path) -> tuple[Problem, ...]:
    """The problems of a process that was stopped or died, with what it was at."""
    stage = ""
    with suppress(OSError):
        stage = f" It was at the stage: {progress.read_text(encoding='utf-8')}."
    return tuple(replace(each, message=f"{each.message}{stage}") for each in problems)


def _kernel_request(design: Design, folder: Path) -> dict[str, Any]:
    parameters = dict(design.parameters)
    return {"template": design.template, "parameters": parameters, "formats": [], "directory": str(folder), "stem": "x"}


def _trial_values(template: Template[Any], options: CheckOptions) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "lowest", extreme_values(template, 0)
    yield "highest", extreme_values(template, -1)
    for number in range(options.samples):
        yield f"random {number}", random_values(template, random.Random(f"{template.id} {options.seed} {number}"))
