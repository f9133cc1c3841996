"""Sends word of an order: to whoever wants it, and of what a clinic is asked for to its prescribers.

A mail is noted as being sent before the server is spoken to, and as sent afterwards. Whoever dies in between leaves one
that nobody sends again: it errs towards no mail, never towards two. The order's page says the same.
"""

from __future__ import annotations

import logging

from sqlalchemy import Connection

from configurator.domain.actors import Actor
from configurator.domain.errors import refused
from configurator.domain.orders.mails import MailAbout, MailState
from configurator.domain.orders.orders import Order, Person
from configurator.domain.sha256 import sha256
from configurator.queue import Enqueue
from configurator.services.accounts import rate_limits
from configurator.services.accounts.clinic_requests import prescriber_addresses
from configurator.services.accounts.rate_limits import DAY_S, RateLimit
from configurator.services.common.context import Context
from configurator.services.common.smtp import NotTaken, Unsure, hand_over
from configurator.services.common.workflows import MAX_MAIL_ATTEMPTS, mail_work
from configurator.services.orders.mailed_orders import OrderMail, read_mail
from configurator.store import events, order_mails, orders, people
from configurator.store.database import write_transaction

log = logging.getLogger("configurator.mail")
# Whoever types somebody else's address here does not fill that one's mailbox.
WORD_BY_ADDRESS = RateLimit("word-address", 20, DAY_S, "asking for word at this address")
IN_HAND = (MailState.WAITING, MailState.SENDING)
MAYBE_SENT = (MailState.SENDING, MailState.UNSURE)


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
        _add_mail(enqueue, connection, order.id, about)


def announce_request(context: Context, connection: Connection, order_id: str, clinic: str) -> None:
    """Have word of what a clinic is asked for sent to its prescribers, in one mail, where any can be sent."""
    if sends_word(context) and prescriber_addresses(connection, clinic):
        _add_mail(context.enqueue, connection, order_id, MailAbout.REQUESTED)


def _add_mail(enqueue: Enqueue, connection: Connection, order_id: str, about: MailAbout) -> None:
    number = events.last_number(connection, order_id=order_id)
    order_mails.add_mail(connection, order_id, number, about)
    enqueue(connection, mail_work(order_id, number))


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


def _begin(context: Context, actor: Actor, order_id: str, number: int) -> OrderMail | None:
    """The mail, noted as being sent; None where nothing is to be sent: it was, or may have been, or nobody wants it."""
    with write_transaction(context.engine) as connection:
        orders.lock_order(connection, order_id)
        about, state = order_mails.get_mail(connection, order_id, number)
        mail = read_mail(context, connection, order_id, number, about) if state is MailState.WAITING else None
        if mail:
            order_mails.set_mail_state(connection, order_id, number, MailState.SENDING, IN_HAND)
            return mail
        end = MailState.UNSURE if state is MailState.SENDING else MailState.FAILED
        if order_mails.set_mail_state(connection, order_id, number, end, IN_HAND):
            _record(connection, actor, order_id, about, end)
        return None


def _hand_over(context: Context, mail: OrderMail) -> None:
    """Raises NotTaken, Unsure."""
    if context.mail is None:
        raise NotTaken("this worker knows no mail server")
    hand_over(context.mail, mail.to, mail.content.subject, mail.content.text)


def _end(context: Context, actor: Actor, order_id: str, number: int, state: MailState) -> None:
    with write_transaction(context.engine) as connection:
        about, _ = order_mails.get_mail(connection, order_id, number)
        if order_mails.set_mail_state(connection, order_id, number, state, MAYBE_SENT):
            _record(connection, actor, order_id, about, state)


def _retry_later(context: Context, order_id: str, number: int, attempt: int) -> None:
    with write_transaction(context.engine) as connection:
        order_mails.set_mail_state(connection, order_id, number, MailState.WAITING, MAYBE_SENT)
        context.enqueue(connection, mail_work(order_id, number, attempt + 1))


def _record(connection: Connection, actor: Actor, order_id: str, about: MailAbout, state: MailState) -> None:
    events.append_event(connection, actor, f"mail_{state}", {"about": about}, order_id=order_id)
