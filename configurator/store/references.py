"""Every place in the tables that names artefacts by their SHA-256."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, inspect, select

from configurator.store.tables import artefacts, batch_rows, items, jobs


@dataclass(frozen=True)
class Reference:
    """A column with a SHA-256, or an object whose values are some.

    What a place `keeps` must never be deleted; another only says what can be found again.
    """

    name: str
    column: Column[Any]
    keeps: bool = True


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
