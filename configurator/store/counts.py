"""How much there is of what, for whoever watches over the service."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, func, select, text

from configurator.store.tables import IS_FLAGGED, artefacts, batch_rows, events, items, jobs, orders

# The columns that say in which state something is.
STATE_COLUMNS: Mapping[str, ColumnElement[str]] = {
    "orders": orders.c.state,
    "items": items.c.state,
    "rows": batch_rows.c.status,
    "jobs": jobs.c.state,
}


def count_states(connection: Connection, noun: str) -> dict[str, int]:
    """How many orders, items, rows or jobs are in each state."""
    column = STATE_COLUMNS[noun]
    return {row[0]: row[1] for row in connection.execute(select(column, func.count()).group_by(column))}


def count_crashes(connection: Connection) -> dict[str, int]:
    """How often the kernel crashed on items, and on rows."""
    tables = {"items": items, "rows": batch_rows}
    return {noun: connection.scalar(select(func.sum(table.c.crashes))) or 0 for noun, table in tables.items()}


def count_flagged(connection: Connection) -> int:
    """How many jobs a person must look at."""
    return connection.scalar(select(func.count()).select_from(jobs).where(IS_FLAGGED)) or 0


def count_events_by_factory(connection: Connection, kind: str) -> dict[str, int]:
    """How many events of a kind there are of each factory."""
    query = select(events.c.factory, func.count()).where(events.c.kind == kind, events.c.factory != "")
    return {row[0]: row[1] for row in connection.execute(query.group_by(events.c.factory))}


def artefact_bytes(connection: Connection) -> int:
    """The bytes of all artefacts that the database names, equal ones once."""
    each = select(artefacts.c.sha256, func.max(artefacts.c.size).label("size")).group_by(artefacts.c.sha256).subquery()
    return int(connection.scalar(select(func.sum(each.c.size))) or 0)


def database_bytes(connection: Connection) -> int:
    """The size of the database."""
    if connection.dialect.name == "postgresql":
        return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)
    path = Path(connection.engine.url.database or "")
    return sum(each.stat().st_size for each in (path, Path(f"{path}-wal")) if each.exists())
