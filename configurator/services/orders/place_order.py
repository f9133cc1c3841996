"""Place an order: the order, its items and their work in the queue, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from configurator.domain.actors import Actor
from configurator.domain.offers.offers import find_offer
from configurator.domain.offers.processes import PROCESSES
from configurator.domain.orders.orders import NewOrder, Order
from configurator.domain.orders.requests import OrderRequest
from configurator.domain.places import Place, great_circle_km
from configurator.domain.problems import Problem, warning
from configurator.domain.production.factories import Factory
from configurator.logs import current_request_id
from configurator.services.common.context import Context
from configurator.services.common.idempotency import key_conflict
from configurator.services.common.workflows import make_item_work
from configurator.services.factories.factories import list_factories
from configurator.services.orders.judge_order import OrderJudgement, judge_order
from configurator.services.orders.order_mails import announce_request, check_word
from configurator.services.orders.order_rights import require_placing
from configurator.services.orders.pick_up import check_pick_up
from configurator.services.orders.requested_orders import check_clinic, check_replaced, replace_order
from configurator.store import orders, people
from configurator.store.database import write_transaction

# Any continent with a factory is smaller.
FAR_AWAY_KM = 3000


@dataclass(frozen=True)
class PlacedOrder:
    """The order, warnings, notes, and whether this call created it or an earlier one with the same key."""

    order: Order
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    new: bool


def place_order(context: Context, actor: Actor, request: OrderRequest) -> PlacedOrder:
    """Place an order once per actor and key. Raises what `judge_order` and `store_order` raise."""
    return store_order(context, judge_order(actor, request))


def store_order(context: Context, judgement: OrderJudgement) -> PlacedOrder:
    """Store an order once per actor and key.

    Raises Forbidden, Limited, and Refused for a factory where it cannot be collected, for a key that was used for
    something else, where word by e-mail is wanted that nobody can send, for a clinic that takes no requests, and in the
    place of an order of which that cannot be.
    """
    require_placing(context, judgement.order)
    check_word(context, judgement.order.person)
    check_clinic(context, judgement.order)
    factories = list_factories(context)
    warnings = (*_distance_warnings(factories, judgement.order.place), *_offer_warnings(factories, judgement.order))
    doubts = (*judgement.problems, *warnings)
    try:
        order, new = _find_or_add(context, judgement)
    except IntegrityError:
        # The same order was placed at the same moment: now it is in the table.
        order, new = _find_or_add(context, judgement)
    return PlacedOrder(order, doubts, judgement.notes, new)


def _distance_warnings(factories: Sequence[Factory], place: Place | None) -> Iterator[Problem]:
    """A warning if every factory is far away: latitude and longitude may be swapped, both within range."""
    if place is None or not factories:
        return
    distance_km = min(great_circle_km(place, each.place) for each in factories)
    if distance_km > FAR_AWAY_KM:
        yield warning(
            f"The nearest factory is {distance_km:.0f} km away.",
            "deliver_to",
            hint="Check latitude and longitude: are they swapped?",
        )


def _offer_warnings(factories: Sequence[Factory], order: NewOrder) -> Iterator[Problem]:
    """A warning for each offer that no factory makes: its parts would wait until one does."""
    for offer in map(find_offer, dict.fromkeys(item.offer for item in order.items)):
        if factories and not any(each.runs(offer.process, offer.material) for each in factories):
            machine = f"a machine for {PROCESSES[offer.process].title} that takes {offer.material}"
            hint = "Cancel the order and take another offer, or have such a machine added."
            yield warning(f"No factory has {machine}: the part waits until one has.", "offer", hint=hint)


def _find_or_add(context: Context, judgement: OrderJudgement) -> tuple[Order, bool]:
    with write_transaction(context.engine) as connection:
        known_id = orders.find_order_by_key(connection, judgement.actor, judgement.key)
        if known_id:
            _check_same_request(connection, known_id, judgement)
        order_id = known_id or _add_order(context, connection, judgement)
        return orders.get_order(connection, order_id), known_id is None


def _check_same_request(connection: Connection, order_id: str, judgement: OrderJudgement) -> None:
    stored_digest = people.order_request_digest(connection, orders.get_order(connection, order_id).person)
    if stored_digest not in ("", judgement.digest):
        raise key_conflict(judgement.key, "order", order_id)


def _add_order(context: Context, connection: Connection, judgement: OrderJudgement) -> str:
    order = judgement.order
    check_pick_up(connection, order)
    if order.replaces:
        check_replaced(context, connection, order.replaces)
    person = people.add_person(connection, order.person, judgement.digest)
    order_id = orders.add_order(connection, judgement.actor, judgement.key, order, person, current_request_id())
    if order.replaces:
        replace_order(context, connection, judgement.actor, order.replaces, order_id)
    elif order.clinic:
        announce_request(context, connection, order_id, order.clinic)
    for item in orders.items_of(connection, order_id):
        context.enqueue(connection, make_item_work(item.id))
    return order_id
