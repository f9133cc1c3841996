"""Make a part for each row of a table on this machine, and write the outcome of each row."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from configurator.domain.errors import ConfiguratorError
from configurator.domain.measures.sheets import Sheet
from configurator.domain.orders.batches import RowStatus
from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import DEFAULT_DRAFTING, Drafting
from configurator.domain.parts.formats import REPORT
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem, problem_cells
from configurator.folders import cannot_write, publish_files, work_folder
from configurator.pool import Pool
from configurator.services.designs.configure import configure
from configurator.services.designs.csv_tables import row_sheet, write_table
from configurator.services.designs.drafting import drafting_for
from configurator.services.making.make import MadePart, PendingMake, find_made_part, start_make
from configurator.sources import source_digest

RESULTS_FILE = "results.csv"
# Names the code and tables that the files of its folder were made with, from its own time on.
SOURCES_FILE = ".made-with"


@dataclass(frozen=True)
class Outcome:
    """The outcome of one row; `row` counts from 1, the header not counted."""

    row: int
    status: RowStatus
    design: Design | None = None
    problems: tuple[Problem, ...] = ()
    files: Mapping[str, Path] = field(default_factory=dict)
    seconds: float = 0.0

    def as_row(self, formats: list[str]) -> dict[str, Any]:
        """As it stands in results.csv."""
        return {
            "row": self.row,
            "status": self.status,
            "digest": self.design.digest if self.design else "",
            **problem_cells(self.problems),
            **{kind: str(self.files.get(kind, "")) for kind in [*formats, REPORT]},
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


@dataclass(frozen=True)
class LocalBatch:
    """A batch to run: a part of the template for each row, `workers` at a time, into the folder.

    `fixed` fills values that a row lacks; `drafting` applies to all sheets.
    """

    template: Template[Any]
    rows: list[dict[str, str]]
    fixed: Sheet
    formats: list[str]
    folder: Path
    workers: int
    drafting: Drafting = DEFAULT_DRAFTING


def run_batch(pool: Pool, batch: LocalBatch, on_outcome: Callable[[Outcome], None]) -> list[Outcome]:
    """Make every row in order; rows already made by these versions are not made again.

    Calls `on_outcome` as each row ends, then writes results.csv.
    """
    outcomes: list[Outcome] = []
    for outcome in _run_rows(pool, batch, _valid_since(batch)):
        outcomes.append(outcome)
        on_outcome(outcome)
    outcomes.sort(key=lambda outcome: outcome.row)
    _write_results(outcomes, batch.formats, batch.folder)
    return outcomes


def _valid_since(batch: LocalBatch) -> float:
    """From when on the files in the folder are those that this code makes. Raises Blocked if it cannot be written."""
    path, digest = batch.folder / SOURCES_FILE, source_digest(batch.template.id)
    try:
        if not path.is_file() or path.read_text() != digest:
            path.write_text(digest)
        return path.stat().st_mtime
    except OSError as error:
        raise cannot_write(batch.folder, error) from None


def _run_rows(pool: Pool, batch: LocalBatch, since: float) -> Iterator[Outcome]:
    waiting: deque[_StartedRow] = deque()
    try:
        for number, row in enumerate(batch.rows, 1):
            started_row = _start_row(pool, batch, since, number, row)
            if isinstance(started_row, Outcome):
                yield started_row
                continue
            waiting.append(started_row)
            if len(waiting) > 2 * batch.workers:
                yield _finish_row(waiting.popleft())
        while waiting:
            yield _finish_row(waiting.popleft())
    finally:
        for unfinished in waiting:
            unfinished.cleanup.close()


def _start_row(pool: Pool, batch: LocalBatch, since: float, number: int, row: dict[str, str]) -> Outcome | _StartedRow:
    """Submit a row to the pool, or return its outcome at once."""
    sheet = row_sheet(batch.template.parameters, row).merged_over(batch.fixed)
    configured = configure(batch.template, sheet, complete=True)
    design = configured.design
    if design is None:
        return Outcome(number, RowStatus.REFUSED, problems=configured.problems)
    made = find_made_part(design, batch.formats, batch.folder, since)
    if made is not None:
        return Outcome(number, RowStatus.MADE, design, (*configured.problems, *made.tolerance_warnings()), made.files)
    cleanup = ExitStack()
    try:
        work = cleanup.enter_context(
            start_make(pool, design, batch.formats, batch.folder, drafting_for(design, wish=batch.drafting))
        )
    except ConfiguratorError as error:
        return Outcome(number, RowStatus.FAILED, design, error.problems)
    return _StartedRow(number, design, configured.problems, work, cleanup, monotonic())


def _finish_row(started: _StartedRow) -> Outcome:
    with started.cleanup:
        try:
            made: MadePart = started.work.finish()
        except ConfiguratorError as error:
            return Outcome(
                started.row, RowStatus.FAILED, started.design, error.problems, seconds=monotonic() - started.since
            )
    seconds = sum(made.timings_ms.values()) / 1000
    problems = (*started.problems, *made.tolerance_warnings())
    return Outcome(started.row, RowStatus.MADE, started.design, problems, made.files, seconds)


def _write_results(outcomes: list[Outcome], formats: list[str], folder: Path) -> None:
    columns = ["row", "status", "digest", "fields", "message", "hint", *formats, REPORT, "seconds"]
    with work_folder(folder) as hidden:
        try:
            write_table(hidden / RESULTS_FILE, columns, [outcome.as_row(formats) for outcome in outcomes])
        except OSError as error:
            raise cannot_write(folder, error) from None
        publish_files(hidden, folder, [RESULTS_FILE])
