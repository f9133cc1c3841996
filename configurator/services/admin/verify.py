"""Check that the record, the tables, the queue, the artefacts and the hot folders agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from configurator.domain.orders.batches import RowStatus
from configurator.domain.orders.states import ItemState, OrderState
from configurator.domain.production.history import Event, History, replay
from configurator.domain.production.states import JobState
from configurator.queue import work_subject
from configurator.services.admin.verify_files import damaged_artefacts, folder_doubts
from configurator.services.common.context import Context
from configurator.services.common.workflows import dispatch_work, make_item_work, make_row_work
from configurator.store import events, works
from configurator.store.database import read_transaction
from configurator.store.references import known_artefacts
from configurator.store.tables import batch_rows, batches, items, jobs, orders
from configurator.store.tables import events as record

EVENT_BATCH_ROWS = 5000
COUNTED_TABLES = (orders, items, jobs, batches, batch_rows, record)


@dataclass(frozen=True)
class Verdict:
    """Rows by table, and artefacts; contradictions; and what a person should look at."""

    counts: Mapping[str, int]
    differences: tuple[str, ...]
    doubts: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON: counts, differences, doubts."""
        return {"counts": dict(self.counts), "differences": list(self.differences), "doubts": list(self.doubts)}

    def with_open_paths(self, paths: Iterable[Path]) -> Verdict:
        """The same, with a doubt for each path that other users may read."""
        return replace(self, doubts=(*self.doubts, *(f"other users may read {path}" for path in paths)))


def check_store(context: Context, *, quick: bool = False) -> Verdict:
    """Replay every event and compare; `quick` skips the artefacts.

    All is read in one transaction, so it may run while orders do. Raises Blocked if the artefacts
    cannot be reached at all.
    """
    with read_transaction(context.engine) as connection:
        counts = {table.name.partition("_")[2]: _count_rows(connection, table) for table in COUNTED_TABLES}
        differences = [*_state_differences(connection), *_unqueued_work(connection)]
        doubts = list(folder_doubts(context, connection))
        digests = [] if quick else sorted(known_artefacts(connection))
    differences += _damaged_artefacts(context, digests)
    return Verdict({**counts, "artefacts": len(digests)}, tuple(differences), tuple(doubts))


def _damaged_artefacts(context: Context, digests: Sequence[str]) -> Iterator[str]:
    """What is wrong with artefacts, without those that were cleared away meanwhile."""
    faults = dict(damaged_artefacts(context.objects, digests))
    with read_transaction(context.engine) as connection:
        known = known_artefacts(connection) if faults else frozenset()
    yield from (fault for digest, fault in faults.items() if digest in known)


def _count_rows(connection: Connection, table: Any) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _state_differences(connection: Connection) -> Iterator[str]:
    history = replay(_all_events(connection))
    yield from history.faults
    subjects: tuple[tuple[str, Any, dict[str, str]], ...]
    subjects = (("order", orders, history.orders), ("item", items, history.items), ("job", jobs, history.jobs))
    for word, table, replayed in subjects:
        stored = {row.id: row.state for row in connection.execute(select(table.c.id, table.c.state))}
        yield from _differences(f"{word} {{}}: state", stored, replayed)
    yield from _lease_differences(connection, history)


def _all_events(connection: Connection) -> Iterator[Event]:
    last = 0
    while batch := events.select_events(connection, after=last, limit=EVENT_BATCH_ROWS):
        yield from batch
        last = batch[-1].number


def _lease_differences(connection: Connection, history: History) -> Iterator[str]:
    rows = list(connection.execute(select(jobs.c.id, jobs.c.factory, jobs.c.epoch, jobs.c.flag)))
    leases = {row.id: (row.factory, row.epoch) for row in rows}
    # A job that no factory ever had, or that was never flagged, has no event that says so.
    yield from _differences("job {}: factory and lease", leases, {**dict.fromkeys(leases, ("", 0)), **history.leases})
    flags = {row.id: row.flag for row in rows}
    yield from _differences("job {}: flag", flags, {**dict.fromkeys(flags, ""), **history.flags})


def _differences(label: str, stored: Mapping[str, Any], replayed: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted({*stored, *replayed}):
        if stored.get(name) != replayed.get(name):
            yield f"{label.format(name)} is {stored.get(name)!r} in the table, {replayed.get(name)!r} by the record"


def _unqueued_work(connection: Connection) -> Iterator[str]:
    """Items, rows and jobs that would wait for ever, because the queue holds no work for them."""
    queued = {work_subject(work_id) for work_id in works.unfinished_work(connection)}
    waiting = select(items.c.id).join(orders, orders.c.id == items.c.order_id)
    for item in connection.scalars(
        waiting.where(items.c.state == ItemState.WAITING, orders.c.state == OrderState.PLACED)
    ):
        if make_item_work(item).subject not in queued:
            yield f"item {item} waits to be made, and nothing in the queue will make it"
    rows = select(batch_rows.c.batch, batch_rows.c.number).where(batch_rows.c.status == RowStatus.WAITING)
    for batch, number in connection.execute(rows):
        if make_row_work(batch, number).subject not in queued:
            yield f"row {number} of batch {batch} waits to be made, and nothing in the queue will make it"
    to_dispatch = [each for each in JobState if each.is_to_dispatch]
    for job, state in connection.execute(select(jobs.c.id, jobs.c.state).where(jobs.c.state.in_(to_dispatch))):
        if dispatch_work(job).subject not in queued and not (
            state == JobState.WAITING and _is_unroutable(connection, job)
        ):
            yield f"job {job} is {state}, and nothing in the queue will take it up"


def _is_unroutable(connection: Connection, job: str) -> bool:
    """Whether no factory could take it at the last attempt: it waits for one to be added or to come up."""
    kinds = select(record.c.kind).where(record.c.job_id == job).order_by(record.c.number.desc())
    return connection.scalar(kinds.limit(1)) == "job_unroutable"
