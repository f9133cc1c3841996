from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from support.ordering import CLINIC, POTSDAM, design, item_request, order_request, placed_order

from configurator.domain.actors import Actor
from configurator.domain.errors import Refused
from configurator.domain.measures.sheets import Sheet, SheetEntry
from configurator.domain.orders.orders import NewItem
from configurator.domain.places import Place
from configurator.services.orders.order_items import sheet_record
from configurator.services.orders.place_order import place_order
from configurator.store import orders, tables
from configurator.store.database import read_transaction, write_transaction


@pytest.fixture
def look(context):
    def call(function, *arguments, **options):
        with read_transaction(context.engine) as connection:
            return function(connection, *arguments, **options)

    return call


def set_order(context, order, **values):
    with write_transaction(context.engine) as connection:
        connection.execute(update(tables.orders).where(tables.orders.c.id == order).values(**values))


def test_an_order_comes_back_as_it_was_asked_for(context, look):
    sheet = Sheet({"hole_diameter": SheetEntry("hole_diameter", 14.0, "9/16 in", "in", "callipers")})
    wanted = item_request(design(), "mjf-tpu", 3, sheet), item_request(design("smallest"), "sls-pa12")
    order = look(orders.get_order, placed_order(context, request=replace(order_request(), items=wanted)).id)
    items = NewItem(design(), "mjf-tpu", 3, sheet_record(sheet)), NewItem(design("smallest"), "sls-pa12")
    assert tuple(NewItem(item.design, item.offer, item.quantity, item.sheet) for item in order.items) == items
    assert [item.design.digest for item in order.items] == [each.design.digest for each in items]
    assert {(item.state, item.order, item.starts, item.crashes) for item in order.items} == {
        ("waiting", order.id, 0, 0)
    }
    assert look(orders.get_item, order.items[1].id) == order.items[1]
    assert (order.state, order.placed_by, order.pick_up, order.reason) == ("placed", CLINIC.id, "", "")


def test_where_an_order_goes_is_kept_only_coarsely(context, look):
    order = placed_order(context, request=order_request(place=Place(POTSDAM.latitude + 0.003, POTSDAM.longitude)))
    assert look(orders.get_order, order.id).place == Place(52.4, 13.1)


def test_an_order_is_found_by_who_placed_it_under_which_key(context, look):
    order = placed_order(context, "K 1")
    assert look(orders.find_order_by_key, CLINIC, "K 1") == order.id
    assert look(orders.find_order_by_key, Actor("clinic-8"), "K 1") is None
    assert look(orders.find_order_by_key, CLINIC, "K 2") is None


def test_an_order_is_found_by_its_token_which_no_other_has(context, look):
    one, other = placed_order(context, "1"), placed_order(context, "2")
    assert [look(orders.find_order_by_token, each.token) for each in (one, other)] == [one.id, other.id]
    assert one.token != other.token
    with pytest.raises(IntegrityError):
        set_order(context, other.id, token=one.token)


def test_orders_of_a_time_without_tokens_are_found_by_none(context, look):
    for each in (placed_order(context, "1"), placed_order(context, "2")):
        set_order(context, each.id, token="")
    assert [order.token for order in look(orders.select_orders)] == ["", ""]
    assert look(orders.find_order_by_token, "") is None


@pytest.mark.parametrize(
    ("function", "field"), [(orders.get_order, "order"), (orders.lock_order, "order"), (orders.get_item, "item")]
)
def test_what_is_not_there_is_refused(look, function, field):
    with pytest.raises(Refused, match=f"There is no {field} ABC") as error:
        look(function, "ABC")
    assert error.value.problems[0].fields == (field,)


def test_orders_are_listed_newest_first_and_page_by_page(context, look):
    ids = [placed_order(context, str(number)).id for number in range(5)]
    for order, second in zip(ids, (0, 1, 1, 1, 2), strict=True):
        set_order(context, order, placed_at=f"2026-11-20T10:00:0{second}.000Z")
    first, *ties, last = ids
    newest_first = [last, *sorted(ties, reverse=True), first]
    assert [order.id for order in look(orders.select_orders)] == newest_first
    pages, seen = [], ""
    for _ in range(3):
        page = look(orders.select_orders, limit=2, before=seen)
        pages += [order.id for order in page]
        seen = page[-1].id
    assert look(orders.select_orders, before=seen) == []
    assert pages == newest_first


def test_orders_are_listed_by_state(context, look):
    one, other = placed_order(context, "1"), placed_order(context, "2")
    set_order(context, one.id, state="made")
    assert [order.id for order in look(orders.select_orders, state="placed")] == [other.id]


def test_orders_are_listed_by_who_placed_them(context, look):
    mine = [placed_order(context, key).id for key in "12"]
    theirs = place_order(context, Actor("clinic-8"), order_request()).order.id
    set_order(context, mine[0], state="made")
    assert {order.id for order in look(orders.select_orders, placed_by=CLINIC.id)} == set(mine)
    assert [order.id for order in look(orders.select_orders, placed_by="clinic-8")] == [theirs]
    assert [order.id for order in look(orders.select_orders, placed_by=CLINIC.id, state="made")] == mine[:1]
    assert look(orders.select_orders, placed_by="clinic") == []


def test_attempts_at_an_item_are_counted_both_ways(context, look):
    (item,) = placed_order(context).items
    with write_transaction(context.engine) as connection:
        orders.increment_item_counts(connection, item.id, starts=1)
        orders.increment_item_counts(connection, item.id, starts=1, crashes=1)
        orders.increment_item_counts(connection, item.id, starts=-1)
    found = look(orders.get_item, item.id)
    assert (found.starts, found.crashes) == (1, 1)
