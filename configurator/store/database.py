"""One database: SQLite or PostgreSQL, with the same code above it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from sqlite3 import OperationalError
from threading import BoundedSemaphore
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, update

from configurator.domain.errors import blocked
from configurator.store.connection_pool import CountedPool, counted_pool
from configurator.store.json_columns import parse_json
from configurator.store.sqlite_file import check_file, remember_file
from configurator.store.tables import heartbeats

# How long a writer waits for another on SQLite, in s.
LOCK_TIMEOUT_S = 30.0
# Connections that stay open, and how many more there may be, with SQLite more than a server has threads; PostgreSQL
# gives a hundred to all its clients together. In s, how long a thread waits for one.
POOL_SIZE, MORE_CONNECTIONS, MORE_POSTGRESQL_CONNECTIONS, CONNECTION_TIMEOUT_S = 16, 96, 48, 10.0
# SQLite has one writer at a time. So many threads may wait to be it, and others so long (s) to wait for that: what
# only reads must find a thread free.
WRITER_SLOTS, WRITER_SLOT_TIMEOUT_S = BoundedSemaphore(32), 1.0


def open_engine(url: str, lock_timeout_s: float = LOCK_TIMEOUT_S) -> Engine:
    """The engine for a URL such as sqlite:////data/configurator.db or postgresql://host/name."""
    parsed = make_url(url)
    options: dict[str, Any] = {
        "poolclass": CountedPool,
        "pool_size": POOL_SIZE,
        "pool_timeout": CONNECTION_TIMEOUT_S,
        "json_deserializer": parse_json,
    }
    # Many database hosts still write postgres://.
    if parsed.get_backend_name() in ("postgresql", "postgres"):
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            max_overflow=MORE_POSTGRESQL_CONNECTIONS,
            **options,
        )
    Path(parsed.database or "").parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed.set(drivername="sqlite"), max_overflow=MORE_CONNECTIONS, **options)
    event.listen(engine, "connect", partial(_prepare_sqlite, lock_timeout_s))
    event.listen(engine, "connect", lambda _, record: remember_file(record, parsed.database or ""))
    return engine


@contextmanager
def write_transaction(engine: Engine) -> Iterator[Connection]:
    """A write transaction: committed as a whole, or rolled back.

    Raises Blocked where too many wait for their turn, or where the file of the database is another one by now.
    """
    if engine.dialect.name != "sqlite":
        with engine.begin() as connection:
            yield connection
        return
    with _writer_slot(engine), engine.begin() as connection:
        # Takes the write lock at once: two transactions that have both read could not both upgrade to it later.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        check_file(connection, engine.url.database or "")
        yield connection


def check_writable(engine: Engine) -> None:
    """Write, and roll it back. Raises DBAPIError where nothing can be written, Blocked where it would be lost."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            check_file(connection, engine.url.database or "")
        connection.execute(update(heartbeats).values(beat=heartbeats.c.beat))
        connection.rollback()


@contextmanager
def _writer_slot(engine: Engine) -> Iterator[None]:
    if not WRITER_SLOTS.acquire(timeout=WRITER_SLOT_TIMEOUT_S):
        counted_pool(engine).count_refusal()
        raise blocked("The database is busy.", hint="Try again in a moment.")
    try:
        yield
    finally:
        WRITER_SLOTS.release()


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


def _enable_wal(connection: Any, lock_timeout_s: float) -> None:
    """Turn on write-ahead logging, so that reads go on during a write; two that do so at once get an error: retry."""
    deadline = time.monotonic() + lock_timeout_s
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _prepare_sqlite(lock_timeout_s: float, connection: Any, record: Any) -> None:
    connection.isolation_level = "IMMEDIATE"
    connection.execute(f"PRAGMA busy_timeout={int(1000 * lock_timeout_s)}")
    _enable_wal(connection, lock_timeout_s)
    # An order that was confirmed survives a power cut, not only a crash.
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    # What is erased is overwritten in the file too.
    connection.execute("PRAGMA secure_delete=ON")
