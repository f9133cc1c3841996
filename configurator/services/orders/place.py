"""Place an order: the order, its items and the work to do, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from configurator import catalogue
from configurator.domain.errors import Refused, nearest, refused
from configurator.domain.offers.offer_suitability import offer_objections
from configurator.domain.offers.offers import find_offer
from configurator.domain.orders.orders import ItemRequest, Order, OrderRequest
from configurator.domain.places import distance
from configurator.domain.problems import Problem, refusal, warning
from configurator.services.common.actors import check_actor, name_warnings
from configurator.services.common.context import Context
from configurator.services.common.idempotency import check_key, key_conflict, request_digest
from configurator.services.common.workflows import make_item_work
from configurator.services.factories.factories import known_factories, list_factories
from configurator.store import orders, people
from configurator.store.database import writing

MAX_QUANTITY = 1000
# In km; any continent with a factory is smaller.
FAR_AWAY_KM = 3000


@dataclass(frozen=True)
class PlacedOrder:
    """The order, the doubts about it, and whether this call made it or an earlier one with the same key."""

    order: Order
    problems: tuple[Problem, ...]
    new: bool


def place_order(context: Context, actor: str, key: str, ask: OrderRequest) -> PlacedOrder:
    """Place an order once per actor and key.

    Raises Refused for what cannot be made or delivered, and for a key that was used for something else.
    """
    actor, key = check_actor(actor), check_key(key, "order")
    wrong = tuple(_wrong(ask))
    if wrong:
        raise Refused(*wrong)
    doubts = (*name_warnings("patient", ask.person.patient), *name_warnings("actor", actor), *_far(context, ask))
    try:
        order, new = _place(context, actor, key, ask)
    except IntegrityError:
        # The same was placed at the same moment: now it is known.
        order, new = _place(context, actor, key, ask)
    return PlacedOrder(order, doubts, new)


def _far(context: Context, ask: OrderRequest) -> Iterator[Problem]:
    """Europe's latitudes and longitudes can be swapped without either leaving its range."""
    known = list_factories(context)
    if ask.place is None or not known:
        return
    away = min(distance(ask.place, each.place) for each in known)
    if away > FAR_AWAY_KM:
        yield warning(
            f"The nearest factory is {away:.0f} km away.",
            "deliver_to",
            hint="Check latitude and longitude: are they swapped?",
        )


def _place(context: Context, actor: str, key: str, ask: OrderRequest) -> tuple[Order, bool]:
    with writing(context.engine) as connection:
        known = orders.find_order_by_key(connection, actor, key)
        order = _same(connection, known, ask, key) if known else _new(context, connection, actor, key, ask)
        return orders.get_order(connection, order), known is None


def _new(context: Context, connection: Connection, actor: str, key: str, ask: OrderRequest) -> str:
    known = [each.id for each in known_factories(connection)] if ask.pick_up else []
    if ask.pick_up and ask.pick_up not in known:
        hint = nearest(ask.pick_up, known) or "There is none yet: add it first."
        raise refused(f"There is no factory {ask.pick_up!r}.", "pick_up", hint=hint)
    person = people.add_person(connection, ask.person, _digest(ask))
    order = orders.add_order(connection, actor, key, ask, person)
    for item in orders.items_of(connection, order):
        context.enqueue(connection, make_item_work(item.id))
    return order


def _same(connection: Connection, order: str, ask: OrderRequest, key: str) -> str:
    asked = people.order_request_digest(connection, orders.get_order(connection, order).person)
    if asked not in ("", _digest(ask)):
        raise key_conflict(key, "order", order)
    return order


def _digest(ask: OrderRequest) -> str:
    return request_digest(asdict(ask), "order")


def _wrong(ask: OrderRequest) -> Iterator[Problem]:
    _digest(ask)
    if not ask.items:
        yield refusal("The order has no items.", "items", hint="Ask for at least one part.")
    if (ask.place is None) == (not ask.pick_up):
        yield refusal(
            "Where the parts go must be said once.", "deliver_to", hint="Give deliver_to with a place, or pick_up."
        )
    for wanted in ask.items:
        yield from _unfit(wanted)


def _unfit(wanted: ItemRequest) -> Iterator[Problem]:
    if not 1 <= wanted.quantity <= MAX_QUANTITY:
        yield refusal(f"{wanted.quantity} pieces are asked for.", "quantity", hint=f"Ask for 1 to {MAX_QUANTITY}.")
    try:
        template, offer = catalogue.find(wanted.design.template), find_offer(wanted.offer)
    except Refused as error:
        yield from error.problems
    else:
        yield from offer_objections(template, template.parameters(**wanted.design.parameters), offer)
