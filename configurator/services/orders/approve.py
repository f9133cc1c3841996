"""Approve an order once its parts are made and their dimensions inspected."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from configurator.domain.actors import Actor
from configurator.domain.errors import refused
from configurator.domain.offers.inspection_limits import dimension_unit
from configurator.domain.orders.orders import Item, Order
from configurator.domain.orders.states import OrderState
from configurator.domain.parts.formats import REPORT
from configurator.domain.quantities import show_quantity
from configurator.domain.text_bounds import DEVIATION
from configurator.services.common.context import Context
from configurator.services.common.texts import check_text
from configurator.services.common.workflows import dispatch_work
from configurator.services.making.artefacts import load_report
from configurator.services.orders.order_rights import require_approval
from configurator.services.quotes.renewals import renew_expired
from configurator.store import jobs, orders
from configurator.store.database import read_transaction, write_transaction
from configurator.store.state_changes import ORDER_STATES, change_state


def approve_order(context: Context, actor: Actor, order_id: str, deviation: str = "") -> Order:
    """Send a made order into production: one job for each item, and its work in the queue, in one transaction.

    Raises Forbidden, and Refused if it is not made, or if a dimension is out of tolerance and `deviation` does not say
    why the part is to be used all the same; also once where what was quoted for it has run out: it is quoted anew.
    """
    deviation = check_text("deviation", deviation, DEVIATION)
    with read_transaction(context.engine) as connection:
        made_order = _get_made_order(context, connection, order_id)
    deviations = [name for item in made_order.items for name in _deviations(context, item)]
    if deviations and not deviation:
        raise refused(
            f"Out of tolerance: {'; '.join(deviations)}.",
            "deviation",
            hint="Say why the part can be used, or cancel the order.",
        )
    _check_quotes(context, actor, made_order)
    with write_transaction(context.engine) as connection:
        orders.lock_order(connection, order_id)
        _get_made_order(context, connection, order_id)
        data = {"reports": {item.id: item.files.get(REPORT, "") for item in made_order.items}, "deviation": deviation}
        change_state(connection, ORDER_STATES, order_id, OrderState.APPROVED, actor, "order_approved", data)
        for item in made_order.items:
            job = jobs.add_job(connection, actor, order_id, item.id)
            context.enqueue(connection, dispatch_work(job.id))
        return orders.get_order(connection, order_id)


def _check_quotes(context: Context, actor: Actor, order: Order) -> None:
    """Raises Refused where a price or a day that was told holds no longer, after it was quoted anew."""
    if held_until := renew_expired(context, actor, order):
        hint = "It is quoted anew: look at price and date, then approve."
        raise refused(f"What was quoted held until {held_until[:10]}.", "quote", hint=hint)


def _get_made_order(context: Context, connection: Connection, order_id: str) -> Order:
    order = orders.get_order(connection, order_id)
    require_approval(context, order)
    # The state machine does not refuse this: a remake takes a shipped order back to approved.
    if not order.state.can_be_approved:
        raise refused(
            f"Order {order_id} is {order.state.plain_name} and cannot become approved.",
            "order",
            hint="Its parts must be made, and it is approved once.",
        )
    return order


def _deviations(context: Context, item: Item) -> Iterator[str]:
    for each in load_report(context, item.files).deviations:
        part = f"{item.design.template} {item.design.code}"
        measured, target = (show_quantity(size, dimension_unit(each.kind)) for size in (each.measured, each.target))
        yield f"{part}: {each.name} is {measured}, {each.target_words} {target}"
