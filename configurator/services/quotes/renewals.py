"""Quotes an order anew: when somebody asks for it, and where what was quoted has run out."""

from __future__ import annotations

from configurator.domain.accounts.rights import Right
from configurator.domain.actors import Actor
from configurator.domain.errors import refused
from configurator.domain.orders.orders import Order
from configurator.domain.production.quotes import Quote
from configurator.services.common.context import Context
from configurator.services.common.workflows import quote_order_work
from configurator.services.quotes.quotes import Quotes, keep_order_quotes, order_requests, require_right
from configurator.services.quotes.slicing import waits_for_slicer
from configurator.store import events, orders, quotes
from configurator.store.database import read_transaction, write_transaction


def renew_quotes(context: Context, actor: Actor, order_id: str) -> Quotes:
    """Quote every item that is made anew, and keep that. Raises as `quote_order`, and Refused if none is made yet."""
    with read_transaction(context.engine) as connection:
        order = orders.get_order(connection, order_id)
        require_right(context, order, Right.APPROVE_ORDER)
    if not any(item.size_mm for item in order.items):
        raise refused(
            f"Nothing of order {order_id} is made yet.", "order", hint="It is quoted once its files are made."
        )
    return _quote_anew(context, actor, order)


def renew_expired(context: Context, actor: Actor, order: Order) -> str:
    """Quote an order anew whose quotes hold no longer; the moment until which they did, empty where all hold.

    Whoever calls has made sure of the actor's right to the order.
    """
    with read_transaction(context.engine) as connection:
        expired = expired_quotes(quotes.quotes_of_order(connection, order.id))
    if expired:
        _quote_anew(context, actor, order)
    return max((each.expires_at for each in expired), default="")


def _quote_anew(context: Context, actor: Actor, order: Order) -> Quotes:
    requests = order_requests(context, order)
    found = keep_order_quotes(context, order, requests)
    with read_transaction(context.engine) as connection:
        waits = waits_for_slicer(connection, requests.values())
    with write_transaction(context.engine) as connection:
        # What no slicer has told yet is in the next quote: nobody waits for that here.
        if waits:
            context.enqueue(connection, quote_order_work(order.id))
        events.append_event(connection, actor, "order_quoted", {"items": len(found)}, order_id=order.id)
    return found


def expired_quotes(kept: Quotes) -> tuple[Quote, ...]:
    """Those of an order that said a price or a day, and hold no longer."""
    now = events.now()
    said = (each for item_quotes in kept.values() for each in item_quotes if each.total is not None or each.ships_at)
    return tuple(each for each in said if each.has_expired(now))
