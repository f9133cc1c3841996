"""Parts for a person that somebody outside asks of a clinic: its prescriber approves, changes or refuses them.

They belong to the clinic from the first moment; whoever asked goes on seeing them, by the link or in the account.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from configurator.domain.accounts.rights import Right
from configurator.domain.actors import Actor
from configurator.domain.errors import refused
from configurator.domain.orders.mails import MailAbout
from configurator.domain.orders.orders import NewOrder, Order, Person
from configurator.domain.orders.states import OrderState
from configurator.domain.places import Place
from configurator.services.common.context import Context
from configurator.services.orders.order_mails import announce
from configurator.services.orders.order_rights import has_prescribed_part, require_order
from configurator.store import orders, organisations, people
from configurator.store.database import read_transaction
from configurator.store.state_changes import ORDER_STATES, change_state


@dataclass(frozen=True)
class AskedDestination:
    """Where whoever asked wants the parts: whom to send word to and the label, its place, or where to collect."""

    person: Person = field(default_factory=Person, repr=False)
    place: Place | None = None
    pick_up: str = ""


def check_clinic(context: Context, order: NewOrder) -> None:
    """Raise Refused where a clinic is asked that takes no requests, or for what needs none."""
    if not order.clinic:
        return
    if not has_prescribed_part(order):
        raise refused("None of these parts is for a person.", "clinic", hint="Order them without a clinic.")
    with read_transaction(context.engine) as connection:
        known = [each.id for each in organisations.clinics_taking_requests(connection)]
    if order.clinic not in known:
        hint = f"Choose one of those that do: {', '.join(known)}." if known else "None does now."
        raise refused("This clinic takes no requests.", "clinic", hint=hint)


def asked_destination(context: Context, order: Order) -> AskedDestination:
    """For the clinic's own order in its place; who looks at the page does not see it. Raises Forbidden, Refused."""
    require_order(context, Right.SEE_PATIENT, order)
    with read_transaction(context.engine) as connection:
        person = people.get_person(connection, order.person)
    return AskedDestination(replace(person, patient="", prescription=""), order.place, order.pick_up)


def order_in_place(context: Context, order: Order) -> Order | None:
    """The order that the clinic has placed in its place, for whoever may see that; None where there is none."""
    if not order.replaced_by:
        return None
    with read_transaction(context.engine) as connection:
        return orders.get_order(connection, order.replaced_by)


def check_replaced(context: Context, connection: Connection, order_id: str) -> None:
    """Raise Refused where an order cannot take the place of this one, Forbidden where it is another's."""
    orders.lock_order(connection, order_id)
    order = orders.get_order(connection, order_id)
    require_order(context, Right.SEE_PATIENT, order)
    if not order.requested or not order.state.is_unapproved:
        hint = "Only what somebody outside asked for, and nobody has approved yet, is changed in its place."
        raise refused(f"Order {order_id} is {order.state.plain_name}.", "replaces", hint=hint)


def replace_order(context: Context, connection: Connection, actor: Actor, order_id: str, by: str) -> None:
    """End an order in whose place another was placed, in the same transaction, and have word sent of it."""
    change_state(connection, ORDER_STATES, order_id, OrderState.CANCELLED, actor, "order_replaced", {"by": by})
    announce(context.enqueue, connection, orders.get_order(connection, order_id), MailAbout.CHANGED)
    orders.set_replaced(connection, order_id, by)


def refuses_request(context: Context, order: Order) -> bool:
    """Whether it is the clinic that cancels what somebody outside asked of it."""
    own = context.actor.organisation
    return order.requested and bool(own) and own == order.organisation


def check_refusal(context: Context, order: Order, reason: str) -> None:
    """Raise Forbidden for who is no prescriber, Refused without a reason, which whoever asked is to see."""
    require_order(context, Right.APPROVE_PRESCRIBED_ORDER, order)
    if not reason:
        raise refused("Why it is refused must be said.", "reason", hint="Whoever asked for it sees it. Name nobody.")
