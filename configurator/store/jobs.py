"""Jobs as rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, insert, select, update

from configurator.domain.actors import Actor
from configurator.domain.identifiers import new_id
from configurator.domain.production.jobs import Job
from configurator.domain.production.states import JobState
from configurator.store import events
from configurator.store.known_rows import read_rows
from configurator.store.state_changes import unknown_id
from configurator.store.tables import IS_FLAGGED, jobs, orders

JOB_COLUMNS = ("id", "state", "epoch", "factory", "machine", "operator", "flag", "reason", "remake_of")


def add_job(connection: Connection, actor: Actor, order: str, item: str, remake_of: str = "", reason: str = "") -> Job:
    """Insert a job that waits for a factory, and its event."""
    job = Job(new_id(), order, item, JobState.WAITING, remake_of=remake_of)
    row = {"id": job.id, "order_id": order, "item_id": item, "state": job.state, "remake_of": remake_of}
    connection.execute(insert(jobs).values(**row, created_at=events.now()))
    data = {"from": None, "to": job.state, "remake_of": remake_of, "reason": reason}
    events.append_event(connection, actor, "job_created", data, order_id=order, item_id=item, job_id=job.id)
    return job


def lock_job(connection: Connection, job: str) -> Job:
    """The job, which nobody else changes until the transaction ends. Raises Refused."""
    # The order's row is the lock for all its items and jobs, so changes to two jobs of one order are serialised.
    order = get_job(connection, job).order
    connection.execute(select(orders.c.id).where(orders.c.id == order).with_for_update())
    return get_job(connection, job)


def get_job(connection: Connection, job: str) -> Job:
    """One job. Raises Refused if there is none."""
    row = connection.execute(_select_jobs().where(jobs.c.id == job)).mappings().one_or_none()
    if row is None:
        raise unknown_id("job", job)
    return _job(row)


def select_jobs(
    connection: Connection,
    *,
    states: Collection[str] = (),
    factory: str = "",
    flagged: bool = False,
    limit: int = 100,
    strict: bool = True,
) -> Sequence[Job]:
    """Jobs, the oldest first, so that the one that has waited longest is claimed first.

    Unless it is strict, those in an unknown state are left out. Raises Failed.
    """
    query = _select_jobs().order_by(jobs.c.created_at, jobs.c.id).limit(limit)
    if states:
        query = query.where(jobs.c.state.in_(states))
    if factory:
        query = query.where(jobs.c.factory == factory)
    if flagged:
        query = query.where(IS_FLAGGED)
    return read_rows(connection.execute(query).mappings(), _job, strict)


def last_jobs(connection: Connection, *, state: JobState, factory: str, limit: int) -> Sequence[Job]:
    """The jobs of a factory in a state that were created last, the newest first."""
    query = _select_jobs().where(jobs.c.factory == factory, jobs.c.state == state)
    newest = query.order_by(jobs.c.created_at.desc(), jobs.c.id.desc()).limit(limit)
    return [_job(row) for row in connection.execute(newest).mappings()]


def jobs_of_order(connection: Connection, order: str) -> Sequence[Job]:
    """All jobs of an order, the oldest first."""
    query = _select_jobs().where(jobs.c.order_id == order).order_by(jobs.c.created_at, jobs.c.id)
    return [_job(row) for row in connection.execute(query).mappings()]


def failures_of_item(connection: Connection, item: str) -> Mapping[str, int]:
    """How often each factory has failed an item."""
    query = select(jobs.c.factory, func.count().label("times")).where(
        jobs.c.item_id == item, jobs.c.state == JobState.FAILED
    )
    return {row.factory: row.times for row in connection.execute(query.group_by(jobs.c.factory))}


def flag_job(connection: Connection, actor: Actor, job: Job, flag: str) -> None:
    """Flag a job for a person to look at; the same flag twice is one event."""
    if job.flag != flag:
        connection.execute(update(jobs).where(jobs.c.id == job.id).values(flag=flag))
        data = {"flag": flag}
        events.append_event(
            connection, actor, "job_flagged", data, order_id=job.order, job_id=job.id, factory=job.factory
        )


def get_job_files(connection: Connection, job: str) -> Mapping[str, str]:
    """File name -> SHA-256 of what was handed over with a job; empty if that was never noted."""
    files: Mapping[str, str] = connection.execute(select(jobs.c.files).where(jobs.c.id == job)).scalar_one()
    return files


def set_job_files(connection: Connection, job: str, files: Mapping[str, str]) -> None:
    """Note what was handed over with a job."""
    connection.execute(update(jobs).where(jobs.c.id == job).values(files=dict(files)))


def propose_factory(connection: Connection, job: str, factory: str) -> None:
    """Note where a job is placed together with others; empty takes that back."""
    connection.execute(update(jobs).where(jobs.c.id == job).values(proposed=factory))


def proposed_factory(connection: Connection, job: str) -> str:
    """Where a job is placed together with others, empty for nowhere in particular."""
    return str(connection.execute(select(jobs.c.proposed).where(jobs.c.id == job)).scalar_one())


def set_reason(connection: Connection, job: str, reason: str) -> None:
    """Set why a job waits, and flag it for a person to look at."""
    connection.execute(update(jobs).where(jobs.c.id == job).values(reason=reason, flag=reason))


def _select_jobs() -> Select[Any]:
    # By name: a backup may be of a database of an older program, which has fewer columns.
    return select(*(jobs.c[name] for name in (*JOB_COLUMNS, "order_id", "item_id")))


def _job(row: RowMapping) -> Job:
    columns = {name: row[name] for name in JOB_COLUMNS if name != "state"}
    state = JobState.read(row["state"], f"job {row['id']}")
    return Job(**columns, state=state, order=row["order_id"], item=row["item_id"])
