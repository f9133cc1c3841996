from dataclasses import replace

import pytest
from support.ordering import (
    ANNA,
    BERLIN,
    CLINIC,
    LYON,
    PicturePool,
    add_factories,
    approved_order,
    job_in_state,
    load_job,
    load_order,
    made_order,
    make_items,
    order_request,
    placed_order,
    read_events,
)

from configurator.domain.orders.states import OrderState
from configurator.services.orders.cancel import cancel_order
from configurator.services.orders.personal_data import read_person

PERSONAL = (ANNA.patient, ANNA.prescription, *ANNA.address.values())


def test_an_order_shows_asked_against_made_and_where_its_job_went(call, context):
    add_factories(context, BERLIN, LYON)
    job = job_in_state(context, "handed_over")
    shown = call("order", "show", job.order.lower()).stdout
    item = load_order(context, job.order).items[0]
    assert f"Order {job.order} (1 item) is approved.\n" in shown
    assert f"Item 1: 1 x grommet {item.design.code} in mjf-tpu, made\n" in shown
    assert "height                       4.500      4.500   0.000    0.050  mm  ok" in shown
    assert f"  Job {job.ticket}, handed over\n    lease 1 to berlin, jet: nearest" in shown
    assert "\n     not to lyon: farther: " in shown
    assert f"lies in {context.folders / 'berlin' / job.ticket}\n" in shown
    assert shown.count("  job routed by worker:1, job ") == 1


def test_an_order_that_is_not_made_has_nothing_measured(call, told, context):
    order = placed_order(context)
    assert "dimension" not in call("order", "show", order.id).stdout
    assert told("order", "show", order.id)["order"]["items"][0]["report"] is None


def test_an_order_in_json_has_everything_but_the_person(told, context):
    add_factories(context, BERLIN, LYON)
    job = job_in_state(context, "claimed")
    shown = told("order", "show", job.order)
    assert shown.keys() == {"order", "jobs", "events"}
    assert shown["order"]["items"][0]["report"]["dimensions"][0]["measured"] == 4.5
    (shown_job,) = shown["jobs"]
    (route,) = shown_job["routes"]
    assert (shown_job["ticket"], shown_job["state"], shown_job["operator"]) == (job.ticket, "claimed", "berlin:op2")
    assert (route["epoch"], route["chosen"]["factory"]) == (1, "berlin")
    assert [(each["factory"], len(each["reasons"])) for each in route["rejected"]] == [("lyon", 1)]
    assert [event["kind"] for event in shown["events"]] == [
        event.kind for event in read_events(context, order_id=job.order)
    ]


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_nothing_personal_is_shown_unless_it_is_asked_for(call, context, form):
    add_factories(context, BERLIN)
    job = job_in_state(context, "started")
    looks = [("order", "show", job.order), ("order", "list"), ("job", "show", job.id), ("job", "list"), ("events",)]
    said = [call(*words, *form) for words in looks]
    assert [name for name in PERSONAL for done in said if name in done.output] == []
    person = call("order", "show", job.order, "--person", *form).stdout
    assert [name for name in PERSONAL if name not in person] == []


def test_a_prescription_of_several_lines_is_told_from_the_fields_beside_it(call, context):
    person = replace(ANNA, prescription="Heel lift 4 mm.\ncity: Rome")
    order = placed_order(context, request=order_request(person=person))
    shown = call("order", "show", order.id, "--person").stdout
    assert "\n  prescription: Heel lift 4 mm.\n    city: Rome\n  name: Anna Meier\n" in shown


def test_orders_are_listed_the_newest_first(call, told, context):
    first, second = placed_order(context, "1"), made_order(context, "2")
    lines = call("order", "list").stdout.splitlines()
    assert [line.split()[:2] for line in lines] == [["order", "state"], [second.id, "made"], [first.id, "placed"]]
    assert [each["id"] for each in told("order", "list")["orders"]] == [second.id, first.id]
    assert [each["id"] for each in told("order", "list", "--state", "placed")["orders"]] == [first.id]
    assert [each["id"] for each in told("order", "list", "--limit", 1)["orders"]] == [second.id]


def test_an_empty_list_says_so_beside_stdout(call, data):
    done = call("order", "list")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "none\n")


def test_every_state_can_be_asked_for_and_no_other(call, data):
    assert [call("order", "list", "--state", state).exit_code for state in OrderState] == [0] * len(OrderState)
    assert call("order", "list", "--state", "done").exit_code == 2


def test_approval_prints_the_ids_of_the_jobs(call, context):
    order = made_order(context)
    done = call("order", "approve", order.id)
    (job,) = done.stdout.split()
    assert load_job(context, job).order == order.id
    assert done.stderr == f"Order {order.id} (1 item) is approved.\n"


def test_an_order_is_approved_once(told, refusal, context):
    order = made_order(context)
    assert told("order", "approve", order.id)["order"]["state"] == "approved"
    assert "cannot become approved" in refusal("order", "approve", order.id)["message"]


def test_a_deviation_must_be_answered_for(told, refusal, context):
    order = placed_order(context)
    make_items(context, order, PicturePool(ok=False))
    assert refusal("order", "approve", order.id)["fields"] == ["deviation"]
    told("order", "approve", order.id, "--deviation", "fits the bench model")
    assert read_events(context, kind="order_approved")[0].data["deviation"] == "fits the bench model"


def test_a_cancelled_order_says_why_and_cannot_be_approved(call, told, refusal, context):
    order = made_order(context)
    cancelled = told("order", "cancel", order.id, "--reason", "ordered twice")
    assert (cancelled["order"]["state"], cancelled["order"]["reason"]) == ("cancelled", "ordered twice")
    assert refusal("order", "approve", order.id)["fields"] == ["order"]
    assert "ordered twice" in call("order", "list").stdout


def test_an_order_with_a_part_on_a_machine_is_not_cancelled(refusal, context):
    add_factories(context, BERLIN)
    job = job_in_state(context, "started")
    assert f"{job.id} at berlin is started" in refusal("order", "cancel", job.order)["message"]


def test_a_person_is_forgotten_once_the_order_is_over(call, told, refusal, context):
    order = placed_order(context)
    assert refusal("order", "erase", order.id)["fields"] == ["order"]
    cancel_order(context, CLINIC, order.id)
    assert told("order", "erase", order.id) == {"order": order.id, "erased": True}
    assert told("order", "erase", order.id) == {"order": order.id, "erased": False}
    assert read_person(context, order.id).address == {}
    assert "\n  forgotten\n" in call("order", "show", order.id, "--person").stdout


@pytest.mark.parametrize("verb", ["show", "approve", "cancel", "erase"])
def test_an_unknown_order_is_refused(refusal, data, verb):
    assert refusal("order", verb, "0000000000")["message"] == "There is no order 0000000000."


@pytest.mark.parametrize("verb", ["approve", "cancel", "erase"])
def test_whoever_changes_an_order_says_who_they_are(refusal, monkeypatch, context, verb):
    order = approved_order(context)
    monkeypatch.delenv("CONFIGURATOR_ACTOR")
    before = read_events(context)
    assert refusal("order", verb, order.id)["fields"] == ["actor"]
    assert read_events(context) == before
