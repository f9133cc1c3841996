from dataclasses import replace
from smtplib import SMTP

import pytest
from support.mailbox import SENDER, free_port, mail_server
from support.ordering import event_kinds
from support.people import ADDRESS, OTHER_PASSWORD, add_clinic, add_person

from configurator.domain.actors import LOCAL
from configurator.domain.errors import Limited, Refused
from configurator.services.accounts import mail, password_links
from configurator.services.accounts.accounts import set_account_disabled
from configurator.services.accounts.invitations import invite
from configurator.services.accounts.mail import in_background, mail_invitation
from configurator.services.accounts.password_links import replace_password, send_password_link
from configurator.services.accounts.rate_limits import PASSWORD_LINKS_BY_ACCOUNT
from configurator.services.common import smtp
from configurator.services.common.smtp import hand_over
from configurator.settings import MailServer

ANNA, SITE = "anna@example.org", "https://parts.example.org"
# Encoded as RFC 2047 lays down, it is eve@example.net, anna@example.org.
SEVERAL = "=?utf-8?q?eve=40example.net=2c?=anna@example.org"


@pytest.fixture
def invited(context):
    clinic = add_clinic(context)
    _, invitation = invite(context, LOCAL, ANNA, "clinic-bern", "clinician")
    return invitation, clinic


def test_an_invitation_comes_as_plain_text_with_its_link(context, invited):
    with mail_server() as (mailbox, server):
        assert mail_invitation(replace(context, mail=server), *invited, f"{SITE}/invitations/x")
    ((recipients, message),) = mailbox.messages
    assert recipients == [ANNA] and message["To"] == ANNA and message["From"] == SENDER
    assert message["Subject"] == "Invitation to Foot clinic Bern" and message.get_content_type() == "text/plain"
    assert f"\n{SITE}/invitations/x\n" in message.get_content().replace("\r\n", "\n")


def test_without_a_server_and_where_none_answers_it_is_not_sent_and_said_so(context, invited, caplog):
    assert not mail_invitation(context, *invited, "https://x")
    away = MailServer("127.0.0.1", free_port(), SENDER)
    assert not mail_invitation(replace(context, mail=away), *invited, "https://secret.example.org")
    assert "could not be sent" in caplog.text and "secret" not in caplog.text and ANNA not in caplog.text


def test_a_server_elsewhere_is_told_nothing_without_tls(context, invited, monkeypatch):
    monkeypatch.setattr(smtp, "LOOPBACK_NAMES", ())
    with mail_server() as (mailbox, server):
        assert not mail_invitation(replace(context, mail=server), *invited, "https://x")
    assert mailbox.messages == []


def test_a_title_cannot_add_a_header(context, invited):
    invitation, clinic = invited
    with mail_server() as (mailbox, server), pytest.raises(ValueError, match="linefeed"):
        mail_invitation(replace(context, mail=server), invitation, replace(clinic, title="x\nBcc: eve@example.org"), "")
    assert mailbox.messages == []


def test_an_address_that_a_mail_program_reads_as_several_is_none(context):
    with pytest.raises(Refused, match="no address for e-mail"):
        send_password_link(context, SITE, SEVERAL, ADDRESS)


def test_a_mail_goes_to_the_addresses_that_were_checked_whatever_is_read_in_its_header(monkeypatch):
    told = []
    monkeypatch.setattr(SMTP, "sendmail", lambda _, sender, to, *__, **___: told.append(to))
    with mail_server() as (_, server):
        hand_over(server, (SEVERAL, ANNA), "A subject", "A text")
    assert told == [[SEVERAL, ANNA]]


def test_whoever_has_forgotten_the_password_gets_a_link(context):
    add_person(context)
    with mail_server() as (mailbox, server):
        send_password_link(replace(context, mail=server), SITE, "Anna@example.org", ADDRESS)
        link = mailbox.link_to(ANNA)
    assert link.startswith(f"{SITE}/passwords/")
    assert replace_password(context, link.rpartition("/")[2], OTHER_PASSWORD).email == ANNA


def test_as_much_is_done_before_the_answer_whether_there_is_an_account(context, monkeypatch):
    add_person(context)
    begun = []
    monkeypatch.setattr(password_links, "in_background", begun.append)
    with mail_server() as (mailbox, server):
        for email in ("nobody@example.org", ANNA):
            send_password_link(replace(context, mail=server), SITE, email, ADDRESS)
            assert begun and "password_link_sent" not in event_kinds(context)
            begun.pop()()
        assert mailbox.link_to(ANNA)


def test_an_unknown_or_disabled_address_gets_nothing_and_nobody_is_told(context, monkeypatch):
    add_person(context)
    monkeypatch.setattr(password_links, "in_background", lambda send: send())
    set_account_disabled(context, LOCAL, ANNA, disabled=True)
    with mail_server() as (mailbox, server):
        for email in (ANNA, "nobody@example.org"):
            send_password_link(replace(context, mail=server), SITE, email, ADDRESS)
    assert mailbox.messages == [] and "password_link_sent" not in event_kinds(context)
    with pytest.raises(Refused, match="no address for e-mail"):
        send_password_link(context, SITE, "nobody", ADDRESS)


def test_nobody_is_sent_links_without_end(context, monkeypatch):
    monkeypatch.setattr(password_links, "in_background", lambda send: send())
    for number in range(PASSWORD_LINKS_BY_ACCOUNT.uses):
        send_password_link(context, SITE, ANNA, f"192.0.2.{number}")
    with pytest.raises(Limited, match="links for this account"):
        send_password_link(context, SITE, ANNA, ADDRESS)


def test_what_is_too_much_at_once_is_not_sent(monkeypatch, caplog):
    monkeypatch.setattr(mail, "BACKGROUND", mail.BoundedSemaphore(1))
    mail.BACKGROUND.acquire()
    sent = []
    in_background(lambda: sent.append(1))
    assert sent == [] and "too many" in caplog.text
