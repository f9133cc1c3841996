"""Check that artefacts have their digests, and that jobs are in their hot folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from obstore.store import ObjectStore
from sqlalchemy import Connection, inspect, select

from configurator.domain.errors import Blocked, Failed, Refused
from configurator.domain.production.factories import Factory
from configurator.domain.production.jobs import Job, read_ticket
from configurator.domain.production.states import JobState
from configurator.queue import work_subject
from configurator.services.common.context import Context
from configurator.services.common.workflows import withdraw_work
from configurator.services.factories.factories import MAX_SELECTED_ROWS, known_factories
from configurator.store import objects, works
from configurator.store.jobs import select_jobs
from configurator.store.tables import artefacts, batch_rows, items


def referenced_artefacts(connection: Connection) -> list[str]:
    """The SHA-256 of every artefact that the tables name, once each."""
    # A backup may be of a database of an older program, without the table of batches.
    tables = [table for table in (items, batch_rows) if inspect(connection).has_table(table.name)]
    files_of_rows = [files for table in tables for files in connection.scalars(select(table.c.files))]
    return sorted(
        {
            *connection.scalars(select(artefacts.c.sha256)),
            *(sha256 for files in files_of_rows for sha256 in files.values()),
        }
    )


def damaged_artefacts(store: ObjectStore, digests: Iterable[str]) -> Iterator[str]:
    """A message for each that is missing or damaged. Raises Blocked if the store cannot be reached."""
    for digest in digests:
        _, fault = check_artefact(store, digest)
        if fault:
            yield fault


def check_artefact(store: ObjectStore, digest: str) -> tuple[bytes, str]:
    """The bytes of an artefact, or what is wrong with them. Raises Blocked if the store cannot be reached."""
    try:
        return objects.get_object(store, digest), ""
    except Blocked:
        raise
    except Failed as error:
        return b"", f"{error.problems[0].message.rstrip('.')}: {digest}"


def folder_doubts(context: Context, connection: Connection) -> Iterator[str]:
    """Jobs at a factory whose folder is not there, and folders there that belong to no job of that factory."""
    jobs_by_factory: dict[str, list[Job]] = {}
    for job in select_jobs(connection, limit=MAX_SELECTED_ROWS):
        jobs_by_factory.setdefault(job.factory, []).append(job)
    queued = {work_subject(work_id) for work_id in works.unfinished_work(connection)}
    for factory in known_factories(connection):
        yield from _factory_folder_doubts(context, factory, jobs_by_factory.get(factory.id, []), queued)


def _factory_folder_doubts(
    context: Context, factory: Factory, factory_jobs: list[Job], queued: set[str]
) -> Iterator[str]:
    folder = context.hot_folder(factory)
    if not folder.is_dir():
        yield f"factory {factory.id}: its hot folder {folder} is not there"
        return
    tickets = {path.name for path in folder.iterdir() if _is_ticket(path)}
    for job in factory_jobs:
        if job.state.is_at_factory and job.ticket not in tickets:
            yield f"job {job.ticket} is {job.state} at {factory.id}, and {folder / job.ticket} is not there"
    expected = {job.ticket for job in factory_jobs if job.state is not JobState.CANCELLED}
    for ticket in sorted(tickets - expected):
        if withdraw_work(factory.id, ticket).subject not in queued:
            yield f"{folder / ticket} belongs to no job of {factory.id}: it must not be made"


def _is_ticket(path: Path) -> bool:
    try:
        read_ticket(path.name)
    except Refused:
        return False
    return path.is_dir()
