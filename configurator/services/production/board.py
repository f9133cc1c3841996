"""What lies at one factory, as its operators see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from configurator.domain.errors import nearest, refused
from configurator.domain.orders.orders import Item
from configurator.domain.production.factories import Factory
from configurator.domain.production.jobs import Job
from configurator.services.common.context import Context
from configurator.services.factories.factories import known_factories
from configurator.services.orders.views import IN_FOLDER_STATES
from configurator.store import events, jobs, orders
from configurator.store.database import reading

# In the order in which a job goes through them; of those that have ended, so many are shown.
OPEN_STATES: Final = ("handed_over", "claimed", "started", "done")
ENDED_STATES: Final = ("shipped", "failed")
MAX_ENDED_CARDS = 12


@dataclass(frozen=True)
class Card:
    """A job with what is to be made, and the folder that its files lie in, None once there is none."""

    job: Job
    item: Item
    folder: Path | None


@dataclass(frozen=True)
class FactoryBoard:
    """A factory and its jobs by state, the oldest first; of those that have ended, the last ones first.

    `mark` is the number of the last event at this factory: while it stays, so does the board.
    """

    factory: Factory
    cards: Mapping[str, Sequence[Card]]
    mark: int


def read_board(context: Context, factory: str) -> FactoryBoard:
    """All jobs that are open at a factory, and the last that ended. Raises Refused for an unknown one."""
    with reading(context.engine) as connection:
        found = find_factory(connection, factory)
        held = {
            state: jobs.select_jobs(connection, states=[state], factory=factory, limit=200) for state in OPEN_STATES
        }
        ended = {
            state: jobs.last_jobs(connection, state=state, factory=factory, limit=MAX_ENDED_CARDS)
            for state in ENDED_STATES
        }
        folder = context.hot_folder(found)
        cards = {state: [_card(connection, folder, job) for job in some] for state, some in {**held, **ended}.items()}
        return FactoryBoard(found, cards, events.last_number(connection, factory=factory))


def find_factory(connection: Connection, factory: str) -> Factory:
    """The factory of this id. Raises Refused."""
    known = {each.id: each for each in known_factories(connection)}
    if factory not in known:
        raise refused(f"There is no factory {factory!r}.", "factory", hint=nearest(factory, list(known)))
    return known[factory]


def _card(connection: Connection, folder: Path, job: Job) -> Card:
    lies = folder / job.ticket if job.state in IN_FOLDER_STATES else None
    return Card(job, orders.get_item(connection, job.item), lies)
