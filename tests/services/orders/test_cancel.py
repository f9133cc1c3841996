from functools import partial

import pytest
from support.ordering import (
    BERLIN,
    CLINIC,
    OPERATOR,
    STEPS,
    add,
    advance,
    approved,
    ask,
    at_once,
    job_in,
    jobs_of,
    made,
    placed,
    queued,
    record,
    see,
    see_job,
)

from configurator.domain.errors import Refused
from configurator.services.orders.cancel import cancel_order
from configurator.services.production import job_reports
from configurator.services.production.dispatch import withdraw


def refusal(office, order):
    before = see(office, order), jobs_of(office, order), record(office), queued(office)
    with pytest.raises(Refused) as error:
        cancel_order(office, CLINIC, order)
    assert (see(office, order), jobs_of(office, order), record(office), queued(office)) == before
    (problem,) = error.value.problems
    assert problem.fields == ("order",)
    return problem


@pytest.mark.parametrize("begin", [placed, made, approved])
def test_an_order_is_cancelled_with_its_reason(office, begin):
    order = begin(office)
    after = cancel_order(office, "clinic-8", order.id, " The patient moved. ")
    assert (after.state, after.reason) == ("cancelled", "The patient moved.")
    (event,) = record(office, kind="order_cancelled")
    assert (event.actor, event.data["from"]) == ("clinic-8", order.state)
    assert {job.state for job in jobs_of(office, order.id)} <= {"cancelled"}


@pytest.mark.parametrize("state", ["routed", "handed_over", "claimed"])
def test_a_job_that_a_factory_has_is_cancelled_and_withdrawn(office, state):
    add(office, BERLIN)
    job = job_in(office, state)
    cancel_order(office, CLINIC, job.order)
    assert see_job(office, job.id).state == "cancelled"
    assert queued(office)[-1] == ("withdraw_job", ("berlin", job.ticket))
    withdraw(office, "berlin", job.ticket)
    assert not (office.folders / "berlin" / job.ticket).exists()
    with pytest.raises(Refused, match="is cancelled and cannot become started"):
        job_reports.start(office, OPERATOR, job.ticket)


@pytest.mark.parametrize("state", ["started", "done", "shipped"])
def test_what_is_on_a_machine_or_made_is_not_cancelled(office, state):
    add(office, BERLIN)
    job = job_in(office, state, wanted=ask("firewall", "smallest"))
    problem = refusal(office, job.order)
    assert f"{job.id} at berlin is {state}" in problem.message and "factory" in problem.hint


def test_a_cancelled_order_is_not_cancelled_again(office):
    order = placed(office)
    cancel_order(office, CLINIC, order.id)
    assert "is cancelled and cannot become cancelled" in refusal(office, order.id).message


def test_an_unknown_order_and_a_reason_that_is_no_text_are_refused(office):
    with pytest.raises(Refused, match="There is no order ABC"):
        cancel_order(office, CLINIC, "ABC")
    with pytest.raises(Refused, match="reason"):
        cancel_order(office, CLINIC, placed(office).id, "\0")


def test_nobody_must_look_at_a_failed_job_any_more(office):
    add(office, BERLIN)
    order = approved(office)
    for _ in range(3):
        job = advance(office, jobs_of(office, order.id)[-1], "claimed")
        job_reports.fail(office, OPERATOR, job.ticket, "warped")
    assert see_job(office, job.id).flag
    cancel_order(office, CLINIC, order.id)
    assert [(each.state, each.flag) for each in jobs_of(office, order.id)] == [("failed", "")] * 3


def test_cancelled_and_started_at_once_it_is_one_of_both(office):
    add(office, BERLIN)
    for key in "123":
        job = job_in(office, "claimed", key)
        calls = partial(cancel_order, office, CLINIC, job.order), partial(STEPS["started"], office, job)
        cancelled, started = (not isinstance(each, Exception) for each in at_once(*calls))
        assert cancelled != started
        expected = ("cancelled", "cancelled") if cancelled else ("approved", "started")
        assert (see(office, job.order).state, see_job(office, job.id).state) == expected
