"""Quotes of items as rows, and the jobs that factories have, as a queue."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, RowMapping, func, insert, select

from configurator.domain.identifiers import new_id
from configurator.domain.production.quotes import Quote, quote_from_dict
from configurator.domain.production.states import JobState
from configurator.store.tables import events, items, jobs, quotes

# What a factory has still to make, or is making.
QUEUED_STATES = (JobState.ROUTED, JobState.HANDED_OVER, JobState.CLAIMED, JobState.STARTED)


def keep_quotes(connection: Connection, order: str, item: str, quoted_at: str, kept: Sequence[Quote]) -> None:
    """Keep what was quoted for an item; what was quoted before stays as it was."""
    row = {"id": new_id(), "order_id": order, "item_id": item, "quoted_at": quoted_at}
    connection.execute(insert(quotes).values(**row, quotes=[each.as_dict() for each in kept]))


def quotes_of_order(connection: Connection, order: str) -> Mapping[str, tuple[Quote, ...]]:
    """By item what was quoted last."""
    query = select(quotes.c.item_id, quotes.c.quotes).where(quotes.c.order_id == order)
    rows = connection.execute(query.order_by(quotes.c.quoted_at, quotes.c.id))
    return {item: tuple(map(quote_from_dict, kept)) for item, kept in rows}


def queue_rows(connection: Connection, factories: Collection[str]) -> Sequence[RowMapping]:
    """Of every job that these factories have: id, factory, machine, state, offer, quantity, size_mm, volume_mm3, files.

    In the order in which they came.
    """
    columns = (jobs.c.id, jobs.c.factory, jobs.c.machine, jobs.c.state)
    of_item = (items.c.offer, items.c.quantity, items.c.size_mm, items.c.volume_mm3, items.c.files)
    query = select(*columns, *of_item).join(items, items.c.id == jobs.c.item_id)
    query = query.where(jobs.c.state.in_(QUEUED_STATES), jobs.c.factory.in_(factories))
    return connection.execute(query.order_by(jobs.c.created_at, jobs.c.id)).mappings().all()


def started_at(connection: Connection, job_ids: Sequence[str]) -> Mapping[str, str]:
    """When the part of each job was put on the machine, UTC, ISO 8601."""
    if not job_ids:
        return {}
    began = func.max(events.c.at).label("began")
    query = select(events.c.job_id, began).where(events.c.job_id.in_(job_ids), events.c.kind == "job_started")
    return {row.job_id: row.began for row in connection.execute(query.group_by(events.c.job_id))}
