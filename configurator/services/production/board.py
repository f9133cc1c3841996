"""The board of one factory: its jobs by state, for its operators."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import Connection

from configurator import catalogue
from configurator.domain.accounts.rights import Right
from configurator.domain.orders.orders import Item
from configurator.domain.parts.delivered import has_engraved_code
from configurator.domain.production.factories import Factory
from configurator.domain.production.jobs import Job
from configurator.domain.production.load import MachineLoad, machine_loads
from configurator.domain.production.states import JobState
from configurator.services.common.access import require_in
from configurator.services.common.context import Context
from configurator.services.factories.factories import find_factory
from configurator.services.quotes.queues import read_queues
from configurator.store import events, jobs, orders
from configurator.store.database import read_transaction
from configurator.store.known_rows import read_rows
from configurator.store.quotes import select_rushes

# Of the ended jobs, a board has so many.
MAX_ENDED_CARDS = 12


@dataclass(frozen=True)
class Card:
    """A job with its item; whether there are files, the part carries its code, and its customer collects it here.

    A rush is made before others.
    """

    job: Job
    item: Item
    has_files: bool
    is_engraved: bool
    is_collected: bool
    is_rush: bool = False


@dataclass(frozen=True)
class FactoryBoard:
    """A factory and its jobs by state, a rush first, then the oldest; of the ended jobs, the last ones first.

    `last_event` is the number of the last event at this factory: while it stays, so does the board. `loads` say how
    full its machines are on the next days.
    """

    factory: Factory
    cards: Mapping[JobState, Sequence[Card]]
    last_event: int
    loads: tuple[MachineLoad, ...] = ()


def read_board(context: Context, factory_id: str) -> FactoryBoard:
    """All jobs that are open at a factory, and the last that ended. Raises Refused for an unknown one, Forbidden."""
    require_in(context, Right.SEE_BOARD, "factory", factory_id)
    with read_transaction(context.engine) as connection:
        factory = find_factory(connection, factory_id, strict=False)
        open_jobs = {
            state: jobs.select_jobs(connection, states=[state], factory=factory_id, limit=200)
            for state in JobState
            if state.is_at_factory
        }
        ended_jobs = {
            state: jobs.last_jobs(connection, state=state, factory=factory_id, limit=MAX_ENDED_CARDS)
            for state in JobState
            if state.ended_at_factory
        }
        rushes = select_rushes(connection, {job.order for each in open_jobs.values() for job in each})
        cards = {
            state: sorted(
                read_rows(state_jobs, partial(_card, connection, rushes), strict=False),
                key=lambda each: not each.is_rush,
            )
            for state, state_jobs in {**open_jobs, **ended_jobs}.items()
        }
        queue = read_queues(context, connection, [factory_id]).get(factory_id, ())
        loads = machine_loads(factory, queue, datetime.now(UTC))
        return FactoryBoard(factory, cards, events.last_number(connection, factory=factory_id), loads)


def _card(connection: Connection, rushes: Collection[str], job: Job) -> Card:
    item = orders.get_item(connection, job.item)
    template = catalogue.templates().get(item.design.template)
    is_collected = orders.pick_up_of(connection, job.order) == job.factory
    is_engraved = has_engraved_code(template, item.design)
    return Card(job, item, job.state.is_at_factory, is_engraved, is_collected, job.order in rushes)
