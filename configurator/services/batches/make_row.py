"""Make the rows of batches, each by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from configurator.domain.errors import ConfiguratorError
from configurator.domain.offers.reports import Report
from configurator.domain.orders.batches import RowStatus
from configurator.queue import Work
from configurator.services.common.context import MakingContext
from configurator.services.common.workflows import make_row_work
from configurator.services.designs.drafting import drafting_for
from configurator.services.making.make import tolerance_warnings
from configurator.services.making.retry import PendingBuild, make_durably
from configurator.store import batches


def make_row(context: MakingContext, batch: str, number: int, attempt: int) -> bool:
    """Make and store the files of a row that still waits; True if it must be done again at once."""
    return make_durably(context, _Task(batch, number), attempt)


@dataclass(frozen=True)
class _Task:
    """A row to make; see `retry.Task`."""

    batch: str
    number: int

    def lock(self, connection: Connection) -> PendingBuild | None:
        row = batches.lock_row(connection, self.batch, self.number)
        if row.status is not RowStatus.WAITING or row.design is None:
            return None
        formats, date = batches.batch_formats_and_date(connection, self.batch)
        drafting = drafting_for(row.design, date, installation=row.installation)
        return PendingBuild(row.design, formats, row.starts, row.crashes, drafting=drafting)

    def count_attempts(self, connection: Connection, *, starts: int = 0, crashes: int = 0) -> None:
        batches.increment_row_counts(connection, self.batch, self.number, starts=starts, crashes=crashes)

    def record(self, connection: Connection, kind: str, data: Mapping[str, Any]) -> None:
        """The event record has only orders; the row itself counts its crashes."""

    def fail(self, connection: Connection, error: ConfiguratorError) -> None:
        batches.set_row_result(connection, self.batch, self.number, RowStatus.FAILED, error.problems)

    def finish(self, connection: Connection, files: Mapping[str, str], report: Report, seconds: float) -> None:
        known_problems = batches.get_row(connection, self.batch, self.number).problems
        problems = (*known_problems, *tolerance_warnings(report))
        batches.set_row_result(connection, self.batch, self.number, RowStatus.MADE, problems, files, seconds)

    def retry_work(self, attempt: int) -> Work:
        return make_row_work(self.batch, self.number, attempt)
