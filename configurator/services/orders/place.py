"""Place an order: the order, its items and the work to do, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from configurator import catalogue
from configurator.domain.errors import Refused, nearest, refused
from configurator.domain.offers.offer_suitability import objections
from configurator.domain.offers.offers import find_offer
from configurator.domain.orders.orders import Ask, Order, Wanted
from configurator.domain.places import distance
from configurator.domain.problems import Problem, refusal, warning
from configurator.services.common.actors import checked_actor, like_a_name
from configurator.services.common.context import Office
from configurator.services.common.idempotency import checked_key, digest_of, used_otherwise
from configurator.services.common.workflows import making
from configurator.services.factories.factories import known_factories, list_factories
from configurator.store import orders, people
from configurator.store.database import writing

MOST = 1000
# In km; any continent with a factory is smaller.
FAR = 3000


@dataclass(frozen=True)
class Placed:
    """The order, the doubts about it, and whether this call made it or an earlier one with the same key."""

    order: Order
    problems: tuple[Problem, ...]
    new: bool


def place_order(office: Office, actor: str, key: str, ask: Ask) -> Placed:
    """Place an order once per actor and key.

    Raises Refused for what cannot be made or delivered, and for a key that was used for something else.
    """
    actor, key = checked_actor(actor), checked_key(key, "order")
    wrong = tuple(_wrong(ask))
    if wrong:
        raise Refused(*wrong)
    doubts = (*like_a_name("patient", ask.person.patient), *like_a_name("actor", actor), *_far(office, ask))
    try:
        order, new = _place(office, actor, key, ask)
    except IntegrityError:
        # The same was placed at the same moment: now it is known.
        order, new = _place(office, actor, key, ask)
    return Placed(order, doubts, new)


def _far(office: Office, ask: Ask) -> Iterator[Problem]:
    """Europe's latitudes and longitudes can be swapped without either leaving its range."""
    known = list_factories(office)
    if ask.place is None or not known:
        return
    away = min(distance(ask.place, each.place) for each in known)
    if away > FAR:
        yield warning(
            f"The nearest factory is {away:.0f} km away.",
            "deliver_to",
            hint="Check latitude and longitude: are they swapped?",
        )


def _place(office: Office, actor: str, key: str, ask: Ask) -> tuple[Order, bool]:
    with writing(office.engine) as connection:
        known = orders.find_by_key(connection, actor, key)
        order = _same(connection, known, ask, key) if known else _new(office, connection, actor, key, ask)
        return orders.get_order(connection, order), known is None


def _new(office: Office, connection: Connection, actor: str, key: str, ask: Ask) -> str:
    known = [each.id for each in known_factories(connection)] if ask.pick_up else []
    if ask.pick_up and ask.pick_up not in known:
        hint = nearest(ask.pick_up, known) or "There is none yet: add it first."
        raise refused(f"There is no factory {ask.pick_up!r}.", "pick_up", hint=hint)
    person = people.add_person(connection, ask.person, _digest(ask))
    order = orders.add_order(connection, actor, key, ask, person)
    for item in orders.items_of(connection, order):
        office.enqueue(connection, making(item.id))
    return order


def _same(connection: Connection, order: str, ask: Ask, key: str) -> str:
    asked = people.asked_of(connection, orders.get_order(connection, order).person)
    if asked not in ("", _digest(ask)):
        raise used_otherwise(key, "order", order)
    return order


def _digest(ask: Ask) -> str:
    return digest_of(asdict(ask), "order")


def _wrong(ask: Ask) -> Iterator[Problem]:
    _digest(ask)
    if not ask.items:
        yield refusal("The order has no items.", "items", hint="Ask for at least one part.")
    if (ask.place is None) == (not ask.pick_up):
        yield refusal(
            "Where the parts go must be said once.", "deliver_to", hint="Give deliver_to with a place, or pick_up."
        )
    for wanted in ask.items:
        yield from _unfit(wanted)


def _unfit(wanted: Wanted) -> Iterator[Problem]:
    if not 1 <= wanted.quantity <= MOST:
        yield refusal(f"{wanted.quantity} pieces are asked for.", "quantity", hint=f"Ask for 1 to {MOST}.")
    try:
        template, offer = catalogue.find(wanted.design.template), find_offer(wanted.offer)
    except Refused as error:
        yield from error.problems
    else:
        yield from objections(template, template.parameters(**wanted.design.parameters), offer)
