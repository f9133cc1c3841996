from dataclasses import replace

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
    order_request,
    routes_of,
)

from configurator.domain.errors import Refused
from configurator.domain.orders.wishes import Wish
from configurator.domain.production.factories import Machine
from configurator.services.orders.views import list_orders
from configurator.services.production.availability import set_factory_state
from configurator.services.production.order_parcels import expected_parcels
from configurator.services.production.route import route_job

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
