"""Hands e-mail over to the server that sends it: plain text, to one address or a few who know of each other."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from configurator.settings import LOOPBACK_NAMES, MailServer

# How long the server may take for one step, in s.
TIMEOUT_S = 15.0


class NotTaken(Exception):
    """The server has not taken a message; where it `is_final`, it will not take it later either."""

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.is_final = is_final


class Unsure(Exception):
    """The connection broke while the message was handed over: the server may have taken it."""


def hand_over(mail: MailServer, to: Sequence[str], subject: str, text: str) -> None:
    """Hand a message over to the server, taken as soon as it takes it for one of the addresses.

    Raises NotTaken, Unsure; ValueError for a subject of several lines. None of them names an address, nor what the
    server says of it.
    """
    message = _message(mail, to, subject, text)
    with _session(mail) as server:
        try:
            # Of the header a reader of RFC 2047 may make other addresses than were checked.
            server.send_message(message, to_addrs=[*to])
        except smtplib.SMTPServerDisconnected as error:
            raise Unsure(type(error).__name__) from None
        except smtplib.SMTPException as error:
            raise _refusal(error) from None
        except OSError as error:
            raise Unsure(type(error).__name__) from None


@contextmanager
def _session(mail: MailServer) -> Iterator[smtplib.SMTP]:
    """A connection that has TLS and is signed in, where these are needed. Raises NotTaken."""
    tls = ssl.create_default_context()
    try:
        server = _connect(mail, tls)
    except (OSError, smtplib.SMTPException) as error:
        raise NotTaken(type(error).__name__) from None
    with server:
        try:
            _introduce(server, mail, tls)
        except (OSError, smtplib.SMTPException) as error:
            raise NotTaken(type(error).__name__) from None
        yield server


def _refusal(error: smtplib.SMTPException) -> NotTaken:
    """What the server says no to for good begins with a 5 (RFC 5321, section 4.2.1)."""
    codes = [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
    return NotTaken(type(error).__name__, is_final=bool(codes) and min(codes) >= 500)


def _message(mail: MailServer, to: Sequence[str], subject: str, text: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = mail.sender, ", ".join(to), subject
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=mail.sender.rpartition("@")[2].rstrip(">"))
    message.set_content(text)
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
