"""Place an order: the order, its items and their work in the queue, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from configurator import catalogue
from configurator.domain.errors import Refused, nearest_hint, refused
from configurator.domain.offers.offer_suitability import offer_objections
from configurator.domain.offers.offers import find_offer
from configurator.domain.orders.orders import ItemRequest, Order, OrderRequest
from configurator.domain.places import great_circle_km
from configurator.domain.problems import Problem, refusal, warning
from configurator.services.common.actors import check_actor, name_warnings
from configurator.services.common.context import Context
from configurator.services.common.idempotency import check_key, key_conflict, request_digest
from configurator.services.common.workflows import make_item_work
from configurator.services.factories.factories import known_factories, list_factories
from configurator.store import orders, people
from configurator.store.database import write_transaction

MAX_QUANTITY = 1000
# Any continent with a factory is smaller.
FAR_AWAY_KM = 3000


@dataclass(frozen=True)
class PlacedOrder:
    """The order, warnings, and whether this call created it or an earlier one with the same key."""

    order: Order
    problems: tuple[Problem, ...]
    new: bool


def place_order(context: Context, actor: str, key: str, request: OrderRequest) -> PlacedOrder:
    """Place an order once per actor and key.

    Raises Refused for what cannot be made or delivered, and for a key that was used for something else.
    """
    actor, key = check_actor(actor), check_key(key, "order")
    refusals = tuple(_request_problems(request))
    if refusals:
        raise Refused(*refusals)
    doubts = (
        *name_warnings("patient", request.person.patient),
        *name_warnings("actor", actor),
        *_distance_warnings(context, request),
    )
    try:
        order, new = _store_order(context, actor, key, request)
    except IntegrityError:
        # The same order was placed at the same moment: now it is in the table.
        order, new = _store_order(context, actor, key, request)
    return PlacedOrder(order, doubts, new)


def _distance_warnings(context: Context, request: OrderRequest) -> Iterator[Problem]:
    """A warning if every factory is far away: latitude and longitude may be swapped, both within range."""
    factories = list_factories(context)
    if request.place is None or not factories:
        return
    distance_km = min(great_circle_km(request.place, each.place) for each in factories)
    if distance_km > FAR_AWAY_KM:
        yield warning(
            f"The nearest factory is {distance_km:.0f} km away.",
            "deliver_to",
            hint="Check latitude and longitude: are they swapped?",
        )


def _store_order(context: Context, actor: str, key: str, request: OrderRequest) -> tuple[Order, bool]:
    with write_transaction(context.engine) as connection:
        known_id = orders.find_order_by_key(connection, actor, key)
        order_id = (
            _check_same_request(connection, known_id, request, key)
            if known_id
            else _add_order(context, connection, actor, key, request)
        )
        return orders.get_order(connection, order_id), known_id is None


def _add_order(context: Context, connection: Connection, actor: str, key: str, request: OrderRequest) -> str:
    factory_ids = [each.id for each in known_factories(connection)] if request.pick_up else []
    if request.pick_up and request.pick_up not in factory_ids:
        hint = nearest_hint(request.pick_up, factory_ids) or "There is none yet: add it first."
        raise refused(f"There is no factory {request.pick_up!r}.", "pick_up", hint=hint)
    person = people.add_person(connection, request.person, _digest_of(request))
    order_id = orders.add_order(connection, actor, key, request, person)
    for item in orders.items_of(connection, order_id):
        context.enqueue(connection, make_item_work(item.id))
    return order_id


def _check_same_request(connection: Connection, order_id: str, request: OrderRequest, key: str) -> str:
    stored_digest = people.order_request_digest(connection, orders.get_order(connection, order_id).person)
    if stored_digest not in ("", _digest_of(request)):
        raise key_conflict(key, "order", order_id)
    return order_id


def _digest_of(request: OrderRequest) -> str:
    return request_digest(asdict(request), "order")


def _request_problems(request: OrderRequest) -> Iterator[Problem]:
    _digest_of(request)
    if not request.items:
        yield refusal("The order has no items.", "items", hint="Ask for at least one part.")
    if (request.place is None) == (not request.pick_up):
        yield refusal(
            "Where the parts go must be said once.", "deliver_to", hint="Give deliver_to with a place, or pick_up."
        )
    for item in request.items:
        yield from _item_problems(item)


def _item_problems(item: ItemRequest) -> Iterator[Problem]:
    if not 1 <= item.quantity <= MAX_QUANTITY:
        yield refusal(f"{item.quantity} pieces are asked for.", "quantity", hint=f"Ask for 1 to {MAX_QUANTITY}.")
    try:
        template, offer = catalogue.find(item.design.template), find_offer(item.offer)
    except Refused as error:
        yield from error.problems
    else:
        yield from offer_objections(template, template.parameters(**item.design.parameters), offer)
