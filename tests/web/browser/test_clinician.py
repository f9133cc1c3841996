import pytest
from playwright.sync_api import expect
from support.browsing import fill, send_to, wait_for

LEFT = {"foot_length": "263; 264; 263.5", "foot_breadth": "98", "ball_of_foot_length": "193", "heel_breadth": "72"}
RIGHT = {"foot_length": "26.6cm", "foot_breadth": "99", "ball_of_foot_length": "195", "heel_breadth": "30"}


def measure(page, side, values):
    for name, text in values.items():
        page.fill(f"[name={side}-{name}]", text)


@pytest.fixture
def sheet(visitor):
    """A sheet with a patient, and both feet measured; the right heel is doubtful."""
    visitor.goto("/clinic")
    fill(visitor, {"patient": "K-2041", "clinician": "clinic-7"})
    measure(visitor, "left", LEFT)
    measure(visitor, "right", RIGHT)
    return visitor


def test_from_a_sheet_of_both_feet_to_the_factory(sheet):
    sheet.select_option("[name=source-foot_length]", "callipers")
    sheet.fill("[name=left-rearfoot_posting]", "4")
    sheet.get_by_role("button", name="Check").click()
    expect(sheet.locator("[id='problems-right-heel_breadth']")).to_contain_text("Please check:")
    expect(sheet.locator("[id='rank-left-foot_length']")).to_contain_text("of men")
    sheet.fill("[name=right-heel_breadth]", "72")
    send_to(sheet)
    order = sheet.get_by_role("button", name="Prescribe and have the files made")
    order.click()
    expect(sheet.locator("#wrong-prescription")).to_contain_text("The prescription is missing.")
    sheet.fill("#prescription", "4 degrees varus left,\nthree quarter.")
    order.click()
    expect(sheet.locator("#wrong-device_type")).to_contain_text("Nobody has said whether")
    sheet.check("[name=device_type][value=custom-made]")
    order.click()
    wait_for(sheet, "Approve and have it made")
    expect(sheet.get_by_role("heading", name="1 × Foot orthosis", exact=True)).to_have_count(2)
    expect(sheet.locator(".person")).to_contain_text("K-2041")
    expect(sheet.locator(".person")).to_contain_text("Custom-made")
    if sheet.scripted:
        expect(sheet.locator(".turns canvas")).to_have_count(2)
    length = sheet.locator("tr").filter(has_text="Foot length").first
    expect(length).to_contain_text("callipers")
    expect(length).to_contain_text("263.00 mm, 264.00 mm, 263.50 mm")
    sheet.get_by_role("button", name="Approve and have it made").click()
    wait_for(sheet, "At the factory")
    sheet.goto("/clinic/orders")
    expect(sheet.locator("tbody tr").first).to_contain_text("K-2041")


def test_a_sheet_is_there_again_after_a_reload_and_gone_with_the_tab(page):
    page.goto("/clinic")
    page.fill("#patient", "K-2041")
    page.get_by_label("Make right").uncheck()
    page.fill("[name=left-foot_length]", "263")
    page.goto("/clinic")
    expect(page.locator("#patient")).to_have_value("K-2041")
    expect(page.get_by_label("Make right")).not_to_be_checked()
    expect(page.locator("[id='rank-left-foot_length']")).to_contain_text("of men")
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("button", name="Discard it").click()
    expect(page.locator("#patient")).to_have_value("")


def test_one_side_alone_is_left_out(sheet):
    sheet.get_by_label("Make right").uncheck()
    sheet.get_by_role("button", name="Check").click()
    expect(sheet.get_by_label("Make right")).not_to_be_checked()
    expect(sheet.locator("[id='problems-right-heel_breadth']")).to_be_empty()


def test_doubts_and_ranks_are_told_while_the_sheet_is_filled_in(page):
    page.goto("/clinic/")
    page.fill("[name=left-foot_length]", "263")
    expect(page.locator("[id='rank-left-foot_length']")).to_contain_text("of women")
    page.fill("[name=left-foot_breadth]", "wide")
    expect(page.locator("[id='problems-left-foot_breadth']")).to_contain_text("is not a number")


def test_a_switch_of_units_converts_what_was_typed_and_comes_back_as_it_was(page):
    page.goto("/clinic/")
    length, posting = page.locator("[name=left-foot_length]"), page.locator("[name=left-heel_lift]")
    length.fill("263; 264mm; 263.5")
    page.fill("[name=body_mass]", "80")
    page.locator("label").filter(has_text="inches").click()
    expect(length).to_have_value("10.3543; 264mm; 10.374")
    expect(page.locator("[name=body_mass]")).to_have_value("176.3698")
    expect(page.locator("td[data-field=left-foot_length] .unit")).to_have_text("in")
    expect(page.locator("tr[data-row=body_mass] .range")).to_have_text("22.1 to 551.1 lb")
    expect(page.locator("[id='problems-left-foot_length']")).to_be_empty()
    page.fill("[name=left-foot_breadth]", "3 7/8")
    page.locator("label").filter(has=page.locator("[name=unit][value=mm]")).click()
    expect(length).to_have_value("263; 264mm; 263.5")
    expect(page.locator("[name=left-foot_breadth]")).to_have_value("98.425")
    expect(posting).to_have_attribute("placeholder", "0")


def test_what_is_chosen_and_typed_while_the_sheet_is_on_its_way_stays(page):
    page.goto("/clinic/")
    page.context.route("**/clinic/", lambda route: page.wait_for_timeout(1500) or route.continue_())
    page.get_by_role("button", name="Prescribe and have the files made").click(no_wait_after=True)
    page.evaluate(
        """() => {
          const enter = (selector, action) => {
            const input = document.querySelector(selector);
            action(input);
            for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
          };
          enter("#country", (each) => { each.value = "DE"; });
          enter("#city", (each) => { each.value = "Potsdam"; });
          enter("[name=make-right]", (each) => { each.checked = false; });
          enter("[name=source-foot_length]", (each) => { each.value = "scan"; });
          enter("[name=to]:not([value=address])", (each) => { each.checked = true; });
        }"""
    )
    expect(page.locator(".summary")).to_be_visible()
    expect(page.locator("#country")).to_have_value("DE")
    expect(page.locator("#city")).to_have_value("Potsdam")
    expect(page.locator("[name=make-right]")).not_to_be_checked()
    expect(page.locator("[name=source-foot_length]")).to_have_value("scan")
    expect(page.locator("[name=to]:not([value=address])").first).to_be_checked()
    page.reload()
    expect(page.locator("#country")).to_have_value("DE")


def test_a_message_goes_when_its_field_is_changed_and_with_it_the_way_there(page):
    page.goto("/clinic/")
    page.get_by_role("button", name="Prescribe and have the files made").click()
    expect(page.locator("#wrong-patient")).to_contain_text("is missing")
    page.fill("#patient", "K-2041")
    expect(page.locator("#wrong-patient")).to_be_empty()
    expect(page.locator("#patient")).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator(".summary a[href='#patient']")).to_have_count(0)
    page.fill("[name=left-foot_length]", "263")
    expect(page.locator("[id='problems-left-foot_length']")).to_be_empty()
    expect(page.locator(".summary a[href='#field-left-foot_length']")).to_have_count(0)
    expect(page.locator("[id='problems-left-heel_breadth']")).to_contain_text("Cannot be:")
    expect(page.locator(".summary a[href='#field-left-heel_breadth']")).to_have_count(1)
    expect(page.locator("#wrong-prescription")).to_contain_text("is missing")
