from functools import partial

import pytest
from support.databases import ON_BOTH
from support.ordering import (
    BERLIN,
    CLINIC,
    OPERATOR,
    STEPS,
    add_factories,
    advance,
    approved_order,
    job_in_state,
    jobs_of,
    load_job,
    load_order,
    made_order,
    order_request,
    placed_order,
    queued_works,
    read_events,
    run_concurrently,
)

from configurator.domain.actors import Actor
from configurator.domain.errors import Refused
from configurator.services.orders.cancel import cancel_order
from configurator.services.production import job_reports
from configurator.services.production.dispatch import take_back_job


def refusal(context, order):
    before = load_order(context, order), jobs_of(context, order), read_events(context), queued_works(context)
    with pytest.raises(Refused) as error:
        cancel_order(context, CLINIC, order)
    assert (load_order(context, order), jobs_of(context, order), read_events(context), queued_works(context)) == before
    (problem,) = error.value.problems
    assert problem.fields == ("order",)
    return problem


@pytest.mark.parametrize("begin", [placed_order, made_order, approved_order])
def test_an_order_is_cancelled_with_its_reason(context, begin):
    order = begin(context)
    after = cancel_order(context, Actor("clinic-8"), order.id, " The patient moved. ")
    assert (after.state, after.reason) == ("cancelled", "The patient moved.")
    (event,) = read_events(context, kind="order_cancelled")
    assert (event.actor, event.data["from"]) == ("clinic-8", order.state)
    assert {job.state for job in jobs_of(context, order.id)} <= {"cancelled"}


@pytest.mark.parametrize("state", ["routed", "handed_over", "claimed"])
def test_a_job_that_a_factory_has_is_cancelled_and_withdrawn(context, state):
    add_factories(context, BERLIN)
    job = job_in_state(context, state)
    cancel_order(context, CLINIC, job.order)
    assert load_job(context, job.id).state == "cancelled"
    assert queued_works(context)[-1] == ("withdraw_job", ("berlin", job.ticket))
    take_back_job(context, "berlin", job.ticket)
    assert not (context.folders / "berlin" / job.ticket).exists()
    with pytest.raises(Refused, match="is cancelled and cannot become started"):
        job_reports.report_started(context, OPERATOR, job.ticket)


@pytest.mark.parametrize("state", ["started", "done", "shipped"])
def test_what_is_on_a_machine_or_made_is_not_cancelled(context, state):
    add_factories(context, BERLIN)
    job = job_in_state(context, state, request=order_request("firewall", "smallest"))
    problem = refusal(context, job.order)
    assert f"{job.id} at berlin is {state}" in problem.message and "factory" in problem.hint


def test_a_cancelled_order_is_not_cancelled_again(context):
    order = placed_order(context)
    cancel_order(context, CLINIC, order.id)
    assert "is cancelled and cannot become cancelled" in refusal(context, order.id).message


def test_an_unknown_order_and_a_reason_that_is_no_text_are_refused(context):
    with pytest.raises(Refused, match="There is no order ABC"):
        cancel_order(context, CLINIC, "ABC")
    with pytest.raises(Refused, match="reason"):
        cancel_order(context, CLINIC, placed_order(context).id, "\0")


def test_nobody_must_look_at_a_failed_job_any_more(context):
    add_factories(context, BERLIN)
    order = approved_order(context)
    for _ in range(3):
        job = advance(context, jobs_of(context, order.id)[-1], "claimed")
        job_reports.report_failed(context, OPERATOR, job.ticket, "warped")
    assert load_job(context, job.id).flag
    cancel_order(context, CLINIC, order.id)
    assert [(each.state, each.flag) for each in jobs_of(context, order.id)] == [("failed", "")] * 3


@ON_BOTH
def test_cancelled_and_started_at_once_it_is_one_of_both(context):
    add_factories(context, BERLIN)
    for key in "123":
        job = job_in_state(context, "claimed", key)
        calls = partial(cancel_order, context, CLINIC, job.order), partial(STEPS["started"], context, job)
        cancelled, started = (not isinstance(each, Exception) for each in run_concurrently(*calls))
        assert cancelled != started
        expected = ("cancelled", "cancelled") if cancelled else ("approved", "started")
        assert (load_order(context, job.order).state, load_job(context, job.id).state) == expected
