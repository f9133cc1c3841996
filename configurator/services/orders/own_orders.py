"""The orders of an account: those that it has placed, and those that it has gathered by their links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from configurator.domain.accounts.rights import Owner, Right
from configurator.domain.actors import Actor
from configurator.domain.errors import Refused, refused
from configurator.domain.orders.orders import Order
from configurator.services.common.access import require
from configurator.services.common.context import Context
from configurator.services.common.ownership import owner_of_order
from configurator.store import events, orders
from configurator.store.database import read_transaction, write_transaction
from configurator.store.state_changes import unknown_token


def add_to_account(context: Context, actor: Actor, token: str) -> Order:
    """Have the order of this link belong to the actor's account; whoever has the link has it, and goes on seeing it.

    Done again, it changes nothing. Raises Forbidden without an account, Refused for an unknown link, and for an order
    that belongs to a clinic or to another account.
    """
    by_link = context.acting_as(context.actor, token)
    with write_transaction(context.engine) as connection:
        order_id = orders.find_order_by_token(connection, token)
        if order_id is None:
            raise unknown_token("order")
        orders.lock_order(connection, order_id)
        order = orders.get_order(connection, order_id)
        require(by_link, Right.GATHER_ORDER, owner_of_order(by_link, order), hidden=lambda: unknown_token("order"))
        if order.account != actor.account:
            if order.account:
                raise _taken()
            orders.set_account(connection, order_id, actor.account)
            events.append_event(connection, actor, "order_gathered", {}, order_id=order_id)
        return replace(order, account=actor.account)


def list_own_orders(context: Context, limit: int = 100) -> Sequence[Order]:
    """The newest orders of the actor's account first, with their items. Raises Forbidden without an account."""
    account = context.actor.account
    require(context, Right.LIST_ORDERS, Owner(account=account))
    with read_transaction(context.engine) as connection:
        own = orders.select_orders(connection, account=account, limit=limit, strict=False)
        return [replace(each, items=orders.items_of(connection, each.id)) for each in own]


def _taken() -> Refused:
    return refused(
        "This order belongs to another account.", "link", hint="Its link goes on leading to it: keep that instead."
    )
