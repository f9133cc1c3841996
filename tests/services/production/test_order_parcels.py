from dataclasses import replace
from decimal import Decimal

import pytest
from support.ordering import (
    CLINIC,
    LYON,
    WORKER,
    add_factories,
    advance,
    approved_order,
    design,
    item_request,
    jobs_of,
    load_job,
    made_order,
    order_request,
    routes_of,
)

from configurator.domain.errors import Refused, damaged
from configurator.domain.orders.wishes import Wish
from configurator.domain.production.factories import Machine
from configurator.domain.production.machine_rates import Piece, PieceRate, StatedTimes
from configurator.domain.production.parcel_dates import SIZE_UNKNOWN
from configurator.domain.production.rate_cards import RateCard, ShippingBand
from configurator.services.orders.views import list_orders
from configurator.services.production.availability import set_factory_state
from configurator.services.production.order_parcels import expected_parcels
from configurator.services.production.route import route_job
from configurator.services.quotes import made_pieces

ROOM = (380.0, 380.0, 380.0)
JET, OVEN = Machine("jet", "mjf", ROOM, ("TPU",)), Machine("oven", "sls", ROOM, ("PA12",))
NEAR = replace(LYON, id="near", title="Near", place=order_request().place, machines=(JET,))
BOTH = replace(LYON, id="both", title="Both", machines=(JET, OVEN))
OTHER = replace(LYON, id="other", title="Other", machines=(OVEN,))
PARTS = (
    item_request(design()), item_request(design(), quantity=3),
    item_request(design(), "sls-pa12"),
)  # fmt: skip
REQUEST = replace(order_request(), items=PARTS)


def routed(context, request=REQUEST):
    order = approved_order(context, request=request)
    return [route_job(context, WORKER, job.id) for job in jobs_of(context, order.id)]


def test_parts_of_two_processes_go_to_the_one_factory_that_makes_all(context):
    add_factories(context, NEAR, OTHER, BOTH)
    jobs = routed(context)
    assert [job.factory for job in jobs] == ["both"] * 3
    assert routes_of(context, jobs[0].id)[1]["chosen"]["reasons"] == ["sent together with other parts of the order"]


def test_they_go_in_two_parcels_where_no_factory_makes_all(context):
    add_factories(context, NEAR, OTHER)
    assert [job.factory for job in routed(context)] == ["near", "near", "other"]


def test_what_has_to_move_goes_where_the_rest_of_the_order_is(context):
    add_factories(context, NEAR, BOTH, replace(BOTH, id="second", place=NEAR.place))
    jobs = routed(context)
    assert {job.factory for job in jobs} == {"second"}
    advance(context, load_job(context, jobs[0].id), "started")
    set_factory_state(context, CLINIC, "second", "down")
    moved = [route_job(context, WORKER, job.id) for job in jobs[1:]]
    assert [job.factory for job in moved] == ["both", "both"]


def test_before_ordering_the_same_division_is_told_and_nothing_is_placed(context):
    add_factories(context, NEAR, OTHER)
    _, plan = expected_parcels(context, CLINIC, replace(REQUEST, key=""))
    assert [(each.factory, each.items, each.distance_km and round(each.distance_km)) for each in plan.parcels] == [
        ("near", ("0", "1"), 2), ("other", ("2",), 949),
    ]  # fmt: skip
    assert plan.lacks == {"2": ("it has no machine for laser sintering",)}
    assert list_orders(context) == []


def test_the_wish_is_kept_with_the_order_and_an_unknown_one_is_refused(context):
    add_factories(context, NEAR)
    order = approved_order(context, request=replace(order_request(), wish="soonest"))
    assert order.wish is Wish.SOONEST
    job = route_job(context, WORKER, jobs_of(context, order.id)[0].id)
    assert (job.factory, job.state) == ("near", "routed")
    with pytest.raises(Refused) as caught:
        expected_parcels(context, CLINIC, replace(REQUEST, wish="free"))
    assert caught.value.problems[0].fields == ("wish",)


CARD = RateCard("EUR", "without VAT", shipping=(ShippingBand(2000, 2, Decimal(10)),))
TIMED = replace(NEAR, machines=(replace(JET, times=StatedTimes(PieceRate(5), 0.5, 0.1)),), rate_card=CARD)


def test_a_part_that_was_made_before_has_its_size_and_its_days_without_a_draft(context):
    add_factories(context, TIMED)
    asked = replace(order_request(key=""), items=(PARTS[0],))
    (unknown,) = expected_parcels(context, CLINIC, asked)[1].parcels
    assert unknown.dates.reasons == (SIZE_UNKNOWN,)
    made_order(context, request=order_request())

    def draft(item):
        raise AssertionError("it was made: nobody draws it")

    (known,) = expected_parcels(context, CLINIC, asked, draft)[1].parcels
    assert known.dates.reasons == () and known.dates.ships_at < known.dates.arrives_at


def test_where_its_report_is_lost_a_draft_says_how_large_it_is(context, monkeypatch):
    add_factories(context, TIMED)
    made_order(context, request=order_request())

    def lost(*_):
        raise damaged("It is gone.")

    monkeypatch.setattr(made_pieces, "load_report", lost)
    asked, drawn = replace(order_request(key=""), items=(PARTS[0],)), Piece(3000, (30.0, 30.0, 10.0))
    (parcel,) = expected_parcels(context, CLINIC, asked, lambda item: drawn)[1].parcels
    assert parcel.dates.ships_at
