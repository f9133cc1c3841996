"""The state of the service, as the command line prints it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import click

from configurator.cli.output import print_json
from configurator.domain.texts import neutral
from configurator.services.admin.status import Flagged, Status, Waiting, WorkDone
from configurator.services.admin.status_words import (
    PROGRESS_WORDS,
    WORK_WORDS,
    age_words,
    size_words,
    state_words,
    work_words,
)


def show_status(status: Status, workers: Sequence[str], as_json: bool) -> None:
    """Print the status and the workers that live."""
    if as_json:
        print_json({**status.as_dict(), "workers": list(workers)})
        return
    now = datetime.now(UTC)
    _show("workers alive", workers)
    _show("waiting", (_waiting(each, now) for each in status.waiting))
    _show(f"flagged jobs ({status.flagged_count})", map(_flagged, status.flagged))
    _show("slow", (f"{work_words(work)}, begun {age_words(begun, now)} ago" for work, begun in status.slow.items()))
    _show("handed over", _counts(status.handed_over))
    _show("flags by factory", _counts(status.troubles))
    _show("states", (f"{noun}: {_states(noun, states)}" for noun, states in status.states.items() if states))
    _show("kernel crashes", _counts(status.crashes))
    _show("time spent", map(_work_done, status.work))
    _show("sizes", (f"{what} {size_words(size)}" for what, size in status.bytes.items()))
    _show("free", (f"{what} {size_words(size)}" for what, size in status.free_bytes.items()))
    _show("slicer", ["PrusaSlicer is installed here" if status.slicer else "PrusaSlicer is not installed here"])


def _waiting(each: Waiting, now: datetime) -> str:
    kind, progress = WORK_WORDS.get(each.kind, each.kind), PROGRESS_WORDS.get(each.status, each.status)
    return f"{kind}, {progress}: {each.count}, the oldest for {age_words(each.oldest, now)}"


def _flagged(each: Flagged) -> str:
    return f"{each.job} of order {each.order}, {state_words('jobs', each.state)}, {each.factory or '-'}: {each.flag}"


def _states(noun: str, states: Mapping[str, int]) -> str:
    return ", ".join(f"{state_words(noun, state).lower()} {count}" for state, count in states.items())


def _work_done(each: WorkDone) -> str:
    vain = "in vain" if each.outcome == "failed" else ""
    step = " ".join(filter(None, (each.work.replace("_", " "), each.step, vain)))
    return f"{step}: {each.times} times" + (f", {each.mean_s:.2f} s each" if each.seconds else "")


def _counts(counts: Mapping[str, int]) -> list[str]:
    return [f"{name} {count}" for name, count in counts.items()]


def _show(title: str, lines: Iterable[Any]) -> None:
    """A title, and below it lines that cannot steer the terminal; a dash for none."""
    click.echo(title)
    for line in [neutral(str(each)) for each in lines] or ["-"]:
        click.echo(f"  {line}")
