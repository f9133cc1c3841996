"""Factories as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Text, cast, insert, select, text, update

from configurator.domain.production.factories import FactoryState
from configurator.store.state_changes import unknown_id
from configurator.store.tables import factories


def save_factory(connection: Connection, name: str, facts: Mapping[str, Any]) -> bool:
    """Insert a factory in state up, or replace the facts of a known one; True if it is new."""
    _lock_table(connection, "SHARE ROW EXCLUSIVE")
    replace = update(factories).where(factories.c.id == name).values(facts=dict(facts))
    if connection.execute(replace).rowcount:
        return False
    connection.execute(insert(factories).values(id=name, state=FactoryState.UP, facts=dict(facts)))
    return True


def update_factory_state(connection: Connection, name: str, state: FactoryState) -> str:
    """Set a factory's state and return the one before. Raises Refused if there is no such factory."""
    _lock_table(connection, "SHARE ROW EXCLUSIVE")
    before: str | None = connection.scalar(select(factories.c.state).where(factories.c.id == name))
    if before is None:
        raise unknown_id("factory", name)
    connection.execute(update(factories).where(factories.c.id == name).values(state=state))
    return before


def select_factories(connection: Connection, *, hold: bool = False) -> Sequence[tuple[str, Mapping[str, Any]]]:
    """State and facts of every factory, by id; with `hold` none is changed or added until the transaction ends."""
    if hold:
        _lock_table(connection, "SHARE")
    query = select(factories.c.state, factories.c.facts).order_by(factories.c.id)
    return [(state, facts) for state, facts in connection.execute(query)]


def select_factory_texts(connection: Connection, *, hold: bool = False) -> Sequence[tuple[str, str]]:
    """The same with the facts as the JSON that is stored, by which a set of factories is known again unread."""
    if hold:
        _lock_table(connection, "SHARE")
    query = select(factories.c.state, cast(factories.c.facts, Text)).order_by(factories.c.id)
    return [(state, facts) for state, facts in connection.execute(query).all()]


def _lock_table(connection: Connection, mode: str) -> None:
    """SHARE lets any number read and none write, SHARE ROW EXCLUSIVE one write. SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"LOCK TABLE {factories.name} IN {mode} MODE"))
