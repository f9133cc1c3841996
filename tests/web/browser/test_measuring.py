"""How to measure, drawn: seen while its field has the focus, at every width, and never over an entry."""

import pytest
from support.browsing import AXE, JUDGE, JUDGE_COLOURS

FIELDS = {
    "/parts/foot_orthosis": ("foot_length", "foot_breadth", "heel_breadth"),
    "/parts/grommet": ("hole_diameter", "cable_diameter"),
    "/clinic/?template=foot_orthosis": ("left-foot_length", "right-heel_breadth"),
}
SIZES = {"wide": {"width": 1280, "height": 860}, "phone": {"width": 390, "height": 844}}
OVERLAP = """(id) => {
  const box = (element) => element.getBoundingClientRect();
  const entry = box(document.getElementById(id));
  const figure = box([...document.querySelectorAll(".measuring")].find((each) => each.checkVisibility()));
  const across = entry.left < figure.right && figure.left < entry.right;
  return across && entry.top < figure.bottom && figure.top < entry.bottom;
}"""


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("path", FIELDS)
def test_the_drawing_of_the_field_in_focus_is_seen_and_covers_it_not(visit, path, scripts):
    with visit(java_script_enabled=scripts) as page:
        for size in SIZES.values():
            page.set_viewport_size(size)
            page.goto(path)
            assert page.locator(".measuring:visible").count() == 0
            for field in FIELDS[path]:
                page.locator(f"#field-{field}").focus()
                figure = page.locator(".measuring:visible")
                assert figure.count() == 1
                box = figure.bounding_box()
                assert box["x"] >= 0 and box["y"] >= 0
                assert box["x"] + box["width"] <= size["width"] and box["y"] + box["height"] <= size["height"]
                if scripts:
                    assert not page.evaluate(OVERLAP, f"field-{field}")


def test_escape_takes_the_drawing_away_until_the_field_is_entered_anew(visit):
    with visit() as page:
        page.goto("/parts/grommet")
        page.locator("#field-hole_diameter").focus()
        page.keyboard.press("Escape")
        assert page.locator(".measuring:visible").count() == 0
        page.locator("#field-cable_diameter").focus()
        page.locator("#field-hole_diameter").focus()
        assert page.locator(".measuring:visible").count() == 1


@pytest.mark.parametrize("path", FIELDS)
def test_axe_finds_nothing_while_a_drawing_is_shown(visit, path):
    found = []
    with visit(bypass_csp=True, color_scheme="light") as page:
        for size in SIZES.values():
            page.set_viewport_size(size)
            page.goto(path)
            page.locator(f"#field-{FIELDS[path][0]}").focus()
            page.evaluate(AXE.read_text(encoding="utf-8"))
            page.emulate_media(color_scheme="light")
            found += page.evaluate(JUDGE)
            page.emulate_media(color_scheme="dark")
            found += page.evaluate(JUDGE_COLOURS)
    assert found == []
