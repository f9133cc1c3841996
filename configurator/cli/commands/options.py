"""Arguments and options that several commands share."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from itertools import repeat
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from configurator.domain.identifiers import typed_id
from configurator.domain.parts.drafting import (
    LENGTH_UNITS,
    PAPERS,
    PROJECTIONS,
    Drafting,
    LengthUnit,
    Paper,
    Projection,
    today,
)


def template_names(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The ids of templates that complete what was typed, for the shell."""
    from configurator import catalogue

    templates = catalogue.templates().values()
    return [CompletionItem(each.id, help=each.title) for each in templates if each.id.startswith(incomplete)]


def _parse_formats(context: click.Context, parameter: click.Parameter, value: str) -> list[str]:
    from configurator.formats import formats

    kinds = list(dict.fromkeys(word.strip().lower() for word in value.split(",") if word.strip()))
    unknown = [word for word in kinds if word not in formats()]
    if unknown or not kinds:
        raise click.BadParameter(f"{', '.join(unknown) or 'nothing'} is not among {', '.join(formats())}.")
    return kinds


class _FormatsOption(click.Option):
    """Its help lists the formats that there are, which are looked up only when somebody reads it."""

    @property
    def help(self) -> str:
        from configurator.formats import formats

        return f"Comma-separated: {', '.join(formats())}."

    @help.setter
    def help(self, text: str | None) -> None:
        """Ignored: the base class sets what it was given."""


def _parse_settings(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    wrong = [value for value in values if "=" not in value or not value.partition("=")[0].strip()]
    if wrong:
        raise click.BadParameter(f"{wrong[0]!r} is not name=value.")
    names = [value.partition("=")[0].strip() for value in values]
    duplicates = [name for name, count in Counter(names).items() if count > 1]
    if duplicates:
        raise click.BadParameter(f"{duplicates[0]!r} is given twice.")
    return dict(zip(names, (value.partition("=")[2] for value in values), strict=True))


def code(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """An id in its stored form, whichever case was typed, and whichever letter for a digit."""
    return typed_id(value)


def job_code(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """A job's id, from the id or from the ticket that the traveller shows."""
    return code(context, parameter, value).partition(".")[0]


template = click.argument("template", shell_complete=template_names)
order = click.argument("order", callback=code)
ticket = click.argument("ticket")
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON on stdout.")
actor = click.option(
    "--actor",
    envvar="CONFIGURATOR_ACTOR",
    default="",
    help="Who does this, for the record, such as clinic-7 or berlin:op2.",
    show_envvar=True,
)
reason = click.option("--reason", required=True, help="Why; it stands in the record, so name nobody.")
limit = click.option(
    "--limit", type=click.IntRange(1, 100_000), default=100, show_default=True, help="How many at most."
)
settings = click.option(
    "--set",
    "settings",
    multiple=True,
    callback=_parse_settings,
    metavar="NAME=VALUE",
    help="One parameter; a unit may follow the number: 2.5in, 63.5mm, 1-15/16in, 12deg; or a drawing's path: @a.dxf. "
    "Of one side alone: left.arch_height=22.",
)
sheet = click.option("--sheet", "sheet_file", type=click.Path(path_type=Path), help="JSON file of measurements.")
formats = click.option("--format", "formats", callback=_parse_formats, default="stl,step,3mf", cls=_FormatsOption)
offer = click.option("--offer", default="", help="Whose tolerances the sheets take; else the first offer that fits.")
projection = click.option(
    "--projection",
    type=click.Choice(PROJECTIONS),
    default="first",
    show_default=True,
    help="How the drawing's views lie: first angle (ISO) or third angle (ASME).",
)
unit = click.option("--unit", type=click.Choice(LENGTH_UNITS), default="mm", show_default=True, help="Of the drawing.")
paper = click.option(
    "--paper", type=click.Choice(list(PAPERS)), help="Of the drawing; else the smallest that shows it well."
)
date = click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    help="On the sheets; else today's. Sheets of one date are the same whenever they are made.",
)


def drafting(command: Callable[..., None]) -> Callable[..., None]:
    """The options of drawings and quality sheets, combined into one argument."""

    @wraps(command)
    def with_drafting(
        offer: str, projection: Projection, unit: LengthUnit, paper: Paper | None, date: datetime | None, **others: Any
    ) -> None:
        day = date.date().isoformat() if date else today()
        command(drafting=Drafting(offer, day, projection, unit, paper), **others)

    return offer(projection(unit(paper(date(with_drafting)))))


workers = click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=None,
    help="Parts made at once; as many as there are processors unless told.",
)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def progress_bar(length: int | None, label: str) -> Iterator[Callable[[object], None]]:
    """A progress bar on stderr that moves on by one whenever it is called; it only counts if there is no length."""
    from configurator.cli.output import one_line

    steps = repeat(None) if length is None else None
    with click.progressbar(steps, length, one_line(label), show_pos=length is None, file=sys.stderr) as bar:
        yield lambda _: bar.update(1)
