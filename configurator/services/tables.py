"""CSV in, CSV out: reading a customer's table with clear refusals."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from configurator.domain.errors import refused
from configurator.domain.parameters import Parameters, measured_names
from configurator.domain.sheets import find_column


@dataclass(frozen=True)
class Table:
    """The rows of a file as name -> text, and the columns that no parameter answers to."""

    rows: list[dict[str, str]]
    ignored: list[str]


def read_table(path: Path, parameters: type[Parameters], fixed: Iterable[str]) -> Table:
    """Rows of a CSV whose header names parameters. `fixed` are parameters given by other means.

    Raises Refused, with the remedy, for a file that is missing, empty, not UTF-8, without rows,
    with a doubled column, or without a column for a measured parameter.
    """
    lines = csv.reader(io.StringIO(_text(path), newline=""), delimiter=_delimiter(path))
    try:
        header = [name.strip() for name in next(lines, [])]
        body = [line for line in lines if any(cell.strip() for cell in line)]
    except csv.Error as error:
        raise refused(f"{path} is not a CSV file: {error}.", "file", hint="Save it as CSV, UTF-8.") from None
    known = {name: find_column(parameters, name) for name in header}
    _check_header(path, header, {column.parameter for column in known.values() if column} | set(fixed), parameters)
    if not body:
        raise refused(f"{path} has a header but no rows.", "file", hint="Add one row per part.")
    rows = [_row(header, line) for line in body]
    return Table(rows, [name for name in header if known[name] is None])


def _text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise refused(f"Cannot read {path}: {error.strerror}.", "file", hint="Check the path.") from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise refused(
            f"{path} is not UTF-8 (line {line}); it looks like Latin-1 or Windows-1252.",
            "file",
            hint="Save it as UTF-8, for example: iconv -f latin1 -t utf-8.",
        ) from None
    if not text.strip():
        raise refused(f"{path} is empty.", "file", hint="The first line names the parameters, then one row per part.")
    return text


def _delimiter(path: Path) -> str:
    """Semicolons where spreadsheets of many countries put them."""
    first = path.read_bytes().split(b"\n", 1)[0]
    return ";" if first.count(b";") > first.count(b",") else ","


def _check_header(path: Path, header: list[str], known: set[str], parameters: type[Parameters]) -> None:
    doubled = sorted({name for name in header if header.count(name) > 1 and name})
    if doubled:
        raise refused(f"{path} has the column {doubled[0]!r} twice.", doubled[0], hint="Leave one out.")
    lacking = [name for name in measured_names(parameters) if name not in known]
    if lacking:
        raise refused(
            f"{path} has no column for {', '.join(lacking)}.",
            *lacking,
            hint="Add it to the header (its ANSUR name will do), or give one value for all rows with --set.",
        )


def _row(header: list[str], line: list[str]) -> dict[str, str]:
    """A row's cells by name; empty cells are left out, cells beyond the header keep a name of their own."""
    beyond = [f"column {number}" for number in range(len(header) + 1, len(line) + 1)]
    cells = zip(header + beyond, line, strict=False)
    return {name: cell.strip() for name, cell in cells if name and cell.strip()}


def write_table(path: Path, columns: list[str], rows: Iterable[dict[str, Any]]) -> None:
    """A CSV in UTF-8, one line a row, missing values empty."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="raise", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
