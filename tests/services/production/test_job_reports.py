from functools import partial

import pytest
from support.databases import ON_BOTH
from support.ordering import (
    BERLIN,
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
from configurator.services.production import job_reports
from configurator.services.production.availability import set_factory_state
from configurator.services.production.remake import MAX_REMAKES

CALLS = {
    "claimed": job_reports.report_claimed,
    "started": job_reports.report_started,
    "done": job_reports.report_done,
    "shipped": job_reports.report_shipped,
}
ALL = {**CALLS, "failed": partial(job_reports.report_failed, reason="warped")}
BEFORE = {"claimed": "handed_over", "started": "claimed", "done": "started", "shipped": "done", "failed": "started"}


@pytest.fixture
def network(context):
    add_factories(context, BERLIN, OSLO)
    return context


def refusal(context, call, ticket, actor=OPERATOR):
    before = read_events(context), queued_works(context)
    with pytest.raises(Refused) as error:
        call(context, actor, ticket)
    assert (read_events(context), queued_works(context)) == before
    (problem,) = error.value.problems
    return problem


@pytest.mark.parametrize("state", CALLS)
def test_every_answer_moves_the_job_and_is_told(network, state):
    job = job_in_state(network, BEFORE[state])
    after = CALLS[state](network, OPERATOR, f" {job.ticket.lower()} ")
    assert after == load_job(network, job.id)
    assert (after.state, after.operator) == (state, OPERATOR.id)
    event = read_events(network, job_id=job.id)[-1]
    assert (event.kind, event.actor, event.factory, event.order_id) == (
        f"job_{state}",
        OPERATOR.id,
        "berlin",
        job.order,
    )


def test_with_its_last_part_the_order_is_shipped(network):
    order = approved_order(network, request=order_request("firewall", "smallest"))
    first, last = jobs_of(network, order.id)
    advance(network, first, "shipped")
    assert load_order(network, order.id).state == "approved"
    advance(network, last, "shipped")
    assert load_order(network, order.id).state == "shipped"
    assert event_kinds(network)[-2:] == ["job_shipped", "order_shipped"]


@ON_BOTH
def test_the_last_two_parts_shipped_at_once_ship_the_order(network):
    for key in "123":
        order = approved_order(network, key, order_request("firewall", "smallest"))
        parts = [advance(network, job, "done") for job in jobs_of(network, order.id)]
        run_concurrently(*[partial(job_reports.report_shipped, network, OPERATOR, job.ticket) for job in parts])
        assert load_order(network, order.id).state == "shipped"


@pytest.mark.parametrize("state", ALL)
def test_an_answer_sent_again_changes_nothing_and_is_answered_the_same(network, state):
    job = job_in_state(network, BEFORE[state])
    once = ALL[state](network, OPERATOR, job.ticket)
    before = read_events(network), queued_works(network)
    assert ALL[state](network, OPERATOR, job.ticket) == once
    assert (read_events(network), queued_works(network)) == before


@pytest.mark.parametrize(
    ("state", "call", "says"),
    [
        ("routed", "claimed", "is routed and cannot become claimed"),
        ("handed_over", "started", "is handed over and cannot become started"),
        ("claimed", "done", "is claimed and cannot become done"),
        ("started", "claimed", "is started and cannot become claimed"),
        ("started", "shipped", "is started and cannot become shipped"),
        ("handed_over", "failed", "is handed over and cannot become failed"),
        ("shipped", "failed", "is shipped and cannot become failed"),
        ("shipped", "done", "is shipped and cannot become done"),
    ],
)
def test_an_answer_out_of_turn_is_refused(network, state, call, says):
    problem = refusal(network, ALL[call], job_in_state(network, state).ticket)
    assert problem.fields == ("job",)
    assert says in problem.message and problem.hint.startswith("From ")


def test_a_job_is_claimed_by_one(network):
    job = job_in_state(network, "claimed")
    problem = refusal(network, job_reports.report_claimed, job.ticket, Actor("berlin:op3"))
    assert problem.fields == ("ticket",)
    assert problem.message == f"Job {job.id} is claimed by {OPERATOR.id}." and problem.hint


@ON_BOTH
def test_claimed_by_two_at_once_one_has_it_and_the_other_knows_who(network):
    for key in "123":
        job = job_in_state(network, "handed_over", key)
        found = run_concurrently(
            *[partial(job_reports.report_claimed, network, Actor(f"berlin:op{each}"), job.ticket) for each in range(3)]
        )
        (taken,) = [each for each in found if not isinstance(each, Refused)]
        losers = [str(each) for each in found if isinstance(each, Refused)]
        assert len(losers) == 2 and all(f"is claimed by {taken.operator}" in each for each in losers)
        assert event_kinds(network, job_id=job.id).count("job_claimed") == 1


def test_what_is_no_ticket_is_refused(network):
    for ticket in ("", "7KQ2M4XD9A", "7KQ2M4XD9A.0", "7KQ2M4XD9A.1.1", "../../etc.1", "\0"):
        problem = refusal(network, job_reports.report_claimed, ticket)
        assert problem.fields == ("ticket",) and "traveller" in problem.hint


def test_an_unknown_job_and_a_lease_that_never_was_are_refused(network):
    assert "There is no job 7KQ2M4XD9A" in refusal(network, job_reports.report_claimed, "7KQ2M4XD9A.1").message
    job = job_in_state(network, "handed_over")
    assert refusal(network, job_reports.report_claimed, f"{job.id}.2").fields == ("ticket",)


def test_a_failure_says_why(network):
    job = job_in_state(network, "started")
    for reason in ("", " ", "\0"):
        assert refusal(network, partial(job_reports.report_failed, reason=reason), job.ticket).fields == ("reason",)
    assert job_reports.report_failed(network, OPERATOR, job.ticket, " warped ").reason == "warped"


# What may become of a lease while its factory works on, unaware.
AWAY = {
    "waiting": lambda context: set_factory_state(context, Actor("network"), "oslo", "paused"),
    "elsewhere": lambda context: None,
    "back at the same factory": lambda context: set_factory_state(context, Actor("network"), "berlin", "up"),
}


@pytest.mark.parametrize("where", AWAY)
def test_an_answer_under_a_lease_that_has_ended_is_refused(network, where):
    job = job_in_state(network, "claimed")
    set_factory_state(network, Actor("network"), "berlin", "down")
    AWAY[where](network)
    now = STEPS["routed"](network, job)
    assert now.state == ("waiting" if where == "waiting" else "routed")
    told = "it is waiting" if where == "waiting" else f"it is now with {now.factory} as {job.id}.2"
    for call in ALL.values():
        problem = refusal(network, call, job.ticket)
        assert problem.message == f"Lease 1 of job {job.id} has ended: {told}."
        assert problem.fields == ("ticket",) and "Do not make or send" in problem.hint
    assert load_job(network, job.id) == now


def test_back_at_the_same_factory_only_the_new_ticket_holds(network):
    job = job_in_state(network, "claimed")
    set_factory_state(network, Actor("network"), "berlin", "down")
    set_factory_state(network, Actor("network"), "berlin", "up")
    again = advance(network, load_job(network, job.id), "handed_over")
    assert again.factory == job.factory
    assert "has ended" in refusal(network, job_reports.report_claimed, job.ticket).message
    assert job_reports.report_claimed(network, OPERATOR, again.ticket).state == "claimed"


@pytest.mark.parametrize("state", ["claimed", "started", "done"])
def test_a_failed_part_is_made_again_elsewhere(network, state):
    job = job_in_state(network, state)
    failed = job_reports.report_failed(network, OPERATOR, job.ticket, "warped")
    first, again = jobs_of(network, job.order)
    assert (first, failed.state, failed.flag) == (failed, "failed", "")
    assert (again.state, again.remake_of, again.item) == ("waiting", job.id, job.item)
    assert queued_works(network)[-1] == ("produce_job", (again.id,))
    (event,) = read_events(network, job_id=again.id)
    assert (event.kind, event.data["remake_of"], event.data["reason"]) == ("job_created", job.id, "warped")
    assert advance(network, again, "shipped").factory == "oslo"
    assert load_order(network, job.order).state == "shipped"


def test_what_fails_thrice_waits_for_a_person(network):
    order = approved_order(network)
    for attempt in range(MAX_REMAKES):
        assert len(jobs_of(network, order.id)) == attempt + 1
        newest = next(job for job in jobs_of(network, order.id) if job.state == "waiting")
        failed = job_reports.report_failed(network, OPERATOR, advance(network, newest, "claimed").ticket, "warped")
    assert len(jobs_of(network, order.id)) == MAX_REMAKES
    assert failed.flag == load_job(network, failed.id).flag
    assert failed.flag.startswith("failed 3 times: look at the part")


@ON_BOTH
def test_failed_by_two_at_once_it_is_made_again_once(network):
    for key in "123":
        job = job_in_state(network, "started", key)
        run_concurrently(*[partial(job_reports.report_failed, network, OPERATOR, job.ticket, "warped")] * 2)
        assert len(jobs_of(network, job.order)) == 2


@ON_BOTH
def test_taken_away_and_started_at_once_it_is_one_of_both(network):
    for key in "123":
        job = job_in_state(network, "claimed", key)
        away = partial(set_factory_state, network, Actor("network"), "berlin", "down")
        moved, started = run_concurrently(away, partial(job_reports.report_started, network, OPERATOR, job.ticket))
        after = load_job(network, job.id)
        if isinstance(started, Refused):
            assert (after.state, after.factory) == ("waiting", "")
        else:
            assert (after.state, after.factory) == ("started", "berlin") and "went down" in after.flag
        assert not isinstance(moved, Exception)
        set_factory_state(network, Actor("network"), "berlin", "up")
