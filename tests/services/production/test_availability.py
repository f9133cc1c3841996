import pytest
from support.ordering import (
    BERLIN,
    LYON,
    OPERATOR,
    OSLO,
    WORKER,
    add_factories,
    advance,
    dispatch_job,
    event_kinds,
    job_in_state,
    load_job,
    queued_works,
    read_events,
    routes_of,
)

from configurator.domain.actors import Actor
from configurator.domain.errors import Refused
from configurator.services.factories.factories import list_factories
from configurator.services.production import job_reports
from configurator.services.production.availability import set_factory_state
from configurator.services.production.dispatch import take_back_job
from configurator.services.production.route import route_job


def down(context, name="berlin"):
    return set_factory_state(context, Actor("network"), name, "down")


def states(context):
    return {factory.id: factory.state for factory in list_factories(context)}


def test_a_state_is_set_and_told_once(context):
    add_factories(context, BERLIN, OSLO)
    for _ in range(2):
        assert set_factory_state(context, Actor("network"), "berlin", "paused") == []
    assert states(context) == {"berlin": "paused", "oslo": "up"}
    (event,) = read_events(context, kind="factory_paused")
    assert (event.actor, event.factory, event.data) == ("network", "berlin", {"before": "up"})


@pytest.mark.parametrize(
    ("name", "state", "field"), [("berlin", "asleep", "state"), ("oslo", "down", "factory"), ("oslo", "up", "factory")]
)
def test_unknown_factories_and_states_are_refused(context, name, state, field):
    add_factories(context, BERLIN)
    before = read_events(context)
    with pytest.raises(Refused) as error:
        set_factory_state(context, Actor("network"), name, state)
    (problem,) = error.value.problems
    assert problem.fields == (field,) and problem.hint
    assert read_events(context) == before


def test_down_moves_what_waits_and_flags_what_is_started_with_the_reasons_of_both_leases(context):
    add_factories(context, BERLIN, OSLO, LYON)
    waiting, started = job_in_state(context, "handed_over", "1"), job_in_state(context, "started", "2")
    moved, flagged = sorted(down(context), key=lambda job: job.state, reverse=True)
    assert (moved.id, moved.state, moved.factory, moved.reason) == (waiting.id, "waiting", "", "berlin went down")
    assert (flagged.id, flagged.state, flagged.factory) == (started.id, "started", "berlin")
    assert flagged.flag == "berlin went down with the part started: ask there"
    assert set(queued_works(context)[-2:]) == {
        ("withdraw_job", ("berlin", waiting.ticket)),
        ("produce_job", (waiting.id,)),
    }

    again = route_job(context, WORKER, waiting.id)
    assert (again.factory, again.epoch) == ("oslo", 2)
    first, second = routes_of(context, waiting.id).values()
    assert first["chosen"]["factory"] == "berlin"
    assert {each["factory"] for each in first["rejected"]} == {"oslo", "lyon"}
    assert second["chosen"]["reasons"] == ["nearest (846 km) of 2 that can make it"]
    assert {each["factory"]: each["reasons"] for each in second["rejected"]} == {
        "lyon": ["farther: 949 km, 846 km to oslo"], "berlin": ["it is down"],
    }  # fmt: skip

    take_back_job(context, "berlin", waiting.ticket)
    dispatch_job(context, WORKER, waiting.id)
    assert (context.folders / "berlin" / "withdrawn" / waiting.ticket).is_dir()
    assert (context.folders / "oslo" / again.ticket / "job.json").is_file()
    assert (context.folders / "berlin" / started.ticket).is_dir()


@pytest.mark.parametrize("state", ["routed", "handed_over", "claimed"])
def test_down_takes_back_whatever_is_not_physically_started(context, state):
    add_factories(context, BERLIN)
    job = job_in_state(context, state)
    (moved,) = down(context)
    assert (moved.state, moved.factory, moved.machine, moved.operator, moved.flag) == ("waiting", "", "", "", "")
    assert moved.epoch == job.epoch
    assert event_kinds(context, job_id=job.id)[-1] == "job_released"


@pytest.mark.parametrize("state", ["started", "done"])
def test_down_flags_what_is_made_there_once(context, state):
    add_factories(context, BERLIN, OSLO)
    job = job_in_state(context, state)
    for _ in range(2):
        (flagged,) = down(context)
        assert (flagged.state, flagged.factory) == (state, "berlin")
        assert f"with the part {state}: ask there" in flagged.flag
    assert len(read_events(context, job_id=job.id, kind="job_flagged")) == 1


def test_a_flag_goes_with_the_next_answer(context):
    add_factories(context, BERLIN)
    job = job_in_state(context, "started")
    down(context)
    assert job_reports.report_done(context, OPERATOR, job.ticket).flag == ""


@pytest.mark.parametrize("state", ["waiting", "shipped"])
def test_down_leaves_alone_what_the_factory_does_not_have(context, state):
    add_factories(context, BERLIN)
    job = job_in_state(context, state)
    assert down(context) == []
    assert load_job(context, job.id) == job


def test_paused_keeps_what_it_has_and_gets_no_more(context):
    add_factories(context, BERLIN, OSLO)
    job = job_in_state(context, "handed_over", "1")
    set_factory_state(context, Actor("network"), "berlin", "paused")
    assert load_job(context, job.id) == job
    assert job_in_state(context, "routed", "2").factory == "oslo"
    assert advance(context, job, "shipped").factory == "berlin"


def test_one_factory_going_down_does_not_touch_another(context):
    add_factories(context, BERLIN, OSLO)
    job = job_in_state(context, "claimed")
    assert down(context, "oslo") == []
    assert load_job(context, job.id) == job


def test_back_at_the_same_factory_the_lease_is_another(context):
    add_factories(context, BERLIN)
    job = job_in_state(context, "claimed")
    down(context)
    set_factory_state(context, Actor("network"), "berlin", "up")
    again = advance(context, load_job(context, job.id), "handed_over")
    assert (again.factory, again.epoch, job.epoch) == ("berlin", 2, 1)
    assert (context.folders / "berlin" / again.ticket).is_dir()
