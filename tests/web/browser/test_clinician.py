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
    wait_for(sheet, "Approve and have it made")
    expect(sheet.get_by_role("heading", name="1 × Foot orthosis")).to_have_count(2)
    expect(sheet.locator(".person")).to_contain_text("K-2041")
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
    page.locator("label").filter(has_text="inch").click()
    expect(page.locator("td[data-field=left-foot_length] .unit")).to_have_text("in")
    expect(page.locator("[id='problems-left-foot_length']")).to_contain_text("Cannot be:")
