"""Reading a customer's table, a CSV, with clear refusals."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from reprlib import repr as brief
from typing import Any, TextIO

from configurator.domain.errors import Refused, refused
from configurator.domain.measures.sheets import Sheet, read_values
from configurator.domain.parts.parameters import Parameters
from configurator.domain.problems import Problem, refusal
from configurator.services.designs.csv_encodings import open_text
from configurator.services.designs.csv_headers import Header, read_header
from configurator.services.designs.csv_rows import (
    MAX_CELL_LENGTH,
    MAX_COLUMNS,
    MAX_ROW_LENGTH,
    CsvRow,
    read_rows,
    unreadable,
)
from configurator.services.designs.csv_shifts import find_surplus

# Under this name a row keeps the cells that stand beyond its header; no column can have it.
SURPLUS_COLUMN = ""
# How many rows tell how long the rows of a table are.
READ_AHEAD_ROWS = 20
UTF8_HINT = "Save the table as UTF-8, for example: iconv -f latin1 -t utf-8."


@dataclass(frozen=True)
class TableRow:
    """A row's cells by name, without empty ones, and the number that a spreadsheet shows beside it."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class CsvTable:
    """The rows of a table, to be read once and in order, and the columns that match no parameter."""

    rows: Iterator[TableRow]
    ignored: list[str]


@contextmanager
def open_table(path: Path, parameters: type[Parameters], fixed: Iterable[str]) -> Iterator[CsvTable]:
    """A CSV file whose header names parameters. `fixed` are parameters set by other means.

    Its rows are read as they are asked for. Raises Refused, with the remedy, for a file that is missing or a
    workbook, whose header is not UTF-8, and for what `read_table` refuses.
    """
    try:
        file = open_text(path)
    except OSError as error:
        raise unreadable(str(path), error) from None
    with file:
        # Whoever writes into a pipe may wait for the first part before the next row.
        yield read_table(file, str(path), parameters, fixed, ahead=READ_AHEAD_ROWS if path.is_file() else 1)


def parse_table(text: str, name: str, parameters: type[Parameters]) -> list[TableRow]:
    """All rows of a CSV. Raises Refused as `read_table` does, whichever row is at fault."""
    return list(read_table(io.StringIO(text, newline=""), name, parameters, max_length=len(text) + 1).rows)


def read_table(
    file: TextIO,
    name: str,
    parameters: type[Parameters],
    fixed: Iterable[str] = (),
    max_length: int = MAX_ROW_LENGTH,
    ahead: int = READ_AHEAD_ROWS,
) -> CsvTable:
    """The table in a file; refusals call it `name`. So many rows are read `ahead` of the first, to compare them.

    Raises Refused, with the remedy, for one that is empty, without rows, and for what `read_header` refuses. Its
    rows raise Refused where a quote is left open or a row has no end.
    """
    csv_rows = read_rows(file, name, max_length)
    if not csv_rows.header:
        raise refused(f"{name} is empty.", "file", hint="The first line names the parameters, then one row per part.")
    _check_header_cells(name, csv_rows.header)
    header = read_header(name, csv_rows.header, parameters, fixed)
    first, rest = _read_ahead(csv_rows.rows, ahead)
    if not first:
        # Raises what kept the first row from being read.
        next(rest, None)
        raise refused(f"{name} has a header but no rows.", "file", hint="Add one row per part.")
    shortest = _shortest_row(header, first, ahead) if csv_rows.delimiter == "," else None
    rows = (_table_row(header, row, shortest) for row in chain(first, rest))
    return CsvTable(rows, header.ignored)


def _shortest_row(header: Header, first: list[CsvRow], ahead: int) -> int:
    """How many cells the shortest row has; 0 where there is but one, which no other can vouch for.

    Where none is read ahead, as many as the header.
    """
    if ahead == 1:
        return header.width
    return min(len(row.cells) for row in first) if len(first) > 1 else 0


def _read_ahead(rows: Iterator[CsvRow], count: int) -> tuple[list[CsvRow], Iterator[CsvRow]]:
    """The first rows, and those after them; what keeps one from being read is raised when it is asked for."""
    first: list[CsvRow] = []
    try:
        first.extend(islice(rows, count))
    except Refused as error:
        return first, _raise_later(error)
    return first, rows


def _raise_later(error: Refused) -> Iterator[CsvRow]:
    yield from ()
    raise error


def _table_row(header: Header, row: CsvRow, shortest: int | None) -> TableRow:
    """Empty cells and nameless columns are left out, see `SURPLUS_COLUMN` for the rest."""
    named = zip(header.names, row.cells, strict=False)
    cells = {name: cell.strip() for name, cell in named if name and cell.strip()}
    surplus = find_surplus(header, row.cells, shortest)
    return TableRow(row.line, {**cells, SURPLUS_COLUMN: surplus} if surplus else cells)


def surplus_cells(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A refusal for a row with more cells than its header: one value too many has shifted the others."""
    if SURPLUS_COLUMN in row:
        yield refusal(
            f"The row has a cell too many: {brief(row[SURPLUS_COLUMN])}.",
            "file",
            hint="Write decimals with a point, or put quotes round a cell that holds the separator;"
            " leave out what nothing reads.",
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


def _check_header_cells(name: str, cells: list[str]) -> None:
    if len(cells) > MAX_COLUMNS:
        raise refused(f"{name} has {len(cells)} columns.", "file", hint=f"Send at most {MAX_COLUMNS} of them.")
    if not _is_utf8("".join(cells)):
        raise refused(f"{name} is not UTF-8 (line 1); it looks like Latin-1 or Windows-1252.", "file", hint=UTF8_HINT)
