"""The names of those who stand in the record by the ids of their accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from configurator.domain.production.history import Event
from configurator.services.common.context import Context
from configurator.store.accounts import select_names
from configurator.store.database import read_transaction


def name_actors(context: Context, events: Sequence[Event]) -> list[Event]:
    """The events, their actors by name where these are accounts; others as they call themselves."""
    names = actor_names(context, {each.actor for each in events})
    return [replace(each, actor=names.get(each.actor, each.actor)) for each in events]


def actor_names(context: Context, actors: set[str]) -> dict[str, str]:
    """The name of each account among these actors, by its id."""
    with read_transaction(context.engine) as connection:
        return select_names(connection, sorted(actors))
