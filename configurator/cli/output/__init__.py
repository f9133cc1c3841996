"""What the command line prints: JSON or plain lines on stdout, words on stderr.

Every line may hold a text that a stranger wrote, so all are printed here, without what could steer a terminal.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from configurator.cli.output.command_hints import with_command
from configurator.domain.errors import ConfiguratorError
from configurator.domain.texts import neutral


def print_line(text: object) -> None:
    """Print one line of a result, on stdout."""
    click.echo(one_line(text))


def print_message(text: object) -> None:
    """Print one line of words for a person, on stderr."""
    click.echo(one_line(text), err=True)


def one_line(text: object) -> str:
    """The text as one line, control characters but the tab written out."""
    return neutral(str(text), keep="\t")


def print_json(value: Any) -> None:
    """Print a value as JSON, on stdout; in ASCII, so that any terminal encoding can print any file name."""
    click.echo(json.dumps(value, indent=2))


@contextmanager
def report_errors(as_json: bool = False) -> Iterator[None]:
    """Turn what this program raises on purpose into words, JSON if `as_json`, and exit status 1."""
    try:
        yield
    except ConfiguratorError as error:
        problems = [with_command(problem) for problem in error.problems]
        for problem in problems:
            print_message(f"error: {problem}")
        if as_json:
            print_json({"problems": [problem.as_dict() for problem in problems]})
        sys.exit(1)


def print_table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Columns below their names, on stdout; a dash where there is nothing."""
    cells = [[one_line(each) or "-" for each in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(header, *cells, strict=True)]
    if not cells:
        print_message("none")
        return
    for line in [header, *cells]:
        print_line("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def show_ignored(names: Iterable[str]) -> None:
    """Print the columns or measurements that nothing uses, on stderr."""
    ignored = list(names)
    if ignored:
        print_message(f"ignored: {', '.join(ignored)}")
