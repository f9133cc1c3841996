"""A mail server on this machine that keeps what it gets."""

import re
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes, policy
from socket import socket

import pytest
from aiosmtpd.controller import Controller

from configurator.services.orders.order_mails import send_order_mail
from configurator.settings import MailServer
from support.ordering import WORKER, queued_works
from support.server import wait_until

SENDER, SITE = "parts@example.org", "https://parts.example.org"


class Mailbox:
    """What has come, the oldest first."""

    def __init__(self):
        self.messages = []

    async def handle_DATA(self, server, session, envelope):
        self.messages.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"

    def link_to(self, recipient):
        """The link in the only message, which must be to this recipient."""
        wait_until(lambda: self.messages)
        ((recipients, message),) = self.messages
        assert recipients == [recipient] and message["From"] == SENDER
        return re.search(r"https?://\S+", message.get_content())[0]


def free_port():
    with socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def mail_server():
    """A mailbox, and the settings that lead to it."""
    mailbox, port = Mailbox(), free_port()
    controller = Controller(mailbox, "127.0.0.1", port)
    controller.start()
    try:
        yield mailbox, MailServer("127.0.0.1", port, SENDER)
    finally:
        controller.stop()


@pytest.fixture
def posted(context):
    """The context with a mail server, and what has come there."""
    with mail_server() as (mailbox, server):
        yield replace(context, mail=server, public_url=SITE), mailbox


def mails_in(context):
    """The mails that wait in the queue: order, number of the event, attempt."""
    return [arguments for name, arguments in queued_works(context) if name == "send_mail"]


def send_all(context):
    for arguments in mails_in(context):
        send_order_mail(context, WORKER, *arguments)
