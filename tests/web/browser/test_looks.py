import pytest
from playwright.sync_api import expect
from support.browsing import DRAWN, FAULTS, open_page, unfold


@pytest.fixture(scope="module")
def page(visit):
    """One page for all: what belongs to every page is loaded once."""
    with visit() as opened:
        yield opened


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<button>One</button><button style='margin-left: -20px'>Other</button>", "lies over"),
        ("<main><p class='panel' style='width: 99px'><b style='padding: 99px'>wide</b></p></main>", "is wider than"),
        ("<p style='width: 2000px'>wide</p>", "scrolls sideways"),
        ("<button style='all: unset; font-size: 6px'>x</button>", "too small"),
    ],
)
def test_a_fault_of_the_layout_is_seen(visit, html, fault):
    with visit() as blank:
        blank.set_content(f"<body>{html}</body>")
        assert any(fault in each for each in blank.evaluate(FAULTS))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_follows_the_system_in_light_and_dark(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto("/")
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    lightness = sum(map(int, ground.removeprefix("rgb(").removesuffix(")").split(",")))
    assert (lightness > 384) == (scheme == "light")


def test_pictures_are_shown_in_the_dark_as_they_are(page, orders):
    page.emulate_media(color_scheme="dark")
    for name in ("catalogue", "made", "order to approve", "order form", "board"):
        open_page(page, name, orders)
        filters = page.evaluate(
            "[...document.querySelectorAll('main img')].map((each) => getComputedStyle(each).filter)"
        )
        assert filters and not any("invert" in each for each in filters)
    page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("name", ["part in inches", "made", "order to approve"])
def test_on_a_phone_no_column_of_a_table_lies_beyond_the_edge(page, orders, name):
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, name, orders)
    unfold(page)
    page.evaluate(DRAWN)
    wide = "[...document.querySelectorAll('.wide')].filter((each) => each.scrollWidth > each.clientWidth).length"
    assert page.evaluate(wide) == 0


def test_a_tap_opens_a_picture_at_its_full_size(page, orders):
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, "made", orders)
    expect(page.get_by_text("Full size")).to_be_visible()
    answer = page.request.get(page.locator("a.picture").get_attribute("href"))
    assert answer.headers["content-disposition"].startswith("inline")
    assert page.locator(".picture img").evaluate("each => each.naturalWidth") >= 1200


def test_on_paper_tables_have_their_titles_and_break_between_rows(page, orders):
    open_page(page, "order to approve", orders)
    page.emulate_media(media="print")
    for title in ("As entered", "Asked and measured"):
        expect(page.locator("summary", has_text=title)).to_be_visible()
    inside = page.evaluate(
        "[...document.querySelectorAll('table, tr')].map((each) => getComputedStyle(each).breakInside)"
    )
    assert set(inside) == {"avoid"}
    page.emulate_media(media="screen")


def test_without_scripts_there_is_no_column_of_a_draft(visit):
    with visit(java_script_enabled=False) as page:
        page.goto("/parts/grommet")
        expect(page.get_by_text("On the draft, about")).to_be_hidden()
        expect(page.locator("#dimensions tbody tr").first.locator("td:visible")).to_have_count(1)
