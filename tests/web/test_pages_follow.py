import re
from dataclasses import replace

import pytest
from support import fake_pool, ordering
from support.ordering import ANNA, BERLIN, GROMMET, LYON
from support.pages import get_page, post_form
from support.reports import HEIGHT

from configurator import catalogue
from configurator.domain.measures.sheets import read_values
from configurator.domain.orders.orders import Person
from configurator.services.designs.configure import build_design
from configurator.services.orders.place_order import place_order
from configurator.services.orders.views import show_order
from configurator.services.production.route import route_job
from web.identity_cookie import CUSTOMER

FOOT = catalogue.find("foot_orthosis")
# Whoever ordered by name has somebody approve by name.
WHO = {"actor": ordering.CLINIC.id}


@pytest.fixture
def network(context):
    ordering.add_factories(context, BERLIN, LYON)


@pytest.fixture
def made(context, network):
    """An order that waits for approval."""
    return ordering.made_order(context)


def address(order):
    return f"/orders/{order.token}"


def state(context, order):
    return ordering.load_order(context, order.id).state


def test_the_page_of_an_order_says_how_far_it_is(client, context, network):
    order = ordering.placed_order(context)
    assert get_page(client, address(order)).one("li", class_="current").text.startswith("Made as files")
    ordering.make_items(context, order)
    page = get_page(client, address(order))
    assert page.one("li", class_="current").text == "Approved being waited for"
    assert len(page.all("li", class_="done")) == 2


def test_what_was_made_stands_beside_what_was_asked(client, made):
    page = get_page(client, address(made))
    assert "Height 4.50 mm 4.50 mm less than 0.001 0.050 within" in page.text
    links = [each.attributes["href"] for each in page.all("a") if "download" in each.attributes]
    links.append(page.one("img", width="1200").attributes["src"])
    assert [client.get(each).status_code for each in links] == [200] * 7


def test_an_order_that_is_collected_is_never_said_to_be_sent(client, context, network):
    job = ordering.job_in_state(context, "shipped", request=ordering.order_request(place=None, pick_up="berlin"))
    page = get_page(client, address(ordering.load_order(context, job.order)))
    assert "Collected at Berlin" in page.text and "Everything has been collected" in page.text
    assert "Sent by" not in page.text and "on its way" not in page.text


def test_a_part_that_no_factory_can_take_is_held_up_and_the_reason_is_a_detail(client, context):
    order = ordering.approved_order(context)
    (job,) = show_order(context, order.id).jobs
    route_job(context, ordering.CLINIC, job.job.id)
    page = get_page(client, address(order))
    (held_up,) = [each for each in page.all("details") if "It is held up" in each.text]
    assert "No factory can take it" in held_up.text
    assert page.one("section", class_="diary").text.startswith("What happened")
    assert "No factory can take a part yet. No factory" not in page.text


@pytest.mark.parametrize("token", ["nobody", "x" * 32, "0", "%00", "..%2f..", "<script>"])
@pytest.mark.parametrize("more", ["", "/progress"])
def test_a_link_that_leads_nowhere_is_told(client, made, token, more):
    assert client.get(f"/orders/{token}{more}").status_code == 404


@pytest.mark.parametrize("verb", ["approve", "cancel"])
def test_nobody_approves_or_cancels_without_the_link(client, context, made, verb):
    assert client.post(f"/orders/{'x' * 32}/{verb}").status_code in (404, 422)
    assert client.get(f"{address(made)}/{verb}").status_code == 405
    assert state(context, made) == "made"


def test_the_number_of_an_order_is_no_link(client, made):
    get_page(client, f"/orders/{made.id}", 404)


def test_approved_it_goes_into_production(client, context, made):
    assert post_form(client, f"{address(made)}/approve", WHO) == address(made)
    assert state(context, made) == "approved"
    assert [each.attributes["action"] for each in get_page(client, address(made)).all("form")] == [
        f"{address(made)}/cancel"
    ]


def test_approved_twice_it_is_one_job(client, context, made):
    for words in ("Approved: the order goes into production.", "It is approved already, perhaps in another window."):
        assert words in get_page(client, post_form(client, f"{address(made)}/approve", WHO)).text
    assert len(ordering.jobs_of(context, made.id)) == 1


def test_a_size_out_of_tolerance_needs_a_reason(client, context, network):
    order = ordering.placed_order(context)
    ordering.make_items(context, order, ordering.PicturePool(ok=False))
    page = get_page(client, address(order))
    assert page.one("label", for_="deviation").text.startswith("1 size is out of tolerance.")
    assert "Out of tolerance:" in post_form(client, f"{address(order)}/approve", WHO | {"deviation": " "}, 422).text
    post_form(client, f"{address(order)}/approve", WHO | {"deviation": "The groove is what counts."})
    (approval,) = [each for each in ordering.read_events(context, order_id=order.id) if each.kind == "order_approved"]
    assert approval.data["deviation"] == "The groove is what counts."


def test_whoever_approves_may_say_who_they_are(client, context, made):
    post_form(client, f"{address(made)}/approve", {"actor": "clinic-7"})
    assert [
        each.actor for each in ordering.read_events(context, order_id=made.id) if each.kind == "order_approved"
    ] == ["clinic-7"]


def approval_of(client, order):
    return next(each.text for each in get_page(client, address(order)).all("section") if "Signature" in each.text)


def test_who_approved_and_why_stands_on_the_page_with_lines_to_sign_on_paper(client, context, network):
    order = ordering.placed_order(context)
    ordering.make_items(context, order, ordering.PicturePool(ok=False))
    assert approval_of(client, order) == "Approval Name Date Signature"
    reason = "The groove is what counts."
    post_form(client, f"{address(order)}/approve", {"actor": "clinic-9", "deviation": reason})
    assert approval_of(client, order).startswith("Approved By clinic-9, ")
    assert f"In spite of a size out of tolerance: {reason} Name Date Signature" in approval_of(client, order)
    diary = get_page(client, address(order)).one("section", class_="diary").text
    assert f"Approved by clinic-9. {reason}" in diary


def test_a_visitor_who_approves_without_a_name_is_the_customer(client, context, network):
    order = place_order(context, CUSTOMER, ordering.order_request()).order
    ordering.make_items(context, order)
    post_form(client, f"{address(order)}/approve", {})
    assert approval_of(client, order).startswith("Approved By the customer, ")


def test_an_order_can_be_cancelled_until_a_part_is_on_a_machine(client, context, made):
    assert post_form(client, f"{address(made)}/cancel", {"reason": "sold the car"}) == address(made)
    page = get_page(client, address(made))
    assert "Cancelled sold the car" in page.text
    assert page.all("li", class_="current") == page.all("form") == []
    led = post_form(client, f"{address(made)}/cancel", {})
    assert "It is cancelled already" in get_page(client, led).text


def test_once_it_is_on_a_machine_it_cannot_be_cancelled(client, context, network):
    job = ordering.job_in_state(context, "started")
    order = show_order(context, job.order).order
    page = post_form(client, f"{address(order)}/cancel", {}, 422)
    assert "on a machine" in page.text
    assert state(context, order) == "approved"


def test_the_record_is_told_in_words_the_newest_first(client, context, network):
    job = ordering.job_in_state(context, "shipped")
    lines = [
        each.text
        for each in get_page(client, address(ordering.load_order(context, job.order))).all("span")
        if each.text[-1:] == "."
    ]
    assert lines[0] == "Everything is on its way."
    assert lines[-1] == "Ordered."
    assert "Made and inspected at Berlin." in lines
    assert "Approved by clinic-7." in lines
    assert not any(words in line for words in ("Given to", "The files lie") for line in lines), "the operator's affair"


def test_what_has_not_changed_is_not_sent_again(client, context, made):
    first = client.get(f"{address(made)}/progress")
    # The page itself knows the tag of what it shows.
    assert first.headers["Cache-Control"] == "no-store"
    known = {"If-None-Match": first.headers["ETag"]}
    again = client.get(f"{address(made)}/progress", headers=known)
    assert (again.status_code, again.data) == (304, b"")
    post_form(client, f"{address(made)}/approve", WHO)
    assert client.get(f"{address(made)}/progress", headers=known).status_code == 200


def test_only_the_browser_of_whoever_ordered_proposes_who_approves(client, made):
    def proposed():
        return get_page(client, address(made)).one("input", id="actor").attributes["value"]

    assert proposed() == ""
    post_form(client, "/clinic/orders", {"clinician": "another-clinic"})
    assert proposed() == ""
    post_form(client, "/clinic/orders", WHO | {"clinician": ordering.CLINIC.id})
    assert proposed() == ordering.CLINIC.id


def test_a_problem_of_approval_leads_to_its_field(client, made):
    page = post_form(client, f"{address(made)}/approve", {"actor": ""}, 422)
    assert page.one("a", href="#actor").text == "Who approves"
    assert page.field_messages("actor").startswith("Who approves is not said.")
    assert page.one("input", id="actor").attributes["aria-invalid"] == "true"


@pytest.mark.parametrize(
    ("is_ok", "verdict"),
    [
        (True, "The one size measured on the finished models is within tolerance."),
        (False, "Out of tolerance: Height is 4.50 mm, asked 4.50 mm ± 0.050."),
    ],
)
def test_the_verdict_stands_with_the_button_that_approves(client, context, network, is_ok, verdict):
    order = ordering.placed_order(context)
    ordering.make_items(context, order, ordering.PicturePool(ok=is_ok))
    assert verdict in get_page(client, address(order)).one("section", class_="panel approve stack").text


def test_a_size_that_is_known_less_closely_than_its_tolerance_is_not_praised(client, context, network, monkeypatch):
    monkeypatch.setattr(fake_pool, "HEIGHT", HEIGHT | {"uncertainty": 2 * HEIGHT["tolerance"]})
    page = get_page(client, address(ordering.made_order(context)))
    assert "is within tolerance, as far as can be told." in page.one("section", class_="panel approve stack").text


def test_whoever_typed_inches_follows_the_order_in_inches_with_mm_beside(client, context, network):
    inches = replace(
        ordering.item_request(ordering.design()),
        sheet=read_values(
            GROMMET.parameters,
            {
                "hole_diameter": {"value": "9/16", "unit": "in"},
                "panel_thickness": {"value": "0.06", "unit": "in", "uncertainty": 0.01},
            },
        ),
    )
    order = ordering.placed_order(context, request=replace(ordering.order_request(), items=(inches,)))
    ordering.make_items(context, order)
    page = get_page(client, address(order))
    assert "Hole diameter 9/16 in (14.29 mm) typed" in page.text
    assert "Height 0.177 in (4.50 mm)" in page.text
    assert "Cable diameter 0.315 in (8.00 mm) as proposed" in page.text
    assert "Panel thickness 0.06 in (1.52 mm) typed – 0.010 in (0.25 mm)" in page.text
    assert "size=picture-inches" in page.one("img", width="1200").attributes["src"]
    assert re.search(r"Volume \d+\.\d{3} in³ \(\d+\.\d\d cm³\)\.", page.text)


def test_compensated_holes_are_told_and_shown_as_they_are_drawn(client, context, network):
    item = ordering.item_request(ordering.design(), "sls-pa12")
    order = ordering.placed_order(context, request=replace(ordering.order_request(), items=(item,)))
    pool = ordering.PicturePool()
    pool.fields = {"dimensions": [HEIGHT | {"nominal": 8.0, "drawn": 8.1, "expected": 8.0, "measured": 8.1}]}
    ordering.make_items(context, order, pool)
    page = get_page(client, address(order))
    assert "8.00 mm 8.10 mm drawn 8.10 mm, expected on the part 8.00 mm" in page.text
    assert "The model's holes are 0.1 mm wider in diameter than asked" in page.text
    (view,) = [each for each in page.all("div") if "data-model" in each.attributes]
    assert "cable_diameter=8.1" in view.attributes["data-model"]


def test_whoever_approves_a_part_for_a_person_sees_for_whom_and_what_for(client, context, network):
    feet = [
        ordering.item_request(build_design(FOOT, FOOT.parameters(side=side)), "mjf-pa12") for side in ("left", "right")
    ]
    person = Person("K-2041", "4 degrees varus left,\nthree quarter.", ANNA.address)
    order = ordering.placed_order(context, request=replace(ordering.order_request(), items=tuple(feet), person=person))
    page = get_page(client, address(order))
    shown = page.one("section", class_="panel person").text
    assert "Patient code K-2041" in shown and "4 degrees varus left, three quarter." in shown
    assert len([each for each in page.all("div") if "data-model" in each.attributes]) == 2
    assert page.text.count("as proposed") + page.text.count("typed") > 20
    assert all(line not in page.text for line in ANNA.address.values())


def test_nothing_on_it_says_whom_it_is_for(client, context, network):
    job = ordering.job_in_state(context, "shipped")
    shown = client.get(address(ordering.load_order(context, job.order))).text
    assert all(words not in shown for words in (ANNA.patient, ANNA.prescription, *ANNA.address.values()))


def test_whoever_approves_is_told_what_was_doubtful_when_it_was_ordered(client, context, network):
    thick = build_design(GROMMET, GROMMET.parameters(hole_diameter=4, panel_thickness=5, cable_diameter=1))
    request = replace(ordering.order_request(), items=(ordering.item_request(thick),))
    order = ordering.placed_order(context, request=request)
    assert "The panel is thicker than the hole is wide" in get_page(client, address(order)).text
    assert "Please check" not in get_page(client, address(ordering.placed_order(context, "2"))).text


def feet_order(context, **sizes):
    """An order of a left foot as proposed, and of a right one of these sizes."""
    feet = [build_design(FOOT, FOOT.parameters(**each)) for each in ({"side": "left"}, {"side": "right", **sizes})]
    items = tuple(ordering.item_request(each, "mjf-pa12") for each in feet)
    request = replace(ordering.order_request(), items=items, person=Person("K-2041", "As before.", ANNA.address))
    order = ordering.placed_order(context, request=request)
    ordering.make_items(context, order)
    return order


def test_whoever_approves_sees_that_left_and_right_are_not_of_one_person(client, context, network):
    page = get_page(client, address(feet_order(context, foot_length=250.0)))
    pairs = page.one("section", id="pairs").text
    assert pairs.startswith("Left against right Foot length, left, Foot length, right Please check: It is 262 mm left")
    assert "1 doubt stands with left against right." in page.one("section", class_="panel approve stack").text


def test_two_sides_as_people_have_them_are_not_doubted(client, context, network):
    page = get_page(client, address(feet_order(context, foot_length=260.0)))
    assert page.all("section", id="pairs") == []
    assert "doubt" not in page.text


def test_what_is_doubtful_in_a_part_is_told_by_the_label_of_its_field(client, context, network):
    doubts = get_page(client, address(feet_order(context, heel_lift=11.0))).one("ul", class_="problems").text
    assert doubts.startswith("Heel lift Please check: More than 10 mm of lift")


def test_repeats_far_apart_are_doubted_again_by_whoever_approves(client, context, network):
    design = build_design(FOOT, FOOT.parameters(side="left", foot_length=271.46))
    sheet = read_values(FOOT.parameters, {"foot_length": {"repeats": ["10-3/8", "11"], "unit": "in"}})
    items = (ordering.item_request(design, "mjf-pa12", sheet=sheet),)
    person = Person("K-2041", "As before.", ANNA.address)
    order = ordering.made_order(context, request=replace(ordering.order_request(), items=items, person=person))
    page = get_page(client, address(order))
    doubts = page.one("ul", class_="problems").text
    assert "Its repeats lie between 10.375 in (263.53 mm) and 11.000 in (279.4 mm). Measure it once more." in doubts
    assert "1 doubt stands with Foot orthosis, left." in page.one("section", class_="panel approve stack").text


def test_nobody_approves_for_a_clinic_without_saying_who(client, context, made):
    page = post_form(client, f"{address(made)}/approve", {"actor": " "}, 422)
    assert "Who approves is not said." in page.text
    assert state(context, made) == "made"


def test_what_was_not_entered_is_told_as_the_authors_proposal(client, made):
    assert "Panel thickness 1.50 mm as proposed" in get_page(client, address(made)).text


def test_what_was_ordered_can_be_ordered_again_as_it_was_or_changed(client, context, network):
    order = ordering.approved_order(context)
    links = {each.text: each.attributes["href"] for each in get_page(client, address(order)).all("a")}
    (item,) = order.items
    again = get_page(client, client.get(links["Order again"]).headers["Location"])
    assert "Hole diameter 14 mm Panel thickness 1.5 mm" in again.text
    changed = get_page(client, links["Change and order"])
    assert (
        changed.one("input", name="hole_diameter").attributes["value"] == f"{item.design.parameters['hole_diameter']:g}"
    )


def test_a_sheet_that_was_ordered_begins_another(client, context, network):
    request = ordering.order_request(person=ANNA)
    design = build_design(FOOT, next(iter(FOOT.presets.values())))
    order = ordering.approved_order(
        context, request=replace(request, items=(ordering.item_request(design, "mjf-pa12"),))
    )
    links = {each.text: each.attributes["href"] for each in get_page(client, address(order)).all("a")}
    sheet = get_page(client, client.get(links["New sheet from this one"]).headers["Location"])
    entered = {each.attributes.get("name"): each.attributes.get("value") for each in sheet.all("input")}
    side = design.parameters["side"]
    assert float(entered[f"{side}-foot_length"]) == design.parameters["foot_length"]
