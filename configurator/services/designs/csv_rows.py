"""The rows of a CSV as lists of cells, one after the other, however many follow."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TextIO

from configurator.domain.errors import Refused, refused

MAX_COLUMNS, MAX_CELL_LENGTH = 200, 2_000
# Of a file, in characters: every cell as long as it may be, with quotes and a separator.
MAX_ROW_LENGTH = MAX_COLUMNS * (MAX_CELL_LENGTH + 3)


def read_rows(file: TextIO, name: str, max_length: int = MAX_ROW_LENGTH) -> Iterator[list[str]]:
    """The header, stripped, then each row that is not empty; no more of the file is held than a row.

    Raises Refused, with the remedy, where the CSV is broken or a row has more than `max_length` characters:
    what comes after cannot be told apart.
    """
    try:
        lines = _BoundedLines(file, max_length)
        reader = csv.reader(lines, delimiter=_delimiter(lines.first), skipinitialspace=True, strict=True)
        header = next(reader, [])
        lines.length = 0
        yield [column.strip() for column in header]
        for row in reader:
            lines.length = 0
            if any(cell.strip() for cell in row):
                yield row
    except csv.Error as error:
        raise _broken(name, str(error), lines.number) from None
    except OSError as error:
        raise unreadable(name, error) from None


def unreadable(name: str, error: OSError) -> Refused:
    """The error to raise when a file cannot be read."""
    return refused(f"Cannot read {name}: {error.strerror}.", "file", hint="Check the path.")


class _BoundedLines:
    """The lines of a file; csv.Error beyond the bound.

    `length` counts the characters since somebody set it to 0, `number` the lines.
    """

    def __init__(self, file: TextIO, max_length: int) -> None:
        self.file, self.max_length, self.length, self.number = file, max_length, 0, 0
        self.first = file.readline(max_length)

    def __iter__(self) -> Iterator[str]:
        line = self.first
        while line:
            self.length += len(line)
            self.number += 1
            if self.length >= self.max_length:
                raise csv.Error(f"a row has more than {self.max_length} characters")
            yield line
            line = self.file.readline(self.max_length)


def _delimiter(header: str) -> str:
    """Semicolons where spreadsheets of many countries put them."""
    return ";" if header.count(";") > header.count(",") else ","


def _broken(name: str, reason: str, line: int) -> Refused:
    return refused(
        f"{name} is not a CSV file: {reason} (line {line}).",
        "file",
        hint="Look there, and before, for a quote that is not closed; or save it anew as CSV, UTF-8.",
    )
