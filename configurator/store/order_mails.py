"""Mails of orders as rows, each for the event of a number; to whom they go stands with the person."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, insert, select, update

from configurator.domain.orders.mails import MailAbout, MailState
from configurator.store.tables import order_mails


def add_mail(connection: Connection, order: str, number: int, about: MailAbout) -> None:
    """Insert a mail that waits to be sent."""
    row = {"order_id": order, "number": number, "about": about, "state": MailState.WAITING}
    connection.execute(insert(order_mails).values(**row))


def get_mail(connection: Connection, order: str, number: int) -> tuple[MailAbout, MailState]:
    """What a mail is about, and how far it is."""
    query = select(order_mails.c.about, order_mails.c.state)
    row = connection.execute(query.where(order_mails.c.order_id == order, order_mails.c.number == number)).one()
    return MailAbout(row.about), MailState(row.state)


def set_mail_state(
    connection: Connection, order: str, number: int, state: MailState, among: Collection[MailState]
) -> bool:
    """Set how far a mail is; False, and nothing is changed, where it is in none of these states."""
    where = (order_mails.c.order_id == order, order_mails.c.number == number, order_mails.c.state.in_(among))
    return connection.execute(update(order_mails).where(*where).values(state=state)).rowcount == 1
