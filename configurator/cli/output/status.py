"""The state of the service, as the command line prints it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from configurator.cli.output import print_json
from configurator.domain.texts import neutral
from configurator.services.admin.status import Status


def show_status(status: Status, workers: Sequence[str], as_json: bool) -> None:
    """Print the status and the workers that live."""
    if as_json:
        print_json({**status.as_dict(), "workers": list(workers)})
        return
    _show("workers alive", workers)
    _show("waiting", (f"{e.queue} {e.kind} {e.status}: {e.count}, the oldest since {e.oldest}" for e in status.waiting))
    flagged = (f"{each.job} {each.state} {each.factory or '-'}: {each.flag}" for each in status.flagged)
    _show(f"flagged jobs ({status.flagged_count})", flagged)
    _show("slow", (f"{name} begun {begun}" for name, begun in status.slow.items()))
    _show("flags by factory", _counts(status.troubles))
    _show("states", (f"{noun}: {', '.join(_counts(states))}" for noun, states in status.states.items() if states))
    _show("kernel crashes", _counts(status.crashes))
    _show("MB", (f"{what} {size / 1e6:.1f}" for what, size in status.bytes.items()))


def _counts(counts: Mapping[str, int]) -> list[str]:
    return [f"{name} {count}" for name, count in counts.items()]


def _show(title: str, lines: Iterable[Any]) -> None:
    """A title, and below it lines that cannot steer the terminal; a dash for none."""
    click.echo(title)
    for line in [neutral(str(each)) for each in lines] or ["-"]:
        click.echo(f"  {line}")
