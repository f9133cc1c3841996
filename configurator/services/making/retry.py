"""Make the files of a design, so that whatever dies on the way nothing is lost and nothing endless."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from sqlalchemy import Connection

from configurator.domain.errors import Blocked, ConfiguratorError, Crashed, failed
from configurator.domain.parts.designs import Design
from configurator.domain.parts.drafting import DEFAULT_DRAFTING, Drafting
from configurator.queue import Work
from configurator.services.common.context import Context, MakingContext
from configurator.services.making.files import KeptFiles, ensure_files
from configurator.store import designs
from configurator.store.database import writing

# A kernel that dies so often on a design will always die on it.
MAX_CRASHES = 3
# A worker may die for no fault of the design's; this often it is no coincidence.
MAX_WORKER_DEATHS = 10


@dataclass(frozen=True)
class PendingBuild:
    """What is still to be made, how often that began and crashed, and whether anybody still wants it."""

    design: Design
    formats: tuple[str, ...]
    starts: int
    crashes: int
    wanted: bool = True
    drafting: Drafting = DEFAULT_DRAFTING


class Task(Protocol):
    """An item of an order, or a row of a batch, as its making sees it. Each call is part of a transaction."""

    def lock(self, connection: Connection) -> PendingBuild | None:
        """Let nobody else change it until the transaction ends; None once it is made or has failed."""

    def count_attempts(self, connection: Connection, *, starts: int = 0, crashes: int = 0) -> None:
        """Add to how often it began and crashed."""

    def record(self, connection: Connection, kind: str, data: Mapping[str, Any]) -> None:
        """Say in the record, if it has one, that it is `crashed` or `delayed`."""

    def fail(self, connection: Connection, error: ConfiguratorError) -> None:
        """It cannot be made."""

    def finish(self, connection: Connection, files: Mapping[str, str], report: Mapping[str, Any]) -> None:
        """It is made: SHA-256 by format, and the report."""

    def retry_work(self, attempt: int) -> Work:
        """The work to make it, after a pause."""


def make_durably(context: MakingContext, task: Task, attempt: int) -> bool:
    """Make and keep the files of what is still to be made; True if it must be done again at once."""
    with writing(context.engine) as connection:
        found = _begin(connection, task)
    if found is None:
        return False
    try:
        kept = ensure_files(context, found.design, found.formats, found.drafting)
    except Crashed as error:
        return _crashed(context, task, error)
    except Blocked as error:
        _blocked(context, task, attempt, error)
    except ConfiguratorError as error:
        _fail(context, task, error)
    else:
        _finish(context, task, found, kept)
    return False


def _begin(connection: Connection, task: Task) -> PendingBuild | None:
    """Count the attempt; None if there is nothing to make, or no longer."""
    found = task.lock(connection)
    if found is None or not found.wanted:
        return None
    if found.starts - found.crashes >= MAX_WORKER_DEATHS:
        task.fail(connection, failed(f"Its making was cut off {MAX_WORKER_DEATHS} times by the death of a worker."))
        return None
    task.count_attempts(connection, starts=1)
    return found


def _finish(context: Context, task: Task, found: PendingBuild, kept: KeptFiles) -> None:
    with writing(context.engine) as connection:
        designs.keep_artefacts(connection, found.design, kept.files, found.drafting)
        if task.lock(connection):
            task.finish(connection, {kind: digest for kind, (digest, _) in kept.files.items()}, kept.report)


def _crashed(context: Context, task: Task, error: Crashed) -> bool:
    with writing(context.engine) as connection:
        found = task.lock(connection)
        if found is None:
            return False
        crashes = found.crashes + 1
        task.count_attempts(connection, crashes=1)
        task.record(connection, "crashed", {"reason": str(error), "crashes": crashes})
        if crashes >= MAX_CRASHES:
            told = (
                replace(each, message=f"{each.message} It was tried {MAX_CRASHES} times.") for each in error.problems
            )
            task.fail(connection, Crashed(*told))
        return crashes < MAX_CRASHES


def _blocked(context: Context, task: Task, attempt: int, error: Blocked) -> None:
    """Neither the design nor the kernel is at fault: come back to it."""
    with writing(context.engine) as connection:
        # An attempt that ended in good order is no death.
        task.count_attempts(connection, starts=-1)
        if attempt == 1:
            task.record(connection, "delayed", {"reason": str(error)})
        context.enqueue(connection, task.retry_work(attempt + 1))


def _fail(context: Context, task: Task, error: ConfiguratorError) -> None:
    with writing(context.engine) as connection:
        if task.lock(connection):
            task.fail(connection, error)
