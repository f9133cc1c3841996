"""Check that the record, the tables, the queue, the artefacts and the hot folders tell the same story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from configurator.domain.production.history import Event, History, replay
from configurator.services.admin.verify_files import damaged_artefacts, folder_doubts, wanted_artefacts
from configurator.services.common.context import Context
from configurator.store import events, works
from configurator.store.database import reading
from configurator.store.tables import batch_rows, batches, items, jobs, orders
from configurator.store.tables import events as record

CHECKED_ROWS = 5000
COUNTED = (orders, items, jobs, batches, batch_rows, record)


@dataclass(frozen=True)
class Verdict:
    """How many of what there are; what cannot be; and what a person should look at."""

    counts: Mapping[str, int]
    differences: tuple[str, ...]
    doubts: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON: counts, differences, doubts."""
        return {"counts": dict(self.counts), "differences": list(self.differences), "doubts": list(self.doubts)}


def check_store(context: Context, *, quick: bool = False) -> Verdict:
    """Replay every event and compare; `quick` leaves the artefacts unread.

    All of it is seen at one moment, so it may run while orders do. Raises Blocked if the artefacts
    cannot be reached at all.
    """
    with reading(context.engine) as connection:
        counts = {table.name.partition("_")[2]: _count(connection, table) for table in COUNTED}
        differences = [*_record(connection), *_without_work(connection)]
        doubts = list(folder_doubts(context, connection))
        wanted = [] if quick else wanted_artefacts(connection)
    differences += damaged_artefacts(context.objects, wanted)
    return Verdict({**counts, "artefacts": len(wanted)}, tuple(differences), tuple(doubts))


def _count(connection: Connection, table: Any) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _record(connection: Connection) -> Iterator[str]:
    history = replay(_every_event(connection))
    yield from history.faults
    told: tuple[tuple[str, Any, dict[str, str]], ...]
    told = (("order", orders, history.orders), ("item", items, history.items), ("job", jobs, history.jobs))
    for word, table, states in told:
        found = {row.id: row.state for row in connection.execute(select(table.c.id, table.c.state))}
        yield from _differing(f"{word} {{}}: state", found, states)
    yield from _leases(connection, history)


def _every_event(connection: Connection) -> Iterator[Event]:
    last = 0
    while batch := events.select_events(connection, after=last, limit=CHECKED_ROWS):
        yield from batch
        last = batch[-1].number


def _leases(connection: Connection, history: History) -> Iterator[str]:
    rows = list(connection.execute(select(jobs.c.id, jobs.c.factory, jobs.c.epoch, jobs.c.flag)))
    leases = {row.id: (row.factory, row.epoch) for row in rows}
    # A job that no factory ever had, or that was never flagged, has no event that says so.
    yield from _differing("job {}: factory and lease", leases, {**dict.fromkeys(leases, ("", 0)), **history.leases})
    flags = {row.id: row.flag for row in rows}
    yield from _differing("job {}: flag", flags, {**dict.fromkeys(flags, ""), **history.flags})


def _differing(what: str, found: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted({*found, *told}):
        if found.get(name) != told.get(name):
            yield f"{what.format(name)} is {found.get(name)!r} in the table, {told.get(name)!r} by the record"


def _without_work(connection: Connection) -> Iterator[str]:
    """What would wait for ever, because the queue holds nothing that would take it up."""
    open_ = {work.rpartition("-")[0] for work in works.unfinished_work(connection)}
    waiting = select(items.c.id).join(orders, orders.c.id == items.c.order_id)
    for item in connection.scalars(waiting.where(items.c.state == "waiting", orders.c.state == "placed")):
        if f"make_item-{item}" not in open_:
            yield f"item {item} waits to be made, and nothing in the queue will make it"
    rows = select(batch_rows.c.batch, batch_rows.c.number).where(batch_rows.c.status == "waiting")
    for batch, number in connection.execute(rows):
        if f"make_row-{batch}-{number}" not in open_:
            yield f"row {number} of batch {batch} waits to be made, and nothing in the queue will make it"
    for job, state in connection.execute(
        select(jobs.c.id, jobs.c.state).where(jobs.c.state.in_(["waiting", "routed"]))
    ):
        if f"produce_job-{job}" not in open_ and not (state == "waiting" and _unroutable(connection, job)):
            yield f"job {job} is {state}, and nothing in the queue will take it up"


def _unroutable(connection: Connection, job: str) -> bool:
    """Whether it was looked at last and no factory could take it: it waits for one to be added or to come up."""
    kinds = select(record.c.kind).where(record.c.job_id == job).order_by(record.c.number.desc())
    return connection.scalar(kinds.limit(1)) == "job_unroutable"
