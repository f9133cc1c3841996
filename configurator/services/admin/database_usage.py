"""How much of its connections to the database this process uses."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from configurator.store.connection_pool import counted_pool


@dataclass(frozen=True)
class DatabaseUsage:
    """Connections in use, and how many there may be; how often somebody waited in vain for one, or to write."""

    in_use: int
    most: int
    refused: int


def database_usage(engine: Engine) -> DatabaseUsage:
    """As it is now; refusals since the start."""
    pool = counted_pool(engine)
    return DatabaseUsage(pool.checkedout(), pool.most, pool.refused)
