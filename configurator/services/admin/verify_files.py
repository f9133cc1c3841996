"""Check that artefacts have their digests, and that jobs are at their factories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from obstore.store import ObjectStore
from sqlalchemy import Connection

from configurator.domain.errors import Blocked, ConfiguratorError, Failed
from configurator.domain.production.factories import Factory
from configurator.domain.production.jobs import Job
from configurator.domain.production.states import JobState
from configurator.queue import work_subject
from configurator.services.common.context import Context
from configurator.services.common.workflows import withdraw_work
from configurator.services.factories.factories import MAX_SELECTED_ROWS, known_factories
from configurator.services.factories.targets import call_target, place_of_job
from configurator.store import objects, works
from configurator.store.jobs import select_jobs


def damaged_artefacts(store: ObjectStore, digests: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The SHA-256 of each that is missing or damaged, with a message. Raises Blocked if the store cannot be reached."""
    for digest in digests:
        _, fault = check_artefact(store, digest)
        if fault:
            yield digest, fault


def check_artefact(store: ObjectStore, digest: str) -> tuple[bytes, str]:
    """The bytes of an artefact, or what is wrong with them. Raises Blocked if the store cannot be reached."""
    try:
        return objects.get_object(store, digest), ""
    except Blocked:
        raise
    except Failed as error:
        return b"", f"{error.problems[0].message.rstrip('.')}: {digest}"


def folder_doubts(context: Context, connection: Connection) -> Iterator[str]:
    """Jobs that a factory should have and has not, and those that it has and should not, as its target tells it."""
    jobs_by_factory: dict[str, list[Job]] = {}
    for job in select_jobs(connection, limit=MAX_SELECTED_ROWS):
        jobs_by_factory.setdefault(job.factory, []).append(job)
    queued = {work_subject(work_id) for work_id in works.unfinished_work(connection)}
    for factory in known_factories(connection):
        yield from _factory_folder_doubts(context, factory, jobs_by_factory.get(factory.id, []), queued)


def _factory_folder_doubts(
    context: Context, factory: Factory, factory_jobs: list[Job], queued: set[str]
) -> Iterator[str]:
    try:
        tickets = set(call_target(context, factory, "status", {})["tickets"])
    except ConfiguratorError as error:
        yield f"factory {factory.id}: {error}"
        return
    for job in factory_jobs:
        if job.state.is_at_factory and job.ticket not in tickets:
            place = place_of_job(context, factory, job.ticket)
            yield f"job {job.ticket} is {job.state} at {factory.id}, and {place} is not there"
    expected = {job.ticket for job in factory_jobs if job.state is not JobState.CANCELLED}
    for ticket in sorted(tickets - expected):
        if withdraw_work(factory.id, ticket).subject not in queued:
            place = place_of_job(context, factory, ticket)
            yield f"{place} belongs to no job of {factory.id}: it must not be made"
