"""Where jobs go that have lost their factory: proposed for all together, then routed one by one."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from configurator.domain.errors import ConfiguratorError
from configurator.domain.orders.orders import Order
from configurator.domain.orders.wishes import Wish
from configurator.domain.production.jobs import Job
from configurator.domain.production.network import Network
from configurator.domain.production.placing_anew import FreeSlot, SlotChoice, place_together
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
FAR_KM = 40_100.0  # farther than any two places on Earth lie apart


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
        job.id: [
            choice
            for quote in quotes[job.id]
            for choice in _choices(quote, orders_of[job.id].wish, promised[job.id], len(lost))
        ]
        for job in lost
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


def _choices(quote: Quote, wish: Wish, promised: str, count: int) -> Iterator[SlotChoice]:
    """The next places in a factory's queue: each later by the hours of the one before it, on a machine of one slot."""
    if not quote.arrives_at:
        return
    arrives = datetime.fromisoformat(quote.arrives_at)
    for number in range(count):
        at = arrives + timedelta(hours=number * (quote.machine_h or 0.0))
        breaks = bool(promised) and at > datetime.fromisoformat(promised)
        yield SlotChoice(FreeSlot(quote.factory, quote.machine, number), breaks, _rank(quote, wish, at))


def _rank(quote: Quote, wish: Wish, arrives: datetime) -> float:
    if wish is Wish.SOONEST:
        return max(0.0, arrives.timestamp() - datetime.fromisoformat(quote.quoted_at).timestamp())
    if wish is Wish.CHEAPEST:
        return float(quote.total) if quote.total is not None else FAR_KM
    return FAR_KM if quote.distance_km is None else quote.distance_km
