"""Factories as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, update

from configurator.store.moves import unknown
from configurator.store.tables import factories


def keep_factory(connection: Connection, name: str, facts: Mapping[str, Any]) -> bool:
    """Add a factory, which is up, or give a known one these facts; True if it is new."""
    changed = update(factories).where(factories.c.id == name).values(facts=dict(facts))
    if connection.execute(changed).rowcount:
        return False
    connection.execute(insert(factories).values(id=name, state="up", facts=dict(facts)))
    return True


def set_state(connection: Connection, name: str, state: str) -> str:
    """Set a factory's state and return the one before. Raises Refused if there is no such factory."""
    before: str | None = connection.scalar(select(factories.c.state).where(factories.c.id == name).with_for_update())
    if before is None:
        raise unknown("factory", name)
    connection.execute(update(factories).where(factories.c.id == name).values(state=state))
    return before


def list_factories(connection: Connection, *, hold: bool = False) -> Sequence[tuple[str, Mapping[str, Any]]]:
    """State and facts of every factory, by id; `hold` keeps others from changing them in this transaction."""
    query = select(factories.c.state, factories.c.facts).order_by(factories.c.id)
    if hold:
        query = query.with_for_update(read=True)
    return [(state, facts) for state, facts in connection.execute(query)]
