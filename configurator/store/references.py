"""Every place in the tables that names artefacts by their SHA-256."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from obstore.store import ObjectStore
from sqlalchemy import Column, Connection, Select, func, inspect, select, true

from configurator.store import objects
from configurator.store.tables import artefacts, batch_rows, items, jobs


@dataclass(frozen=True)
class Reference:
    """A column with a SHA-256, or an object whose values are some.

    What a place `keeps` must never be deleted; another only says what can be found again.
    """

    name: str
    column: Column[Any]
    keeps: bool = True


# By which PostgreSQL knows the lock of `lock_artefacts`: any number that nothing else here uses.
ARTEFACTS_LOCK = 7_346_019

REFERENCES = (
    Reference("files of an item", items.c.files),
    Reference("files of a batch's row", batch_rows.c.files),
    Reference("files handed over with a job", jobs.c.files),
    Reference("what was made of a design before", artefacts.c.sha256, keeps=False),
)


def known_artefacts(connection: Connection) -> frozenset[str]:
    """The SHA-256 of every artefact that the tables name."""
    return _artefacts(connection, REFERENCES)


def kept_artefacts(connection: Connection) -> frozenset[str]:
    """The SHA-256 of every artefact that must not be deleted; the others can be made again."""
    return _artefacts(connection, [each for each in REFERENCES if each.keeps])


def kept_among(connection: Connection, digests: Collection[str]) -> frozenset[str]:
    """Those of these SHA-256 that must not be deleted: the database itself looks, which takes little time."""
    queries = (_select_values(connection, each.column, digests) for each in REFERENCES if each.keeps)
    return frozenset(digest for query in queries for digest in connection.scalars(query))


def unkept_artefacts(connection: Connection) -> frozenset[str]:
    """The SHA-256 of every artefact that can be found again, and that nothing keeps."""
    return _artefacts(connection, [each for each in REFERENCES if not each.keeps]) - kept_artefacts(connection)


def keep_artefacts(connection: Connection, store: ObjectStore, digests: Iterable[str]) -> bool:
    """Let the transaction name these artefacts in a place that keeps them: none is cleared away before it ends.

    False where one was cleared away already, as until now nothing kept it. Raises Blocked.
    """
    lock_artefacts(connection, collecting=False)
    return all(objects.has_object(store, digest) for digest in digests)


def lock_artefacts(connection: Connection, *, collecting: bool) -> None:
    """Until the transaction ends, either artefacts are cleared away or places that keep some come to name them.

    On SQLite, which has one writing transaction at a time, that holds anyway.
    """
    if connection.dialect.name == "postgresql":
        lock = func.pg_advisory_xact_lock if collecting else func.pg_advisory_xact_lock_shared
        connection.execute(select(lock(ARTEFACTS_LOCK)))


def _select_values(connection: Connection, column: Column[Any], values: Collection[str]) -> Select[Any]:
    """Those of the values that stand in the objects of a column."""
    split = func.json_each_text if connection.dialect.name == "postgresql" else func.json_each
    entries = split(column).table_valued("value")
    return select(entries.c.value).select_from(column.table).join(entries, true()).where(entries.c.value.in_(values))


def _artefacts(connection: Connection, references: Iterable[Reference]) -> frozenset[str]:
    return frozenset(sha256 for each in references for sha256 in _named(connection, each.column))


def _named(connection: Connection, column: Column[Any]) -> Iterator[str]:
    if not _has_column(connection, column):
        return
    for value in connection.scalars(select(column)):
        yield from value.values() if isinstance(value, Mapping) else (value,)


def _has_column(connection: Connection, column: Column[Any]) -> bool:
    """Whether the database has it: a backup may be of one of an older program."""
    inspector, table = inspect(connection), column.table.name
    return inspector.has_table(table) and column.name in {each["name"] for each in inspector.get_columns(table)}
