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
    "Whoever has this link can see the order, approve and cancel it: pass it on to nobody.\n"
    "This address was given with the order, for word of it. If that was not you, let it be."
)


def mail_text(
    about: MailAbout, order: str, link: str, shipments: Sequence[Shipment], *, is_collected: bool
) -> MailText:
    """The mail to whoever wants word of an order, by its id and its link; nothing in it says what the part is."""
    if about is MailAbout.MADE:
        subject, words = f"Approve your order {order} now", _made_words(order)
    elif is_collected:
        subject, words = f"Your order {order} has been collected", f"Everything of order {order} has been collected."
    else:
        subject, words = f"Your order {order} is on its way", _shipped_words(order, shipments)
    return MailText(subject, f"{words}\n\n{link}\n\n{SIGNATURE}\n")


def _made_words(order: str) -> str:
    return (
        f"The files of order {order} are made and measured.\n"
        "Look at asked beside measured, and approve it: nothing is produced before."
    )


def _shipped_words(order: str, shipments: Sequence[Shipment]) -> str:
    lines = "".join(f"\n{each.words}" for each in shipments)
    return f"Everything of order {order} is on its way.{lines}"
