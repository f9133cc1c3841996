"""Sends word of an order to whoever wants it: once its parts are made, and once it is shipped.

A mail is noted as being sent before the server is spoken to, and as sent afterwards. Whoever dies in between leaves one
that nobody sends again: it errs towards no mail, never towards two. The order's page says the same.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from sqlalchemy import Connection

from configurator.domain.actors import Actor
from configurator.domain.errors import refused
from configurator.domain.orders.mails import MailAbout, MailedOrder, MailState, MailText, mail_text
from configurator.domain.orders.orders import Order, Person
from configurator.domain.sha256 import sha256
from configurator.queue import Enqueue
from configurator.services.accounts import rate_limits
from configurator.services.accounts.rate_limits import DAY_S, RateLimit
from configurator.services.common.context import Context
from configurator.services.common.smtp import NotTaken, Unsure, hand_over
from configurator.services.common.workflows import MAX_MAIL_ATTEMPTS, mail_work
from configurator.store import events, order_mails, orders, people, shipments
from configurator.store.database import write_transaction

log = logging.getLogger("configurator.mail")
# Whoever types somebody else's address here does not fill that one's mailbox.
WORD_BY_ADDRESS = RateLimit("word-address", 20, DAY_S, "asking for word at this address")
IN_HAND = (MailState.WAITING, MailState.SENDING)
MAYBE_SENT = (MailState.SENDING, MailState.UNSURE)


@dataclass(frozen=True)
class _Mail:
    """A mail to send, and to which address."""

    to: str
    content: MailText


def sends_word(context: Context) -> bool:
    """Whether word of orders can be sent: it needs a server for it, and a link that leads here."""
    return context.mail is not None and bool(context.public_url)


def check_word(context: Context, person: Person) -> None:
    """Raise Refused where somebody wants word that nobody can send, Limited for an address that gets too much."""
    if not person.email:
        return
    if not sends_word(context):
        raise refused("No e-mail is sent from here.", "email", hint="Leave it out, and keep the order's link.")
    # By its hash: the address itself stands in one place alone.
    rate_limits.use(context, WORD_BY_ADDRESS, sha256(person.email.lower().encode()))


def announce(enqueue: Enqueue, connection: Connection, order: Order, about: MailAbout) -> None:
    """Have word sent of the order's last event, if somebody wants word. Part of the transaction of that event."""
    if people.get_person(connection, order.person).email:
        number = events.last_number(connection, order_id=order.id)
        order_mails.add_mail(connection, order.id, number, about)
        enqueue(connection, mail_work(order.id, number))


def send_order_mail(context: Context, actor: Actor, order_id: str, number: int, attempt: int) -> None:
    """Send a mail that waits; where the server does not take it, another attempt is enqueued."""
    mail = _begin(context, actor, order_id, number)
    if mail is None:
        return
    try:
        _hand_over(context, mail)
    except NotTaken as error:
        is_last = error.is_final or attempt >= MAX_MAIL_ATTEMPTS
        log.warning("order %s: an e-mail was not taken: %s", order_id, error)
        if is_last:
            _end(context, actor, order_id, number, MailState.FAILED)
        else:
            _retry_later(context, order_id, number, attempt)
    except Unsure as error:
        log.warning("order %s: nobody knows whether an e-mail was taken: %s", order_id, error)
        _end(context, actor, order_id, number, MailState.UNSURE)
    else:
        _end(context, actor, order_id, number, MailState.SENT)


def _begin(context: Context, actor: Actor, order_id: str, number: int) -> _Mail | None:
    """The mail, noted as being sent; None where nothing is to be sent: it was, or may have been, or nobody wants it."""
    with write_transaction(context.engine) as connection:
        orders.lock_order(connection, order_id)
        about, state = order_mails.get_mail(connection, order_id, number)
        order = orders.get_order(connection, order_id)
        email = people.get_person(connection, order.person).email
        if state is MailState.WAITING and email:
            order_mails.set_mail_state(connection, order_id, number, MailState.SENDING, IN_HAND)
            return _Mail(email, mail_text(about, _mailed_order(context, connection, order)))
        end = MailState.UNSURE if state is MailState.SENDING else MailState.FAILED
        if order_mails.set_mail_state(connection, order_id, number, end, IN_HAND):
            _record(connection, actor, order_id, end)
        return None


def _mailed_order(context: Context, connection: Connection, order: Order) -> MailedOrder:
    stated = tuple(shipments.shipments_of_order(connection, order.id).values())
    link = f"{context.public_url}/orders/{order.token}"
    return MailedOrder(order.id, link, stated, is_collected=bool(order.pick_up), is_requested=order.requested)


def _hand_over(context: Context, mail: _Mail) -> None:
    """Raises NotTaken, Unsure."""
    if context.mail is None:
        raise NotTaken("this worker knows no mail server")
    hand_over(context.mail, mail.to, mail.content.subject, mail.content.text)


def _end(context: Context, actor: Actor, order_id: str, number: int, state: MailState) -> None:
    with write_transaction(context.engine) as connection:
        if order_mails.set_mail_state(connection, order_id, number, state, MAYBE_SENT):
            _record(connection, actor, order_id, state)


def _retry_later(context: Context, order_id: str, number: int, attempt: int) -> None:
    with write_transaction(context.engine) as connection:
        order_mails.set_mail_state(connection, order_id, number, MailState.WAITING, MAYBE_SENT)
        context.enqueue(connection, mail_work(order_id, number, attempt + 1))


def _record(connection: Connection, actor: Actor, order_id: str, state: MailState) -> None:
    events.append_event(connection, actor, f"mail_{state}", {}, order_id=order_id)
