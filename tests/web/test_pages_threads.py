import pytest
from support.pages import get_page

from configurator.domain.standards.threads import SERIES


def shown(page):
    """The name of each thread in the page's table."""
    return [each.text for each in page.all("th", scope="row")]


def test_the_empty_form_says_nothing_is_wrong(client):
    page = get_page(client, "/threads")
    assert page.text.startswith("Parts Which thread is this?")
    assert shown(page) == []
    assert page.all("div", class_="summary") == []
    assert all(title in page.text for title in SERIES.values())


def test_the_likeliest_thread_comes_first_with_how_far_off_it_is(client):
    page = get_page(client, "/threads?piece=screw&unit=mm&diameter=9.5&pitch=&tpi=16")
    assert shown(page) == ["3/8-16 UNC Unified, coarse", "3/8-16 BSW British Standard Whitworth"]
    assert page.all("td")[0].text == "9.53 mm off by −0.03 mm"
    assert page.all("td")[1].text == "16 per inch (1.588 mm) off by 0.000 mm"
    assert [each.text for each in page.all("td", class_="verdict")] == ["as made", "as made"]
    assert "3/8-16 UNC or 3/8-16 BSW? The angle between the flanks is 60° against 55°" in page.text
    assert "Sizes ASME B1.1" in page.text and "Sizes and form BS 84" in page.text


def test_in_inches_fractions_are_read_and_sizes_shown_in_both_units(client):
    page = get_page(client, "/threads?unit=in&diameter=3/8&pitch=1/16")
    assert page.all("td")[0].text == "0.375 in (9.53 mm) off by 0.000 in (0.00 mm)"
    assert page.all("td")[1].text == "16 per inch (1.588 mm) off by 0.0000 in (0.000 mm)"
    assert (page.value("unit"), page.value("diameter"), page.value("pitch")) == ("in", "3/8", "1/16")


def test_the_bore_of_a_nut_is_held_against_bores(client):
    page = get_page(client, "/threads?piece=nut&diameter=6.8&pitch=1.25")
    assert shown(page)[0] == "M8x1.25 ISO metric, coarse"
    assert page.all("td")[0].text == "6.65 mm off by +0.15 mm"
    assert "Bore" in [each.text for each in page.all("th", scope="col")]


def test_a_worn_thread_is_said_to_be_worn(client):
    page = get_page(client, "/threads?diameter=7.65&pitch=1.25")
    assert page.one("td", class_="verdict").text == "worn"
    assert "It may be this" in page.text


def test_where_no_thread_comes_near_enough_the_nearest_are_shown_as_such(client):
    page = get_page(client, "/threads?diameter=16&tpi=9.5")
    assert "No thread of the tables comes near enough" in page.text
    assert "swap them: it may be 3/8-16 UNC" in page.text
    assert shown(page)[0] == "5/8-11 UNC Unified, coarse"
    assert page.all("td", class_="verdict")[0].text == "diameter and pitch too far off"


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("diameter=&pitch=&tpi=", {"diameter": "It is missing.", "pitch": "Neither pitch nor threads per inch"}),
        ("diameter=x&tpi=16", {"diameter": "'x' is not a number."}),
        ("diameter=-9.5&tpi=0", {"diameter": "not more than 0", "tpi": "not more than 0"}),
        ("diameter=nan&tpi=inf", {"diameter": "not a number", "tpi": "not a number"}),
        ("diameter=3/8&tpi=16", {"diameter": "If 3/8 is in inches, write 3/8in"}),
        ("diameter=9.5&tpi=16&pitch=1.5", {"pitch": "both given"}),
        ("diameter=1.5&pitch=9.9", {"diameter": "swap them"}),
        (f"diameter={'9' * 5000}&tpi=16", {"diameter": "No thread has a diameter of"}),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(client, query, wrong):
    page = get_page(client, f"/threads?{query}")
    assert shown(page) == []
    for name, words in wrong.items():
        assert words in page.field_messages(name)
        assert page.one("input", name=name).attributes["aria-invalid"] == "true"


def test_what_was_typed_is_only_text_in_the_page(client):
    text = client.get("/threads?diameter=<script>alert(1)</script>&tpi=%22%3E<b>&piece=<i>&unit=<u>").text
    assert "<script>alert" not in text and "<b>" not in text and "<i>" not in text and "<u>" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("address", ["/", "/parts/dash_knob", "/status"])
def test_the_page_is_linked_from_where_somebody_would_look_for_it(client, address):
    assert get_page(client, address).all("a", href="/threads")


def test_only_the_field_of_a_thread_leads_to_the_page(client):
    guides = get_page(client, "/parts/dash_knob").all("p", class_="guide")
    linked = [each.attributes["id"] for each in guides if "Which thread is this?" in each.text]
    assert linked == ["guide-screw"]
