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
