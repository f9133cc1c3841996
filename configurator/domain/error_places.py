"""Where an error was raised: the line of an author's file that led to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from traceback import walk_tb


@dataclass(frozen=True)
class SourceLine:
    """A line of a module's file; `file` is its name without folders."""

    module: str
    file: str
    number: int

    def __str__(self) -> str:
        return f"{self.file}, line {self.number}"


def last_line(error: BaseException, modules: Collection[str]) -> SourceLine | None:
    """The last line in one of these modules on the way to where it was raised; None where it came through none."""
    return next((line for line in reversed([*_lines(error)]) if line.module in modules), None)


def error_words(error: BaseException, modules: Collection[str]) -> str:
    """`ZeroDivisionError: division by zero; grommet.py, line 12`.

    The line is the last one in these modules, or else that which raised it.
    """
    line = last_line(error, modules) or next(reversed([*_lines(error)]), None)
    return f"{type(error).__name__}: {error}" + (f"; {line}" if line else "")


def _lines(error: BaseException) -> Iterator[SourceLine]:
    for frame, number in walk_tb(error.__traceback__):
        yield SourceLine(frame.f_globals.get("__name__", ""), Path(frame.f_code.co_filename).name, number)
