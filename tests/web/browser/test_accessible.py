import pytest
from support.browsing import AXE, JUDGE, JUDGE_COLOURS, PAGES, open_page, unfold


@pytest.fixture(scope="module")
def axe():
    """The script that judges pages."""
    assert AXE.is_file(), "axe-core is not installed: run make .venv/validator"
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def judged(visit):
    """A page into which a script may be put."""
    with visit(bypass_csp=True) as opened:
        yield opened


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(judged, axe, orders, name):
    judged.set_viewport_size({"width": 1280, "height": 900})
    open_page(judged, name, orders)
    judged.evaluate(axe)
    unfold(judged)
    judged.emulate_media(color_scheme="light")
    found = {"light": judged.evaluate(JUDGE)}
    judged.emulate_media(color_scheme="dark")
    found["dark"] = judged.evaluate(JUDGE_COLOURS)
    judged.set_viewport_size({"width": 390, "height": 844})
    found["on a phone"] = judged.evaluate(JUDGE)
    assert not any(found.values()), found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_sizes_are_out_of_date(judged, axe, orders, scheme):
    judged.set_viewport_size({"width": 1280, "height": 900})
    judged.emulate_media(color_scheme=scheme)
    open_page(judged, "part", orders)
    judged.fill("#field-cable_diameter", "13")
    judged.locator("tbody.is-stale").wait_for()
    judged.get_by_text("These sizes are out of date").wait_for()
    judged.evaluate(axe)
    assert judged.evaluate(JUDGE) == []
