"""Word of what is asked of a clinic: to its prescribers, and back to whoever asked."""

from dataclasses import replace

import pytest
from support.mailbox import SITE, mails_in, send_all
from support.mailbox import posted as posted
from support.ordering import ANNA, item_request, make_items, order_request, read_events
from support.people import add_clinic, add_person

from configurator import catalogue
from configurator.domain.actors import LOCAL, VISITOR, Actor
from configurator.services.accounts.accounts import set_account_disabled
from configurator.services.accounts.clinic_requests import set_taking_requests
from configurator.services.designs.configure import build_design
from configurator.services.orders.approve import approve_order
from configurator.services.orders.cancel import cancel_order
from configurator.services.orders.place_order import place_order

BERN, EMAIL = "clinic-bern", "visitor@example.org"
LIFT = catalogue.find("heel_lift")
PART = replace(item_request(build_design(LIFT, next(iter(LIFT.presets.values())))), offer=next(iter(LIFT.offers)))
ASKED = replace(order_request(person=replace(ANNA, email=EMAIL)), items=(PART,))
PRESCRIBER = Actor("P-1", "prescriber", BERN, account="P-1", confirmed=True)


@pytest.fixture
def clinic(posted):
    """The context with a mail server and a clinic of two prescribers, a former one and a clinician; and the mailbox."""
    context, mailbox = posted
    add_clinic(context)
    set_taking_requests(context, LOCAL, BERN, takes=True)
    for email, role in (("a@b.ch", "prescriber"), ("b@b.ch", "prescriber"), ("c@b.ch", "clinician")):
        add_person(context, email, BERN, role)
    add_person(context, "d@b.ch", BERN, "prescriber")
    set_account_disabled(context, LOCAL, "d@b.ch", disabled=True)
    return context, mailbox


def ask(context, **changed):
    return place_order(context.acting_as(VISITOR), VISITOR, replace(ASKED, clinic=BERN, key="asked", **changed)).order


def subjects(mailbox):
    return [(recipients, message["Subject"]) for recipients, message in mailbox.messages]


def test_those_who_can_approve_get_one_mail_of_a_request_with_nothing_of_the_patient(clinic):
    context, mailbox = clinic
    order = ask(context, person=ANNA)
    assert ask(context, person=ANNA).id == order.id
    send_all(context)
    send_all(context)
    ((recipients, message),) = mailbox.messages
    assert recipients == ["a@b.ch", "b@b.ch"] and message["Subject"] == f"Order {order.id} waits for a prescriber"
    text = message.get_content().replace("\r\n", "\n")
    assert f"\n{SITE}/clinic/orders\n" in text and order.token not in text
    for told in (ANNA.patient, ANNA.prescription, *ANNA.address.values(), "eel", "visitor"):
        assert told not in text
    assert read_events(context)[-1].data == {"about": "requested"}


def test_what_is_approved_by_then_is_told_to_nobody(clinic):
    context, mailbox = clinic
    order = ask(context, person=ANNA)
    make_items(context, order)
    approve_order(context.acting_as(PRESCRIBER), PRESCRIBER, order.id)
    send_all(context)
    assert mailbox.messages == []


@pytest.mark.parametrize("without", ["mail", "public_url"])
def test_where_nothing_is_sent_no_mail_waits(clinic, without):
    context, _ = clinic
    ask(replace(context, **{without: None if without == "mail" else ""}), person=ANNA)
    assert mails_in(context) == []


def test_whoever_asked_gets_word_of_a_refusal_with_the_link_alone(clinic):
    context, mailbox = clinic
    order = ask(context)
    cancel_order(context.acting_as(PRESCRIBER), PRESCRIBER, order.id, "Come by first.")
    send_all(context)
    assert subjects(mailbox) == [([EMAIL], f"Your order {order.id} was refused")]
    text = mailbox.messages[0][1].get_content()
    assert f"{SITE}/orders/{order.token}" in text and "Foot clinic Bern" in text and "Come by" not in text


def test_whoever_asked_gets_word_of_a_change_and_a_clinic_none_of_its_own_order(clinic):
    context, mailbox = clinic
    order = ask(context)
    changed = replace(ASKED, key="changed", replaces=order.id)
    place_order(context.acting_as(PRESCRIBER), PRESCRIBER, changed)
    send_all(context)
    assert subjects(mailbox) == [([EMAIL], f"Your order {order.id} was changed")]
    assert f"{SITE}/orders/{order.token}" in mailbox.messages[0][1].get_content()


def test_whoever_cancels_what_they_have_asked_gets_no_word_of_it(clinic):
    context, mailbox = clinic
    order = ask(context)
    cancel_order(context.acting_as(VISITOR, order.token), VISITOR, order.id)
    send_all(context)
    assert mailbox.messages == []
