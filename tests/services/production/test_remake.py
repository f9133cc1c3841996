from functools import partial

import pytest
from support.databases import ON_BOTH
from support.ordering import (
    BERLIN,
    CLINIC,
    OPERATOR,
    OSLO,
    STEPS,
    add_factories,
    advance,
    approved_order,
    event_kinds,
    job_in_state,
    jobs_of,
    load_job,
    load_order,
    order_request,
    queued_works,
    read_events,
    run_concurrently,
)

from configurator.domain.actors import Actor
from configurator.domain.errors import Refused
from configurator.services.orders.cancel import cancel_order
from configurator.services.orders.personal_data import erase_person
from configurator.services.production import job_reports
from configurator.services.production.remake import MAX_REMAKES, remake_job


@pytest.fixture
def network(context):
    add_factories(context, BERLIN, OSLO)
    return context


def refusal(context, job, reason="it rubs", actor=CLINIC):
    before = read_events(context), queued_works(context)
    with pytest.raises(Refused) as error:
        remake_job(context, actor, job, reason)
    assert (read_events(context), queued_works(context)) == before
    (problem,) = error.value.problems
    return problem


def failed_for_good(context, key="1"):
    """The last job of an item that failed too often."""
    order = approved_order(context, key)
    for _ in range(MAX_REMAKES):
        newest = next(job for job in jobs_of(context, order.id) if job.state == "waiting")
        failed = job_reports.report_failed(context, OPERATOR, advance(context, newest, "claimed").ticket, "warped")
    return failed


def test_a_shipped_part_is_made_again_and_the_order_is_open_until_it_is_shipped(network):
    job = job_in_state(network, "shipped")
    again = remake_job(network, Actor("clinic-8"), job.id, " it rubs at the heel ")
    assert (again.state, again.remake_of, again.item, again.order) == ("waiting", job.id, job.item, job.order)
    assert load_order(network, job.order).state == "approved"
    assert queued_works(network)[-1] == ("produce_job", (again.id,))
    reopened, created = read_events(network)[-2:]
    assert (reopened.kind, reopened.actor, reopened.data["reason"]) == (
        "order_reopened", "clinic-8", "it rubs at the heel",
    )  # fmt: skip
    assert created.data["remake_of"] == job.id
    advance(network, again, "shipped")
    assert load_order(network, job.order).state == "shipped"


def test_a_part_of_an_order_still_open_is_made_again(network):
    order = approved_order(network, request=order_request("firewall", "smallest"))
    first, other = jobs_of(network, order.id)
    again = remake_job(network, Actor("clinic-7"), advance(network, first, "shipped").id, "it rubs")
    advance(network, other, "shipped")
    assert load_order(network, order.id).state == "approved"
    advance(network, again, "shipped")
    assert load_order(network, order.id).state == "shipped"
    assert "order_reopened" not in event_kinds(network)


def test_by_hand_it_is_made_again_after_too_many_failures_and_the_flag_goes(network):
    failed = failed_for_good(network)
    assert failed.flag
    again = remake_job(network, Actor("clinic-7"), failed.id, "the design is right")
    assert load_job(network, failed.id).flag == ""
    last = job_reports.report_failed(network, OPERATOR, advance(network, again, "claimed").ticket, "warped again")
    assert last.flag.startswith(f"failed {MAX_REMAKES + 1} times")


@pytest.mark.parametrize("state", ["waiting", "handed_over", "started", "done"])
def test_what_is_still_being_made_is_not_made_again(network, state):
    job = job_in_state(network, state)
    problem = refusal(network, job.id)
    assert problem.fields == ("job",) and problem.hint
    assert problem.message == f"Job {job.id} is {state.replace('_', ' ')}."


def test_a_part_is_made_again_once(network):
    job = job_in_state(network, "shipped")
    remake_job(network, Actor("clinic-7"), job.id, "it rubs")
    problem = refusal(network, job.id)
    assert problem.fields == ("job",) and "newest" in problem.hint


def test_what_is_made_again_by_itself_is_not_made_again_by_hand(network):
    job = job_in_state(network, "started")
    job_reports.report_failed(network, OPERATOR, job.ticket, "warped")
    assert "has been remade" in refusal(network, job.id).message


@ON_BOTH
def test_made_again_by_two_at_once_it_is_made_again_once(network):
    for key in "12":
        job = job_in_state(network, "shipped", key)
        found = run_concurrently(*[partial(remake_job, network, Actor("clinic-7"), job.id, "it rubs")] * 2)
        assert sorted(isinstance(each, Refused) for each in found) == [False, True]
        assert len(jobs_of(network, job.order)) == 2


def test_nothing_of_a_cancelled_order_is_made_again(network):
    failed = failed_for_good(network)
    cancel_order(network, Actor("clinic-7"), failed.order)
    problem = refusal(network, failed.id)
    assert "is cancelled" in problem.message and "new order" in problem.hint


def test_what_could_be_sent_to_nobody_is_not_made_again(network):
    job = job_in_state(network, "shipped")
    erase_person(network, Actor("clinic-7"), job.order)
    problem = refusal(network, job.id)
    assert "is erased" in problem.message and "new order" in problem.hint


@pytest.mark.parametrize("reason", [" ", "\0"])
def test_why_is_said(network, reason):
    assert refusal(network, job_in_state(network, "shipped").id, reason).fields == ("reason",)


def test_an_unknown_job_is_refused(network):
    assert refusal(network, "ABC").message == "There is no job ABC."


def test_the_old_ticket_of_a_part_made_again_is_of_no_use(network):
    job = job_in_state(network, "shipped")
    again = STEPS["routed"](network, remake_job(network, Actor("clinic-7"), job.id, "it rubs"))
    assert job_reports.report_shipped(network, OPERATOR, job.ticket).id == job.id
    assert load_job(network, again.id).state == "routed"
    assert load_order(network, job.order).state == "approved"
