"""The connections to the database that this process has, counted."""

from __future__ import annotations

from itertools import count
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import TimeoutError
from sqlalchemy.pool import PoolProxiedConnection, QueuePool


class CountedPool(QueuePool):
    """A pool that counts who waited in vain."""

    # Else it would log under the name of this module, which is heard.
    _sqla_logger_namespace = "sqlalchemy.pool"

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
