"""Price and date on the pages and over HTTP, by a draft that is 20 mm wide, made at once."""

import pytest
from support.ordering import BERLIN, LYON, add_factories, made_order
from support.pages import GROMMET, get_page, post_form

from configurator.domain.production.factory_files import factory_facts, read_factory
from configurator.services.orders.views import find_order, list_orders
from configurator.services.quotes.quotes import quote_order

CARD = {
    "currency": "EUR", "tax": "without VAT", "materials": {"TPU": {"per_g": 0.5}, "PA12": {"per_g": 0.4}},
    "machine_hours": {"jet": 20}, "labour_hour": 40, "set_up": 5, "post_processing": 1, "rush_percent": 50,
    "shipping": [{"up_to_km": 2000, "days": 2, "price": 10}],
}  # fmt: skip
TIMES = {"unattended": True, "set_up_h": 0.5, "post_processing_h": 0.1, "rate": {"piece_h": 5}}
TO = {"to": "address", "name": "Anna Meier", "street": "Lindenweg 5", "city": "Potsdam", "country": "DE"}
API = "/api/v1"
ASKED = {"template": "grommet", "values": {"hole_diameter": 14, "panel_thickness": 1.5, "cable_diameter": 8}}


@pytest.fixture(autouse=True)
def _network(context):
    facts = factory_facts(BERLIN)
    shop = {**facts, "machines": [{**each, **TIMES} for each in facts["machines"]], "rate_card": CARD}
    add_factories(context, read_factory(shop), LYON)


def test_a_part_is_priced_as_it_is_configured_and_what_no_rule_tells_is_on_request(client):
    piece = client.get(f"/parts/grommet/quote?{GROMMET}").text
    assert "5 h of jet at 20" in piece and "without the parcel" in piece
    assert "The price is on request: it has no rate card." in piece


def test_without_a_script_the_page_of_the_part_has_a_button_for_it(client):
    assert "5 h of jet at 20" not in get_page(client, f"/parts/grommet?{GROMMET}").text
    assert "5 h of jet at 20" in get_page(client, f"/parts/grommet?{GROMMET}&priced=yes").text


def test_what_cannot_be_made_has_no_price(client):
    assert "Nothing to reckon" in client.get("/parts/grommet/quote?hole_diameter=-1").text


def test_before_ordering_pieces_and_way_are_in_the_price_and_nothing_is_ordered(client, context):
    page = get_page(client, f"/parts/grommet/order?{GROMMET}")
    form = page.hidden_values() | {"quantity": "3", "offer": "mjf-pa12", "quotes": "show"} | TO
    told = post_form(client, "/parts/grommet/order", form, 200).text
    assert "An estimate for 3 pieces in PA12" in told and "15 h of jet at 20" in told and "a parcel over 2" in told
    assert "Place the order" in told


def test_the_customer_sees_date_and_price_with_rush_and_without_and_asks_for_it(client, context):
    assert "As a rush: ships" in client.get(f"/parts/grommet/quote?{GROMMET}").text
    page = get_page(client, f"/parts/grommet/order?{GROMMET}")
    form = page.hidden_values() | {"quantity": "1", "offer": "mjf-tpu", "wish": "rush"} | TO
    told = post_form(client, "/parts/grommet/order", form | {"quotes": "show"}, 200).text
    assert "Rush 50 % of" in told and "Without rush: arrives" in told
    post_form(client, "/parts/grommet/order", form)
    (order,) = list_orders(context)
    assert order.wish == "rush"
    assert "To be made before others, at a rush price." in get_page(client, f"/orders/{order.token}").text


def test_a_parcel_has_its_days_before_ordering_where_they_are_known(client):
    page = get_page(client, f"/parts/grommet/order?{GROMMET}")
    form = page.hidden_values() | {"quantity": "1", "offer": "mjf-tpu", "quotes": "show"} | TO
    told = post_form(client, "/parts/grommet/order", form, 200).one("section", id="parcels").text
    assert "Ships by" in told and "arrives by" in told and "not known" not in told


def test_a_town_that_is_missing_is_told_and_the_price_is_without_the_parcel(client):
    page = get_page(client, f"/parts/grommet/order?{GROMMET}")
    form = page.hidden_values() | {"quantity": "1", "offer": "mjf-tpu", "quotes": "show"} | TO | {"city": ""}
    told = post_form(client, "/parts/grommet/order", form, 200).text
    assert "without the parcel" in told and "Look at these Town" in told


def test_the_page_of_an_order_shows_what_is_kept(client, context):
    order = made_order(context)
    (kept,) = quote_order(context, order.id).values()
    page = get_page(client, f"/orders/{order.token}")
    assert f"EUR {kept[0].total:,.2f}" in page.text and "kept as it was" in page.text
    assert find_order(context, order.token).state == "made"


def test_programs_ask_for_quotes(client, context):
    asked = {**ASKED, "offer": "mjf-tpu", "quantity": 2, "near": {"latitude": 52.4, "longitude": 13.1}}
    answer = client.post(f"{API}/quotes", json=asked)
    assert answer.status_code == 200 and answer.json["offer"] == "mjf-tpu"
    berlin, lyon = answer.json["quotes"]
    assert (berlin["factory"], berlin["machine_h"], berlin["basis"], berlin["quantity"]) == (
        "berlin",
        10,
        "estimate",
        2,
    )
    assert berlin["lines"][-1]["name"] == "shipping" and berlin["ships_at"] < berlin["arrives_at"]
    assert (lyon["total"], lyon["ships_at"], lyon["price_reasons"]) == (None, "", ["it has no rate card"])
    order = made_order(context)
    (item,) = client.get(f"{API}/orders/{order.token}/quotes").json["items"]
    assert [each["basis"] for each in item["quotes"]] == ["made", "made"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"offer": "mjf-pa13"}, "offer"),
        ({"offer": "fdm-pla"}, "offer"),
        ({"pick_up": "paris"}, "pick_up"),
        ({"quantity": 0}, "quantity"),
        ({"near": {"latitude": 91, "longitude": 0}}, "near.latitude"),
        ({"near": {"latitude": 52, "longitude": 13}, "pick_up": "berlin"}, "near"),
        ({"values": {"hole_diameter": 14}}, "panel_thickness"),
    ],
)
def test_what_cannot_be_quoted_is_refused_with_its_field(client, changed, field):
    answer = client.post(f"{API}/quotes", json={**ASKED, **changed})
    assert answer.status_code in (400, 422), answer.json
    assert field in [name for each in answer.json["problems"] for name in each["fields"]]
