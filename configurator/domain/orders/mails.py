"""Word by e-mail of what has become of an order: about what, how far it is, and in which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from configurator.domain.orders.shipments import Shipment


class MailAbout(StrEnum):
    """What word is sent of."""

    MADE = "made"
    SHIPPED = "shipped"


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
    "Whoever has this link can see the order, {may}: pass it on to nobody.\n"
    "This address was given with the order, for word of it. If that was not you, let it be."
)


@dataclass(frozen=True)
class MailedOrder:
    """What a mail says of an order: id, link, parcels, whether it is collected, or was asked of a clinic."""

    id: str
    link: str
    shipments: Sequence[Shipment] = ()
    is_collected: bool = False
    is_requested: bool = False


def mail_text(about: MailAbout, order: MailedOrder) -> MailText:
    """The mail to whoever wants word of an order; nothing in it says what the part is."""
    subject, words = _made_words(order) if about is MailAbout.MADE else _shipped_words(order)
    signature = SIGNATURE.format(may="and cancel it" if order.is_requested else "approve and cancel it")
    return MailText(subject, f"{words}\n\n{order.link}\n\n{signature}\n")


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
