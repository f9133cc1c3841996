"""Where jobs go that have lost their factory: proposed for all together, then routed one by one."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from configurator.domain.errors import ConfiguratorError
from configurator.domain.orders.orders import Order
from configurator.domain.production.jobs import Job
from configurator.domain.production.network import Network
from configurator.domain.production.placing_anew import place_together, slot_choices
from configurator.domain.production.quotes import Quote
from configurator.services.common.context import Context
from configurator.services.factories.factories import known_network
from configurator.services.quotes.promises import AskedPart, ask_nearest
from configurator.services.quotes.quotes import item_request
from configurator.store import events, jobs, orders
from configurator.store.database import read_transaction, write_transaction

log = logging.getLogger("configurator.services.production")
# How long jobs wait to be routed while their places are worked out; if that fails they are routed all the same.
PLACING_PAUSE_S = 5.0


def propose_factories(context: Context, lost: Sequence[Job]) -> None:
    """Note for each job the factory at which all of them together are served best, as far as factories tell a day.

    Each is then routed as any other: where it is proposed, if that factory still can.
    """
    with read_transaction(context.engine) as connection:
        network = known_network(connection)
        orders_of = {job.id: orders.get_order(connection, job.order) for job in lost}
        promised = {job.id: events.last_promise(connection, job.id).get("arrives_at", "") for job in lost}
    quotes = {job.id: _quotes(context, network, orders_of[job.id], job) for job in lost}
    choices = {
        job.id: slot_choices(quotes[job.id], orders_of[job.id].wish, promised[job.id], len(lost)) for job in lost
    }
    placed = place_together(choices)
    with write_transaction(context.engine) as connection:
        for job, choice in placed.items():
            jobs.propose_factory(connection, job, choice.slot.factory)


def _quotes(context: Context, network: Network, order: Order, job: Job) -> tuple[Quote, ...]:
    """What factories say to a job; nothing while its report cannot be read, which its own route tells."""
    item = next(each for each in order.items if each.id == job.item)
    try:
        part = AskedPart(item_request(context, order, item))
    except ConfiguratorError as error:
        log.warning("job %s is not placed together with others: %s", job.id, error)
        return ()
    with read_transaction(context.engine) as connection:
        return ask_nearest(context, connection, network, part).quotes
