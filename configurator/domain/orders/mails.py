"""Word by e-mail of what has become of an order: about what, how far it is, and in which words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from configurator.domain.orders.shipments import Shipment


class MailAbout(StrEnum):
    """What word is sent of."""

    MADE = "made"
    SHIPPED = "shipped"
    # What somebody outside has asked of a clinic: to its prescribers.
    REQUESTED = "requested"
    # What the clinic has made of it: to whoever asked.
    REFUSED = "refused"
    CHANGED = "changed"
    # It arrives on a later day than was ever said.
    LATER = "later"


class MailState(StrEnum):
    """How far a mail is: `sending` before the server is spoken to, so that nothing is ever sent twice."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    # The server may have it: the connection broke, or whoever sent it died.
    UNSURE = "unsure"
    FAILED = "failed"


@dataclass(frozen=True)
class MailText:
    """A subject of one line, and a plain text."""

    subject: str
    text: str


SIGNATURE = (
    "Whoever has this link can see the order{may}: pass it on to nobody.\n"
    "This address was given with the order, for word of it. If that was not you, let it be."
)
PRESCRIBERS_SIGNATURE = "You get this as a prescriber of {clinic}, which takes requests: its page says how that ends."


@dataclass(frozen=True)
class MailedOrder:
    """What a mail says of an order: id, link, parcels, whether it is collected, or was asked of a clinic, and of which.

    `arrives_on` is the day, ISO 8601 in UTC, on which a part that comes later arrives.
    """

    id: str
    link: str
    shipments: Sequence[Shipment] = ()
    is_collected: bool = False
    is_requested: bool = False
    clinic: str = ""
    arrives_on: str = ""


def mail_text(about: MailAbout, order: MailedOrder) -> MailText:
    """The mail of an order; nothing in it says what the part is, for whom, or by which measurements."""
    subject, words = WORDS[about](order)
    return MailText(subject, f"{words}\n\n{order.link}\n\n{_signature(about, order)}\n")


def _signature(about: MailAbout, order: MailedOrder) -> str:
    if about is MailAbout.REQUESTED:
        return PRESCRIBERS_SIGNATURE.format(clinic=order.clinic)
    if about in (MailAbout.REFUSED, MailAbout.CHANGED):
        return SIGNATURE.format(may="")
    return SIGNATURE.format(may=" and cancel it" if order.is_requested else ", approve and cancel it")


def _made_words(order: MailedOrder) -> tuple[str, str]:
    made = f"The files of order {order.id} are made and measured.\n"
    if order.is_requested:
        words = "A prescriber of the clinic looks at them; nothing is produced before."
        return f"The files of your order {order.id} are made", f"{made}{words}"
    words = "Look at asked beside measured, and approve it: nothing is produced before."
    return f"Approve your order {order.id} now", f"{made}{words}"


def _shipped_words(order: MailedOrder) -> tuple[str, str]:
    if order.is_collected:
        return f"Your order {order.id} has been collected", f"Everything of order {order.id} has been collected."
    lines = "".join(f"\n{each.words}" for each in order.shipments)
    return f"Your order {order.id} is on its way", f"Everything of order {order.id} is on its way.{lines}"


def _requested_words(order: MailedOrder) -> tuple[str, str]:
    words = "Sign in and look at it, approve it, change it or refuse it: nothing is produced before."
    asked = f"Somebody asks {order.clinic} for a part for a person, as order {order.id}.\n"
    return f"Order {order.id} waits for a prescriber", f"{asked}{words}"


def _refused_words(order: MailedOrder) -> tuple[str, str]:
    words = f"A prescriber of {order.clinic} has refused order {order.id}, and nothing is produced.\nIts page says why."
    return f"Your order {order.id} was refused", words


def _changed_words(order: MailedOrder) -> tuple[str, str]:
    words = (
        f"{order.clinic} has changed order {order.id}, and ordered it anew.\nIts page leads to the order in its place."
    )
    return f"Your order {order.id} was changed", words


def _later_words(order: MailedOrder) -> tuple[str, str]:
    words = f"A part of order {order.id} comes later than was said: it is to {{}} by {order.arrives_on}."
    return f"Your order {order.id} comes later", words.format("be ready" if order.is_collected else "arrive")


WORDS: Final[Mapping[MailAbout, Callable[[MailedOrder], tuple[str, str]]]] = {
    MailAbout.MADE: _made_words,
    MailAbout.SHIPPED: _shipped_words,
    MailAbout.REQUESTED: _requested_words,
    MailAbout.REFUSED: _refused_words,
    MailAbout.CHANGED: _changed_words,
    MailAbout.LATER: _later_words,
}
