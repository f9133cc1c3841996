import pytest
from playwright.sync_api import expect

# Whether what has the focus can be told by the eye: by itself, by what stands for it, or by the card around it.
VISIBLE = """() => {
  const focused = document.activeElement;
  return [focused, focused.nextElementSibling, focused.closest(".card")].some(
    (each) => each && getComputedStyle(each).outlineStyle !== "none");
}"""
MOST_STOPS = 90


def tab_to(page, selector):
    """Go on by the Tab key until this has the focus, seeing at every stop where one is."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        assert page.evaluate(VISIBLE), page.evaluate("document.activeElement.outerHTML")
        if page.locator(selector).evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"the Tab key never came to {selector}")


def type_into(page, selector, text):
    tab_to(page, selector)
    page.keyboard.type(text)


def test_from_the_catalogue_to_a_placed_order_without_a_mouse(page):
    page.goto("/")
    tab_to(page, "a[href='/parts/grommet']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/parts/grommet")
    for name, text in (("hole_diameter", "14"), ("panel_thickness", "1.5"), ("cable_diameter", "8")):
        type_into(page, f"#field-{name}", text)
    tab_to(page, "button[formaction$='/order']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/order?*")
    tab_to(page, "input[name=offer]:checked")
    page.keyboard.press("ArrowDown")
    for name, text in (("name", "Anna Meier"), ("street", "Lindenweg 5"), ("postcode", "14467"), ("city", "Potsdam")):
        type_into(page, f"#{name}", text)
    type_into(page, "#country", "Germany")
    tab_to(page, ".order-form > .actions button >> nth=0")
    page.keyboard.press("Enter")
    expect(page.locator(".steps .current")).to_be_visible()
    expect(page.locator("main")).to_contain_text("PA12, multi jet fusion")


def test_the_first_stop_leads_past_the_navigation(page):
    page.goto("/")
    tab_to(page, ".skip")
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    tab_to(page, "#q")


@pytest.mark.parametrize(
    ("path", "skip", "label"),
    [
        ("/parts/grommet", ".skip >> nth=1", "label[for=field-hole_diameter]"),
        ("/clinic/", ".skip >> nth=1", "label[for=patient]"),
    ],
)
def test_a_link_to_a_field_shows_its_label_too(page, path, skip, label):
    page.set_viewport_size({"width": 390, "height": 700})
    page.goto(path)
    page.locator(skip).focus()
    page.keyboard.press("Enter")
    expect(page.locator(label)).to_be_in_viewport(ratio=1)


def test_the_summary_leads_to_fields_with_their_labels_in_sight(page):
    page.goto("/clinic/")
    page.get_by_role("button", name="Prescribe and have the files made").click()
    page.locator(".summary a[href='#prescription']").click()
    expect(page.locator("#prescription")).to_be_focused()
    expect(page.locator("label[for=prescription]")).to_be_in_viewport(ratio=1)
