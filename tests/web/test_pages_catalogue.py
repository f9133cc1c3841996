import pytest
from support.pages import get_page

from configurator import catalogue


def titles(page):
    return [each.text for each in page.all("h3")]


def test_every_part_is_shown_with_its_picture_and_leads_to_its_page(client):
    page = get_page(client, "/")
    for template in catalogue.templates().values():
        assert page.one("a", href=f"/parts/{template.id}").text == template.title
    pictures = [each.attributes["src"] for each in page.all("img", width="480")]
    assert len(pictures) == len(catalogue.templates())
    assert all(client.get(each).status_code == 200 for each in pictures)


CLASSIC_CAR = [
    "Badge",
    "Bezel",
    "Bushing",
    "Cable grommet",
    "Carburettor trumpet",
    "Dashboard knob",
    "Flange gasket",
    "Flat gasket",
    "Gauge bracket",
    "Gear",
    "Hose adaptor",
    "Shift knob",
    "Snap clip",
]
ORTHOSES = ["Ankle-foot orthosis", "Foot orthosis", "Heel lift", "Metatarsal pad", "Toe spacer", "Wrist orthosis"]


def test_parts_stand_below_the_name_of_their_group(client):
    words = [each.text for each in get_page(client, "/").elements if each.tag in ("h2", "h3")]
    assert words == ["Classic car", *CLASSIC_CAR, "Orthosis", *ORTHOSES]


def test_a_card_says_what_is_measured_and_nothing_that_is_chosen(client):
    cable = get_page(client, "/?q=grommet").one("p", class_="facts").text
    assert cable == "You measure hole diameter, panel thickness, cable diameter."
    foot = get_page(client, "/?q=arch+support").one("p", class_="facts").text
    assert "body mass" in foot
    assert "trim" not in foot


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("grommet", ["Cable grommet"]),
        ("CABLE  sheet", ["Cable grommet"]),
        ("heel cup", ["Foot orthosis", "Heel lift"]),
        ("orthosis", ORTHOSES),
        ("classic", CLASSIC_CAR),
        ("insole", ["Foot orthosis", "Metatarsal pad"]),
        ("Orthotic heel", ["Foot orthosis"]),
        ("bushing", ["Bushing", "Cable grommet"]),
        ("", [*CLASSIC_CAR, *ORTHOSES]),
    ],
)
def test_parts_are_found_by_all_their_words(client, words, found):
    assert titles(get_page(client, f"/?q={words}")) == found


def test_words_stay_in_the_field(client):
    assert get_page(client, "/?q=heel").value("q") == "heel"


@pytest.mark.parametrize("words", ["gearbox", "grommet heel", "<script>alert(1)</script>", "%00", "x" * 10_000])
def test_nothing_found_is_said_with_the_way_back(client, words):
    page = get_page(client, f"/?q={words}")
    assert "No part matches" in page.text
    assert "Show all parts" in [each.text for each in page.all("a", href="/")]
    assert titles(page) == []


def test_no_picture_is_drawn_for_the_page_itself(client, paper):
    get_page(client, "/")
    assert paper.requests == []
