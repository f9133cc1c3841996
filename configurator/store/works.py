"""Which durable work is unfinished, read from the engine's own table."""

from __future__ import annotations

from sqlalchemy import Connection, text

# PostgreSQL has a schema for the engine's tables, SQLite has none.
ENGINE_TABLES = {"postgresql": "dbos.workflow_status", "sqlite": "workflow_status"}


def unfinished_work(connection: Connection) -> frozenset[str]:
    """The ids of all work that has not succeeded or been cancelled, read in the caller's transaction.

    The engine's client cannot be used here: it reads in a transaction of its own.
    """
    table = ENGINE_TABLES[connection.dialect.name]
    query = f"SELECT workflow_uuid FROM {table} WHERE status NOT IN ('SUCCESS', 'CANCELLED')"
    return frozenset(connection.scalars(text(query)))


def work_delayed_beyond(connection: Connection, time_s: float) -> list[str]:
    """The ids of the work that is delayed to later than this, in s since 1970, as the engine counts by wall clock."""
    table = ENGINE_TABLES[connection.dialect.name]
    query = f"SELECT workflow_uuid FROM {table} WHERE status = 'DELAYED' AND delay_until_epoch_ms > :time_ms"
    return list(connection.scalars(text(query), {"time_ms": round(1000 * time_s)}))
