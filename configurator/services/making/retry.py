"""Make the files of a design with bounded retries after crashes of the kernel or the worker."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from sqlalchemy import Connection

from configurator.domain.errors import Blocked, ConfiguratorError, Crashed, failed
from configurator.domain.offers.reports import Report
from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import DEFAULT_DRAFTING, Drafting
from configurator.queue import Work
from configurator.services.common.context import Context, MakingContext
from configurator.services.common.work_times import note_stages
from configurator.services.making.files import StoredFiles, ensure_files
from configurator.store import designs, references
from configurator.store.database import write_transaction

log = logging.getLogger("configurator.services.making")
# A kernel that has crashed so often on a design will always crash on it.
MAX_CRASHES = 3
# A worker may die for other reasons; so often, the design is the cause.
MAX_WORKER_DEATHS = 10


@dataclass(frozen=True)
class PendingBuild:
    """A design still to be made, how often that was started and crashed, and whether it is still `wanted`."""

    design: Design
    formats: tuple[str, ...]
    starts: int
    crashes: int
    is_wanted: bool = True
    drafting: Drafting = DEFAULT_DRAFTING


class Task(Protocol):
    """An item of an order, or a row of a batch, to make. Each call is part of a transaction."""

    def lock(self, connection: Connection) -> PendingBuild | None:
        """Lock it until the transaction ends; None once it is made or has failed."""

    def count_attempts(self, connection: Connection, *, starts: int = 0, crashes: int = 0) -> None:
        """Add to its counts of starts and crashes."""

    def record(self, connection: Connection, kind: str, data: Mapping[str, Any]) -> None:
        """Append an event that it is `crashed` or `delayed`, if it has events."""

    def fail(self, connection: Connection, error: ConfiguratorError) -> None:
        """Set it failed, with the reason."""

    def finish(self, connection: Connection, files: Mapping[str, str], report: Report, seconds: float) -> None:
        """Set it made, with the SHA-256 by format, the report, and the seconds that were spent on it."""

    def retry_work(self, attempt: int) -> Work:
        """The work to make it, after a pause."""


def make_durably(context: MakingContext, task: Task, attempt: int) -> bool:
    """Make and store the files of a task that is not done yet; True if it must be done again at once."""
    with write_transaction(context.engine) as connection:
        pending = _start_attempt(connection, task)
    if pending is None:
        return False
    try:
        stored = ensure_files(context, pending.design, pending.formats, pending.drafting)
    except Crashed as error:
        return _record_crash(context, task, error)
    except Blocked as error:
        _retry_later(context, task, attempt, error)
    except ConfiguratorError as error:
        _record_failure(context, task, error)
    else:
        return not _record_success(context, task, pending, stored)
    return False


def _start_attempt(connection: Connection, task: Task) -> PendingBuild | None:
    """Count the attempt; None if there is nothing left to make."""
    pending = task.lock(connection)
    if pending is None or not pending.is_wanted:
        return None
    if pending.starts - pending.crashes >= MAX_WORKER_DEATHS:
        task.fail(connection, failed(f"Its making was cut off {MAX_WORKER_DEATHS} times by the death of a worker."))
        return None
    task.count_attempts(connection, starts=1)
    return pending


def _record_success(context: Context, task: Task, pending: PendingBuild, stored: StoredFiles) -> bool:
    """False, and nothing is recorded, where files that were found have been cleared away since."""
    note_stages(log, context.times, "part", task.retry_work(1).subject, stored.timings_ms)
    files = {kind: digest for kind, (digest, _) in stored.files.items()}
    with write_transaction(context.engine) as connection:
        if not references.keep_artefacts(connection, context.objects, files.values()):
            return False
        designs.save_artefacts(connection, pending.design, stored.files, pending.drafting)
        if task.lock(connection):
            task.finish(connection, files, stored.report, sum(stored.timings_ms.values()) / 1000)
    return True


def _record_crash(context: Context, task: Task, error: Crashed) -> bool:
    with write_transaction(context.engine) as connection:
        pending = task.lock(connection)
        if pending is None:
            return False
        crashes = pending.crashes + 1
        task.count_attempts(connection, crashes=1)
        task.record(connection, "crashed", {"reason": str(error), "crashes": crashes})
        if crashes >= MAX_CRASHES:
            problems = (
                replace(each, message=f"{each.message} It was tried {MAX_CRASHES} times.") for each in error.problems
            )
            task.fail(connection, Crashed(*problems))
        return crashes < MAX_CRASHES


def _retry_later(context: Context, task: Task, attempt: int, error: Blocked) -> None:
    """Enqueue another attempt: neither the design nor the kernel is at fault."""
    with write_transaction(context.engine) as connection:
        # An attempt that ended in order is not counted as the death of a worker.
        task.count_attempts(connection, starts=-1)
        if attempt == 1:
            task.record(connection, "delayed", {"reason": str(error)})
        context.enqueue(connection, task.retry_work(attempt + 1))


def _record_failure(context: Context, task: Task, error: ConfiguratorError) -> None:
    with write_transaction(context.engine) as connection:
        if task.lock(connection):
            task.fail(connection, error)
