from dataclasses import replace

import pytest
from support.ordering import BERLIN, LYON, add_factories
from support.pages import GROMMET, get_page, post_form

from configurator.services.orders.personal_data import read_person
from configurator.services.orders.views import list_orders, show_order
from configurator.settings import MailServer
from web.app import create_app
from web.context import serve_previews

ORDER = "/parts/grommet/order"
TO = {"to": "address", "name": "Anna Meier", "street": "Lindenweg 5", "city": "Potsdam", "country": "DE"}


@pytest.fixture
def form(client):
    """The form of one grommet, filled in as far as it fills itself in, with an address."""
    page = get_page(client, f"{ORDER}?{GROMMET}")
    return page.hidden_values() | {"quantity": page.value("quantity"), "offer": page.value("offer")} | TO


def orders(context):
    return [show_order(context, each.id).order for each in list_orders(context)]


def test_a_form_that_is_sent_becomes_an_order(client, context, form):
    led = post_form(client, ORDER, form | {"quantity": "12"})
    (order,) = orders(context)
    assert led == f"/orders/{order.token}"
    (item,) = order.items
    assert (item.quantity, item.offer, item.design.parameters["hole_diameter"]) == (12, "mjf-tpu", 14)
    assert item.sheet["hole_diameter"]["entered"] == "14"


def test_the_town_is_found_without_asking_for_degrees(client, context, form):
    post_form(client, ORDER, form)
    (order,) = orders(context)
    assert (round(order.place.latitude), round(order.place.longitude)) == (52, 13)
    assert read_person(context, order.id).address["country"] == "Germany"


def test_the_same_form_sent_twice_is_one_order(client, context, form):
    assert post_form(client, ORDER, form) == post_form(client, ORDER, form)
    assert len(orders(context)) == 1


def test_a_form_changed_and_sent_again_is_a_second_order_only_when_sent_once_more(client, context, form):
    post_form(client, ORDER, form)
    page = post_form(client, ORDER, form | {"quantity": "2"}, 422)
    assert "This form was sent before, and has become an order" in page.text
    assert len(orders(context)) == 1
    post_form(client, ORDER, form | {"quantity": "2", "key": page.value("key")})
    assert len(orders(context)) == 2


def test_going_back_and_placing_again_orders_once(client, context):
    """No page is stored by a browser: going back asks for it again, by its address, which has the key."""
    address = client.get(f"{ORDER}?{GROMMET}").headers["Location"]
    for _ in range(2):
        page = get_page(client, address)
        sent = page.hidden_values() | {"quantity": "1", "offer": page.value("offer")} | TO
        led = post_form(client, ORDER, sent)
    assert len(orders(context)) == 1
    assert "This was ordered before: here is that order." in get_page(client, led).text


def test_an_order_that_is_placed_is_told_so_once(client, form):
    led = post_form(client, ORDER, form)
    assert "The order is placed." in get_page(client, led).text
    assert "The order is placed." not in get_page(client, led).text


def test_a_doubt_leads_to_its_field_on_the_part(client):
    page = get_page(
        client, f"{ORDER}?unit=mm&hole_diameter=5&panel_thickness=4.9&cable_diameter=2&flange_diameter=30.1"
    )
    link = page.one(
        "a",
        href="/parts/grommet?unit=mm&hole_diameter=5&panel_thickness=4.9&cable_diameter=2&flange_diameter=30.1#field-flange_diameter",
    )
    assert link.text == "Flange diameter"


def test_whoever_typed_inches_orders_in_inches_with_mm_beside(client):
    page = get_page(client, f"{ORDER}?unit=in&hole_diameter=1-3/8&panel_thickness=1/16&cable_diameter=25.4mm")
    assert "Hole diameter 1-3/8 in (34.93 mm)" in page.text
    assert "Cable diameter 25.4mm" in page.text


def test_every_form_is_an_order_of_its_own(client, context, form):
    again = get_page(client, f"{ORDER}?{GROMMET}").hidden_values()["key"]
    post_form(client, ORDER, form), post_form(client, ORDER, form | {"key": again})
    assert len(orders(context)) == 2


def test_offers_that_fit_come_first_and_others_say_why_not(client):
    page = get_page(client, f"{ORDER}?{GROMMET}")
    assert page.value("offer") == "mjf-tpu"
    refused = page.all("li", class_="option refused")
    assert refused
    assert all(len(each.text) > 30 for each in refused)


def test_an_address_that_lacks_lines_names_them_all(client, context, form):
    page = post_form(client, ORDER, form | {"name": " ", "street": "", "country": ""}, 422)
    for line in ("name", "street", "country"):
        assert page.field_messages(line).startswith("Cannot be: It is missing.")
        assert page.one("a", href=f"#{line}")
    assert page.text.count("It is missing.") == 3
    refused = [each.attributes["name"] for tag in ("input", "select") for each in page.all(tag, aria_invalid="true")]
    assert refused == ["name", "street", "country"]
    assert page.value("city") == "Potsdam"
    assert orders(context) == []


def test_an_unknown_town_is_told_with_the_nearest(client, form):
    page = post_form(client, ORDER, form | {"city": "Potsdamm"}, 422)
    assert "Potsdam" in page.field_messages("city")


def test_a_village_is_placed_by_the_town_nearby(client, context, form):
    post_form(client, ORDER, form | {"city": "Kleinkleckersdorf", "near": "Potsdam"})
    (order,) = orders(context)
    assert read_person(context, order.id).address["city"] == "Kleinkleckersdorf"


@pytest.mark.parametrize("country", ["XX", "Germany", "<b>"])
def test_an_unknown_country_never_falls_over(client, form, country):
    answer = client.post(ORDER, data=form | {"country": country})
    assert answer.status_code in (303, 422)


@pytest.mark.parametrize("quantity", ["0", "-1", "1000000000", "abc", "1.5", "", "٣", "9" * 5000])
def test_a_number_that_cannot_be_is_told_beside_it(client, context, form, quantity):
    page = post_form(client, ORDER, form | {"quantity": quantity}, 422)
    assert page.field_messages("quantity").startswith("Cannot be:")
    assert page.value("name") == "Anna Meier"
    assert orders(context) == []


def test_wrong_numbers_and_a_wrong_address_are_told_at_once(client, form):
    page = post_form(client, ORDER, form | {"quantity": "0", "name": ""}, 422)
    assert page.field_messages("quantity")
    assert page.field_messages("name")


def test_a_part_may_be_collected(client, context, form):
    add_factories(context, BERLIN, LYON)
    post_form(client, ORDER, form | {"to": "pick_up:lyon"})
    (order,) = orders(context)
    assert order.pick_up == "lyon"
    assert read_person(context, order.id).address == {}
    assert "To be collected at Lyon." in get_page(client, f"/orders/{order.token}").text


@pytest.mark.parametrize("to", ["pick_up:paris", "pick_up:", "moon", ""])
def test_where_it_goes_must_be_a_place(client, context, form, to):
    assert "Cannot be:" in post_form(client, ORDER, form | {"to": to}, 422).text
    assert orders(context) == []


@pytest.mark.parametrize("offer", ["gold", "mill-6061"])
def test_an_offer_that_does_not_fit_is_refused(client, context, form, offer):
    assert "Cannot be:" in post_form(client, ORDER, form | {"offer": offer}, 422).text
    assert orders(context) == []


def test_what_is_too_thin_for_an_offer_names_the_sizes_by_their_labels(client, form):
    page = post_form(client, ORDER, form | {"cable_diameter": "12", "offer": "mjf-tpu"}, 422)
    assert "or change “Hole diameter” or “Cable diameter”." in page.text


def test_a_design_that_cannot_be_is_sent_back(client, context, form):
    page = post_form(client, ORDER, form | {"cable_diameter": "13"}, 422)
    assert page.one("a", class_="button").text == "Back to the measurements"
    assert orders(context) == []


def test_a_measurement_that_lacks_is_asked_for(client):
    page = get_page(client, f"{ORDER}?hole_diameter=14")
    assert "Panel thickness" in page.text
    assert page.all("button", type="submit") == []


def test_a_customers_form_orders_no_part_for_a_person(client, context):
    foot = {"side": "left", "foot_length": "262", "foot_breadth": "98", "ball_of_foot_length": "194"}
    values = foot | {"heel_breadth": "70", "unit": "mm", "key": "1", "quantity": "1", "offer": "mjf-pa12"}
    page = post_form(client, "/parts/foot_orthosis/order", values | TO, 422)
    assert "The prescription is missing." in page.text
    assert orders(context) == []


def test_a_script_is_told_where_to_go_and_shown_problems_without_an_error(client, form):
    """So that a form that is sent by a script leaves no answer in the browser's history, and no error in its log."""
    told = client.post(ORDER, data=form, headers={"X-Page": "1"})
    assert told.status_code == 200 and told.headers["X-Location"].startswith("/orders/")
    shown = client.post(ORDER, data=form | {"quantity": "0"}, headers={"X-Page": "1"})
    assert shown.status_code == 200 and "X-Location" not in shown.headers
    assert "0 pieces are asked for." in shown.text


def test_a_customers_page_of_a_part_for_a_person_leads_to_the_clinics_sheet_with_what_was_typed(client):
    foot = "unit=in&side=right&foot_length=10.3&heel_breadth=70mm"
    part = get_page(client, f"/parts/foot_orthosis?{foot}")
    assert "To the clinic’s sheet" in [each.text for each in part.all("button")]
    sheet = get_page(client, f"/parts/foot_orthosis/order?{foot}")
    assert (sheet.value("right-foot_length"), sheet.value("right-heel_breadth"), sheet.value("unit")) == (
        "10.3",
        "70mm",
        "in",
    )
    made = {each.attributes["name"]: "checked" in each.attributes for each in sheet.all("input", type="checkbox")}
    assert made == {"make-left": False, "make-right": True}


def selected(page):
    return [each.attributes["value"] for each in page.all("option") if "selected" in each.attributes]


def test_the_form_asks_where_the_part_sits_beginning_with_where_its_author_means_it_to(client, context, form):
    page = get_page(client, f"{ORDER}?{GROMMET}")
    assert "engine bay" in selected(page)
    post_form(client, ORDER, form | {"zone": "outside", "fluid_water": "yes"})
    (order,) = orders(context)
    assert order.items[0].installation.as_dict() == {"zone": "outside", "fluids": ["water"]}
    assert "Sits: Outside, in sun and rain. Touched by: Water" in get_page(client, f"/orders/{order.token}").text


def test_without_a_script_a_button_shows_the_materials_for_it_and_orders_nothing(client, context, form):
    asked = form | {"zone": "cabin", "fluid_brake_fluid": "yes", "materials": "show", "city": "Nowhere"}
    page = post_form(client, ORDER, asked, 200)
    assert page.value("offer") == "mjf-pa12"
    assert "cabin" in selected(page) and page.value("city") == "Nowhere"
    assert "is unknown: no source says so." in page.text
    assert "The order is not placed yet" not in page.text and orders(context) == []


def test_a_material_that_does_not_fit_there_is_refused_with_those_that_do(client, context, form):
    page = post_form(client, ORDER, form | {"zone": "cabin", "fluid_brake_fluid": "yes"}, 422)
    told = page.field_messages("offer")
    assert "is unknown" in told and "Take “PA12, multi jet fusion” or" in told
    assert page.value("offer") == "mjf-pa12" and orders(context) == []


def test_for_brakes_nothing_is_made_and_the_field_says_why(client, context, form):
    page = post_form(client, ORDER, form | {"zone": "brakes"}, 422)
    assert "whatever its material: where it breaks nobody brakes" in page.field_messages("zone")
    assert orders(context) == []


def test_of_several_towns_of_one_name_one_is_chosen_on_the_page(client, context, form):
    american = form | {"city": "Springfield", "country": "US"}
    page = post_form(client, ORDER, american, 422)
    assert "there are 20 towns named" in page.field_messages("city")
    labels = [each.text for each in page.all("label", class_="option") if each.text.startswith("Springfield, ")]
    inputs = [each.attributes["value"] for each in page.all("input", name="town")]
    chosen = dict(zip(labels, inputs, strict=True))["Springfield, Illinois, United States"]
    post_form(client, ORDER, american | {"key": page.value("key"), "town": chosen})
    post_form(client, ORDER, american | {"key": "by postcode", "postcode": "65802"})
    assert sorted(order.place.latitude for order in orders(context)) == [37.2, 39.8]


def test_word_is_offered_only_where_it_can_be_sent(client, context, form):
    assert 'name="email"' not in client.get(f"{ORDER}?{GROMMET}&key=1").text
    page = post_form(client, ORDER, form | {"email": "anna@example.org"}, 422)
    assert "No e-mail is sent from here" in page.text and orders(context) == []


def test_an_address_for_word_is_kept_with_the_person(context, paper, form):
    mail = MailServer("127.0.0.1", 25, "parts@example.org")
    with_mail = replace(context, mail=mail, public_url="https://parts.example.org")
    client = create_app(serve_previews(with_mail.with_pool(paper, context.folders))).test_client()
    page = post_form(client, ORDER, form | {"email": "anna"}, 422)
    assert page.one("input", id="email").attributes["aria-invalid"] == "true"
    assert "This is no address for e-mail." in page.text
    post_form(client, ORDER, form | {"email": " anna@example.org "})
    (order,) = orders(context)
    assert read_person(context, order.id).email == "anna@example.org"
