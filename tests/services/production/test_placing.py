"""What is promised when a job gets a factory, and where several go whose factory is lost."""

from dataclasses import replace

import pytest
from support.mailbox import mails_in, send_all
from support.mailbox import posted as posted
from support.ordering import (
    ANNA,
    BERLIN,
    LYON,
    WORKER,
    add_factories,
    job_in_state,
    order_request,
    read_events,
    routes_of,
)

from configurator.domain.actors import Actor
from configurator.domain.places import Place
from configurator.domain.production.factory_files import factory_facts, read_factory
from configurator.services.production.availability import set_factory_state
from configurator.services.production.route import route_job

CARD = {"currency": "EUR", "tax": "without VAT", "shipping": [{"up_to_km": 5000, "days": 2, "price": 10}]}


def timed(factory, piece_h, slots=1):
    """The factory with so many slots a machine, on which a piece takes so many hours."""
    told = factory_facts(factory)
    times = {"unattended": True, "set_up_h": 0, "post_processing_h": 0, "rate": {"piece_h": piece_h}, "slots": slots}
    machines = [{**each, **times} for each in told["machines"]]
    return read_factory({**told, "machines": machines, "rate_card": CARD})


def lost(context, *others, count=2, before=BERLIN, request=None):
    """The routes of so many jobs after the factory that had them went down."""
    add_factories(context, before)
    jobs = [job_in_state(context, "routed", str(number), request) for number in range(count)]
    add_factories(context, *others)
    set_factory_state(context, Actor("network"), "berlin", "down")
    return [route_job(context, WORKER, each.id) for each in jobs]


NEAR, FAR = replace(LYON, id="near", place=Place(52.4, 13.0)), replace(LYON, id="far", place=Place(48.1, 11.6))


def test_the_lease_has_what_its_factory_promised(context):
    add_factories(context, timed(BERLIN, 5))
    job = job_in_state(context, "routed", "1")
    (route,) = routes_of(context, job.id).values()
    assert set(route["promise"]) == {"ships_at", "arrives_at"}
    assert route["promise"]["ships_at"] < route["promise"]["arrives_at"]


def test_without_hours_nothing_is_promised(context):
    add_factories(context, BERLIN)
    (route,) = routes_of(context, job_in_state(context, "routed", "1").id).values()
    assert route["promise"] is None


def test_several_that_lost_their_factory_are_placed_so_that_promises_are_kept(context):
    jobs = lost(context, timed(NEAR, 40), timed(FAR, 40), before=timed(BERLIN, 45, slots=2))
    assert sorted(each.factory for each in jobs) == ["far", "near"]
    assert read_events(context, kind="promise_broken") == []
    told = [routes_of(context, each.id)[each.epoch]["chosen"]["reasons"] for each in jobs]
    assert ["placed together with the other jobs that lost their factory"] in told


def test_where_all_can_be_kept_at_the_nearest_they_go_there(context):
    jobs = lost(context, timed(NEAR, 1), timed(FAR, 1), before=timed(BERLIN, 48))
    assert [each.factory for each in jobs] == ["near", "near"]
    assert read_events(context, kind="promise_broken") == []


def test_what_arrives_later_than_was_said_is_told(context):
    (first, second) = lost(context, timed(NEAR, 200), before=timed(BERLIN, 1))
    broken = read_events(context, kind="promise_broken")
    assert [each.job_id for each in broken] == [first.id, second.id]
    assert broken[0].data["before"]["arrives_at"] < broken[0].data["after"]["arrives_at"]


def test_word_of_what_arrives_later_comes_once_for_each_day(posted):
    context, mailbox = posted
    wanted = order_request(person=replace(ANNA, email="anna@example.org"))
    (job,) = lost(context, timed(NEAR, 200), count=1, before=timed(BERLIN, 1), request=wanted)
    before = len(mails_in(context))
    (broken,) = read_events(context, kind="promise_broken")
    send_all(context)
    message = mailbox.messages[-1][1]
    assert message["Subject"] == f"Your order {job.order} comes later"
    day = broken.data["after"]["arrives_at"][:10]
    assert f"to arrive by {day}" in message.get_content()
    # Moments later, of which no word comes, and days later, of which it does.
    for name, other, hours in (("near", "second", 200), ("second", "third", 300)):
        set_factory_state(context, Actor("network"), name, "down")
        add_factories(context, timed(replace(NEAR, id=other), hours))
        route_job(context, WORKER, job.id)
    days = {each.data["after"]["arrives_at"][:10] for each in read_events(context, kind="promise_broken")}
    assert len(read_events(context, kind="promise_broken")) == 3 and len(mails_in(context)) == before + len(days) - 1
    assert len(days) > 1


@pytest.mark.parametrize(("busy", "taker"), [(False, "near"), (True, "far")])
def test_the_nearest_that_has_time_for_it_gets_it(context, busy, taker):
    add_factories(context, timed(NEAR, 1000 if busy else 1), timed(FAR, 1))
    jobs = [job_in_state(context, "routed", str(number)) for number in range(2)]
    assert [each.factory for each in jobs] == ["near", taker]
    if busy:
        (route,) = routes_of(context, jobs[1].id).values()
        assert ["it has no time for it in the weeks to come"] in [each["reasons"] for each in route["rejected"]]
