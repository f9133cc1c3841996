"""The command `configurator`. What it does is in services; each command imports what it needs itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem, get_completion_class

from configurator import __version__

if TYPE_CHECKING:
    from configurator.domain.sheets import Sheet
    from configurator.domain.templates import Template

FORMATS = ("stl", "step", "3mf", "glb", "png")
Command = TypeVar("Command", bound=Callable[..., Any])


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="configurator")
def main() -> None:
    """Made to measure: measurements in; checked, printable parts out.

    Results go to stdout, progress and words to stderr. Exit status: 0 done, 1 refused or failed,
    2 wrong usage.
    """


def _template_names(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    from configurator import catalogue

    known = catalogue.templates().values()
    return [CompletionItem(each.id, help=each.title) for each in known if each.id.startswith(begun)]


def _formats(context: click.Context, parameter: click.Parameter, value: str) -> list[str]:
    formats = list(dict.fromkeys(word.strip().lower() for word in value.split(",") if word.strip()))
    unknown = [word for word in formats if word not in FORMATS]
    if unknown or not formats:
        raise click.BadParameter(f"{', '.join(unknown) or 'nothing'} is not among {', '.join(FORMATS)}.")
    return formats


def _settings(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    wrong = [value for value in values if "=" not in value or not value.partition("=")[0].strip()]
    if wrong:
        raise click.BadParameter(f"{wrong[0]!r} is not name=value.")
    names = [value.partition("=")[0].strip() for value in values]
    doubled = [name for name in names if names.count(name) > 1]
    if doubled:
        raise click.BadParameter(f"{doubled[0]!r} is given twice.")
    return dict(zip(names, (value.partition("=")[2] for value in values), strict=True))


_template = click.argument("template", shell_complete=_template_names)
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON on stdout.")
_set = click.option(
    "--set",
    "settings",
    multiple=True,
    callback=_settings,
    metavar="NAME=VALUE",
    help="One parameter; a unit may follow the number: 2.5in, 63.5mm, 1-15/16in, 12deg, 81kg.",
)
_out = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Folder for the files; made if need be.",
)
_format = click.option(
    "--format", "formats", callback=_formats, default="stl,step,3mf", help=f"Comma-separated: {', '.join(FORMATS)}."
)
_workers = click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=None,
    help="Parts made at once; as many as there are processors unless told.",
)


@main.command()
@_json
def templates(as_json: bool) -> None:
    """List the parts that can be made, and the templates that are broken."""
    from configurator import catalogue, console

    console.show_templates(catalogue.entries(), as_json)


@main.command()
@_template
@_json
def show(template: str, as_json: bool) -> None:
    """Describe a template: its parameters, how to measure them, presets, sources."""
    from configurator import catalogue, console

    with console.errors(as_json):
        console.show_template(catalogue.find(template), as_json)


@main.command()
@_template
@_set
@click.option("--sheet", "sheet_file", type=click.Path(path_type=Path), help="JSON file of measurements.")
@_out
@_format
@_json
def build(
    template: str, settings: dict[str, str], sheet_file: Path | None, out: Path, formats: list[str], as_json: bool
) -> None:
    """Make one part: its files, and a report of what was asked against what was made."""
    from configurator import catalogue, console
    from configurator.folders import writable
    from configurator.pool import open_pool
    from configurator.services.configure import configure
    from configurator.services.make import make

    with console.errors(as_json):
        found = catalogue.find(template)
        sheet = _sheet(found, settings, sheet_file)
        configured = configure(found, sheet)
        design = configured.accepted()
        with writable(out), open_pool() as pool:
            made = make(pool, design, formats, out)
        console.show_made(design, made, (*configured.problems, *made.strays()), sheet, as_json)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--template", required=True, shell_complete=_template_names, help="The part to make for every row.")
@_set
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder for the files and results.csv; made if need be.",
)
@_format
@_workers
def batch(
    file: Path, template: str, settings: dict[str, str], out: Path, formats: list[str], workers: int | None
) -> None:
    """Make a part for every row of a CSV whose header names parameters, by their own or ANSUR names.

    Rows that are refused or fail are told in results.csv and the others go on; run again, only
    what is missing is made.
    """
    from configurator import catalogue, console
    from configurator.folders import writable
    from configurator.pool import open_pool
    from configurator.services.batch import RESULTS, Batch, run_batch
    from configurator.services.tables import read_table

    with console.errors():
        found = catalogue.find(template)
        fixed = _sheet(found, settings, None)
        table = read_table(file, found.parameters, fixed.entries)
        console.show_ignored(table.ignored)
        count = workers or _processors()
        with writable(out), open_pool(count) as pool, _bar(len(table.rows), "Making") as tell:
            outcomes = run_batch(pool, Batch(found, table.rows, fixed, formats, out, count), tell)
        console.show_outcomes(outcomes, out / RESULTS)


@main.command()
@click.argument("templates", nargs=-1, shell_complete=_template_names)
@click.option(
    "--samples",
    type=click.IntRange(0, 100_000),
    default=100,
    show_default=True,
    help="Random designs of each template, beside both extremes.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed draws the same designs.")
@_workers
@_json
def check(templates: tuple[str, ...], samples: int, seed: int, workers: int | None, as_json: bool) -> None:
    """Prove templates over their whole range: make random designs and measure every one."""
    from configurator import catalogue, console
    from configurator.pool import open_pool
    from configurator.services.sweep import sweep

    with console.errors(as_json):
        found = [catalogue.find(name) for name in templates or catalogue.templates()]
        count = workers or _processors()
        trials = {}
        with open_pool(count) as pool:
            for each in found:
                with _bar(samples + 2, each.id) as tell:
                    trials[each.id] = sweep(pool, each, samples, seed, count, tell)
        console.show_trials(trials, as_json)


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes a shell complete this command: eval "$(configurator completion bash)"."""
    found = get_completion_class(shell)
    assert found is not None, shell
    click.echo(found(main, {}, "configurator", "_CONFIGURATOR_COMPLETE").source())


def _sheet(template: Template[Any], settings: dict[str, str], file: Path | None) -> Sheet:
    """What was given: --set goes before the file. Raises Refused with all that is wrong in --set."""
    from configurator.domain.errors import Refused
    from configurator.domain.problems import refusals
    from configurator.domain.sheets import read_values
    from configurator.services.sheets import read_sheet

    sheet = read_values(template.parameters, settings)
    if refusals(sheet.problems):
        raise Refused(*refusals(sheet.problems))
    return sheet.over(read_sheet(file, template)) if file else sheet


@contextmanager
def _bar(length: int, label: str) -> Iterator[Callable[[object], None]]:
    """A progress bar on stderr that moves on by one whenever it is called."""
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield lambda _: bar.update(1)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
