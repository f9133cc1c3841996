from dataclasses import replace

import pytest
from support.ordering import ANNA, item_request, make_items, order_request, read_events
from support.people import add_clinic, add_person

from configurator import catalogue
from configurator.domain.actors import LOCAL, VISITOR, Actor
from configurator.domain.errors import Forbidden, Refused
from configurator.services.accounts.clinic_requests import list_clinics_to_ask, set_taking_requests
from configurator.services.designs.configure import build_design
from configurator.services.orders.approve import approve_order
from configurator.services.orders.cancel import cancel_order
from configurator.services.orders.personal_data import erase_person, read_person
from configurator.services.orders.place_order import place_order
from configurator.services.orders.requested_orders import asked_destination, order_in_place
from configurator.services.orders.views import find_order, list_orders, list_waiting_orders

BERN = "clinic-bern"
LIFT = catalogue.find("heel_lift")
DESIGN = build_design(LIFT, next(iter(LIFT.presets.values())))
ASKED = replace(
    order_request(), items=(replace(item_request(DESIGN), offer=next(iter(LIFT.offers))),), clinic=BERN, key="asked"
)
CUSTOMER = Actor("A-1", "customer", account="A-1")
PRESCRIBER, CLINICIAN, ELSEWHERE = (
    Actor(name, role, clinic, account=name, confirmed=True)
    for name, role, clinic in (
        ("P-1", "prescriber", BERN), ("C-1", "clinician", BERN), ("P-2", "prescriber", "clinic-thun"),
    )
)  # fmt: skip


@pytest.fixture
def clinic(context):
    add_clinic(context)
    set_taking_requests(context, LOCAL, BERN, takes=True)
    return context


def ask(context, actor=VISITOR, **changed):
    return place_order(context.acting_as(actor), actor, replace(ASKED, **changed)).order


def by_link(context, order, actor=VISITOR):
    return find_order(context.acting_as(actor, order.token), order.token)


def test_what_a_visitor_asks_waits_for_a_prescriber_of_that_clinic_alone(clinic):
    order = ask(clinic)
    make_items(clinic, order)
    assert [each.id for each in list_waiting_orders(clinic.acting_as(CLINICIAN))] == [order.id]
    assert list_waiting_orders(clinic.acting_as(ELSEWHERE)) == []
    for actor in (VISITOR, CLINICIAN, ELSEWHERE):
        with pytest.raises(Forbidden):
            approve_order(clinic.acting_as(actor, order.token), actor, order.id)
    approve_order(clinic.acting_as(PRESCRIBER), PRESCRIBER, order.id)
    assert by_link(clinic, order).state == "approved" and list_waiting_orders(clinic.acting_as(PRESCRIBER)) == []


def test_whoever_asked_sees_it_by_link_or_account_and_not_whom_it_is_for(clinic):
    order = ask(clinic, CUSTOMER)
    assert [each.id for each in list_orders(clinic.acting_as(CUSTOMER))] == [order.id]
    with pytest.raises(Forbidden):
        read_person(clinic.acting_as(VISITOR, order.token), order.id)
    with pytest.raises(Refused, match="no order under this link"):
        find_order(clinic.acting_as(ELSEWHERE), order.token)


def test_a_refusal_is_a_prescribers_and_says_why(clinic):
    order = ask(clinic)
    with pytest.raises(Forbidden):
        cancel_order(clinic.acting_as(CLINICIAN), CLINICIAN, order.id, "no")
    with pytest.raises(Refused, match="Why it is refused"):
        cancel_order(clinic.acting_as(PRESCRIBER), PRESCRIBER, order.id)
    cancel_order(clinic.acting_as(PRESCRIBER), PRESCRIBER, order.id, "Come by first.")
    assert (by_link(clinic, order).state, by_link(clinic, order).reason) == ("cancelled", "Come by first.")
    assert read_events(clinic)[-1].kind == "order_refused"


def test_whoever_asked_cancels_without_a_reason(clinic):
    order = ask(clinic)
    assert cancel_order(clinic.acting_as(VISITOR, order.token), VISITOR, order.id).state == "cancelled"
    assert read_events(clinic)[-1].kind == "order_cancelled"


def test_a_changed_one_takes_its_place_and_whoever_asked_goes_on_seeing_it(clinic):
    order = ask(clinic, CUSTOMER)
    goes_to = asked_destination(clinic.acting_as(PRESCRIBER), order)
    assert (goes_to.person.address, goes_to.person.patient) == (ANNA.address, "")
    changed = replace(ASKED, clinic="", replaces=order.id, key="changed")
    new = place_order(clinic.acting_as(PRESCRIBER), PRESCRIBER, changed).order
    assert place_order(clinic.acting_as(PRESCRIBER), PRESCRIBER, changed).order.id == new.id
    old = by_link(clinic, order)
    assert (old.state, old.replaced_by, order_in_place(clinic, old).token) == ("cancelled", new.id, new.token)
    assert by_link(clinic, new).organisation == BERN
    assert {each.id for each in list_orders(clinic.acting_as(CUSTOMER))} == {order.id, new.id}
    with pytest.raises(Refused, match="is cancelled"):
        place_order(clinic.acting_as(PRESCRIBER), PRESCRIBER, replace(changed, key="again"))
    cancel_order(clinic.acting_as(PRESCRIBER), PRESCRIBER, new.id, "Moved away.")
    erase_person(clinic.acting_as(PRESCRIBER), PRESCRIBER, new.id)
    assert not read_person(clinic, order.id).address


def test_nobody_elses_request_is_replaced(clinic):
    order = ask(clinic)
    changed = replace(ASKED, clinic="", replaces=order.id, key="changed")
    with pytest.raises(Refused, match=f"no order {order.id}"):
        place_order(clinic.acting_as(ELSEWHERE), ELSEWHERE, changed)
    assert by_link(clinic, order).state == "placed"


@pytest.mark.parametrize("named", ["clinic-thun", "nowhere", BERN])
def test_only_a_clinic_that_says_so_is_asked(context, named):
    add_clinic(context)
    add_clinic(context, "clinic-thun")
    assert list_clinics_to_ask(context) == []
    with pytest.raises(Refused, match="takes no requests") as error:
        ask(context, clinic=named)
    assert error.value.problems[0].fields == ("clinic",)


def test_without_a_clinic_a_visitor_orders_no_part_for_a_person_and_a_part_for_nobody_is_asked_of_none(clinic):
    with pytest.raises(Forbidden):
        ask(clinic, clinic="")
    with pytest.raises(Refused, match="None of these parts is for a person"):
        place_order(clinic.acting_as(VISITOR), VISITOR, replace(order_request(), clinic=BERN))


def test_who_leads_the_clinic_says_whether_it_takes_requests(clinic):
    add_person(clinic)
    with pytest.raises(Forbidden):
        set_taking_requests(clinic.acting_as(CLINICIAN), CLINICIAN, BERN, takes=False)
    set_taking_requests(clinic.acting_as(PRESCRIBER), PRESCRIBER, BERN, takes=False)
    assert list_clinics_to_ask(clinic) == []
