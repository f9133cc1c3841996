from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from support.ordering import BERLIN, LYON, add_factories
from support.pages import GROMMET, Page, get_page, post_form

from configurator.domain.orders.baskets import MAX_BASKET_LINES
from configurator.domain.production.factories import Machine
from configurator.services.orders.baskets import add_to_basket, read_basket
from configurator.services.orders.views import list_orders, show_order

TO = {"to": "address", "name": "Anna Meier", "street": "Lindenweg 5", "city": "Potsdam", "country": "DE"}
OVEN = Machine("oven", "sls", (300.0, 300.0, 300.0), ("PA12",))


def add(client, **choices):
    return post_form(client, "/parts/grommet/order", dict(parse_qsl(GROMMET)) | {"basket": "add"} | choices)


@pytest.fixture
def basket(client):
    """The form of a basket with two grommets of one material and one of another process."""
    for choices in ({"offer": "mjf-tpu", "quantity": "2"}, {"offer": "mjf-tpu"}, {"offer": "sls-pa12"}):
        assert add(client, **choices) == "/basket/"
    page = get_page(client, client.get("/basket/").headers["Location"])
    quantities = {name: page.value(name) for name in page.input_names() if name.startswith("quantity:")}
    return page.hidden_values() | quantities | TO


def test_an_empty_basket_says_how_it_is_filled(client):
    assert "Nothing is in the basket" in get_page(client, client.get("/basket/").headers["Location"]).text


def test_all_that_is_in_it_is_one_order_however_often_it_is_sent(client, context, basket):
    first = post_form(client, "/basket/", basket | {"wish": "soonest"})
    (order,) = list_orders(context)
    items = show_order(context, order.id).order.items
    assert [(each.offer, each.quantity) for each in items] == [("mjf-tpu", 2), ("mjf-tpu", 1), ("sls-pa12", 1)]
    assert (first, order.wish) == (f"/orders/{order.token}", "soonest")
    assert "Nothing is in the basket" in get_page(client, client.get("/basket/").headers["Location"]).text


def test_a_form_sent_twice_before_it_was_answered_is_one_order(client, context, basket):
    token = client.get_cookie("basket").value
    first = post_form(client, "/basket/", basket)
    client.set_cookie("basket", token)
    assert post_form(client, "/basket/", basket) == first
    assert len(list_orders(context)) == 1


def parcels(client, basket):
    page = Page(client.post("/basket/", data=basket | {"where": "show"}).text)
    return page.one("section", id="parcels").text


def test_before_ordering_it_says_in_how_many_parcels_and_why(client, context, basket):
    add_factories(context, BERLIN, replace(LYON, machines=(OVEN,)))
    told = parcels(client, basket)
    assert "it would come in 2 parcels" in told
    assert "Berlin, 23 km away: 2 × Cable grommet in TPU, 1 × Cable grommet in TPU" in told
    assert "Berlin would make the most, but not 1 × Cable grommet in PA12 (it has no machine for laser sin" in told
    add_factories(context, replace(LYON, machines=(*BERLIN.machines, OVEN)))
    told = parcels(client, basket)
    assert "it would come in one parcel" in told
    assert "Lyon, 949 km away: 2 × Cable grommet in TPU, 1 × Cable grommet in TPU, 1 × Cable grommet in PA12" in told
    assert list_orders(context) == []


def test_how_many_is_changed_and_a_part_is_taken_out(client, context, basket):
    names = [name for name in basket if name.startswith("quantity:")]
    page = Page(client.post("/basket/", data=basket | {names[0]: "7", "take_out": names[2].partition(":")[2]}).text)
    assert [page.value(name) for name in page.input_names() if name.startswith("quantity:")] == ["7", "1"]
    page = post_form(client, "/basket/", basket | {names[1]: "none"}, 422)
    assert "is not a number of pieces" in page.text
    assert page.one("a", href=f"#quantity-{names[1].partition(':')[2]}")


def test_what_cannot_be_made_does_not_get_into_it(client, context):
    page = post_form(client, "/parts/grommet/order", dict(parse_qsl(GROMMET)) | {"basket": "add", "offer": "x"}, 422)
    assert "x" in page.text and client.get_cookie("basket") is None


def test_a_part_for_a_person_is_ordered_on_the_clinics_sheet(client):
    sheet = {"foot_length": "250", "heel_breadth": "60", "basket": "add"}
    assert "goes into no basket" in post_form(client, "/parts/heel_lift/order", sheet, 422).text
    assert client.get_cookie("basket") is None


def test_it_is_bounded_and_nobody_else_sees_it(client, context):
    token = add_to_basket(context, "", "grommet", {})
    for _ in range(MAX_BASKET_LINES - 1):
        add_to_basket(context, token, "grommet", {})
    client.set_cookie("basket", token)
    page = post_form(client, "/parts/grommet/order", dict(parse_qsl(GROMMET)) | {"basket": "add"}, 422)
    assert f"The basket holds {MAX_BASKET_LINES} parts at most." in page.text
    assert len(read_basket(context, token)) == MAX_BASKET_LINES
    assert read_basket(context, "x" * 32) == []
    assert read_basket(context, "'; --") == ()
