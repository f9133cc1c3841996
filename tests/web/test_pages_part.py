from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from support.pages import GROMMET, get_page

from configurator import catalogue

PART = "/parts/grommet"
FOOT = "/parts/foot_orthosis"
LOUD = "<script>alert(1)</script>"


def led(client, path):
    """The query to which an address leads on."""
    answer = client.get(path)
    assert answer.status_code == 302
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}


def test_an_address_restores_what_was_typed_as_it_was_typed(client):
    page = get_page(client, f"{PART}?unit=in&hole_diameter=9/16&panel_thickness=1.5mm&cable_diameter=0.3125")
    assert [page.value(name) for name in ("hole_diameter", "panel_thickness")] == ["9/16", "1.5mm"]
    assert page.value("unit") == page.value("show") == "in"


def test_a_design_has_a_picture_and_a_model(client):
    page = get_page(client, f"{PART}?{GROMMET}")
    picture = page.one("img", alt="Cable grommet with the sizes entered").attributes["src"]
    assert client.get(picture).content_type == "image/png"
    assert page.one("form", id="configure").attributes["data-preview"].startswith("/api/v1/previews/")


def test_the_sizes_to_come_are_listed(client):
    rows = [each.text for each in get_page(client, f"{PART}?{GROMMET}").all("tr")]
    assert rows[1] == "Groove diameter from Hole diameter 14.00 mm –"


def test_an_empty_form_shows_an_example_and_complains_of_nothing(client):
    page = get_page(client, PART)
    assert page.one("input", id="field-hole_diameter").attributes["placeholder"] == "14"
    assert page.field_messages("hole_diameter") == ""
    assert page.all("img", alt="Cable grommet with the sizes entered")


def test_what_cannot_be_is_said_beside_its_field(client):
    page = get_page(client, f"{PART}?unit=mm&hole_diameter=14&panel_thickness=thin&cable_diameter=8")
    assert page.field_messages("panel_thickness").startswith("Cannot be: 'thin' is not a number.")
    assert page.field_messages("hole_diameter") == ""
    assert page.one("input", id="field-panel_thickness").attributes["aria-invalid"] == "true"


def test_what_two_sizes_forbid_is_said_once_and_the_other_leads_there(client):
    page = get_page(client, f"{PART}?{GROMMET}&cable_diameter=8".replace("=8", "=13"))
    assert page.text.count("a wall of 1 mm must remain") == 1
    assert "or check “Hole diameter”." in page.field_messages("cable_diameter")
    assert page.field_messages("hole_diameter") == "See Cable diameter."
    refused = [each.attributes["name"] for each in page.all("input", aria_invalid="true")]
    assert refused == ["hole_diameter", "cable_diameter"]


def test_what_is_wrong_is_summed_up_by_the_labels_that_lead_to_the_fields(client):
    page = get_page(client, f"{PART}?unit=mm&hole_diameter=14&panel_thickness=thin&cable_diameter=30")
    summary = page.one("div", class_="summary")
    assert "autofocus" in summary.attributes
    assert summary.text == "Look at these Panel thickness"
    assert page.one("a", href="#field-panel_thickness").text == "Panel thickness"


def test_a_doubt_leaves_the_picture(client):
    page = get_page(client, f"{PART}?unit=mm&hole_diameter=5&panel_thickness=6&cable_diameter=2")
    assert page.field_messages("hole_diameter").startswith("Please check:")
    assert page.all("img", alt="Cable grommet with the sizes entered")


def test_two_numbers_swapped_are_one_problem_with_a_button(client):
    page = get_page(client, f"{FOOT}?unit=mm&foot_length=70&foot_breadth=98&ball_of_foot_length=193&heel_breadth=262")
    assert page.text.count("Cannot be:") == 1
    message = page.field_messages("foot_length")
    assert "“Foot length” and “Heel breadth” look swapped: 70 mm and 262 mm." in message
    button = page.one("button", name="swap").attributes["value"]
    query = led(client, f"{FOOT}?unit=mm&foot_length=70&foot_breadth=98&heel_breadth=262&swap={button}")
    assert (query["foot_length"], query["heel_breadth"], query["foot_breadth"]) == ("262", "70", "98")


def test_of_several_swaps_the_one_is_offered_that_makes_all_plausible(client):
    page = get_page(client, f"{FOOT}?unit=mm&foot_length=263&foot_breadth=98&ball_of_foot_length=72&heel_breadth=193")
    assert "“Ball of foot length” and “Heel breadth” look swapped" in page.field_messages("ball_of_foot_length")
    assert page.one("button", name="swap").attributes["value"] == "ball_of_foot_length,heel_breadth"


@pytest.mark.parametrize(
    "sizes",
    [
        "foot_length=98&foot_breadth=263&ball_of_foot_length=72&heel_breadth=193",
        "foot_length=72&foot_breadth=98&ball_of_foot_length=193&heel_breadth=263&arch_height=72",
    ],
)
def test_where_no_single_swap_makes_all_plausible_none_is_offered(client, sizes):
    page = get_page(client, f"{FOOT}?unit=mm&{sizes}")
    assert page.all("button", name="swap") == []
    assert page.field_messages("foot_length").startswith("Cannot be:")


@pytest.mark.parametrize("pair", ["foot_length", "foot_length,nothing", "", ",", "a,b,c", LOUD])
def test_a_swap_of_what_is_not_there_changes_nothing(client, pair):
    query = led(client, f"{FOOT}?unit=mm&foot_length=70&swap={quote(pair)}")
    assert query == {"unit": "mm", "foot_length": "70"}


def test_whoever_types_inches_is_refused_in_inches_with_mm_beside(client):
    page = get_page(client, f"{FOOT}?unit=in&foot_length=2.5")
    assert "2.500 in (63.5 mm) lies outside 4.725 in (120 mm) to 13.385 in (340 mm)." in page.field_messages(
        "foot_length"
    )


def test_sizes_to_come_are_told_in_the_unit_of_the_page(client):
    page = get_page(client, f"{PART}?unit=in&hole_diameter=1.375&panel_thickness=1/16&cable_diameter=1")
    assert "Groove diameter from Hole diameter 1.375 in (34.93 mm)" in page.text
    assert "Flange diameter 1.749 in" in page.text, "its field has the same name"
    assert "size=picture-inches" in page.one("img", alt="Cable grommet with the sizes entered").attributes["src"]


def test_the_script_is_told_what_the_page_itself_would_say(client):
    form = {"unit": "in", "hole_diameter": "0.55", "panel_thickness": "thin", "cable_diameter": "0.31"}
    answer = client.post(f"{PART}/judge", data=form).json
    assert answer["refused"] == ["panel_thickness"]
    assert "is not a number" in answer["messages"]["problems-panel_thickness"]
    assert answer["messages"]["problems-hole_diameter"] == ""
    assert answer["preview"] is answer["picture"] is None


def test_a_field_left_empty_shows_what_is_really_taken(client):
    page = get_page(client, f"{PART}?{GROMMET}")
    assert page.one("input", id="field-flange_diameter").attributes["placeholder"] == "21.4"
    answer = client.post(f"{PART}/judge", data={"hole_diameter": "20", "panel_thickness": "1", "cable_diameter": "8"})
    assert answer.json["taken"] == {"flange_diameter": 28}


def test_a_phone_shows_digits_where_digits_do(client):
    page = get_page(client, f"{FOOT}?unit=mm")
    keyboards = {
        name: page.one("input", id=f"field-{name}").attributes["inputmode"]
        for name in ("foot_length", "rearfoot_posting")
    }
    # A posting has a sign, which many number pads lack.
    assert keyboards == {"foot_length": "decimal", "rearfoot_posting": "text"}


def test_the_second_stop_leads_to_the_first_number(client):
    skips = get_page(client, f"{PART}?{GROMMET}").all("a", class_="skip")
    assert [each.attributes["href"] for each in skips] == ["#content", "#field-hole_diameter"]


def test_a_text_that_is_cut_is_said_to_be_cut(client):
    page = get_page(client, f"{PART}?hole_diameter={'1' * 309}")
    assert "It has 309 characters, of which the first 200 are kept." in page.field_messages("hole_diameter")
    assert len(page.value("hole_diameter")) == 200


def test_a_refused_design_has_no_picture_and_no_sizes(client, paper):
    page = get_page(client, f"{PART}?hole_diameter=1")
    assert "There is no picture" in page.text
    assert "Nothing to measure" in page.text
    assert "data-preview" not in page.one("form", id="configure").attributes
    assert paper.requests == []


def test_a_switch_of_units_without_a_script_keeps_the_size(client):
    query = led(client, f"{PART}?{GROMMET}&show=in")
    assert (query["unit"], query["hole_diameter"]) == ("in", "0.5512")
    back = led(client, f"{PART}?unit=in&hole_diameter=9/16&show=mm")
    assert back == {"unit": "mm", "hole_diameter": "14.2875"}


def test_a_preset_fills_what_is_chosen(client):
    assert led(client, f"{PART}?preset=an931-16-22")["hole_diameter"] == "34.925"


def test_a_preset_leaves_measurements_that_were_typed_and_replaces_those_of_the_preset_before(client):
    typed = led(client, f"{PART}?hole_diameter=14&preset=an931-16-22")
    assert (typed["hole_diameter"], typed["cable_diameter"]) == ("14", "25.4")
    again = led(client, f"{PART}?{urlencode(typed)}&preset=smallest")
    assert (again["hole_diameter"], again["cable_diameter"]) == ("14", "1")


def test_presets_carry_names_that_people_know(client):
    options = [each.text for each in get_page(client, PART).all("option")]
    assert options == ["…", *catalogue.find("grommet").preset_titles.values()]


@pytest.mark.parametrize("preset", catalogue.find("foot_orthosis").presets)
def test_no_preset_knows_the_size_of_a_foot(client, preset):
    query = led(client, f"{FOOT}?preset={quote(preset)}")
    assert "arch_height" in query
    assert not query.keys() & {"foot_length", "foot_breadth", "heel_breadth", "ball_of_foot_length"}


def test_a_preset_keeps_what_was_measured(client):
    (preset, *_) = catalogue.find("foot_orthosis").presets
    query = led(client, f"{FOOT}?unit=in&foot_length=10.3&heel_breadth=70mm&arch_height=1&preset={quote(preset)}")
    assert (query["unit"], query["foot_length"], query["heel_breadth"]) == ("in", "10.3", "70mm")
    assert query["arch_height"] != "1"


@pytest.mark.parametrize("side", ["left", "right"])
def test_no_preset_replaces_the_side_that_was_stated(client, side):
    query = led(client, f"{FOOT}?side={side}&preset={quote('deep cup, right')}")
    again = led(client, f"{FOOT}?{urlencode(query)}&preset={quote('three quarter')}")
    assert (query["side"], query["length_style"], again["side"]) == (side, "sulcus", side)


def test_the_side_of_a_preset_is_replaced_by_that_of_the_next(client):
    query = led(client, f"{FOOT}?preset={quote('deep cup, right')}")
    again = led(client, f"{FOOT}?{urlencode(query)}&preset={quote('three quarter')}")
    assert (query["side"], again["side"]) == ("right", "left")


def test_the_page_passes_on_what_is_somebodys_own(client):
    page = get_page(client, f"{FOOT}?side=left&from=three+quarter&own=side")
    assert page.hidden_values() == {"unit": "mm", "from": "three quarter", "own": "side"}


def test_an_unknown_preset_is_told_with_the_nearest(client):
    assert "Did you mean &#39;firewall&#39;?" in client.get(f"{PART}?preset=firewal").text


def test_an_unknown_part_is_not_found(client):
    page = get_page(client, "/parts/gromet", 404)
    assert "There is no template 'gromet'. Did you mean 'grommet'?" in page.text


@pytest.mark.parametrize("hostile", ["9" * 10_000, "x" * 10_000, "\0", LOUD, "\ud800", "1e999", "nan", "-14", "🦶"])
def test_whatever_is_entered_is_told_as_text(client, hostile):
    page = get_page(client, f"{PART}?hole_diameter={quote(hostile, errors='surrogatepass')}")
    assert page.field_messages("hole_diameter").startswith("Cannot be:")
    assert page.all("script", src=None) == []


def test_what_the_page_does_not_know_is_left_out_of_its_links(client):
    assert LOUD not in client.get(f"{PART}?{GROMMET}&evil={quote(LOUD)}").text


def test_no_side_is_ticked_before_somebody_ticks_it(client):
    page = get_page(client, FOOT)
    sides = list(page.all("input", name="side"))
    assert [each.attributes["value"] for each in sides] == ["left", "right"]
    assert not any("checked" in each.attributes for each in sides)
    assert "left is shown" in page.text
    chosen = get_page(client, f"{FOOT}?side=right").all("input", name="side", value="right")
    assert ["checked" in each.attributes for each in chosen] == [True]


@pytest.mark.parametrize("template", catalogue.templates().values(), ids=lambda each: each.id)
def test_beside_each_measured_field_stands_its_drawing_without_a_script(client, template):
    page = get_page(client, f"/parts/{template.id}")
    figures = [each.attributes.get("aria-label") for each in page.all("svg")]
    for name, line in template.measuring.items():
        assert f"{line.figure.title}: {line.mark.title}" in figures
        (field,) = (each for each in page.elements if each.attributes.get("id") == f"field-{name}")
        described = field.attributes["aria-describedby"].split()
        assert page.one("span", id=f"how-{name}").text == line.mark.sentence and f"how-{name}" in described


def test_the_sheet_to_print_is_in_the_unit_of_the_page(client):
    addresses = [each.attributes.get("href", "") for each in get_page(client, f"{PART}?unit=in").all("a")]
    sheets = [each for each in addresses if "measuring-sheet" in each]
    assert [client.get(each).content_type for each in sheets] == ["application/pdf"] * 2
    assert all("unit=in" in each for each in sheets)
