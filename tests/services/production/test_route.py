from functools import partial

import pytest
from support.ordering import (
    BERLIN,
    LYON,
    OSLO,
    WORKER,
    add,
    ask,
    at_once,
    factory,
    job_in,
    kinds,
    queued,
    record,
    routes_of,
    see_job,
)

from configurator.domain.errors import Refused
from configurator.services.production.availability import set_state
from configurator.services.production.route import route_job

NOBODY = "No factory can take it: "


def test_a_job_goes_to_the_nearest_with_the_reasons_kept(office):
    add(office, OSLO, BERLIN, factory("nearby", 52.4, 13.1, materials=["PA12"]))
    job = job_in(office, "waiting")
    routed = route_job(office, WORKER, job.id)
    assert (routed.state, routed.factory, routed.machine, routed.epoch) == ("routed", "berlin", "jet", 1)
    route = routes_of(office, job.id)[1]
    chosen = route["chosen"]
    assert (chosen["factory"], chosen["reasons"]) == ("berlin", ["nearest (23 km) of 2 that can make it"])
    assert {each["factory"]: each["reasons"] for each in route["rejected"]} == {
        "oslo": ["farther: 846 km, 23 km to berlin"], "nearby": ["it does not run TPU on jet"],
    }  # fmt: skip
    (event,) = record(office, job_id=job.id, kind="job_routed")
    assert (event.actor, event.factory, event.order_id) == (WORKER, "berlin", job.order)
    assert event.data == {"from": "waiting", "to": "routed", "epoch": 1, "flag": "", **route}


def test_a_job_that_does_not_wait_is_left_alone(office):
    add(office, BERLIN)
    job = job_in(office, "routed")
    before = record(office)
    assert route_job(office, WORKER, job.id) == job
    assert record(office) == before


def test_an_unknown_job_is_refused(office):
    with pytest.raises(Refused, match="There is no job ABC"):
        route_job(office, WORKER, "ABC")


def test_without_a_factory_it_waits_and_says_so_once(office):
    job = job_in(office, "waiting")
    waiting = route_job(office, WORKER, job.id)
    assert (waiting.state, waiting.reason, waiting.flag) == ("waiting", NOBODY + "there is none.", waiting.reason)
    route_job(office, WORKER, job.id)
    assert kinds(office, job_id=job.id) == ["job_created", "job_unroutable"]
    add(office, BERLIN)
    routed = route_job(office, WORKER, job.id)
    assert (routed.state, routed.reason, routed.flag) == ("routed", "", "")


def test_while_none_fits_it_waits_with_every_reason(office):
    add(office, BERLIN, factory("small", 52, 13, side=20), factory("other", 52, 13, materials=["PA12"]))
    set_state(office, "network", "berlin", "paused")
    job = job_in(office, "waiting")
    assert route_job(office, WORKER, job.id).reason == NOBODY + "; ".join(
        [
            "berlin: it takes no new jobs (paused)",
            "other: it does not run TPU on jet",
            "small: the part (21.4 x 21.4 x 4.5 mm) is 1.4 mm and 1.4 mm too large for jet (20 x 20 x 20 mm)",
        ]
    ) + "."  # fmt: skip


def test_a_factory_that_is_added_or_comes_up_has_waiting_jobs_looked_at_again(office):
    job = job_in(office, "waiting")
    route_job(office, WORKER, job.id)
    look = ("produce_job", (job.id,))
    before = queued(office).count(look)
    add(office, BERLIN)
    assert queued(office).count(look) == before + 1
    set_state(office, "network", "berlin", "paused")
    assert queued(office).count(look) == before + 1
    set_state(office, "network", "berlin", "up")
    assert queued(office).count(look) == before + 2
    routed = route_job(office, WORKER, job.id)
    assert (routed.factory, routed.reason) == ("berlin", "")


def test_what_is_collected_goes_where_it_is_collected(office):
    add(office, BERLIN, OSLO)
    job = job_in(office, "routed", wanted=ask(place=None, pick_up="oslo"))
    assert job.factory == "oslo"
    assert routes_of(office, job.id)[1]["rejected"][0]["reasons"] == ["the customer collects at oslo"]


def test_routed_by_two_at_once_it_has_one_lease(office):
    add(office, BERLIN)
    job = job_in(office, "waiting")
    one, other = at_once(*[partial(route_job, office, WORKER, job.id)] * 2)
    assert one == other == see_job(office, job.id)
    assert one.epoch == 1


def test_no_job_goes_to_a_factory_that_goes_down_at_that_moment(office):
    add(office, BERLIN, OSLO)
    for key in "123456":
        job = job_in(office, "waiting", key)
        down = partial(set_state, office, "network", "berlin", "down")
        assert not any(
            isinstance(each, Exception) for each in at_once(partial(route_job, office, WORKER, job.id), down)
        )
        after = see_job(office, job.id)
        assert after.factory != "berlin"
        if after.state == "waiting":
            # It was routed first, and then released.
            assert route_job(office, WORKER, job.id).factory == "oslo"
        set_state(office, "network", "berlin", "up")


def test_many_jobs_are_routed_while_factories_come_and_go(office):
    add(office, BERLIN, OSLO, LYON)
    jobs = [job_in(office, "waiting", str(number)) for number in range(4)]

    def route():
        for job in jobs:
            route_job(office, WORKER, job.id)

    def flap(name):
        for state in ("down", "up", "down"):
            set_state(office, "network", name, state)

    calls = [route, lambda: flap("berlin"), lambda: flap("oslo"), lambda: add(office, factory("near", 52.4, 13.1))]
    assert at_once(*calls) == [None] * 4
    assert {see_job(office, job.id).factory for job in jobs} <= {"", "lyon", "near"}


def test_a_factory_added_while_a_route_is_chosen_is_not_missed(office, monkeypatch):
    """Either the route knows it, or the job is looked at again."""
    for number in range(4):
        job = job_in(office, "waiting", str(number))
        new = factory(f"new-{number}", 52.4, 13.1, materials=["TPU"])
        at_once(partial(route_job, office, WORKER, job.id), partial(add, office, new))
        after = see_job(office, job.id)
        assert after.factory or queued(office).count(("produce_job", (job.id,))) == 2
        set_state(office, "network", new.id, "down")
