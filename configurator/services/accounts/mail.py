"""E-mail to those who have an account or are to have one: a link and what it is for, in plain text."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import BoundedSemaphore, Thread

from configurator.domain.accounts.accounts import Account, Invitation
from configurator.domain.accounts.organisations import Organisation
from configurator.services.common.context import Context
from configurator.services.common.smtp import NotTaken, Unsure, hand_over

log = logging.getLogger("configurator.mail")
# So many are sent at once by threads that nobody waits for; what is more is not sent, and asked for again.
BACKGROUND = BoundedSemaphore(8)
SIGNATURE = "Whoever has this link can use it: pass it on to nobody. If you did not expect this, let it be."


def mail_invitation(context: Context, invitation: Invitation, organisation: Organisation, link: str) -> bool:
    """Send the link of an invitation; False where it could not be sent, so that it is handed over otherwise."""
    text = f"You are invited to {organisation.title} as {invitation.role}. Within seven days, open\n\n{link}\n"
    return _send(context, invitation.email, f"Invitation to {organisation.title}", text)


def mail_password_link(context: Context, account: Account, link: str) -> bool:
    """Send the link by which a password is replaced; False where it could not be sent."""
    text = f"To choose another password for {account.email}, open within a day\n\n{link}\n"
    return _send(context, account.email, "Another password", text)


def in_background(send: Callable[[], object]) -> None:
    """Send without letting anybody wait: how long it takes tells whether there is such an account."""
    if not BACKGROUND.acquire(blocking=False):
        log.warning("an e-mail is not sent: too many are on their way")
        return

    def run() -> None:
        try:
            send()
        except Exception:
            # Whoever asked has had the answer.
            log.exception("an e-mail is not sent")
        finally:
            BACKGROUND.release()

    Thread(target=run, daemon=True).start()


def _send(context: Context, to: str, subject: str, text: str) -> bool:
    if context.mail is None:
        return False
    try:
        hand_over(context.mail, (to,), subject, f"{text}\n{SIGNATURE}\n")
    except (NotTaken, Unsure) as error:
        # Not the address, nor what the server says of it.
        log.error("an e-mail could not be sent: %s", error)
        return False
    return True
