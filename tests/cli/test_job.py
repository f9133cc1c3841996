import pytest
from support.ordering import (
    ANNA,
    BERLIN,
    LYON,
    WORKER,
    add_factories,
    advance,
    approved_order,
    job_in_state,
    jobs_of,
    load_job,
    load_order,
    read_events,
)

from configurator.domain.actors import Actor
from configurator.domain.production.states import JobState
from configurator.services.production.availability import set_factory_state
from configurator.services.production.route import route_job

STEPS = [("claim", "claimed"), ("start", "started"), ("done", "done"), ("ship", "shipped")]


@pytest.fixture
def job(context):
    """A job that lies in a factory's folder."""
    add_factories(context, BERLIN, LYON)
    return job_in_state(context, "handed_over")


def test_a_job_goes_through_the_factory_and_the_order_is_shipped(call, context, job):
    for verb, state in STEPS:
        done = call("job", verb, job.ticket, "--actor", "berlin:op1")
        assert (done.exit_code, done.stdout) == (0, "")
        assert done.stderr == f"Job {job.ticket} at berlin is {state}.\n"
        assert load_job(context, job.id).state == state
    assert load_order(context, job.order).state == "shipped"
    assert {event.actor for event in read_events(context, kind="job_shipped")} == {"berlin:op1"}


def test_an_answer_in_json_is_the_job(told, job):
    shown = told("job", "claim", job.ticket.lower())["job"]
    assert (shown["id"], shown["ticket"], shown["state"]) == (job.id, job.ticket, "claimed")
    assert (shown["factory"], shown["operator"], shown["epoch"]) == ("berlin", "clinic-7", 1)


def test_of_two_who_claim_one_gets_it(call, refusal, context, job):
    assert call("job", "claim", job.ticket, "--actor", "berlin:op1").exit_code == 0
    assert refusal("job", "claim", job.ticket, "--actor", "berlin:op2")["message"].endswith("claimed by berlin:op1.")
    assert call("job", "claim", job.ticket, "--actor", "berlin:op1").exit_code == 0
    assert load_job(context, job.id).operator == "berlin:op1"


def test_an_old_ticket_is_refused_and_says_where_the_job_is_now(refusal, context, job):
    set_factory_state(context, Actor("network"), "berlin", "down")
    problem = refusal("job", "claim", job.ticket)
    assert problem["message"] == f"Lease 1 of job {job.id} has ended: it is waiting."
    assert "Do not make" in problem["hint"]


def test_a_ticket_may_be_typed_with_letters_that_look_like_digits(told, job):
    typed = job.ticket.replace("1", "l").replace("0", "o")
    assert told("job", "claim", typed)["job"]["ticket"] == job.ticket


def test_what_is_no_ticket_is_refused(refusal, job):
    assert refusal("job", "claim", job.id)["fields"] == ["ticket"]


def test_a_step_cannot_be_left_out(refusal, job):
    assert "cannot become done" in refusal("job", "done", job.ticket)["message"]


def test_a_failed_part_is_made_again_and_the_new_jobs_id_printed(call, context):
    add_factories(context, BERLIN, LYON)
    job = job_in_state(context, "started")
    done = call("job", "fail", job.ticket, "--reason", "warped")
    again = load_job(context, done.stdout.strip())
    assert (again.remake_of, again.state) == (job.id, "waiting")
    assert f"Job {job.ticket} at berlin is failed: warped.\n" in done.stderr
    assert f"remake of {job.id}" in call("job", "list").stdout


def test_a_part_that_fails_too_often_is_not_made_again_but_flagged(told, context):
    add_factories(context, BERLIN)
    tickets = [job_in_state(context, "started").ticket]
    for _ in range(2):
        again = told("job", "fail", tickets[-1], "--reason", "warped")["remake"]
        tickets.append(advance(context, load_job(context, again["id"]), "started").ticket)
    last = told("job", "fail", tickets[-1], "--reason", "warped")
    assert last["remake"] is None
    assert "look at the part" in last["job"]["flag"]


def test_a_shipped_part_is_remade_on_request(call, told, refusal, context):
    add_factories(context, BERLIN)
    job = job_in_state(context, "shipped")
    made = told("job", "remake", job.id, "--reason", "rubs at the heel")
    assert (made["job"]["id"], made["remake"]["remake_of"]) == (job.id, job.id)
    assert "has been remade" in refusal("job", "remake", job.id, "--reason", "again")["message"]
    assert load_order(context, job.order).state == "approved"


@pytest.mark.parametrize("verb", ["fail", "remake"])
def test_why_must_be_said(call, refusal, context, verb):
    add_factories(context, BERLIN)
    job = job_in_state(context, "started" if verb == "fail" else "shipped")
    assert call("job", verb, job.ticket).exit_code == 2
    assert refusal("job", verb, job.ticket, "--reason", " ")["fields"] == ["reason"]


def test_only_whoever_ships_gets_the_address_and_that_is_in_the_record(call, told, refusal, context):
    add_factories(context, BERLIN)
    job = job_in_state(context, "started")
    assert refusal("job", "address", job.ticket)["fields"] == ["ticket"]
    call("job", "done", job.ticket)
    assert call("job", "address", job.ticket).stdout.splitlines() == list(ANNA.address.values())
    assert told("job", "address", job.ticket) == {"address": dict(ANNA.address)}
    assert [event.actor for event in read_events(context, kind="address_read")] == ["clinic-7"] * 2


def test_jobs_are_listed_by_factory_and_state_the_oldest_first(call, told, context, job):
    (waiting,) = jobs_of(context, approved_order(context, "2").id)
    lines = call("job", "list").stdout.splitlines()
    assert [line.split()[:3] for line in lines[1:]] == [
        [job.ticket, "handed_over", "berlin"],
        [waiting.id, "waiting", "-"],
    ]
    listed = {words: told("job", "list", *words.split())["jobs"] for words in ("--factory berlin", "--state waiting")}
    assert {words: [each["id"] for each in jobs] for words, jobs in listed.items()} == {
        "--factory berlin": [job.id],
        "--state waiting": [waiting.id],
    }
    assert len(told("job", "list", "--limit", 1)["jobs"]) == 1


def test_every_state_can_be_asked_for(call, data):
    assert [call("job", "list", "--state", state).exit_code for state in JobState] == [0] * len(JobState)


@pytest.mark.parametrize("name", ["id", "ticket"])
def test_a_job_shows_where_it_went_and_why(call, told, context, job, name):
    shown = call("job", "show", getattr(job, name)).stdout
    assert "lease 1 to berlin, jet: nearest" in shown
    assert "not to lyon: farther" in shown
    details = told("job", "show", getattr(job, name))
    assert details["job"]["folder"] == str(context.folders / "berlin" / job.ticket)
    assert details["item"]["design"]["template"] == "grommet"
    assert [event["kind"] for event in details["events"]] == ["job_created", "job_routed", "job_handed_over"]


def test_a_job_that_no_factory_can_take_says_why(call, context):
    (job,) = jobs_of(context, approved_order(context).id)
    route_job(context, WORKER, job.id)
    assert "No factory can take it: there is none" in call("job", "show", job.id).stdout


def test_an_unknown_job_is_refused(refusal, data):
    assert refusal("job", "show", "0000000000")["fields"] == ["job"]


@pytest.mark.parametrize("verb", ["claim", "start", "done", "ship", "fail", "remake", "address"])
def test_whoever_answers_says_who_they_are(refusal, monkeypatch, context, job, verb):
    monkeypatch.delenv("CONFIGURATOR_ACTOR")
    before = read_events(context)
    reason = ["--reason", "warped"] if verb in ("fail", "remake") else []
    assert refusal("job", verb, job.ticket, *reason)["fields"] == ["actor"]
    assert read_events(context) == before
