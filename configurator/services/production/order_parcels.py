"""Who makes the parts of an order, and in how many parcels they come: told before ordering, and for each route."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection

from configurator.domain.actors import Actor
from configurator.domain.offers.machine_fit import SizeMm
from configurator.domain.offers.offers import find_offer
from configurator.domain.orders.orders import Item, NewOrder, Order
from configurator.domain.orders.requests import OrderRequest
from configurator.domain.orders.wishes import Wish
from configurator.domain.production.jobs import Job
from configurator.domain.production.network import Network
from configurator.domain.production.parcels import Parcels, plan_parcels
from configurator.domain.production.promises import Promise
from configurator.domain.production.routing_requirements import RoutingRequirements
from configurator.domain.production.states import JobState
from configurator.services.common.context import Context
from configurator.services.factories.factories import known_network
from configurator.services.orders.judge_order import judge_order
from configurator.services.quotes.promises import ask_for_item, promises_of
from configurator.store import jobs, orders
from configurator.store.database import read_transaction

# Before a part is made its size is not known: then every machine has room for it.
NO_KEY = "asked"
UNKNOWN_SIZE: SizeMm = (0.0, 0.0, 0.0)


def expected_parcels(context: Context, actor: Actor, request: OrderRequest) -> tuple[NewOrder, Parcels]:
    """How an order would be divided if it were placed, each item by its number; places nothing.

    Sizes are not known before the parts are made, so one that is too large for a machine may go elsewhere. Raises what
    `judge_order` raises.
    """
    order = judge_order(actor, replace(request, key=request.key or NO_KEY)).order
    place = order.place.coarse() if order.place else None
    needs = {}
    for number, item in enumerate(order.items):
        offer = find_offer(item.offer)
        need = RoutingRequirements(offer.process, offer.material, UNKNOWN_SIZE, place, order.pick_up, wish=order.wish)
        needs[str(number)] = need
    with read_transaction(context.engine) as connection:
        return order, plan_parcels(needs, known_network(connection))


def parcel_of(
    context: Context, connection: Connection, network: Network, job: Job, poses_mm: Mapping[str, SizeMm | None]
) -> str:
    """The factory where a waiting job's part is made together with others of its order; empty where it is for itself.

    `poses_mm` has the sizes of the order's parts as they best lie, by item.
    """
    order = orders.get_order(connection, job.order)
    if order.pick_up or len(order.items) < 2:
        return ""
    open_jobs = [each for each in jobs.jobs_of_order(connection, job.order) if _is_still_sent(each)]
    at_factories = {each.item: each.factory for each in open_jobs if each.factory}
    waiting = {each.item for each in open_jobs if each.state is JobState.WAITING} | {job.item}
    waiting_items = [each for each in order.items if each.id in waiting]
    needs = {each.id: routing_need(connection, order, each, poses_mm.get(each.id)) for each in waiting_items}
    promises = {each.id: _promises(context, connection, network, order, each) for each in waiting_items}
    return plan_parcels(needs, network, at_factories, promises).factory_of(job.item)


def _promises(
    context: Context, connection: Connection, network: Network, order: Order, item: Item
) -> Mapping[str, Promise]:
    """What counts for the customer's wish; for the nearest nothing does."""
    if order.wish is Wish.NEAREST:
        return {}
    return promises_of(ask_for_item(context, connection, order, item, network.factories))


def routing_need(connection: Connection, order: Order, item: Item, pose_mm: SizeMm | None) -> RoutingRequirements:
    """What an item that is made requires of a factory."""
    offer = find_offer(item.offer)
    x, y, z = item.size_mm
    failures = jobs.failures_of_item(connection, item.id)
    return RoutingRequirements(
        offer.process, offer.material, (x, y, z), order.place, order.pick_up, failures, pose_mm, order.wish
    )


def _is_still_sent(job: Job) -> bool:
    """Whether its part is still to leave the factory, and so can go with others."""
    return job.state.is_leased or job.state is JobState.WAITING
