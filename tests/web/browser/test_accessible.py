import pytest
from support.browsing import AXE, DRAWN, FAULTS, JUDGE, JUDGE_COLOURS, PAGES, open_page, unfold


@pytest.fixture(scope="module")
def axe():
    """The script that judges pages."""
    assert AXE.is_file(), "axe-core is not installed: run make .venv/validator"
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(visit):
    """One page for all: what belongs to every page is loaded once."""
    with visit() as opened:
        yield opened


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_lies_over_or_sticks_out_of_anything(page, axe, orders, name):
    page.set_viewport_size({"width": 1280, "height": 900})
    open_page(page, name, orders)
    page.evaluate(axe)
    unfold(page)
    page.emulate_media(color_scheme="light")
    found = {"light": page.evaluate(JUDGE)}
    page.emulate_media(color_scheme="dark")
    found["dark"] = page.evaluate(JUDGE_COLOURS)
    for width, height in ((1280, 900), (768, 1024), (390, 844), (320, 568)):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(DRAWN)
        found[width] = page.evaluate(FAULTS)
        if width == 390:
            found["on a phone"] = page.evaluate(JUDGE)
    assert not any(found.values()), found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_sizes_are_out_of_date(page, axe, orders, scheme):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme=scheme)
    open_page(page, "part", orders)
    page.fill("#field-cable_diameter", "13")
    page.locator("tbody.is-stale").wait_for()
    page.get_by_text("These sizes are out of date").wait_for()
    page.evaluate(axe)
    assert page.evaluate(JUDGE) == []
