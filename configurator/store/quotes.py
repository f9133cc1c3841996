"""Quotes of items as rows, and the jobs that factories have, as a queue."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select

from configurator.domain.identifiers import new_id
from configurator.domain.orders.wishes import Wish
from configurator.domain.production.quotes import Quote, quote_from_dict
from configurator.domain.production.states import JobState
from configurator.store.tables import events, items, jobs, orders, quotes

# What a factory has still to make, or is making.
QUEUED_STATES = (JobState.ROUTED, JobState.HANDED_OVER, JobState.CLAIMED, JobState.STARTED)
# Of each factory that has jobs, of each in the order in which they came: id, lease, machine and state.
QueueStates = Mapping[str, tuple[tuple[str, int, str, str], ...]]


def keep_quotes(connection: Connection, order: str, item: str, quoted_at: str, kept: Sequence[Quote]) -> None:
    """Keep what was quoted for an item; what was quoted before stays as it was."""
    row = {"id": new_id(), "order_id": order, "item_id": item, "quoted_at": quoted_at}
    connection.execute(insert(quotes).values(**row, quotes=[each.as_dict() for each in kept]))


def quotes_of_order(connection: Connection, order: str) -> Mapping[str, tuple[Quote, ...]]:
    """By item what was quoted last."""
    query = select(quotes.c.item_id, quotes.c.quotes).where(quotes.c.order_id == order)
    rows = connection.execute(query.order_by(quotes.c.quoted_at, quotes.c.id))
    return {item: tuple(map(quote_from_dict, kept)) for item, kept in rows}


def queue_rows(connection: Connection, factories: Sequence[str]) -> Sequence[Mapping[str, Any]]:
    """Of every job that these factories have: id, item_id, factory, machine, state, and of its item offer, quantity,
    size_mm, volume_mm3, files, and is_rush as its order wishes; in the order in which they came.
    """
    columns = (jobs.c.id, jobs.c.order_id, jobs.c.item_id, jobs.c.factory, jobs.c.machine, jobs.c.state)
    query = select(*columns).where(jobs.c.factory.in_(factories), jobs.c.state.in_(QUEUED_STATES))
    queued = connection.execute(query.order_by(jobs.c.created_at, jobs.c.id)).mappings().all()
    # A question each, by its index: joined, all items there are would be read.
    known = _items(connection, [row["item_id"] for row in queued]) if queued else {}
    rushes = select_rushes(connection, {row["order_id"] for row in queued})
    return [{**known[row["item_id"]], **row, "is_rush": row["order_id"] in rushes} for row in queued]


def select_rushes(connection: Connection, order_ids: Collection[str]) -> frozenset[str]:
    """Those of these orders that are a rush."""
    if not order_ids:
        return frozenset()
    query = select(orders.c.id).where(orders.c.id.in_(order_ids), orders.c.wish == Wish.RUSH)
    return frozenset(connection.scalars(query))


def queue_states(connection: Connection, factories: Sequence[str]) -> QueueStates:
    """How the queues of these factories stand: where it is the same again, a schedule of them is too."""
    columns = (jobs.c.factory, jobs.c.id, jobs.c.epoch, jobs.c.machine, jobs.c.state)
    query = select(*columns).where(jobs.c.factory.in_(factories), jobs.c.state.in_(QUEUED_STATES))
    queues: dict[str, list[tuple[str, int, str, str]]] = {}
    for factory, *told in connection.execute(query.order_by(jobs.c.created_at, jobs.c.id)):
        queues.setdefault(factory, []).append(tuple(told))
    return {factory: tuple(queue) for factory, queue in queues.items()}


def _items(connection: Connection, ids: Sequence[str]) -> Mapping[str, RowMapping]:
    columns = (items.c.offer, items.c.quantity, items.c.size_mm, items.c.volume_mm3, items.c.files)
    rows = connection.execute(select(items.c.id, *columns).where(items.c.id.in_(ids))).mappings()
    return {row["id"]: row for row in rows}


def started_at(connection: Connection, job_ids: Sequence[str]) -> Mapping[str, str]:
    """When the part of each job was put on the machine, UTC, ISO 8601."""
    if not job_ids:
        return {}
    began = func.max(events.c.at).label("began")
    query = select(events.c.job_id, began).where(events.c.job_id.in_(job_ids), events.c.kind == "job_started")
    return {row.job_id: row.began for row in connection.execute(query.group_by(events.c.job_id))}
