"""The network of factories: who is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from configurator.domain.accounts.rights import Right
from configurator.domain.actors import Actor
from configurator.domain.errors import Refused, nearest_hint, refused
from configurator.domain.production.factories import Factory, FactoryState
from configurator.domain.production.factory_files import factory_as_dict, factory_facts, factory_from_dict, read_factory
from configurator.domain.production.network import Network
from configurator.domain.production.states import JobState
from configurator.services.common.access import require
from configurator.services.common.context import Context
from configurator.services.common.json_files import read_object
from configurator.services.common.workflows import dispatch_work
from configurator.services.factories.profile_files import keep_profiles, read_profiles
from configurator.services.factories.targets import target_problems
from configurator.store import events, factories, jobs
from configurator.store.database import read_transaction, write_transaction
from configurator.store.json_columns import parse_object
from configurator.store.known_rows import read_rows

MAX_SELECTED_ROWS = 1_000_000
NO_PROFILES: Mapping[str, str] = {}


def known_factories(connection: Connection, *, hold: bool = False, strict: bool = True) -> Sequence[Factory]:
    """Every factory with its state, by id; with `hold` they are locked until the transaction ends.

    Unless it is strict, those in an unknown state are left out. Raises Failed.
    """
    return read_rows(factories.select_factories(connection, hold=hold), _factory, strict)


def known_network(connection: Connection, *, hold: bool = False) -> Network:
    """Every factory, laid out for routing: once for as long as none of them changes. Otherwise as `known_factories`."""
    return _network(tuple(factories.select_factory_texts(connection, hold=hold)))


@lru_cache(maxsize=4)
def _network(rows: tuple[tuple[str, str], ...]) -> Network:
    return Network([_factory((state, parse_object(facts))) for state, facts in rows])


def find_factory(connection: Connection, factory_id: str, *, strict: bool = True) -> Factory:
    """The factory of this id. Raises Refused, and as `known_factories` does."""
    known = {each.id: each for each in known_factories(connection, strict=strict)}
    if factory_id not in known:
        raise refused(f"There is no factory {factory_id!r}.", "factory", hint=nearest_hint(factory_id, list(known)))
    return known[factory_id]


def _factory(row: tuple[str, Mapping[str, Any]]) -> Factory:
    state, facts = row
    return factory_from_dict(facts, FactoryState.read(state, f"factory {facts['id']}"))


def list_factories(context: Context) -> Sequence[Factory]:
    """Every factory with its state, by id."""
    with read_transaction(context.engine) as connection:
        return known_factories(connection, strict=False)


def add_factory(context: Context, actor: Actor, factory: Factory, profiles: Mapping[str, str] = NO_PROFILES) -> bool:
    """Add a factory, or give a known one new facts; True if it is new. Waiting jobs are routed again.

    `profiles` has the texts of its slicer's profiles by SHA-256, as far as they are not kept already. Raises Forbidden,
    and Refused where one is missing.
    """
    require(context, Right.ADD_FACTORY)
    with write_transaction(context.engine) as connection:
        keep_profiles(connection, factory, profiles)
        new = factories.save_factory(connection, factory.id, factory_facts(factory))
        kind = "factory_added" if new else "factory_changed"
        # Without the settings: what is in the record cannot be erased, and anybody may read it.
        events.append_event(connection, actor, kind, factory_as_dict(factory), factory=factory.id)
        retry_waiting(context, connection)
        return new


def retry_waiting(context: Context, connection: Connection) -> None:
    """Enqueue every job that waits for a factory once more."""
    for job in jobs.select_jobs(connection, states=[JobState.WAITING], limit=MAX_SELECTED_ROWS):
        context.enqueue(connection, dispatch_work(job.id))


FACTORY_FILE_HINT = 'Write {"id": "berlin", "title": "...", "place": {...}, "machines": [...]}.'


@dataclass(frozen=True)
class FactoryFile:
    """The factory in a file, up, and the texts of its slicer's profiles by SHA-256."""

    factory: Factory
    profiles: Mapping[str, str] = field(default_factory=dict, hash=False)


def read_factory_file(path: Path) -> FactoryFile:
    """A factory's file, with the profiles that it names. Raises Refused with every fault, each naming its place."""
    content, profiles, faults = read_profiles(read_object(path, FACTORY_FILE_HINT), path.parent)
    problems = (*faults, *target_problems(content))
    try:
        factory = read_factory(content)
    except Refused as error:
        raise Refused(*error.problems, *problems) from None
    if problems:
        raise Refused(*problems)
    return FactoryFile(factory, profiles)
