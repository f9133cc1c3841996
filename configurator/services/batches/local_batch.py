"""Make a part for each row of a table on this machine, and write the outcome of each row."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import Any

from configurator.domain.errors import ConfiguratorError, Refused
from configurator.domain.measures.sheets import Sheet
from configurator.domain.orders.batches import RowStatus
from configurator.domain.orders.requests import ItemRequest
from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import DEFAULT_DRAFTING, Drafting
from configurator.domain.parts.formats import REPORT
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem, problem_cells
from configurator.domain.texts import inert_cell
from configurator.folders import cannot_write
from configurator.pool import Pool
from configurator.services.batches.installed_rows import installed_row, own_cells
from configurator.services.batches.results import append_row, begin_table, result_columns
from configurator.services.designs.configure import configure
from configurator.services.designs.csv_tables import TableRow, row_sheet
from configurator.services.designs.drafting import drafting_for
from configurator.services.designs.drawings import Drawings, ReadDrawing, with_drawings, with_sign_hints
from configurator.services.designs.outlines import read_outline_file
from configurator.services.making.make import MadePart, PendingMake, find_made_part, start_make
from configurator.sources import source_digest

RESULTS_FILE = "results.csv"
# Names the code and tables that the files of its folder were made with, from its own time on.
SOURCES_FILE = ".made-with"
# How many rows may have ended while an earlier one is still made: results stand in the order of the table.
MAX_ENDED_ROWS = 1000


@dataclass(frozen=True)
class Outcome:
    """The outcome of one row; `row` counts from 1, the header not counted, `line` is as a spreadsheet counts.

    `line` is 0 where the table could not be read on.
    """

    row: int
    status: RowStatus
    design: Design | None = None
    problems: tuple[Problem, ...] = ()
    files: Mapping[str, Path] = field(default_factory=dict)
    seconds: float = 0.0
    line: int = 0

    def as_row(self, formats: list[str]) -> dict[str, Any]:
        """As it stands in results.csv."""
        return {
            "row": self.row,
            "line": self.line or "",
            "status": self.status,
            "digest": self.design.digest if self.design else "",
            **problem_cells(self.problems),
            **{kind: inert_cell(str(self.files.get(kind, ""))) for kind in [*formats, REPORT]},
            "seconds": round(self.seconds, 3),
        }


@dataclass
class _StartedRow:
    row: int
    design: Design
    problems: tuple[Problem, ...]
    work: PendingMake
    cleanup: ExitStack
    since: float
    line: int = 0


@dataclass(frozen=True)
class LocalBatch:
    """A batch to run: a part of the template for each row, `workers` at a time, into the folder.

    The rows are read as they are made. `fixed` fills values that a row lacks; `drafting` applies to all sheets. Paths
    of drawings that a row names are seen from the folder `beside`.
    """

    template: Template[Any]
    rows: Iterable[TableRow]
    fixed: Sheet
    formats: list[str]
    folder: Path
    workers: int
    drafting: Drafting = DEFAULT_DRAFTING
    beside: Path = Path()

    @property
    def results(self) -> Path:
        """Where the outcome of each row is written."""
        return self.folder / RESULTS_FILE

    @property
    def columns(self) -> list[str]:
        """Those of the results."""
        return result_columns(self.formats)


def run_batch(pool: Pool, batch: LocalBatch, on_outcome: Callable[[Outcome], None]) -> None:
    """Make every row in order; rows already made by these versions are not made again.

    As each row ends, it is written into results.csv and `on_outcome` is called. Where the table cannot be read on,
    the row there is refused and is the last. Raises Blocked if the folder cannot be written.
    """
    with _writing_to(batch.folder):
        begin_table(batch.results, batch.columns)
    for outcome in _run_rows(pool, batch, _valid_since(batch)):
        with _writing_to(batch.folder):
            append_row(batch.results, batch.columns, outcome.as_row(batch.formats))
        on_outcome(outcome)


@contextmanager
def _writing_to(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise cannot_write(folder, error) from None


def _valid_since(batch: LocalBatch) -> float:
    """From when on the files in the folder are those that this code makes. Raises Blocked if it cannot be written."""
    path, digest = batch.folder / SOURCES_FILE, source_digest(batch.template.id)
    with _writing_to(batch.folder):
        if not path.is_file() or path.read_text() != digest:
            path.write_text(digest)
        return path.stat().st_mtime


def _run_rows(pool: Pool, batch: LocalBatch, since: float) -> Iterator[Outcome]:
    waiting: deque[Outcome | _StartedRow] = deque()
    try:
        for number, row in _numbered_rows(batch.rows):
            waiting.append(_begin_row(pool, batch, since, number, row))
            while waiting and _is_due(waiting, batch.workers):
                yield _finish_row(waiting.popleft())
        while waiting:
            yield _finish_row(waiting.popleft())
    finally:
        for unfinished in waiting:
            if isinstance(unfinished, _StartedRow):
                unfinished.cleanup.close()


def _numbered_rows(rows: Iterable[TableRow]) -> Iterator[tuple[int, TableRow | Refused]]:
    """The rows from 1 on; the last is the reason why no further one can be read, if there is one."""
    number = 0
    try:
        for number, row in enumerate(rows, 1):
            yield number, row
    except Refused as error:
        yield number + 1, error


def _is_due(waiting: deque[Outcome | _StartedRow], workers: int) -> bool:
    """Whether the first of the rows is to end before another is read."""
    started = sum(isinstance(each, _StartedRow) for each in waiting)
    return isinstance(waiting[0], Outcome) or started > 2 * workers or len(waiting) > MAX_ENDED_ROWS


def _begin_row(
    pool: Pool, batch: LocalBatch, since: float, number: int, row: TableRow | Refused
) -> Outcome | _StartedRow:
    """Submit a row to the pool, or return its outcome at once."""
    if isinstance(row, Refused):
        return Outcome(number, RowStatus.REFUSED, problems=row.problems)
    return replace(_start_row(pool, batch, since, number, row.cells), line=row.line)


def _start_row(
    pool: Pool, batch: LocalBatch, since: float, number: int, cells: Mapping[str, str]
) -> Outcome | _StartedRow:
    request = installed_row(batch.template, cells, _row_request(pool, batch, own_cells(batch.template, cells)))
    configured, design = request.configured, request.configured.design
    if design is None:
        return Outcome(number, RowStatus.REFUSED, problems=configured.problems)
    made = find_made_part(design, batch.formats, batch.folder, since)
    if made is not None:
        return Outcome(number, RowStatus.MADE, design, (*configured.problems, *made.tolerance_warnings()), made.files)
    cleanup = ExitStack()
    try:
        drafting = drafting_for(design, wish=batch.drafting, installation=request.installation)
        work = cleanup.enter_context(start_make(pool, design, batch.formats, batch.folder, drafting))
    except ConfiguratorError as error:
        return Outcome(number, RowStatus.FAILED, design, error.problems)
    return _StartedRow(number, design, configured.problems, work, cleanup, monotonic())


def _row_request(pool: Pool, batch: LocalBatch, cells: Mapping[str, str]) -> ItemRequest:
    template = batch.template
    own = with_sign_hints(template.parameters, cells, row_sheet(template.parameters, cells), batch.beside)
    sheet = with_drawings(template.parameters, own, Drawings(batch.beside, _reader(pool))).merged_over(batch.fixed)
    return ItemRequest(template.id, sheet, configure(template, sheet, complete=True), batch.drafting.offer)


def _reader(pool: Pool) -> ReadDrawing:
    return lambda path, unit: read_outline_file(pool, path, unit=unit)


def _finish_row(started: Outcome | _StartedRow) -> Outcome:
    if isinstance(started, Outcome):
        return started
    with started.cleanup:
        try:
            made: MadePart = started.work.finish()
        except ConfiguratorError as error:
            seconds = monotonic() - started.since
            return Outcome(
                started.row, RowStatus.FAILED, started.design, error.problems, seconds=seconds, line=started.line
            )
    seconds = sum(made.timings_ms.values()) / 1000
    problems = (*started.problems, *made.tolerance_warnings())
    return Outcome(started.row, RowStatus.MADE, started.design, problems, made.files, seconds, started.line)
