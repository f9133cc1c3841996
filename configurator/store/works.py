"""Which durable work is unfinished, read from the engine's own table."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True)
class QueuedWork:
    """Work of one queue, kind and status of the engine: how much, since when the oldest (Unix time, ms)."""

    queue: str
    kind: str
    status: str
    count: int
    oldest_ms: int


def count_queued(connection: Connection) -> list[QueuedWork]:
    """All unfinished work, counted by queue, kind and status."""
    query = f"""SELECT queue_name, name, status, count(*), min(created_at) FROM {ENGINE_TABLES[connection.dialect.name]}
        WHERE status NOT IN ('SUCCESS', 'CANCELLED') GROUP BY queue_name, name, status ORDER BY 1, 2, 3"""
    return [QueuedWork(queue or "", *rest) for queue, *rest in connection.execute(text(query))]


def work_begun_before(connection: Connection, moment_ms: int, limit: int) -> dict[str, int]:
    """Unfinished work that was begun before a moment, the oldest first: its id, and when (Unix time, ms)."""
    query = f"""SELECT workflow_uuid, started_at_epoch_ms FROM {ENGINE_TABLES[connection.dialect.name]}
        WHERE status = 'PENDING' AND started_at_epoch_ms < :moment ORDER BY started_at_epoch_ms LIMIT :limit"""
    return {row[0]: row[1] for row in connection.execute(text(query), {"moment": moment_ms, "limit": limit})}
