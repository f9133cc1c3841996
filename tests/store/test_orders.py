from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from support.ordering import CLINIC, POTSDAM, ask, design, placed

from configurator.domain.errors import Refused
from configurator.domain.orders.orders import Wanted
from configurator.domain.places import Place
from configurator.services.orders.place import place_order
from configurator.store import orders, tables
from configurator.store.database import reading, writing


@pytest.fixture
def look(office):
    def call(function, *arguments, **options):
        with reading(office.engine) as connection:
            return function(connection, *arguments, **options)

    return call


def set_order(office, order, **values):
    with writing(office.engine) as connection:
        connection.execute(update(tables.orders).where(tables.orders.c.id == order).values(**values))


def test_an_order_comes_back_as_it_was_asked_for(office, look):
    sheet = {"hole_diameter": {"value": 14.0, "entered": "9/16 in", "source": "callipers"}}
    items = Wanted(design(), "mjf-tpu", 3, sheet), Wanted(design("smallest"), "sls-pa12")
    order = look(orders.get_order, placed(office, wanted=replace(ask(), items=items)).id)
    assert tuple(Wanted(item.design, item.offer, item.quantity, item.sheet) for item in order.items) == items
    assert [item.design.digest for item in order.items] == [wanted.design.digest for wanted in items]
    assert {(item.state, item.order, item.starts, item.crashes) for item in order.items} == {
        ("waiting", order.id, 0, 0)
    }
    assert look(orders.get_item, order.items[1].id) == order.items[1]
    assert (order.state, order.placed_by, order.pick_up, order.reason) == ("placed", CLINIC, "", "")


def test_where_an_order_goes_is_kept_only_coarsely(office, look):
    order = placed(office, wanted=ask(place=Place(POTSDAM.latitude + 0.003, POTSDAM.longitude)))
    assert look(orders.get_order, order.id).place == Place(52.4, 13.1)


def test_an_order_is_found_by_who_placed_it_under_which_key(office, look):
    order = placed(office, "K 1")
    assert look(orders.find_by_key, CLINIC, "K 1") == order.id
    assert look(orders.find_by_key, "clinic-8", "K 1") is None
    assert look(orders.find_by_key, CLINIC, "K 2") is None


def test_an_order_is_found_by_its_token_which_no_other_has(office, look):
    one, other = placed(office, "1"), placed(office, "2")
    assert [look(orders.find_by_token, each.token) for each in (one, other)] == [one.id, other.id]
    assert one.token != other.token
    with pytest.raises(IntegrityError):
        set_order(office, other.id, token=one.token)


def test_orders_of_a_time_without_tokens_are_found_by_none(office, look):
    for each in (placed(office, "1"), placed(office, "2")):
        set_order(office, each.id, token="")
    assert [order.token for order in look(orders.list_orders)] == ["", ""]
    assert look(orders.find_by_token, "") is None


@pytest.mark.parametrize(
    ("function", "field"), [(orders.get_order, "order"), (orders.lock, "order"), (orders.get_item, "item")]
)
def test_what_is_not_there_is_refused(look, function, field):
    with pytest.raises(Refused, match=f"There is no {field} ABC") as error:
        look(function, "ABC")
    assert error.value.problems[0].fields == (field,)


def test_orders_are_listed_newest_first_and_page_by_page(office, look):
    ids = [placed(office, str(number)).id for number in range(5)]
    for order, second in zip(ids, (0, 1, 1, 1, 2), strict=True):
        set_order(office, order, placed_at=f"2026-11-20T10:00:0{second}.000Z")
    first, *ties, last = ids
    newest_first = [last, *sorted(ties, reverse=True), first]
    assert [order.id for order in look(orders.list_orders)] == newest_first
    pages, seen = [], ""
    for _ in range(3):
        page = look(orders.list_orders, limit=2, before=seen)
        pages += [order.id for order in page]
        seen = page[-1].id
    assert look(orders.list_orders, before=seen) == []
    assert pages == newest_first


def test_orders_are_listed_by_state(office, look):
    one, other = placed(office, "1"), placed(office, "2")
    set_order(office, one.id, state="made")
    assert [order.id for order in look(orders.list_orders, state="placed")] == [other.id]


def test_orders_are_listed_by_who_placed_them(office, look):
    mine = [placed(office, key).id for key in "12"]
    theirs = place_order(office, "clinic-8", "1", ask()).order.id
    set_order(office, mine[0], state="made")
    assert {order.id for order in look(orders.list_orders, placed_by=CLINIC)} == set(mine)
    assert [order.id for order in look(orders.list_orders, placed_by="clinic-8")] == [theirs]
    assert [order.id for order in look(orders.list_orders, placed_by=CLINIC, state="made")] == mine[:1]
    assert look(orders.list_orders, placed_by="clinic") == []


def test_attempts_at_an_item_are_counted_both_ways(office, look):
    (item,) = placed(office).items
    with writing(office.engine) as connection:
        orders.count_item(connection, item.id, starts=1)
        orders.count_item(connection, item.id, starts=1, crashes=1)
        orders.count_item(connection, item.id, starts=-1)
    found = look(orders.get_item, item.id)
    assert (found.starts, found.crashes) == (1, 1)
