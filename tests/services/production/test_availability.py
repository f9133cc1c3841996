import pytest
from support.ordering import (
    BERLIN,
    LYON,
    OPERATOR,
    OSLO,
    WORKER,
    add,
    advance,
    job_in,
    kinds,
    queued,
    record,
    routes_of,
    see_job,
)

from configurator.domain.errors import Refused
from configurator.services.factories.factories import list_factories
from configurator.services.production import job_reports
from configurator.services.production.availability import set_state
from configurator.services.production.dispatch import hand_over, withdraw
from configurator.services.production.route import route_job


def down(office, name="berlin"):
    return set_state(office, "network", name, "down")


def states(office):
    return {factory.id: factory.state for factory in list_factories(office)}


def test_a_state_is_set_and_told_once(office):
    add(office, BERLIN, OSLO)
    for _ in range(2):
        assert set_state(office, "network", "berlin", "paused") == []
    assert states(office) == {"berlin": "paused", "oslo": "up"}
    (event,) = record(office, kind="factory_paused")
    assert (event.actor, event.factory, event.data) == ("network", "berlin", {"before": "up"})


@pytest.mark.parametrize(
    ("name", "state", "field"), [("berlin", "asleep", "state"), ("oslo", "down", "factory"), ("oslo", "up", "factory")]
)
def test_unknown_factories_and_states_are_refused(office, name, state, field):
    add(office, BERLIN)
    before = record(office)
    with pytest.raises(Refused) as error:
        set_state(office, "network", name, state)
    (problem,) = error.value.problems
    assert problem.fields == (field,) and problem.hint
    assert record(office) == before


def test_down_moves_what_waits_and_flags_what_is_started_with_the_reasons_of_both_leases(office):
    add(office, BERLIN, OSLO, LYON)
    waiting, started = job_in(office, "handed_over", "1"), job_in(office, "started", "2")
    moved, flagged = sorted(down(office), key=lambda job: job.state, reverse=True)
    assert (moved.id, moved.state, moved.factory, moved.reason) == (waiting.id, "waiting", "", "berlin went down")
    assert (flagged.id, flagged.state, flagged.factory) == (started.id, "started", "berlin")
    assert flagged.flag == "berlin went down with the part started: ask there"
    assert set(queued(office)[-2:]) == {("withdraw_job", ("berlin", waiting.ticket)), ("produce_job", (waiting.id,))}

    again = route_job(office, WORKER, waiting.id)
    assert (again.factory, again.epoch) == ("oslo", 2)
    first, second = routes_of(office, waiting.id).values()
    assert first["chosen"]["factory"] == "berlin"
    assert {each["factory"] for each in first["rejected"]} == {"oslo", "lyon"}
    assert second["chosen"]["reasons"] == ["nearest (846 km) of 2 that can make it"]
    assert {each["factory"]: each["reasons"] for each in second["rejected"]} == {
        "lyon": ["farther: 949 km, 846 km to oslo"], "berlin": ["it is down"],
    }  # fmt: skip

    withdraw(office, "berlin", waiting.ticket)
    hand_over(office, WORKER, waiting.id)
    assert (office.folders / "berlin" / "withdrawn" / waiting.ticket).is_dir()
    assert (office.folders / "oslo" / again.ticket / "job.json").is_file()
    assert (office.folders / "berlin" / started.ticket).is_dir()


@pytest.mark.parametrize("state", ["routed", "handed_over", "claimed"])
def test_down_takes_back_whatever_is_not_physically_started(office, state):
    add(office, BERLIN)
    job = job_in(office, state)
    (moved,) = down(office)
    assert (moved.state, moved.factory, moved.machine, moved.operator, moved.flag) == ("waiting", "", "", "", "")
    assert moved.epoch == job.epoch
    assert kinds(office, job_id=job.id)[-1] == "job_released"


@pytest.mark.parametrize("state", ["started", "done"])
def test_down_flags_what_is_made_there_once(office, state):
    add(office, BERLIN, OSLO)
    job = job_in(office, state)
    for _ in range(2):
        (flagged,) = down(office)
        assert (flagged.state, flagged.factory) == (state, "berlin")
        assert f"with the part {state}: ask there" in flagged.flag
    assert len(record(office, job_id=job.id, kind="job_flagged")) == 1


def test_a_flag_goes_with_the_next_answer(office):
    add(office, BERLIN)
    job = job_in(office, "started")
    down(office)
    assert job_reports.done(office, OPERATOR, job.ticket).flag == ""


@pytest.mark.parametrize("state", ["waiting", "shipped"])
def test_down_leaves_alone_what_the_factory_does_not_have(office, state):
    add(office, BERLIN)
    job = job_in(office, state)
    assert down(office) == []
    assert see_job(office, job.id) == job


def test_paused_keeps_what_it_has_and_gets_no_more(office):
    add(office, BERLIN, OSLO)
    job = job_in(office, "handed_over", "1")
    set_state(office, "network", "berlin", "paused")
    assert see_job(office, job.id) == job
    assert job_in(office, "routed", "2").factory == "oslo"
    assert advance(office, job, "shipped").factory == "berlin"


def test_one_factory_going_down_does_not_touch_another(office):
    add(office, BERLIN, OSLO)
    job = job_in(office, "claimed")
    assert down(office, "oslo") == []
    assert see_job(office, job.id) == job


def test_back_at_the_same_factory_the_lease_is_another(office):
    add(office, BERLIN)
    job = job_in(office, "claimed")
    down(office)
    set_state(office, "network", "berlin", "up")
    again = advance(office, see_job(office, job.id), "handed_over")
    assert (again.factory, again.epoch, job.epoch) == ("berlin", 2, 1)
    assert (office.folders / "berlin" / again.ticket).is_dir()
