"""CSV in, CSV out: reading a customer's table with clear refusals."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from reprlib import repr as brief
from typing import Any

from configurator.domain.errors import refused
from configurator.domain.measures.sheets import Sheet, find_column, read_values
from configurator.domain.parts.parameters import Parameters, measured_names
from configurator.domain.problems import Problem, refusal

# Under this name a row keeps the cells that stand beyond its header; no column can have it.
SURPLUS_COLUMN = ""
MAX_COLUMNS, MAX_CELL_LENGTH = 200, 2_000


@dataclass(frozen=True)
class CsvTable:
    """The rows of a file as name -> text, and the columns that match no parameter."""

    rows: list[dict[str, str]]
    ignored: list[str]


def read_table(path: Path, parameters: type[Parameters], fixed: Iterable[str]) -> CsvTable:
    """Rows of a CSV file whose header names parameters. `fixed` are parameters set by other means.

    Raises Refused, with the remedy, for a file that is missing or not UTF-8, and for what `parse_table` refuses.
    """
    return parse_table(_read_text(path), str(path), parameters, fixed)


def parse_table(text: str, name: str, parameters: type[Parameters], fixed: Iterable[str] = ()) -> CsvTable:
    """Rows of a CSV; refusals call it `name`.

    Raises Refused, with the remedy, for one that is empty, without rows, with a duplicate column, a
    quote left open, or without a column for a measured parameter.
    """
    if not text.strip():
        raise refused(f"{name} is empty.", "file", hint="The first line names the parameters, then one row per part.")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), skipinitialspace=True, strict=True)
    try:
        header = [column.strip() for column in next(lines, [])]
        body = [line for line in lines if any(cell.strip() for cell in line)]
    except csv.Error as error:
        raise refused(
            f"{name} is not a CSV file: {error} (line {lines.line_num}).",
            "file",
            hint="Look there, and before, for a quote that is not closed; or save it anew as CSV, UTF-8.",
        ) from None
    if len(header) > MAX_COLUMNS:
        raise refused(f"{name} has {len(header)} columns.", "file", hint=f"Send at most {MAX_COLUMNS} of them.")
    known = {column: find_column(parameters, column) for column in header}
    _check_header(name, header, {column.parameter for column in known.values() if column} | set(fixed), parameters)
    if not body:
        raise refused(f"{name} has a header but no rows.", "file", hint="Add one row per part.")
    rows = [_row_cells(header, line) for line in body]
    return CsvTable(rows, [column for column in header if column and known[column] is None])


def surplus_cells(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A refusal for a row with more cells than its header: one value too many has shifted the others."""
    if SURPLUS_COLUMN in row:
        yield refusal(
            f"The row goes on beyond the header: {brief(row[SURPLUS_COLUMN])}.",
            "file",
            hint="Write decimals with a point, or put quotes round a cell that holds the separator.",
        )


def row_sheet(parameters: type[Parameters], row: Mapping[str, Any]) -> Sheet:
    """The sheet of a row: unknown names are listed as ignored, endless and surplus cells are refused."""
    long_cells = [name for name, text in row.items() if len(str(text)) > MAX_CELL_LENGTH]
    sheet = read_values(parameters, {name: row[name] for name in row if name not in long_cells}, strict=False)
    return replace(sheet, problems=(*sheet.problems, *map(_long_cell, long_cells), *surplus_cells(row)))


def _long_cell(column: str) -> Problem:
    hint = "Look for a quote that is not closed."
    return refusal(f"The cell has more than {MAX_CELL_LENGTH} characters.", column or "file", hint=hint)


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise refused(f"Cannot read {path}: {error.strerror}.", "file", hint="Check the path.") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise refused(
            f"{path} is not UTF-8 (line {line}); it looks like Latin-1 or Windows-1252.",
            "file",
            hint="Save it as UTF-8, for example: iconv -f latin1 -t utf-8.",
        ) from None


def _delimiter(text: str) -> str:
    """Semicolons where spreadsheets of many countries put them."""
    first = text.split("\n", 1)[0]
    return ";" if first.count(";") > first.count(",") else ","


def _check_header(name: str, header: list[str], known: set[str], parameters: type[Parameters]) -> None:
    duplicates = sorted(column for column, count in Counter(header).items() if count > 1 and column)
    if duplicates:
        raise refused(f"{name} has the column {duplicates[0]!r} twice.", duplicates[0], hint="Leave one out.")
    missing = [each for each in measured_names(parameters) if each not in known]
    if missing:
        raise refused(
            f"{name} has no column for {', '.join(missing)}.",
            *missing,
            hint="Add it to the header (its ANSUR name will do), or give one value for all rows.",
        )


def _row_cells(header: list[str], line: list[str]) -> dict[str, str]:
    """A row's cells by name; empty cells and nameless columns are left out, see `SURPLUS_COLUMN` for the rest."""
    cells = {name: cell.strip() for name, cell in zip(header, line, strict=False) if name and cell.strip()}
    beyond = " ".join(cell.strip() for cell in line[len(header) :] if cell.strip())
    return {**cells, SURPLUS_COLUMN: beyond} if beyond else cells


def write_table(path: Path, columns: list[str], rows: Iterable[dict[str, Any]]) -> None:
    """A CSV in UTF-8, one line a row, missing values empty."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="raise", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
