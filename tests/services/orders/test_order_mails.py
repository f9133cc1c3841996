from dataclasses import replace
from unittest.mock import patch

import pytest
from support.mailbox import SENDER, SITE, free_port, mails_in, send_all
from support.mailbox import posted as posted
from support.ordering import (
    ANNA,
    BERLIN,
    OPERATOR,
    WORKER,
    add_factories,
    event_kinds,
    job_in_state,
    load_order,
    made_order,
    order_request,
    placed_order,
    queued_works,
    read_events,
)  # fmt: skip

from configurator.domain.errors import Limited, Refused
from configurator.domain.orders.shipments import Shipment
from configurator.services.common.smtp import Unsure
from configurator.services.orders import order_mails
from configurator.services.orders.cancel import cancel_order
from configurator.services.orders.order_mails import WORD_BY_ADDRESS, send_order_mail
from configurator.services.orders.personal_data import erase_person, read_address, read_person
from configurator.services.orders.views import show_order
from configurator.services.production import job_reports
from configurator.settings import MailServer

EMAIL = "Anna.Meier@example.org"
WANTS_WORD = order_request(person=replace(ANNA, email=EMAIL))
AWAY = MailServer("127.0.0.1", 9, SENDER)


def test_word_comes_once_when_an_order_is_made_with_its_link(posted):
    context, mailbox = posted
    order = made_order(context, request=WANTS_WORD)
    send_all(context)
    send_all(context)
    ((recipients, message),) = mailbox.messages
    assert recipients == [EMAIL] and message["Subject"] == f"Approve your order {order.id} now"
    assert f"\n{SITE}/orders/{order.token}\n" in message.get_content().replace("\r\n", "\n")
    assert event_kinds(context, order_id=order.id)[-1] == "mail_sent"
    assert EMAIL not in str(read_events(context)) and EMAIL not in str(queued_works(context))


def test_word_of_shipping_has_the_number_of_the_parcel_which_is_in_no_event_and_erased(posted):
    context, mailbox = posted
    add_factories(context, BERLIN)
    job = job_in_state(context, "done", request=WANTS_WORD)
    assert EMAIL not in str(read_address(context, OPERATOR, job.ticket))
    job_reports.report_shipped(context, OPERATOR, job.ticket, shipment=Shipment("Swiss Post", "99.00.123"))
    send_all(context)
    _, shipped = (message for _, message in mailbox.messages)
    assert "on its way" in shipped["Subject"] and "Swiss Post, 99.00.123" in shipped.get_content()
    assert "99.00.123" not in str(read_events(context))
    assert show_order(context, job.order).jobs[0].shipment.tracking_number == "99.00.123"
    erase_person(context, OPERATOR, job.order)
    assert show_order(context, job.order).jobs[0].shipment == Shipment() and not read_person(context, job.order).email


def test_nobody_who_has_not_asked_gets_word(posted):
    context, _ = posted
    made_order(context)
    assert mails_in(context) == []


def test_an_erased_address_gets_none(posted):
    context, mailbox = posted
    order = made_order(context, request=WANTS_WORD)
    cancel_order(context, OPERATOR, order.id)
    erase_person(context, OPERATOR, order.id)
    send_all(context)
    assert mailbox.messages == [] and event_kinds(context)[-1] == "mail_failed"


def test_a_server_that_is_away_is_tried_again_and_given_up_at_last(posted):
    context, mailbox = posted
    away = replace(context, mail=replace(AWAY, port=free_port()))
    order = made_order(context, request=WANTS_WORD)
    ((_, number, _),) = mails_in(context)
    send_order_mail(away, WORKER, order.id, number, 1)
    assert mails_in(context) == [(order.id, number, 1), (order.id, number, 2)]
    assert load_order(context, order.id).state == "made" and "mail_failed" not in event_kinds(context)
    send_order_mail(away, WORKER, order.id, number, order_mails.MAX_MAIL_ATTEMPTS)
    assert event_kinds(context)[-1] == "mail_failed" and len(mails_in(context)) == 2
    send_order_mail(context, WORKER, order.id, number, 2)
    assert mailbox.messages == []


def test_a_worker_that_dies_between_sending_and_noting_it_leads_to_no_second_mail(posted):
    context, mailbox = posted
    made_order(context, request=WANTS_WORD)
    with patch.object(order_mails, "_end", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        send_all(context)
    send_all(context)
    assert len(mailbox.messages) == 1 and event_kinds(context)[-1] == "mail_unsure"


def test_a_connection_that_breaks_while_sending_is_not_tried_again(posted):
    context, _ = posted
    made_order(context, request=WANTS_WORD)
    with patch.object(order_mails, "hand_over", side_effect=Unsure("reset")):
        send_all(context)
    assert event_kinds(context)[-1] == "mail_unsure" and len(mails_in(context)) == 1


@pytest.mark.parametrize("email", ["anna", "a@b.ch\nBcc: eve@example.org", "a b@example.org", "anna@example"])
def test_what_is_no_address_is_refused_by_its_name(posted, email):
    context, _ = posted
    with pytest.raises(Refused, match="no address for e-mail") as error:
        placed_order(context, request=order_request(person=replace(ANNA, email=email)))
    assert error.value.problems[0].fields == ("email",)


def test_where_no_word_can_be_sent_it_is_said_before_anything_is_ordered(context):
    with pytest.raises(Refused, match="No e-mail is sent from here"):
        placed_order(context, request=WANTS_WORD)
    assert read_events(context) == []


def test_nobodys_mailbox_is_filled_by_strangers(posted, monkeypatch):
    context, _ = posted
    monkeypatch.setattr(order_mails, "WORD_BY_ADDRESS", replace(WORD_BY_ADDRESS, uses=1))
    placed_order(context, "1", WANTS_WORD)
    with pytest.raises(Limited, match="word at this address"):
        placed_order(context, "2", order_request(person=replace(ANNA, email=EMAIL.lower())))
