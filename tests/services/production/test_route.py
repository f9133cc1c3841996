from functools import partial

import pytest
from support.databases import ON_BOTH
from support.ordering import (
    BERLIN,
    CLINIC,
    LYON,
    OSLO,
    WORKER,
    PicturePool,
    add_factories,
    event_kinds,
    factory,
    job_in_state,
    jobs_of,
    load_job,
    make_items,
    order_request,
    placed_order,
    queued_works,
    read_events,
    routes_of,
    run_concurrently,
)
from support.reports import assessment

from configurator.domain.actors import Actor
from configurator.domain.errors import Refused, blocked
from configurator.domain.production.factory_files import factory_facts, read_factory
from configurator.services.orders.approve import approve_order
from configurator.services.production.availability import set_factory_state
from configurator.services.production.order_parcels import asked_parts
from configurator.services.production.route import route_job
from configurator.services.quotes.quotes import ask_factories

NOBODY = "No factory can take it: "


def test_a_job_goes_to_the_nearest_with_the_reasons_kept(context):
    add_factories(context, OSLO, BERLIN, factory("nearby", 52.4, 13.1, materials=["PA12"]))
    job = job_in_state(context, "waiting")
    routed = route_job(context, WORKER, job.id)
    assert (routed.state, routed.factory, routed.machine, routed.epoch) == ("routed", "berlin", "jet", 1)
    route = routes_of(context, job.id)[1]
    chosen = route["chosen"]
    assert (chosen["factory"], chosen["reasons"]) == ("berlin", ["nearest (23 km) of 2 that can make it"])
    assert {each["factory"]: each["reasons"] for each in route["rejected"]} == {
        "oslo": ["farther: 846 km, 23 km to berlin"], "nearby": ["it does not run TPU on jet"],
    }  # fmt: skip
    (event,) = read_events(context, job_id=job.id, kind="job_routed")
    assert (event.actor, event.factory, event.order_id) == (WORKER.id, "berlin", job.order)
    assert event.data == {"from": "waiting", "to": "routed", "epoch": 1, "flag": "", **route}


def priced(factory):
    """The factory with an hour a piece on a machine that needs nobody, and a parcel of two days."""
    facts = factory_facts(factory)
    times = {"unattended": True, "set_up_h": 0, "post_processing_h": 0, "rate": {"piece_h": 1}}
    card = {"currency": "EUR", "tax": "without VAT", "shipping": [{"up_to_km": 5000, "days": 2, "price": 10}]}
    return read_factory({**facts, "machines": [{**each, **times} for each in facts["machines"]], "rate_card": card})


def made_job(context, *assessments):
    """A waiting job for a grommet, 21.4 x 21.4 x 4.5 mm, with this in its report."""
    pool = PicturePool()
    pool.manufacturability = [*assessments]
    order = placed_order(context)
    make_items(context, order, pool)
    (job,) = jobs_of(context, approve_order(context, CLINIC, order.id).id)
    return job


@pytest.mark.parametrize(
    ("assessments", "fits"),
    [
        ([assessment("mjf-tpu", 19.0, 19.0, 20.0)], True),
        ([assessment("mjf-tpu", 19.0, 19.0, 21.0)], False),
        ([assessment("sls-pa12", 19.0, 19.0, 20.0), assessment("mjf-tpu")], False),
        ([], False),
    ],
)
def test_a_part_goes_where_it_fits_as_its_report_says_that_it_lies_in_its_offer(context, assessments, fits):
    add_factories(context, factory("small", 52, 13, side=20))
    routed = route_job(context, WORKER, made_job(context, *assessments).id)
    assert (routed.state, routed.factory) == (("routed", "small") if fits else ("waiting", ""))


def test_while_the_report_cannot_be_read_it_is_flagged_and_routed_again_later(context, monkeypatch):
    add_factories(context, BERLIN)
    job = job_in_state(context, "waiting")
    look = ("produce_job", (job.id,))
    before = queued_works(context).count(look)
    with monkeypatch.context() as broken:
        broken.setattr("configurator.services.quotes.made_pieces.load_report", out_of_reach)
        for _ in range(2):
            waiting = route_job(context, WORKER, job.id)
    assert (waiting.state, waiting.flag) == ("waiting", "routing failed, tried again every 20 s: The disk is away.")
    assert queued_works(context).count(look) == before + 2
    assert event_kinds(context, job_id=job.id) == ["job_created", "job_flagged"]
    routed = route_job(context, WORKER, job.id)
    assert (routed.factory, routed.flag) == ("berlin", "")


def out_of_reach(context, files):
    raise blocked("The disk is away.")


@ON_BOTH
def test_what_is_promised_is_worked_out_before_the_transaction_that_routes(context, monkeypatch):
    add_factories(context, priced(BERLIN))
    job, asked = job_in_state(context, "waiting"), []

    def ask(connection, *given):
        asked.append(connection)
        return ask_factories(connection, *given)

    monkeypatch.setattr("configurator.services.quotes.promises.ask_factories", ask)
    route_job(context, WORKER, job.id)
    assert len(asked) == 1
    (route,) = routes_of(context, job.id).values()
    assert route["promise"]["arrives_at"]


def test_a_job_that_comes_between_asking_and_routing_counts(context, monkeypatch):
    add_factories(context, priced(BERLIN))
    first, second = (job_in_state(context, "waiting", key) for key in "12")

    def ask_then_route_another(*given):
        parts = asked_parts(*given)
        monkeypatch.undo()
        route_job(context, WORKER, second.id)
        return parts

    monkeypatch.setattr("configurator.services.production.route.asked_parts", ask_then_route_another)
    route_job(context, WORKER, first.id)
    late, early = (routes_of(context, each.id)[1]["promise"]["arrives_at"] for each in (first, second))
    assert late > early


def test_a_job_that_does_not_wait_is_left_alone(context):
    add_factories(context, BERLIN)
    job = job_in_state(context, "routed")
    before = read_events(context)
    assert route_job(context, WORKER, job.id) == job
    assert read_events(context) == before


def test_an_unknown_job_is_refused(context):
    with pytest.raises(Refused, match="There is no job ABC"):
        route_job(context, WORKER, "ABC")


def test_without_a_factory_it_waits_and_says_so_once(context):
    job = job_in_state(context, "waiting")
    waiting = route_job(context, WORKER, job.id)
    assert (waiting.state, waiting.reason, waiting.flag) == ("waiting", NOBODY + "there is none.", waiting.reason)
    route_job(context, WORKER, job.id)
    assert event_kinds(context, job_id=job.id) == ["job_created", "job_unroutable"]
    add_factories(context, BERLIN)
    routed = route_job(context, WORKER, job.id)
    assert (routed.state, routed.reason, routed.flag) == ("routed", "", "")


def test_while_none_fits_it_waits_with_every_reason(context):
    add_factories(context, BERLIN, factory("small", 52, 13, side=20), factory("other", 52, 13, materials=["PA12"]))
    set_factory_state(context, Actor("network"), "berlin", "paused")
    job = job_in_state(context, "waiting")
    assert route_job(context, WORKER, job.id).reason == NOBODY + "; ".join(
        [
            "berlin: it takes no new jobs (paused)",
            "other: it does not run TPU on jet",
            "small: the part (21.4 x 21.4 x 4.5 mm) is 1.4 mm and 1.4 mm too large for jet (20 x 20 x 20 mm)",
        ]
    ) + "."  # fmt: skip


def test_a_factory_that_is_added_or_comes_up_has_waiting_jobs_looked_at_again(context):
    job = job_in_state(context, "waiting")
    route_job(context, WORKER, job.id)
    look = ("produce_job", (job.id,))
    before = queued_works(context).count(look)
    add_factories(context, BERLIN)
    assert queued_works(context).count(look) == before + 1
    set_factory_state(context, Actor("network"), "berlin", "paused")
    assert queued_works(context).count(look) == before + 1
    set_factory_state(context, Actor("network"), "berlin", "up")
    assert queued_works(context).count(look) == before + 2
    routed = route_job(context, WORKER, job.id)
    assert (routed.factory, routed.reason) == ("berlin", "")


def test_what_is_collected_goes_where_it_is_collected(context):
    add_factories(context, BERLIN, OSLO)
    job = job_in_state(context, "routed", request=order_request(place=None, pick_up="oslo"))
    assert job.factory == "oslo"
    assert routes_of(context, job.id)[1]["rejected"][0]["reasons"] == ["the customer collects at oslo"]


@ON_BOTH
def test_routed_by_two_at_once_it_has_one_lease(context):
    add_factories(context, BERLIN)
    job = job_in_state(context, "waiting")
    one, other = run_concurrently(*[partial(route_job, context, WORKER, job.id)] * 2)
    assert one == other == load_job(context, job.id)
    assert one.epoch == 1


def test_no_job_goes_to_a_factory_that_goes_down_at_that_moment(context):
    add_factories(context, BERLIN, OSLO)
    for key in "123456":
        job = job_in_state(context, "waiting", key)
        down = partial(set_factory_state, context, Actor("network"), "berlin", "down")
        assert not any(
            isinstance(each, Exception) for each in run_concurrently(partial(route_job, context, WORKER, job.id), down)
        )
        after = load_job(context, job.id)
        assert after.factory != "berlin"
        if after.state == "waiting":
            # It was routed first, and then released.
            assert route_job(context, WORKER, job.id).factory == "oslo"
        set_factory_state(context, Actor("network"), "berlin", "up")


def test_many_jobs_are_routed_while_factories_come_and_go(context):
    add_factories(context, BERLIN, OSLO, LYON)
    jobs = [job_in_state(context, "waiting", str(number)) for number in range(4)]

    def route():
        for job in jobs:
            route_job(context, WORKER, job.id)

    def flap(name):
        for state in ("down", "up", "down"):
            set_factory_state(context, Actor("network"), name, state)

    calls = [
        route,
        lambda: flap("berlin"),
        lambda: flap("oslo"),
        lambda: add_factories(context, factory("near", 52.4, 13.1)),
    ]
    assert run_concurrently(*calls) == [None] * 4
    assert {load_job(context, job.id).factory for job in jobs} <= {"", "lyon", "near"}


def test_a_factory_added_while_a_route_is_chosen_is_not_missed(context, monkeypatch):
    """Either the route knows it, or the job is looked at again."""
    for number in range(4):
        job = job_in_state(context, "waiting", str(number))
        new = factory(f"new-{number}", 52.4, 13.1, materials=["TPU"])
        run_concurrently(partial(route_job, context, WORKER, job.id), partial(add_factories, context, new))
        after = load_job(context, job.id)
        assert after.factory or queued_works(context).count(("produce_job", (job.id,))) == 2
        set_factory_state(context, Actor("network"), new.id, "down")
