"""Reading a customer's table, a CSV, with clear refusals."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from reprlib import repr as brief
from typing import Any, TextIO

from configurator.domain.errors import refused
from configurator.domain.measures.sheets import Sheet, find_column, read_values
from configurator.domain.parts.parameters import Parameters, measured_names, stated_names
from configurator.domain.problems import Problem, refusal
from configurator.services.designs.csv_rows import MAX_CELL_LENGTH, MAX_COLUMNS, MAX_ROW_LENGTH, read_rows, unreadable

# Under this name a row keeps the cells that stand beyond its header; no column can have it.
SURPLUS_COLUMN = ""
UTF8_HINT = "Save the table as UTF-8, for example: iconv -f latin1 -t utf-8."


@dataclass(frozen=True)
class CsvTable:
    """The rows of a table as name -> text, to be read once and in order, and the columns that match no parameter."""

    rows: Iterator[dict[str, str]]
    ignored: list[str]


@contextmanager
def open_table(path: Path, parameters: type[Parameters], fixed: Iterable[str]) -> Iterator[CsvTable]:
    """A CSV file whose header names parameters. `fixed` are parameters set by other means.

    Its rows are read as they are asked for. Raises Refused, with the remedy, for a file that is missing, whose
    header is not UTF-8, and for what `read_table` refuses.
    """
    try:
        # A row that is not UTF-8 is refused by itself, see `row_sheet`.
        file = path.open(encoding="utf-8-sig", errors="surrogateescape", newline="")
    except OSError as error:
        raise unreadable(str(path), error) from None
    with file:
        yield read_table(file, str(path), parameters, fixed)


def parse_table(text: str, name: str, parameters: type[Parameters]) -> list[dict[str, str]]:
    """All rows of a CSV. Raises Refused as `read_table` does, whichever row is at fault."""
    return list(read_table(io.StringIO(text, newline=""), name, parameters, max_length=len(text) + 1).rows)


def read_table(
    file: TextIO, name: str, parameters: type[Parameters], fixed: Iterable[str] = (), max_length: int = MAX_ROW_LENGTH
) -> CsvTable:
    """The table in a file; refusals call it `name`.

    Raises Refused, with the remedy, for one that is empty, without rows, with a duplicate column or without one for
    a parameter that must be measured or stated. Its rows raise Refused where a quote is left open or a row has no end.
    """
    lines = read_rows(file, name, max_length)
    header, first = next(lines), next(lines, None)
    if first is None and not any(header):
        raise refused(f"{name} is empty.", "file", hint="The first line names the parameters, then one row per part.")
    known = _known_columns(name, header, set(fixed), parameters)
    if first is None:
        raise refused(f"{name} has a header but no rows.", "file", hint="Add one row per part.")
    rows = (_row_cells(header, line) for line in chain([first], lines))
    return CsvTable(rows, [column for column in header if column and column not in known])


def surplus_cells(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A refusal for a row with more cells than its header: one value too many has shifted the others."""
    if SURPLUS_COLUMN in row:
        yield refusal(
            f"The row goes on beyond the header: {brief(row[SURPLUS_COLUMN])}.",
            "file",
            hint="Write decimals with a point, or put quotes round a cell that holds the separator.",
        )


def row_sheet(parameters: type[Parameters], row: Mapping[str, Any]) -> Sheet:
    """The sheet of a row: unknown names are listed as ignored; endless, unreadable and surplus cells are refused."""
    bad_cells = {name: problem for name, text in row.items() for problem in _cell_problems(name, str(text))}
    sheet = read_values(parameters, {name: row[name] for name in row if name not in bad_cells}, strict=False)
    return replace(sheet, problems=(*sheet.problems, *bad_cells.values(), *surplus_cells(row)))


def _cell_problems(column: str, text: str) -> Iterator[Problem]:
    if len(text) > MAX_CELL_LENGTH:
        hint = "Look for a quote that is not closed."
        yield refusal(f"The cell has more than {MAX_CELL_LENGTH} characters.", column or "file", hint=hint)
    elif not _is_utf8(text):
        yield refusal("The cell is not UTF-8; it looks like Latin-1 or Windows-1252.", column or "file", hint=UTF8_HINT)


def _is_utf8(text: str) -> bool:
    """Whether no byte of it had to be read as a lone surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _known_columns(name: str, header: list[str], fixed: set[str], parameters: type[Parameters]) -> set[str]:
    """Those of the header that a parameter answers to. Raises Refused for a header that cannot be one."""
    if len(header) > MAX_COLUMNS:
        raise refused(f"{name} has {len(header)} columns.", "file", hint=f"Send at most {MAX_COLUMNS} of them.")
    if not _is_utf8("".join(header)):
        raise refused(f"{name} is not UTF-8 (line 1); it looks like Latin-1 or Windows-1252.", "file", hint=UTF8_HINT)
    known = {column: found.parameter for column in header if (found := find_column(parameters, column))}
    _check_header(name, header, {*known.values(), *fixed}, parameters)
    return set(known)


def _check_header(name: str, header: list[str], known: set[str], parameters: type[Parameters]) -> None:
    duplicates = sorted(column for column, count in Counter(header).items() if count > 1 and column)
    if duplicates:
        raise refused(f"{name} has the column {duplicates[0]!r} twice.", duplicates[0], hint="Leave one out.")
    missing = [each for each in (*stated_names(parameters), *measured_names(parameters)) if each not in known]
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
