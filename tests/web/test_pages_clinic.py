import pytest
from support import ordering
from support.ordering import BERLIN, add_factories
from support.pages import Page, get_page, post_form

from configurator.domain.production.factory_files import factory_facts, read_factory
from configurator.services.orders.personal_data import read_person
from configurator.services.orders.views import list_orders, show_order

CLINIC = "/clinic/"
FOOT = {"foot_length": "263", "foot_breadth": "98", "ball_of_foot_length": "193", "heel_breadth": "72"}
WHO = {"patient": "K-2041", "clinician": "clinic-7", "prescription": "4 degrees varus left,\r\nthree quarter."}
WHO |= {"device_type": "custom-made"}
TO = {"to": "address", "name": "Practice", "street": "Elbhang 12", "city": "Dresden", "country": "DE"}


def side(name, **changes):
    return {f"make-{name}": "yes"} | {f"{name}-{measure}": text for measure, text in (FOOT | changes).items()}


@pytest.fixture
def form(client):
    """The sheet of a left foot, complete."""
    page = get_page(client, CLINIC)
    chosen = {"offer": page.value("offer"), "unit": page.value("unit"), "template": "foot_orthosis"}
    return page.hidden_values() | chosen | {"quantity": "1", "act": "order"} | WHO | TO | side("left")


def ordered(client, context, form):
    """The order that the form becomes."""
    token = post_form(client, CLINIC, form).rpartition("/")[2]
    (order,) = [each for each in list_orders(context) if each.token == token]
    return show_order(context, order.id).order


def test_an_empty_sheet_complains_of_nothing(client):
    page = get_page(client, CLINIC)
    assert page.all("span", class_="problem refusal") == []
    assert {each.attributes["name"] for each in page.all("input", type="checkbox")} == {"make-left", "make-right"}


def test_one_side_is_one_part(client, context, form):
    order = ordered(client, context, form)
    assert [each.design.parameters["side"] for each in order.items] == ["left"]


def test_both_sides_are_one_order(client, context, form):
    order = ordered(client, context, form | side("right", foot_length="26.6cm"))
    left, right = order.items
    assert [each.design.parameters["side"] for each in (left, right)] == ["left", "right"]
    assert [each.design.parameters["foot_length"] for each in (left, right)] == [263, 266]
    assert order.placed_by == "clinic-7"


def test_price_and_date_of_each_side_stand_on_the_sheet_before_anything_is_ordered(client, context, form):
    facts = factory_facts(BERLIN)
    times = {"unattended": True, "set_up_h": 0.5, "post_processing_h": 0.1, "rate": {"piece_h": 5}}
    card = {
        "currency": "EUR", "tax": "without VAT", "materials": {"PA12": {"per_g": 0.4}}, "machine_hours": {"jet": 20},
        "labour_hour": 40, "set_up": 5, "post_processing": 1, "rush_percent": 50,
        "shipping": [{"up_to_km": 2000, "days": 2, "price": 10}],
    }  # fmt: skip
    machines = [{**each, **times} for each in facts["machines"]]
    add_factories(context, read_factory({**facts, "machines": machines, "rate_card": card}))
    asked = form | side("right", foot_length="266") | {"offer": "mjf-pa12", "act": "quote"}
    page = post_form(client, CLINIC, asked, 200)
    (left, right) = (page.one("details", id=f"estimate-{each}-berlin").text for each in ("left", "right"))
    assert "5 h of jet at 20" in left and "a parcel over" in right and "As a rush: arrives" in left
    alone = post_form(client, CLINIC, asked | {"right-foot_length": ""}, 200).text
    assert "Nothing to reckon" in alone and list_orders(context) == []


def test_of_repeats_the_median_is_taken_and_all_are_kept(client, context, form):
    (item,) = ordered(client, context, form | {"left-foot_length": "263; 264; 263.5"}).items
    kept = item.sheet["foot_length"]
    assert item.design.parameters["foot_length"] == kept["value"] == 263.5
    assert (list(kept["repeats"]), kept["uncertainty"]) == ([263, 264, 263.5], 0.5)


def test_where_a_measurement_comes_from_is_kept(client, context, form):
    (item,) = ordered(client, context, form | {"source-foot_length": "callipers"}).items
    assert item.sheet["foot_length"]["source"] == "callipers"
    assert item.sheet["heel_breadth"]["source"] == "typed"


def test_a_choice_that_nobody_has_touched_is_kept_as_proposed(client, context, form):
    (item,) = ordered(client, context, form | {"left-length_style": "three_quarter"}).items
    assert item.sheet["length_style"]["source"] == "as proposed"
    assert item.sheet["side"]["source"] == "typed"
    (item,) = ordered(client, context, form | {"left-length_style": "full", "key": "another-key-0123456789"}).items
    assert item.sheet["length_style"]["source"] == "typed"


def test_a_sheet_in_inches_is_kept_in_inches(client, context, form):
    inches = side("left", foot_length="10-3/8", foot_breadth="3.85", ball_of_foot_length="7.6", heel_breadth="72mm")
    (item,) = ordered(client, context, form | inches | {"unit": "in"}).items
    assert item.design.parameters["foot_length"] == pytest.approx(263.525)
    assert (item.sheet["foot_length"]["entered"], item.sheet["foot_length"]["unit"]) == ("10-3/8", "in")
    assert item.design.parameters["heel_breadth"] == 72


def test_what_was_prescribed_is_kept_for_each_side(client, context, form):
    both = form | side("right") | {"left-rearfoot_posting": "4", "right-arch_height": "25"}
    left, right = (each.design.parameters for each in ordered(client, context, both).items)
    assert (left["rearfoot_posting"], right["rearfoot_posting"], right["arch_height"]) == (4, 0, 25)


def test_whom_it_is_for_is_kept_apart(client, context, form):
    person = read_person(context, ordered(client, context, form).id)
    assert (person.patient, person.prescription) == ("K-2041", "4 degrees varus left,\nthree quarter.")


def test_what_it_is_in_law_is_kept_and_shown(client, context, form):
    order = ordered(client, context, form | {"device_type": "patient-matched"})
    assert order.device_type == "patient-matched"
    assert "Patient-matched" in client.get(f"/orders/{order.token}").text


def test_what_it_is_in_law_is_asked_for_once_and_not_assumed(client, context, form):
    unsaid = form | {"device_type": ""}
    page = post_form(client, CLINIC, unsaid, 422)
    assert "Nobody has said whether it is custom-made or patient-matched." in page.text
    assert list_orders(context) == []
    assert ordered(client, context, unsaid | {"sure": page.hidden_values()["sure"]}).device_type == ""


def test_a_doubt_that_was_settled_is_not_to_be_confirmed(client, context, form):
    page = post_form(client, CLINIC, form | {"device_type": ""}, 422)
    assert ordered(client, context, form | {"sure": page.hidden_values()["sure"]}).device_type == "custom-made"


def test_the_same_sheet_sent_twice_is_one_order(client, context, form):
    assert post_form(client, CLINIC, form) == post_form(client, CLINIC, form)
    assert len(list_orders(context)) == 1


def test_a_check_orders_nothing_and_shows_how_common_a_measure_is(client, context, form):
    page = post_form(client, CLINIC, form | {"act": "check"}, 200)
    assert "of men" in page.one("p", id="rank-left-foot_length").text
    assert page.value("left-foot_length") == "263"
    assert list_orders(context) == []


def test_a_measure_that_lacks_or_cannot_be_is_told_on_its_side(client, context, form):
    page = post_form(client, CLINIC, form | side("right", heel_breadth="", foot_length="wide"), 422)
    assert page.field_messages("right-foot_length").startswith("Cannot be:")
    assert page.field_messages("right-heel_breadth").startswith("Cannot be:")
    assert page.field_messages("left-foot_length") == page.field_messages("left-heel_breadth") == ""
    assert list_orders(context) == []


@pytest.mark.parametrize("name", ["patient", "clinician", "prescription"])
def test_a_part_for_a_person_is_prescribed_by_somebody_for_somebody(client, context, form, name):
    page = post_form(client, CLINIC, form | {name: " "}, 422)
    assert "is missing" in page.text
    assert list_orders(context) == []


def test_neither_side_is_no_order_and_nothing_more_is_told(client, form):
    del form["make-left"]
    page = post_form(client, CLINIC, form, 422)
    assert "Neither side is to be made." in page.text
    assert "Items" not in page.text and "The order has no items." not in page.text


def test_all_that_is_wrong_with_the_person_the_address_and_the_parts_is_told_at_once(client, context, form):
    wrong = {"patient": "K" * 81, "prescription": "left\0", "name": "", "quantity": "0", "offer": "gold"}
    page = post_form(client, CLINIC, form | wrong | {"left-foot_length": "wide"}, 422)
    fields = ("patient", "prescription", "name", "quantity", "left-foot_length")
    assert [field for field in fields if not page.field_messages(field).startswith("Cannot be:")] == []
    assert "There is no offer 'gold'." in page.text
    assert list_orders(context) == []


def test_a_code_that_looks_like_a_name_is_doubted_once(client, context, form):
    named = form | {"patient": "Anna Meier"}
    page = post_form(client, CLINIC, named, 422)
    assert "looks like a person's name" in page.field_messages("patient")
    other = post_form(client, CLINIC, named | page.hidden_values() | {"patient": "Otto Meier"}, 422)
    assert "looks like a person's name" in other.field_messages("patient")
    assert list_orders(context) == []
    assert read_person(context, ordered(client, context, named | page.hidden_values()).id).patient == "Anna Meier"


def test_a_measurement_that_is_doubted_is_ordered_only_when_sent_again(client, context, form):
    small = form | {"left-foot_length": "236"}
    page = post_form(client, CLINIC, small, 422)
    assert "sent once more as it is, it is ordered" in page.text
    assert list_orders(context) == []
    assert (
        post_form(client, CLINIC, small | page.hidden_values() | {"left-foot_breadth": "80"}, 422).hidden_values()
        != page.hidden_values()
    )
    assert ordered(client, context, small | page.hidden_values())


def test_repeats_far_apart_are_doubted(client, form):
    page = post_form(client, CLINIC, form | {"left-foot_length": "263; 246; 263.5", "act": "check"}, 200)
    assert "Its repeats lie between 246 mm and 263.5 mm." in page.text


def test_doubts_are_told_in_inches_to_whoever_types_them(client, form):
    inches = side("left", foot_length="10.35; 9.7", foot_breadth="4.7", ball_of_foot_length="7.6", heel_breadth="2.8")
    page = post_form(client, CLINIC, form | inches | {"unit": "in", "act": "check", "body_mass": "350"}, 200)
    assert "9.700 in (246.38 mm) and 10.350 in (262.89 mm)" in page.field_messages("left-foot_length")
    assert "4.700 in (119.38 mm) lies outside" in page.field_messages("left-foot_breadth")
    assert "of “Foot length”; for 99 of 100 adults it is" in page.field_messages("left-foot_breadth")
    assert "350.0 lb (158.8 kg) lies outside" in page.field_messages("body_mass")


def test_a_sound_sheet_is_told_so(client, form):
    assert "Nothing stands against this sheet." in post_form(client, CLINIC, form | {"act": "check"}, 200).text


@pytest.mark.parametrize(
    "field", ["left-foot_length", "patient", "prescription", "clinician", "template", "key", "unit", "device_type"]
)
@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "x" * 10_000, "\0", "'; DROP TABLE orders; --"])
def test_whatever_is_sent_never_falls_over(client, form, field, hostile):
    answer = client.post(CLINIC, data=form | {field: hostile})
    assert answer.status_code in (200, 303, 404, 422)
    assert "<script>alert" not in answer.text


def test_the_orders_of_whoever_sent_from_this_browser_are_listed(client, context, form):
    assert "Say above who you are" in get_page(client, "/clinic/orders").text
    order = ordered(client, context, form)
    ordering.placed_order(context, "another", ordering.order_request(person=ordering.ANNA))
    rows = get_page(client, "/clinic/orders")
    assert rows.one("a", href=f"/orders/{order.token}").text == order.id
    assert "K-2041" in rows.text


def test_in_another_browser_a_prescriber_says_who_it_is(client, app, context, form):
    order = ordered(client, context, form)
    other = app.test_client()
    assert (
        post_form(other, "/clinic/orders", {"clinician": " "}, 422).field_messages("clinician").startswith("Who does")
    )
    assert post_form(other, "/clinic/orders", {"clinician": " clinic-7 "}) == "/clinic/orders"
    assert get_page(other, "/clinic/orders").one("a", href=f"/orders/{order.token}").text == order.id


def test_the_sheet_remembers_the_prescriber(client, context, form):
    ordered(client, context, form)
    assert get_page(client, CLINIC).value("clinician") == "clinic-7"


def test_parts_without_sides_have_one_column(client):
    page = get_page(client, "/clinic/?template=grommet")
    assert page.value("hole_diameter") == ""
    get_page(client, "/clinic/?template=gasket", 404)


def test_it_may_be_collected(client, context, form):
    add_factories(context, BERLIN)
    assert ordered(client, context, form | {"to": "pick_up:berlin"}).pick_up == "berlin"


def test_sides_that_no_person_has_are_doubted_before_they_are_ordered(client, context, form):
    unlike = form | side("right", foot_length="250")
    page = post_form(client, CLINIC, unlike, 422)
    assert "263 mm left and 250 mm right" in page.text
    assert not list_orders(context)
    assert len(ordered(client, context, unlike | {"sure": page.hidden_values()["sure"]}).items) == 2


def test_what_is_the_persons_is_asked_once(client, context, form):
    both = form | {"body_mass": "78"} | side("right")
    assert get_page(client, CLINIC).value("body_mass") == ""
    page = post_form(client, CLINIC, both | {"act": "check"}, 200)
    assert [each for each in page.input_names() if "body_mass" in each] == ["body_mass"]
    assert [each.design.parameters["body_mass"] for each in ordered(client, context, both).items] == [78, 78]


def test_what_is_wrong_with_the_persons_is_told_once_by_its_label(client, form):
    page = post_form(client, CLINIC, form | {"body_mass": "heavy"} | side("right"), 422)
    assert page.text.count("is not a number") == 1
    assert page.one("div", class_="summary").text == "Look at these Body mass"


@pytest.mark.parametrize("name", ["left-body_mass", "right-body_mass"])
def test_what_is_the_persons_may_be_named_for_either_side(client, context, form, name):
    order = ordered(client, context, form | {name: "78"} | side("right"))
    assert [each.design.parameters["body_mass"] for each in order.items] == [78, 78]


def test_two_answers_for_what_is_the_persons_are_doubted(client, form):
    both = form | {"left-body_mass": "78", "right-body_mass": "98"} | side("right")
    assert post_form(client, CLINIC, both, 422).field_messages("body_mass").startswith("Please check: It is 78 kg left")


def test_a_size_for_the_wrong_side_is_doubted_beside_the_left_by_labels(client, form):
    crossed = form | {"left-foot_breadth": "94"} | side("right", foot_length="258")
    page = post_form(client, CLINIC, crossed | {"act": "check"}, 200)
    assert "larger in “Foot length”, the right in “Foot breadth”" in page.field_messages("left-foot_length")


def test_left_against_right_is_doubted_while_the_sheet_is_filled_in(client, form):
    crossed = form | {"left-foot_breadth": "94"} | side("right", foot_length="258")
    said = client.post("/clinic/judge", data=crossed).json["messages"]
    assert "larger in “Foot length”, the right in “Foot breadth”" in said["problems-left-foot_length"]
    alone = {name: text for name, text in crossed.items() if name != "make-right"}
    assert "larger in" not in client.post("/clinic/judge", data=alone).json["messages"]["problems-left-foot_length"]


def test_the_way_to_a_doubt_about_both_sides_names_the_fields_of_both(client, form):
    crossed = form | {"left-foot_breadth": "94", "act": "check"} | side("right", foot_length="258")
    summary = post_form(client, CLINIC, crossed, 200).one("div", class_="summary").text
    assert "Foot length, left" in summary and "Foot length, right" in summary and "Foot breadth, right" in summary


def test_what_is_missing_stays_said_after_a_press_while_the_rest_is_typed(client, form):
    page = post_form(client, CLINIC, form | {"left-heel_breadth": ""}, 422)
    said = client.post("/clinic/judge", data=form | page.hidden_values() | {"left-heel_breadth": ""}).json
    assert said["refused"] == ["left-heel_breadth"]
    assert client.post("/clinic/judge", data=form | {"left-heel_breadth": ""}).json["refused"] == []


def test_repeats_with_commas_are_told_to_have_semicolons(client, form):
    page = post_form(client, CLINIC, form | {"left-foot_length": "263, 264, 263.5"}, 422)
    assert "separate them by semicolons" in page.text


def test_what_is_said_while_it_is_filled_in_is_what_is_said_after_a_check(client, form):
    wrong = form | {"left-foot_length": "72", "left-heel_breadth": "263", "left-arch_height": "wide", "act": "check"}
    live = client.post("/clinic/judge", data=wrong).json
    page = post_form(client, CLINIC, wrong, 200)
    for name in ("left-foot_length", "left-heel_breadth", "left-arch_height"):
        assert Page(f"<p>{live['messages'][f'problems-{name}']}</p>").one("p").text == page.field_messages(name)
    rank = page.one("p", id="rank-left-foot_breadth").text
    assert Page(f"<p>{live['messages']['rank-left-foot_breadth']}</p>").one("p").text == rank and "of men" in rank
    assert live["refused"] == ["left-foot_length", "left-heel_breadth", "left-arch_height"]


def test_a_swap_on_the_sheet_is_one_message_with_a_button_that_swaps(client, context, form):
    swapped = form | {"left-foot_length": "72", "left-heel_breadth": "263"}
    page = post_form(client, CLINIC, swapped, 422)
    assert page.text.count("Cannot be:") == 1
    again = post_form(client, CLINIC, swapped | {"swap": page.one("button", name="swap").attributes["value"]}, 200)
    assert (again.value("left-foot_length"), again.value("left-heel_breadth")) == ("263", "72")
    assert "Cannot be:" not in again.text
    assert list_orders(context) == []


def test_the_summary_names_the_fields_by_their_labels_and_sides(client, form):
    page = post_form(client, CLINIC, form | side("right", foot_length="wide") | {"patient": "", "quantity": "0"}, 422)
    assert page.one("div", class_="summary").text == "Look at these Patient code Foot length, right Pieces"


def test_without_a_script_another_unit_is_for_an_empty_sheet(client):
    page = get_page(client, "/clinic/")
    (other,) = [each.attributes["href"] for each in page.all("a") if "Begin an empty sheet in inches" in each.text]
    inches = get_page(client, other)
    assert "Numbers are in inches" in inches.text and inches.value("unit") == "in"
