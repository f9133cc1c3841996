"""E-mail to those who have an account or are to have one: a link and what it is for, in plain text."""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from threading import BoundedSemaphore, Thread

from configurator.domain.accounts.accounts import Account, Invitation
from configurator.domain.accounts.organisations import Organisation
from configurator.services.common.context import Context
from configurator.settings import LOOPBACK_NAMES, MailServer

log = logging.getLogger("configurator.mail")
# How long the server may take for one step, in s.
TIMEOUT_S = 15.0
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
        finally:
            BACKGROUND.release()

    Thread(target=run, daemon=True).start()


def _send(context: Context, to: str, subject: str, text: str) -> bool:
    if context.mail is None:
        return False
    tls = ssl.create_default_context()
    try:
        with _connect(context.mail, tls) as server:
            _introduce(server, context.mail, tls)
            server.send_message(_message(context.mail, to, subject, text))
    except (OSError, smtplib.SMTPException) as error:
        # Not the address, nor what the server says of it.
        log.error("an e-mail could not be sent: %s", type(error).__name__)
        return False
    return True


def _message(mail: MailServer, to: str, subject: str, text: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = mail.sender, to, subject
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=mail.sender.rpartition("@")[2].rstrip(">"))
    message.set_content(f"{text}\n{SIGNATURE}\n")
    return message


def _connect(mail: MailServer, tls: ssl.SSLContext) -> smtplib.SMTP:
    """A connection. Raises OSError and SMTPException."""
    if mail.has_tls:
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=TIMEOUT_S, context=tls)
    return smtplib.SMTP(mail.host, mail.port, timeout=TIMEOUT_S)


def _introduce(server: smtplib.SMTP, mail: MailServer, tls: ssl.SSLContext) -> None:
    """Turn to TLS where it is not there yet, and sign in where there is a user. Raises OSError and SMTPException."""
    if not mail.has_tls and mail.host not in LOOPBACK_NAMES:
        server.starttls(context=tls)
    if mail.user:
        server.login(mail.user, mail.password)
