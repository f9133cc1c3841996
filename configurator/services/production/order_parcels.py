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
from configurator.domain.production.routing_requirements import RoutingRequirements
from configurator.domain.production.states import JobState
from configurator.services.common.context import Context
from configurator.services.factories.factories import known_network
from configurator.services.orders.judge_order import judge_order
from configurator.services.quotes.promises import AskedPart, ask_nearest
from configurator.services.quotes.quotes import item_request
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


def asked_parts(context: Context, job_id: str) -> Mapping[str, AskedPart]:
    """By item the parts that count when a job is routed, with what factories say to them, as far as that counts.

    Asked before the transaction that routes, which must wait neither for where artefacts are kept nor for schedules.
    Raises what `load_report` raises, and Refused for an unknown job.
    """
    with read_transaction(context.engine) as connection:
        job = jobs.get_job(connection, job_id)
        order = orders.get_order(connection, job.order)
        open_jobs = jobs.jobs_of_order(connection, job.order)
    waiting = {each.item for each in open_jobs if each.state is JobState.WAITING}
    asked = [each for each in order.items if each.id in {*waiting, job.item}]
    parts = {each.id: AskedPart(item_request(context, order, each)) for each in asked}
    # For the nearest the promises of other parts do not count, nor for what is collected.
    counted = waiting & ({job.item} if order.wish is Wish.NEAREST or order.pick_up else {*parts})
    with read_transaction(context.engine) as connection:
        network = known_network(connection)
        return {**parts, **{each: ask_nearest(context, connection, network, parts[each]) for each in counted}}


def parcel_of(
    context: Context, connection: Connection, network: Network, job: Job, parts: Mapping[str, AskedPart]
) -> str:
    """The factory where a waiting job's part is made together with others of its order; empty where it is for itself.

    `parts` has those of its order that waited when they were asked for, by item; what waits since then is routed next.
    """
    order = orders.get_order(connection, job.order)
    if order.pick_up or len(order.items) < 2:
        return ""
    open_jobs = [each for each in jobs.jobs_of_order(connection, job.order) if _is_still_sent(each)]
    at_factories = {each.item: each.factory for each in open_jobs if each.factory}
    waiting = {each.item for each in open_jobs if each.state is JobState.WAITING} | {job.item}
    waiting_items = [each for each in order.items if each.id in waiting and each.id in parts]
    needs = {each.id: routing_need(connection, order, each, parts[each.id]) for each in waiting_items}
    # For the nearest nothing that is promised counts.
    ranked = [] if order.wish is Wish.NEAREST else waiting_items
    promises = {each.id: ask_nearest(context, connection, network, parts[each.id]).promises for each in ranked}
    return plan_parcels(needs, network, at_factories, promises).factory_of(job.item)


def routing_need(connection: Connection, order: Order, item: Item, part: AskedPart) -> RoutingRequirements:
    """What an item that is made requires of a factory."""
    offer, piece = part.request.offer, part.request.piece
    failures = jobs.failures_of_item(connection, item.id)
    return RoutingRequirements(
        offer.process, offer.material, piece.size_mm, order.place, order.pick_up, failures, piece.pose_mm, order.wish
    )


def _is_still_sent(job: Job) -> bool:
    """Whether its part is still to leave the factory, and so can go with others."""
    return job.state.is_leased or job.state is JobState.WAITING
