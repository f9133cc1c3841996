"""The connections to the database that this process has, counted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import TimeoutError
from sqlalchemy.pool import PoolProxiedConnection, QueuePool


@dataclass(frozen=True)
class ConnectionUsage:
    """Connections in use, and how many there may be; how often somebody waited in vain for one, or to write."""

    in_use: int
    most: int
    refused: int


class CountedPool(QueuePool):
    """A pool that counts who waited in vain."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.most = self.size() + int(options.get("max_overflow", 10))
        self._refusals = count()
        self.refused = 0

    def connect(self) -> PoolProxiedConnection:
        """A connection. Raises TimeoutError."""
        try:
            return super().connect()
        except TimeoutError:
            self.count_refusal()
            raise

    def count_refusal(self) -> None:
        """Count somebody who waited in vain; any number of threads may."""
        self.refused = next(self._refusals) + 1


def counted_pool(engine: Engine) -> CountedPool:
    """The pool of an engine that `store.database` has opened."""
    assert isinstance(engine.pool, CountedPool)
    return engine.pool


def connection_usage(engine: Engine) -> ConnectionUsage:
    """How much of the pool is in use now, and who waited in vain since the start."""
    pool = counted_pool(engine)
    return ConnectionUsage(pool.checkedout(), pool.most, pool.refused)
