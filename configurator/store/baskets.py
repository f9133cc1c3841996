"""Baskets as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from configurator.store import events
from configurator.store.tables import baskets


def select_lines(connection: Connection, token: str, *, hold: bool = False) -> Sequence[Mapping[str, Any]]:
    """The lines of a basket, none where there is none; with `hold` it is locked until the transaction ends."""
    query = select(baskets.c.lines).where(baskets.c.token == token)
    return connection.scalar(query.with_for_update() if hold else query) or []


def save_lines(connection: Connection, token: str, lines: Sequence[Mapping[str, Any]]) -> None:
    """Insert or replace what a basket holds."""
    row = {"lines": [dict(each) for each in lines], "changed_at": events.now()}
    if not connection.execute(update(baskets).where(baskets.c.token == token).values(**row)).rowcount:
        connection.execute(insert(baskets).values(token=token, **row))


def delete_baskets(connection: Connection, before: str) -> None:
    """Delete those that nobody has changed since a moment."""
    connection.execute(delete(baskets).where(baskets.c.changed_at < before))
