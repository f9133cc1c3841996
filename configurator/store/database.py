"""One database: SQLite or PostgreSQL, with the same code above it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import OperationalError
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

# How long a writer waits for another on SQLite, in ms.
LOCK_TIMEOUT_MS = 30_000


def open_engine(url: str) -> Engine:
    """The engine for a URL such as sqlite:////data/configurator.db or postgresql://host/name."""
    parsed = make_url(url)
    # Many database hosts still write postgres://.
    if parsed.get_backend_name() in ("postgresql", "postgres"):
        return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    Path(parsed.database or "").parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed.set(drivername="sqlite"))
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


@contextmanager
def write_transaction(engine: Engine) -> Iterator[Connection]:
    """A write transaction: committed as a whole, or rolled back."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            # Takes the write lock at once: two transactions that have both read could not both upgrade to it later.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


@contextmanager
def read_transaction(engine: Engine) -> Iterator[Connection]:
    """A read transaction: a snapshot that concurrent writes do not change."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
        else:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection
        connection.rollback()


def _enable_wal(connection: Any) -> None:
    """Turn on write-ahead logging, so that reads go on during a write; two that do so at once get an error: retry."""
    deadline = time.monotonic() + LOCK_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _prepare_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = "IMMEDIATE"
    connection.execute(f"PRAGMA busy_timeout={LOCK_TIMEOUT_MS}")
    _enable_wal(connection)
    # An order that was confirmed survives a power cut, not only a crash.
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    # What is erased is overwritten in the file too.
    connection.execute("PRAGMA secure_delete=ON")
