"""Parts for a person that are asked of a clinic from outside, and what belongs to an account, as pages show them."""

from dataclasses import replace

import pytest
from support.ordering import load_order, make_items, read_events
from support.pages import GROMMET, Page
from support.people import PASSWORD, add_clinic, signed_in_with_code
from support.people import cheap_passwords as cheap_passwords
from support.rights_world import PROXY, PUBLIC_URL, Sender

from configurator.domain.actors import LOCAL
from configurator.services.accounts.clinic_requests import set_taking_requests
from configurator.services.accounts.organisations import add_organisation
from configurator.services.accounts.quotas import set_quotas
from configurator.services.orders.views import find_order, list_orders
from web import request_limits
from web.app import create_app
from web.context import serve_previews
from web.distinct_designs import DistinctDesigns

LIFT = "/parts/heel_lift/order?foot_length=250&heel_breadth=60"
TO = {"to": "address", "name": "Anna Meier", "street": "Lindenweg 5", "city": "Potsdam", "country": "DE"}
SIZES = {"hole_diameter": 14, "panel_thickness": 1.5, "cable_diameter": 8}
ASKED = {"clinic": "clinic-bern", "patient": "K-2041", "prescription": "Lift of 6 mm, left."}


@pytest.fixture
def site(context, paper):
    """The pages with accounts."""
    return create_app(serve_previews(context.with_pool(paper, context.folders)), PUBLIC_URL, frozenset({PROXY}))


@pytest.fixture
def visitor(site):
    return Sender("visitor", site.test_client(), {})


@pytest.fixture
def prescriber(context, site):
    add_clinic(context)
    set_taking_requests(context, LOCAL, "clinic-bern", takes=True)
    return somebody(context, site, "dr@example.org", "clinic-bern", "prescriber")


def somebody(context, site, email, organisation="", role=""):
    client = site.test_client()
    key, _ = signed_in_with_code(context, email, organisation, role)
    client.set_cookie("__Host-session", key, domain="parts.example.org", secure=True)
    return Sender(email, client, {})


def read(sender, path):
    response = sender.send("GET", path, follow_redirects=True)
    assert response.status_code == 200, response.text
    return Page(response.text)


def ask(visitor, **changed):
    page = read(visitor, LIFT)
    sent = page.hidden_values() | {"quantity": "1", "offer": page.value("offer")} | TO | ASKED | changed
    return visitor.send("POST", "/parts/heel_lift/order", data=sent)


def placed(visitor, context):
    """The order that a visitor has asked for, its files made."""
    response = ask(visitor)
    assert response.status_code == 303, response.text
    order = find_order(context, response.headers["Location"].rpartition("/")[2])
    make_items(context, order)
    return load_order(context, order.id)


def test_a_visitor_asks_a_clinic_that_takes_requests_and_sees_that_it_waits(visitor, prescriber, context):
    page = read(visitor, LIFT)
    assert page.one("h1").text == "Ask a clinic for this part" and "Foot clinic Bern" in page.text
    order = placed(visitor, context)
    page = read(visitor, f"/orders/{order.token}")
    assert "A prescriber of Foot clinic Bern looks at it" in page.text and "K-2041" not in page.text
    assert "Approve and have it made" not in page.text and "Change the measurements" not in page.text


@pytest.mark.parametrize(("field", "told"), [("clinic", "Which clinic is asked"), ("patient", "code is missing")])
def test_what_is_missing_is_told_beside_its_field(visitor, prescriber, context, field, told):
    response = ask(visitor, **{field: ""})
    assert response.status_code == 422 and told in response.text and list_orders(context) == []


def test_a_prescriber_finds_what_waits_and_approves_it(visitor, prescriber, context):
    order = placed(visitor, context)
    page = read(prescriber, "/clinic/orders")
    assert "Waiting for you 1" in page.text and order.id in page.text
    assert "K-2041" in read(prescriber, f"/orders/{order.token}").text
    approved = prescriber.send("POST", f"/orders/{order.token}/approve", data={"password": PASSWORD})
    assert approved.status_code == 303 and load_order(context, order.id).state == "approved"
    assert "Waiting for you" not in read(prescriber, "/clinic/orders").text


def test_a_prescriber_refuses_with_a_reason_that_the_visitor_sees(visitor, prescriber, context):
    order = placed(visitor, context)
    assert "Refuse it" in read(prescriber, f"/orders/{order.token}").text
    path = f"/orders/{order.token}/cancel"
    assert "Why it is refused must be said" in prescriber.send("POST", path, data={"reason": ""}).text
    assert prescriber.send("POST", path, data={"reason": "Please come by first."}).status_code == 303
    page = read(visitor, f"/orders/{order.token}")
    assert "Please come by first." in page.text and "prescriber refused it" in page.text


def test_a_prescriber_changes_the_measurements_and_the_visitor_is_led_to_the_new_order(visitor, prescriber, context):
    order = placed(visitor, context)
    (link,) = [each for each in read(prescriber, f"/orders/{order.token}").all("a") if "Change the" in each.text]
    page = read(prescriber, link.attributes["href"])
    assert "As it was asked for" in page.text and "Potsdam" not in page.text
    sent = page.hidden_values() | {
        "quantity": "1", "offer": page.value("offer"), "template": "heel_lift", "act": "order", "foot_length": "252",
        "heel_breadth": "61", "patient": "K-2041", "prescription": "Lift of 6 mm.", "device_type": "custom-made",
    }  # fmt: skip
    response = prescriber.send("POST", "/clinic/", data=sent)
    if response.status_code == 422:
        response = prescriber.send("POST", "/clinic/", data=sent | {"sure": Page(response.text).value("sure")})
    assert response.status_code == 303, Page(response.text).text
    page = read(visitor, f"/orders/{order.token}")
    assert "has changed it: it goes on as order" in page.text and page.all("a", href=response.headers["Location"])
    new = find_order(context, response.headers["Location"].rpartition("/")[2])
    assert new.place == order.place and [each.kind for each in read_events(context)].count("order_replaced") == 1


def test_a_clinic_says_on_its_page_whether_it_takes_requests(visitor, prescriber):
    path = "/organisations/clinic-bern"
    assert "Take no more requests" in read(prescriber, path).text
    assert prescriber.send("POST", f"{path}/requests", data={"take": "no"}).status_code == 303
    assert "Nobody outside can ask" in read(prescriber, path).text
    assert "No clinic here takes requests" in read(visitor, LIFT).text


def by_program(sender, **changed):
    sheet = {"measurements": {"foot_length": 250, "heel_breadth": 60}}
    address = {"name": "Anna Meier", "street": "Lindenweg 5", "city": "Potsdam", "country": "DE"}
    body = {"items": [{"template": "heel_lift", "sheet": sheet}], "deliver_to": address, "key": "1"} | ASKED | changed
    return sender.send("POST", "/api/v1/orders", json=body)


def test_a_program_asks_a_clinic_as_the_page_does(prescriber, context, site):
    customer = somebody(context, site, "anna@example.org")
    answer = by_program(customer)
    assert answer.status_code == 201, answer.text
    order = load_order(context, answer.json["id"])
    assert (order.organisation, order.requested) == ("clinic-bern", True)
    assert order.id in read(prescriber, "/clinic/orders").text


@pytest.mark.parametrize(
    ("changed", "status", "told"),
    [
        ({"clinic": ""}, 403, "Name a clinic that takes requests"),
        ({"clinic": "clinic-thun"}, 422, "Choose one of those that do: clinic-bern."),
        (
            {"clinic": "clinic-bern", "items": [{"template": "grommet", "sheet": {"measurements": SIZES}}]},
            422,
            "person",
        ),
    ],
)
def test_a_program_that_asks_none_or_in_vain_is_told_so(prescriber, context, site, changed, status, told):
    answer = by_program(somebody(context, site, "anna@example.org"), **changed)
    assert answer.status_code == status and told in answer.text
    assert answer.json["problems"][0]["fields"] == ["clinic"] and list_orders(context) == []


def test_without_accounts_all_leads_to_the_clinics_sheet_as_before(client):
    assert client.get(LIFT).headers["Location"].startswith("/clinic/?")


def order_grommet(sender):
    page = read(sender, f"/parts/grommet/order?{GROMMET}")
    sent = page.hidden_values() | {"quantity": "1", "offer": page.value("offer")} | TO
    return sender.send("POST", "/parts/grommet/order", data=sent).headers["Location"]


def test_a_customer_gathers_an_order_by_its_link_and_orders_it_again_from_there(visitor, context, site):
    link = order_grommet(visitor)
    assert "Add it to my orders" not in read(visitor, link).text
    customer = somebody(context, site, "anna@example.org")
    assert (
        "Nothing yet" in read(customer, "/account/orders/").text and "Add it to my orders" in read(customer, link).text
    )
    for _ in range(2):
        added = customer.send("POST", "/account/orders/", data={"link": f"{PUBLIC_URL}{link}"})
        assert added.headers["Location"] == link
    page = read(customer, "/account/orders/")
    assert "1 × Cable grommet" in page.text and page.all("a", href=link)
    (again,) = [each for each in page.all("a") if each.text == "Order again"]
    assert read(customer, again.attributes["href"]).one("h1").text == "Order this part"
    assert [each.kind for each in read_events(context)].count("order_gathered") == 1
    assert read(visitor, link).text


def test_what_belongs_to_a_clinic_or_somebody_else_is_not_gathered(visitor, prescriber, context, site):
    anna, ben = (somebody(context, site, f"{name}@example.org") for name in ("anna", "ben"))
    link = order_grommet(anna)
    told = ben.send("POST", "/account/orders/", data={"link": link})
    assert told.status_code == 422 and "belongs to another account" in told.text
    assert ben.send("POST", "/account/orders/", data={"link": order_grommet(prescriber)}).status_code == 422
    for nonsense in ("", "x", "/orders/" + "A" * 32, "\0"):
        assert "no order under this link" in ben.send("POST", "/account/orders/", data={"link": nonsense}).text


def test_an_organisation_that_is_bounded_is_told_when_to_come_again(prescriber, context, site):
    add_organisation(context, LOCAL, "network", "network", "The network")
    administrator = somebody(context, site, "ada@example.org", "network", "administrator")
    path = "/organisations/clinic-bern"
    assert administrator.send("POST", f"{path}/quotas", data={"orders": "many"}).status_code == 422
    assert administrator.send("POST", f"{path}/quotas", data={"orders": "1"}).status_code == 303
    assert Page(administrator.send("GET", path).text).value("orders") == "1"
    assert "1 orders" in read(prescriber, path).text
    for act, status in (("check", 200), ("order", 422), ("check", 200), ("order", 429)):
        told = prescriber.send("POST", "/clinic/", data={"act": act, "template": "heel_lift", "key": "1"})
        assert told.status_code == status
    assert int(told.headers["Retry-After"]) > 0 and "your organisation" in told.text


@pytest.mark.parametrize("path", ["/parts/grommet/order", "/basket/"])
def test_whoever_only_looks_orders_nothing_and_whoever_orders_is_counted(prescriber, context, path):
    set_quotas(context, LOCAL, "clinic-bern", {"orders": "1"})
    buttons = ("quotes", "materials", "basket") if path.startswith("/parts") else ("where", "take_out")
    for button in buttons * 2:
        assert prescriber.send("POST", path, data={button: "x"}).status_code != 429
    another_forms = {"where": "x", "act": "check"} if path.startswith("/parts") else {"quotes": "x"}
    assert [prescriber.send("POST", path, data=each).status_code for each in ({}, another_forms)] == [422, 429]


def test_a_visitor_who_looks_at_ever_other_designs_is_bounded_and_sees_known_ones_again(visitor, monkeypatch):
    monkeypatch.setattr(request_limits, "DESIGNS", replace(request_limits.DESIGNS, uses=2))
    told = [visitor.send("GET", f"/api/v1/previews/{key}?template=grommet").status_code for key in "aabbac"]
    assert [status == 429 for status in told] == [False] * 5 + [True]


def test_of_the_designs_looked_at_only_so_many_are_remembered():
    known = DistinctDesigns(2)
    for key in "ab":
        known.remember("visitor", key)
    assert [known.is_new("visitor", key) for key in "ba"] == [False, False] and known.is_new("other", "a")
    known.remember("visitor", "c")
    assert [known.is_new("visitor", key) for key in "abc"] == [False, True, False]
