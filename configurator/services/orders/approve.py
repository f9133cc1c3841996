"""Approve what was made: asked against made is what is answered for."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from configurator.domain.errors import refused
from configurator.domain.orders.orders import Item, Order
from configurator.domain.parts.formats import REPORT
from configurator.services.common.actors import check_actor, check_text
from configurator.services.common.context import Context
from configurator.services.common.workflows import dispatch_work
from configurator.services.making.artefacts import read_report
from configurator.store import jobs, orders
from configurator.store.database import reading, writing
from configurator.store.moves import ORDER_STATES, change_state, in_words


def approve_order(context: Context, actor: str, order: str, deviation: str = "") -> Order:
    """Send a made order into production: one job for each item, and the work to do, in one transaction.

    Raises Refused if it is not made, or if a dimension is out of tolerance and `deviation` does not say why
    the part is to be used all the same.
    """
    actor, deviation = check_actor(actor), check_text("deviation", deviation)
    with reading(context.engine) as connection:
        found = _made(connection, order)
    astray = [name for item in found.items for name in _astray(context, item)]
    if astray and not deviation:
        raise refused(
            f"Out of tolerance: {'; '.join(astray)}.",
            "deviation",
            hint="Say why the part can be used, or cancel the order.",
        )
    with writing(context.engine) as connection:
        orders.lock_order(connection, order)
        _made(connection, order)
        told = {"reports": {item.id: item.files.get(REPORT, "") for item in found.items}, "deviation": deviation}
        change_state(connection, ORDER_STATES, order, "approved", actor, "order_approved", told)
        for item in found.items:
            job = jobs.add_job(connection, actor, order, item.id)
            context.enqueue(connection, dispatch_work(job.id))
        return orders.get_order(connection, order)


def _made(connection: Connection, order: str) -> Order:
    found = orders.get_order(connection, order)
    # The table of moves does not tell this: a remake takes a shipped order back to approved.
    if found.state != "made":
        raise refused(
            f"Order {order} is {in_words(found.state)} and cannot become approved.",
            "order",
            hint="Its parts must be made, and it is approved once.",
        )
    return found


def _astray(context: Context, item: Item) -> Iterator[str]:
    for dimension in read_report(context, item.files)["dimensions"]:
        if not dimension["ok"]:
            asked, made = dimension["nominal"], dimension["measured"]
            yield f"{item.design.template} {item.design.code}: {dimension['name']} is {made:g}, asked {asked:g}"
