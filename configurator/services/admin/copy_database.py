"""Copy everything from one database to another, mostly from SQLite to PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256

from sqlalchemy import Connection, Engine, Table, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from configurator.domain.errors import blocked, failed, refused
from configurator.store import schema, works
from configurator.store.database import read_transaction, write_transaction
from configurator.store.tables import events, heartbeats, metadata

COPY_BATCH_ROWS = 1000
# Heartbeats belong to workers of the old database.
COPIED_TABLES = tuple(table for table in metadata.sorted_tables if table is not heartbeats)


def copy_database(source: Engine, target: Engine) -> Mapping[str, int]:
    """Copy every row to an empty database, all or none; returns the number of rows by table.

    Work that waits in the queue is not copied, so there must be none. Raises Refused if there is, or if
    the target holds anything; Failed if the rows written differ from those read; Blocked if it cannot be reached.
    """
    try:
        with read_transaction(source) as old:
            _check_idle(old)
            schema.prepare_schema(target)
            with write_transaction(target) as new:
                _check_empty(new)
                for table in COPIED_TABLES:
                    _copy_table(table, old, new)
                _set_event_sequence(new)
                return {table.name.partition("_")[2]: _compare_table(table, old, new) for table in COPIED_TABLES}
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise blocked(
            f"The copying to {target.url!r} was broken off: {reason}.",
            "DATABASE_URL",
            hint="Nothing of it is there. See that the server can be reached and its user may create tables.",
        ) from None


def _check_idle(connection: Connection) -> None:
    unfinished = works.unfinished_work(connection)
    if unfinished:
        raise refused(
            f"The queue holds work, {len(unfinished)} in all, such as {min(unfinished)}.",
            "DATABASE_URL",
            "queue",
            hint="Let nobody place orders, and let a worker finish what waits first.",
        )


def _check_empty(connection: Connection) -> None:
    filled = [table.name for table in COPIED_TABLES if connection.execute(select(table).limit(1)).first()]
    if filled:
        raise refused(
            f"The target holds something already: {', '.join(filled)}.",
            "DATABASE_URL",
            hint="Name a database that nothing was ever written to.",
        )


def _copy_table(table: Table, old: Connection, new: Connection) -> None:
    for batch in _row_batches(table, old):
        new.execute(insert(table), batch)


def _row_batches(table: Table, connection: Connection) -> Iterator[list[dict[str, object]]]:
    rows = connection.execution_options(yield_per=COPY_BATCH_ROWS).execute(select(table)).mappings()
    for batch in rows.partitions():
        yield [dict(row) for row in batch]


def _set_event_sequence(connection: Connection) -> None:
    """Set PostgreSQL's sequence of event numbers past the copied ones."""
    last = connection.scalar(select(func.max(events.c.number)))
    if last and connection.dialect.name == "postgresql":
        sequence = {"table": events.name, "column": events.c.number.name, "last": last}
        connection.execute(text("SELECT setval(pg_get_serial_sequence(:table, :column), :last)"), sequence)


def _compare_table(table: Table, old: Connection, new: Connection) -> int:
    sent, arrived = _count_and_checksum(table, old), _count_and_checksum(table, new)
    if sent != arrived:
        hint = "Nothing of it is there. This is a fault of the program; go on with the old database."
        raise failed(f"{table.name} did not arrive as it was sent.", "DATABASE_URL", hint=hint)
    return sent[0]


def _count_and_checksum(table: Table, connection: Connection) -> tuple[int, int]:
    """The number of rows and the sum of their digests: it does not depend on order, in which databases differ."""
    count = total = 0
    for batch in _row_batches(table, connection):
        count += len(batch)
        total += sum(int.from_bytes(sha256(json.dumps(row, sort_keys=True).encode()).digest(), "big") for row in batch)
    return count, total
