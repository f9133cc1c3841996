from urllib.parse import parse_qs, quote, urlsplit

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
    assert rows[1] == "Groove diameter 14 mm – –"


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


def test_what_two_sizes_forbid_is_said_beside_both(client):
    page = get_page(client, f"{PART}?{GROMMET}&cable_diameter=8".replace("=8", "=13"))
    assert "a wall of 1 mm must remain" in page.field_messages("cable_diameter")
    assert "a wall of 1 mm must remain" in page.field_messages("hole_diameter")


def test_a_doubt_leaves_the_picture(client):
    page = get_page(client, f"{PART}?unit=mm&hole_diameter=5&panel_thickness=6&cable_diameter=2")
    assert page.field_messages("panel_thickness").startswith("Please check:")
    assert page.all("img", alt="Cable grommet with the sizes entered")


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
