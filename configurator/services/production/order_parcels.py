"""Who makes the parts of an order, and in how many parcels they come: told before ordering, and for each route."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection

from configurator.domain.actors import Actor
from configurator.domain.offers.machine_fit import SizeMm
from configurator.domain.offers.offers import find_offer
from configurator.domain.orders.orders import Item, NewItem, NewOrder, Order
from configurator.domain.orders.requests import OrderRequest
from configurator.domain.orders.wishes import Wish
from configurator.domain.places import Place
from configurator.domain.production.jobs import Job
from configurator.domain.production.machine_rates import Piece
from configurator.domain.production.network import Network
from configurator.domain.production.parcel_dates import parcel_dates
from configurator.domain.production.parcels import Parcel, Parcels, plan_parcels
from configurator.domain.production.quotes import QuoteRequest
from configurator.domain.production.routing_requirements import RoutingRequirements
from configurator.domain.production.states import JobState
from configurator.services.common.context import Context
from configurator.services.factories.factories import known_network
from configurator.services.orders.judge_order import judge_order
from configurator.services.quotes.made_pieces import piece_made_before
from configurator.services.quotes.promises import AskedPart, ask_nearest
from configurator.services.quotes.queues import Queues, read_queues
from configurator.services.quotes.quotes import item_request
from configurator.store import jobs, orders
from configurator.store.database import read_transaction

# Of an unknown size every machine has room for it.
NO_KEY = "asked"
UNKNOWN_SIZE: SizeMm = (0.0, 0.0, 0.0)
# How large the pieces of an item are, None where nobody knows.
PieceOf = Callable[[NewItem], Piece | None]


def unknown_piece(item: NewItem) -> Piece | None:
    """Nothing more is known of an item."""
    return None


def expected_parcels(
    context: Context, actor: Actor, request: OrderRequest, piece_of: PieceOf = unknown_piece
) -> tuple[NewOrder, Parcels]:
    """How an order would be divided if it were placed, each item by its number, and when it would come; places nothing.

    `piece_of` says how large a part is that was never made, as far as that is known: one of unknown size may go
    elsewhere once it is made, and no day is told of its parcel. Raises what `judge_order` raises.
    """
    order = judge_order(actor, replace(request, key=request.key or NO_KEY)).order
    place = order.place.coarse() if order.place else None
    pieces = [piece_made_before(context, each) or piece_of(each) for each in order.items]
    parts = {str(number): _expected_part(each, order, place, pieces[number]) for number, each in enumerate(order.items)}
    needs = {name: _expected_need(order.items[int(name)], order, place, part) for name, part in parts.items()}
    with read_transaction(context.engine) as connection:
        network = known_network(connection)
        ranked = {} if order.wish is Wish.NEAREST else {name: part for name, part in parts.items() if part}
        promises = {name: ask_nearest(context, connection, network, part).promises for name, part in ranked.items()}
        plan = plan_parcels(needs, network, promises=promises)
        queues = read_queues(context, connection, [each.factory for each in plan.parcels])
    dated = (_dated(network, queues, each, parts) for each in plan.parcels)
    return order, replace(plan, parcels=tuple(dated))


def _expected_part(item: NewItem, order: NewOrder, place: Place | None, piece: Piece | None) -> AskedPart | None:
    if piece is None:
        return None
    offer, is_rush = find_offer(item.offer), order.wish.is_rush
    return AskedPart(QuoteRequest(offer, piece, "estimate", place, order.pick_up, is_rush))


def _expected_need(item: NewItem, order: NewOrder, place: Place | None, part: AskedPart | None) -> RoutingRequirements:
    offer, size_mm = find_offer(item.offer), part.request.piece.size_mm if part else UNKNOWN_SIZE
    return RoutingRequirements(offer.process, offer.material, size_mm, place, order.pick_up, wish=order.wish)


def _dated(network: Network, queues: Queues, parcel: Parcel, parts: Mapping[str, AskedPart | None]) -> Parcel:
    factory = network.factories[network.positions[parcel.factory]]
    requests = [part.request if (part := parts[each]) else None for each in parcel.items]
    return replace(parcel, dates=parcel_dates(factory, queues.get(factory.id, ()), requests, datetime.now(UTC)))


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
