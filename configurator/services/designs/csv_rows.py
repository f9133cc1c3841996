"""The rows of a CSV as lists of cells, one after the other, however many follow."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TextIO

from configurator.domain.errors import Refused, refused
from configurator.domain.text_bounds import CELL

MAX_COLUMNS, MAX_CELL_LENGTH = 200, CELL.max_length
# Of a file, in characters: every cell as long as it may be, with quotes and a separator.
MAX_ROW_LENGTH = MAX_COLUMNS * (MAX_CELL_LENGTH + 3)
# The separators that spreadsheets write, the usual one first; and the line by which some of them name it.
_DELIMITERS: Final = (",", ";", "\t")
_SEPARATOR_LINE: Final = re.compile(r'"?sep=(?P<delimiter>[,;\t|])"?\s*', re.IGNORECASE)


@dataclass(frozen=True)
class CsvRow:
    """The cells of a row, and the number that a spreadsheet shows beside it."""

    line: int
    cells: list[str]


@dataclass(frozen=True)
class CsvRows:
    """The cells of the header, stripped, and the rows after it that are not empty, to be read once and in order."""

    header: list[str]
    delimiter: str
    rows: Iterator[CsvRow]


def read_rows(file: TextIO, name: str, max_length: int = MAX_ROW_LENGTH) -> CsvRows:
    """The rows of a file; no more of it is held than a row. The header is empty where the file is.

    Raises Refused, with the remedy, where the CSV is broken or a row has more than `max_length` characters:
    what comes after cannot be told apart.
    """
    try:
        lines = _BoundedLines(file, max_length)
    except OSError as error:
        raise unreadable(name, error) from None
    rows = _filled_rows(lines, name)
    header = next(rows, CsvRow(1, []))
    return CsvRows([column.strip() for column in header.cells], lines.delimiter, rows)


def _filled_rows(lines: _BoundedLines, name: str) -> Iterator[CsvRow]:
    try:
        reader = csv.reader(lines, delimiter=lines.delimiter, skipinitialspace=True, strict=True)
        for number, cells in enumerate(reader, lines.blank_count + 1):
            lines.length = 0
            if any(cell.strip() for cell in cells):
                yield CsvRow(number, cells)
    except csv.Error as error:
        raise _broken(name, str(error), lines.number) from None
    except OSError as error:
        raise unreadable(name, error) from None


def unreadable(name: str, error: OSError) -> Refused:
    """The error to raise when a file cannot be read."""
    return refused(f"Cannot read {name}: {error.strerror}.", "file", hint="Check the path.")


class _BoundedLines:
    """The lines of a file from the header on; csv.Error beyond the bound.

    `length` counts the characters since somebody set it to 0, `number` all lines. `blank_count` of them go before
    the header, without the one that names the separator, which spreadsheets do not show.
    """

    def __init__(self, file: TextIO, max_length: int) -> None:
        self.file, self.max_length, self.length, self.number = file, max_length, 0, 0
        self.blank_count = 0
        self.first = self._filled_line()
        separator = _SEPARATOR_LINE.fullmatch(self.first)
        self.first = self._filled_line() if separator else self.first
        self.delimiter = separator["delimiter"] if separator else _commonest_delimiter(self.first)
        self.number = self.blank_count + bool(separator)

    def _filled_line(self) -> str:
        line = self.file.readline(self.max_length)
        while line and not line.strip(" \r\n"):
            self.blank_count += 1
            line = self.file.readline(self.max_length)
        return line

    def __iter__(self) -> Iterator[str]:
        line = self.first
        while line:
            self.length += len(line)
            self.number += 1
            if self.length >= self.max_length:
                raise csv.Error(f"a row has more than {self.max_length} characters")
            yield line
            line = self.file.readline(self.max_length)


def _commonest_delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def _broken(name: str, reason: str, line: int) -> Refused:
    return refused(
        f"{name} is not a CSV file: {reason} (line {line}).",
        "file",
        hint="Look there, and before, for a quote that is not closed; or save it anew as CSV, UTF-8.",
    )
