"""Whether an order can be collected where its customer wants to."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from configurator.domain.errors import likeness_hint, refused
from configurator.domain.offers.offers import Offer, find_offer
from configurator.domain.orders.orders import NewOrder
from configurator.domain.production.factories import Factory
from configurator.services.factories.factories import known_factories


def check_pick_up(connection: Connection, order: NewOrder) -> None:
    """Raises Refused for a factory that is unknown, or that runs an item's material on no machine of its process."""
    if not order.pick_up:
        return
    factories = {each.id: each for each in known_factories(connection)}
    offers = [find_offer(each) for each in dict.fromkeys(item.offer for item in order.items)]
    elsewhere = _other_ways([each for each in factories.values() if _runs_all(each, offers)])
    if order.pick_up not in factories:
        unlike_hint = elsewhere if factories else "There is none yet: add it first."
        hint = likeness_hint(order.pick_up, list(factories)) or unlike_hint
        raise refused(f"There is no factory {order.pick_up!r}.", "pick_up", hint=hint)
    factory = factories[order.pick_up]
    lacking = [
        f"{each.material} ({each.process.upper()})" for each in offers if not factory.runs(each.process, each.material)
    ]
    if lacking:
        raise refused(f"{factory.title} does not run {' and '.join(lacking)}.", "pick_up", hint=elsewhere)


def _runs_all(factory: Factory, offers: Sequence[Offer]) -> bool:
    return all(factory.runs(each.process, each.material) for each in offers)


def _other_ways(able: Sequence[Factory]) -> str:
    collect = f"Collect it at {' or '.join(each.title for each in able)}, have" if able else "Have"
    return f"{collect} it sent, or choose another material."
