"""Check that what the tables name is there: artefacts by their digests, jobs in their hot folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from obstore.store import ObjectStore
from sqlalchemy import Connection, inspect, select

from configurator.domain.errors import Blocked, Failed, Refused
from configurator.domain.production.factories import Factory
from configurator.domain.production.jobs import Job, read_ticket
from configurator.domain.production.states import PHYSICAL
from configurator.services.common.context import Context
from configurator.services.factories.factories import NO_LIMIT, known_factories
from configurator.store import objects, works
from configurator.store.jobs import select_jobs
from configurator.store.tables import artefacts, batch_rows, items

# In these states a factory needs the job's folder.
NEEDED = PHYSICAL | {"handed_over", "claimed"}


def wanted_artefacts(connection: Connection) -> list[str]:
    """The SHA-256 of all that was ever made, once each."""
    # A backup may be of a database that an older program has written, which knew no batches.
    kept = [each for each in (items, batch_rows) if inspect(connection).has_table(each.name)]
    made = [files for each in kept for files in connection.scalars(select(each.c.files))]
    return sorted(
        {*connection.scalars(select(artefacts.c.sha256)), *(sha256 for files in made for sha256 in files.values())}
    )


def damaged_artefacts(store: ObjectStore, wanted: Iterable[str]) -> Iterator[str]:
    """Those that are missing or not what they were. Raises Blocked if the store cannot be reached."""
    for digest in wanted:
        _, wrong = check_artefact(store, digest)
        if wrong:
            yield wrong


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
    held: dict[str, list[Job]] = {}
    for job in select_jobs(connection, limit=NO_LIMIT):
        held.setdefault(job.factory, []).append(job)
    leaving = {work.rpartition("-")[0] for work in works.unfinished_work(connection)}
    for factory in known_factories(connection):
        yield from _doubts(context, factory, held.get(factory.id, []), leaving)


def _doubts(context: Context, factory: Factory, held: list[Job], leaving: set[str]) -> Iterator[str]:
    folder = context.hot_folder(factory)
    if not folder.is_dir():
        yield f"factory {factory.id}: its hot folder {folder} is not there"
        return
    there = {path.name for path in folder.iterdir() if _is_ticket(path)}
    for job in held:
        if job.state in NEEDED and job.ticket not in there:
            yield f"job {job.ticket} is {job.state} at {factory.id}, and {folder / job.ticket} is not there"
    rightful = {job.ticket for job in held if job.state != "cancelled"}
    for ticket in sorted(there - rightful):
        if f"withdraw_job-{factory.id}-{ticket}" not in leaving:
            yield f"{folder / ticket} belongs to no job of {factory.id}: it must not be made"


def _is_ticket(path: Path) -> bool:
    try:
        read_ticket(path.name)
    except Refused:
        return False
    return path.is_dir()
