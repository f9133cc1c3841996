"""Heartbeats: how workers detect that another has died, without comparing clocks."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select, update

from configurator.store.tables import heartbeats


def write_heartbeat(connection: Connection, worker: str) -> None:
    """Count a worker's heartbeat up by one."""
    increment = update(heartbeats).where(heartbeats.c.worker == worker).values(beat=heartbeats.c.beat + 1)
    if connection.execute(increment).rowcount == 0:
        connection.execute(insert(heartbeats).values(worker=worker, beat=1))


def read_heartbeats(connection: Connection) -> Mapping[str, int]:
    """Every worker's count."""
    return {row.worker: row.beat for row in connection.execute(select(heartbeats))}


def delete_heartbeat(connection: Connection, worker: str) -> bool:
    """Delete the heartbeat of a worker that has ended, or whose work was taken over; whether there was one."""
    return connection.execute(delete(heartbeats).where(heartbeats.c.worker == worker)).rowcount > 0
