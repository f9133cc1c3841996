"""To whom a mail of an order goes and what it says, as things stand when it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from configurator.domain.orders.mails import MailAbout, MailedOrder, MailText, mail_text
from configurator.domain.orders.orders import Order
from configurator.services.accounts.clinic_requests import prescriber_addresses
from configurator.services.common.context import Context
from configurator.store import events, orders, organisations, people, shipments


@dataclass(frozen=True)
class OrderMail:
    """A mail to send, and to which addresses."""

    to: Sequence[str]
    content: MailText


def read_mail(
    context: Context, connection: Connection, order_id: str, number: int, about: MailAbout
) -> OrderMail | None:
    """The mail of the order's event of this number; None where nobody wants it any more."""
    order = orders.get_order(connection, order_id)
    to = _addresses(connection, order, about)
    return OrderMail(to, mail_text(about, _mailed_order(context, connection, order, number, about))) if to else None


def _addresses(connection: Connection, order: Order, about: MailAbout) -> Sequence[str]:
    if about is MailAbout.REQUESTED:
        # What is approved or refused by now waits for nobody.
        return prescriber_addresses(connection, order.organisation) if order.state.is_unapproved else ()
    email = people.get_person(connection, order.person).email
    return (email,) if email else ()


def _mailed_order(context: Context, connection: Connection, order: Order, number: int, about: MailAbout) -> MailedOrder:
    # An order's own link is a secret, and shows a member who is not signed in what anybody sees who has it.
    page = "clinic/orders" if about is MailAbout.REQUESTED else f"orders/{order.token}"
    return MailedOrder(
        order.id,
        f"{context.public_url}/{page}",
        tuple(shipments.shipments_of_order(connection, order.id).values()),
        is_collected=bool(order.pick_up),
        is_requested=order.requested,
        clinic=organisations.get_organisation(connection, order.organisation).title if order.requested else "",
        arrives_on=_new_day(connection, order, number) if about is MailAbout.LATER else "",
    )


def _new_day(connection: Connection, order: Order, number: int) -> str:
    (event,) = events.select_events(connection, after=number - 1, limit=1, order_id=order.id)
    return str(event.data["after"]["arrives_at"])[:10]
