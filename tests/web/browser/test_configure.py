import pytest
from playwright.sync_api import expect
from support.browsing import GROMMET

HOLE, CABLE = "#field-hole_diameter", "#field-cable_diameter"


@pytest.fixture
def part(page):
    """The page of a grommet whose draft has arrived."""
    page.goto(GROMMET.format(""))
    expect(size(page, "Groove diameter")).to_contain_text("14.00 mm14.00 mm")
    return page


def size(page, name):
    """A row of the table of sizes."""
    return page.locator("#dimensions tr").filter(has_text=name)


def seen(page):
    """What the view shows now."""
    page.mouse.move(0, 0)
    return page.locator(".viewer-stage").screenshot()


def test_the_view_follows_what_is_typed(part):
    before = seen(part)
    part.fill(HOLE, "30")
    expect(size(part, "Groove diameter")).to_contain_text("30.00 mm30.00 mm")
    expect(size(part, "Groove diameter")).to_contain_text("from Hole diameter")
    assert seen(part) != before
    assert "hole_diameter=30" in part.url


def test_a_slider_writes_into_its_field(part):
    part.locator("[data-for=hole_diameter]").fill("21")
    expect(part.locator(HOLE)).to_have_value("21")
    expect(size(part, "Groove diameter")).to_contain_text("21.00 mm21.00 mm")


def test_what_cannot_be_is_told_beside_its_field_as_it_is_typed(part):
    part.fill(CABLE, "13")
    expect(part.locator("#problems-cable_diameter")).to_contain_text("a wall of 1 mm must remain")
    expect(part.locator(CABLE)).to_have_attribute("aria-invalid", "true")
    expect(part.locator("#preview-status")).to_have_text("Shows the last good shape.")
    part.fill(CABLE, "9")
    expect(part.locator("#problems-cable_diameter")).to_be_empty()
    expect(part.locator("#preview-status")).to_be_empty()


def test_where_there_was_never_a_shape_none_is_promised(page):
    page.goto("/parts/grommet?hole_diameter=14&cable_diameter=30")
    expect(page.locator("#preview-status")).to_have_text("There is no shape yet, as something here cannot be.")
    page.fill(CABLE, "8")
    expect(size(page, "Bore diameter")).to_contain_text("8.00 mm")


def test_a_switch_of_units_converts_and_comes_back_as_it_was(part):
    part.fill(CABLE, "5/16in")
    part.locator("#units label").filter(has_text="inches").click()
    expect(part.locator(HOLE)).to_have_value("0.5512")
    expect(size(part, "Groove diameter")).to_contain_text("0.551 in")
    assert "unit=in" in part.url
    part.locator("#units label").filter(has_text="mm").click()
    expect(part.locator(HOLE)).to_have_value("14")
    expect(part.locator(CABLE)).to_have_value("5/16in")


def test_a_slider_stands_where_a_fraction_of_one_sign_says(page):
    page.goto("/parts/grommet?unit=in")
    page.fill(HOLE, "1⅛")
    expect(page.locator("[data-for=hole_diameter]")).to_have_attribute("aria-valuetext", "1.125 in")
    page.fill(HOLE, "⅞")
    expect(page.locator("[data-for=hole_diameter]")).to_have_attribute("aria-valuetext", "0.875 in")


def test_ranges_and_the_hint_follow_a_switch_of_units(part):
    part.locator("#units label").filter(has_text="inches").click()
    expect(part.locator("#guide-hole_diameter .range")).to_have_text("0.158 to 3.149 in")
    expect(part.locator("#configure > .hint").first).to_contain_text("Numbers are in inches")
    expect(part.locator("#configure > .hint").first).not_to_contain_text("Numbers are in mm", use_inner_text=True)


def test_the_enter_key_loads_no_page_and_leaves_the_focus(part):
    part.evaluate("window.isSame = true")
    part.fill(HOLE, "30")
    part.press(HOLE, "Enter")
    expect(size(part, "Groove diameter")).to_contain_text("30.00 mm30.00 mm")
    assert part.evaluate("window.isSame") is True
    expect(part.locator(HOLE)).to_be_focused()


def test_without_a_server_a_part_stays_on_its_page_and_is_asked_for_again(part):
    part.context.set_offline(True)
    part.fill(HOLE, "30")
    expect(part.locator("#preview-status")).to_contain_text("asked again in a few seconds")
    for name in ("Order", "Check and download"):
        part.get_by_role("button", name=name, exact=True).click()
        expect(part.locator("#configure [data-sending]")).to_contain_text("What you typed is still here")
    expect(part.locator(HOLE)).to_have_value("30")
    part.context.set_offline(False)
    expect(size(part, "Groove diameter")).to_contain_text("30.00 mm30.00 mm")
    part.get_by_role("button", name="Order", exact=True).click()
    part.wait_for_url("**/parts/grommet/order?*hole_diameter=30*")


def test_steps_are_undone_and_done_again(part):
    part.fill(HOLE, "30")
    part.fill(CABLE, "10")
    part.get_by_role("button", name="Undo").click()
    expect(part.locator(CABLE)).to_have_value("8")
    part.get_by_role("button", name="Undo").click()
    expect(part.locator(HOLE)).to_have_value("14")
    expect(part.get_by_role("button", name="Undo")).to_be_disabled()
    part.get_by_role("button", name="Redo").click()
    expect(size(part, "Groove diameter")).to_contain_text("30.00 mm30.00 mm")


def test_a_preset_is_taken_up_and_a_measured_foot_kept(page):
    page.goto("/parts/foot_orthosis?unit=mm&foot_length=250")
    page.select_option("#presets", index=1)
    expect(page.locator("#field-arch_height")).not_to_have_value("")
    expect(page.locator("#field-foot_length")).to_have_value("250")


def test_a_preset_leaves_the_side_that_was_chosen_also_after_another_preset(page):
    page.goto("/parts/foot_orthosis?unit=mm")
    left = page.locator("[name=side][value=left]")
    left.check(force=True)
    for preset in ("three quarter", "deep cup, right"):
        page.select_option("#presets", preset)
        expect(page.locator("#preset-status")).to_have_text("Filled in. What you entered stays: Side.")
        expect(left).to_be_checked()


def test_the_side_of_a_preset_gives_way_to_that_of_the_next(page):
    page.goto("/parts/foot_orthosis?unit=mm")
    for preset, side in (("deep cup, right", "right"), ("three quarter", "left")):
        page.select_option("#presets", preset)
        expect(page.locator(f"[name=side][value={side}]")).to_be_checked()


def test_a_preset_leaves_what_was_typed_and_says_so(part):
    part.fill(HOLE, "22")
    part.select_option("#presets", "an931-16-22")
    expect(part.locator("#preset-status")).to_have_text(
        "Filled in. What you entered stays: Hole diameter, Panel thickness, Cable diameter."
    )
    expect(part.locator(HOLE)).to_have_value("22")


def test_a_slider_stands_where_the_part_is_and_the_wheel_moves_nothing(part):
    slider = part.locator("[data-for=flange_diameter]")
    expect(slider).to_have_attribute("aria-valuetext", "21.4 mm")
    part.fill(HOLE, "20")
    expect(slider).to_have_attribute("aria-valuetext", "28 mm")
    for field in (part.locator(HOLE), slider):
        field.focus()
        field.hover()
        part.mouse.wheel(0, 400)
    expect(part.locator(HOLE)).to_have_value("20")
    expect(slider).to_have_attribute("aria-valuetext", "28 mm")


def test_numbers_in_each_others_field_are_swapped_by_a_button(page):
    page.goto("/parts/foot_orthosis?unit=mm&foot_length=70&foot_breadth=98&ball_of_foot_length=193&heel_breadth=262")
    page.locator("#problems-foot_length").get_by_role("button", name="Swap them").click()
    expect(page.locator("#field-foot_length")).to_have_value("262")
    expect(page.locator("#field-heel_breadth")).to_have_value("70")
    expect(page.locator("#field-foot_length")).to_be_focused()
    expect(page.locator("[aria-invalid=true]")).to_have_count(0)


def test_a_table_of_sizes_says_when_it_is_out_of_date(part):
    part.fill(CABLE, "13")
    expect(part.locator("#sizes-status")).to_contain_text("These sizes are out of date")
    part.fill(CABLE, "9")
    expect(part.locator("#sizes-status")).to_be_empty()


def test_a_field_in_use_marks_its_size_on_the_part(part):
    part.focus(HOLE)
    expect(size(part, "Groove diameter")).to_have_class("is-meant")
    expect(part.locator(".viewer-label.is-strong")).to_have_text("Groove diameter Ø 14.00 mm")


def test_a_size_chosen_in_the_table_stands_out_on_the_part(part):
    part.get_by_role("button", name="Height").click()
    expect(part.get_by_role("button", name="Height")).to_have_attribute("aria-pressed", "true")
    expect(part.locator(".viewer-label.is-strong")).to_have_text("Height 4.50 mm")


def test_a_size_picked_on_the_part_leads_to_its_field(part):
    part.locator(".viewer-label").filter(has_text="8.00 mm").click()
    expect(part.locator(CABLE)).to_be_focused()


def test_two_shapes_are_compared(part):
    part.get_by_role("button", name="Keep to compare").click()
    part.fill(HOLE, "20")
    compared = part.locator("#comparison tr").filter(has_text="Hole diameter")
    expect(compared).to_contain_text("14.00 mm20.00 mm+6.00")
    plain = seen(part)
    part.get_by_role("button", name="Show A through B").click()
    expect(part.get_by_role("button", name="Show A through B")).to_have_attribute("aria-pressed", "true")
    part.wait_for_function(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
    )
    assert seen(part) != plain
    part.get_by_role("button", name="Back to A").click()
    expect(part.locator(HOLE)).to_have_value("14")
    part.get_by_role("button", name="End comparison").click()
    expect(part.locator("#comparison")).to_be_hidden()


def test_a_part_is_cut_open(part):
    whole = seen(part)
    part.get_by_label("Section across").select_option("x")
    expect(part.locator(".viewer-section output")).to_contain_text(" mm")
    assert seen(part) != whole
    part.get_by_label("Section across").select_option("")
    expect(part.locator(".viewer-section output")).to_be_hidden()


def test_two_points_are_measured(part):
    part.get_by_role("button", name="Measure").click()
    expect(part.locator(".viewer-label")).to_have_count(0)
    box = part.locator(".viewer-stage").bounding_box()
    for share in (0.25, 0.75):
        part.mouse.click(box["x"] + share * box["width"], box["y"] + 0.45 * box["height"])
    expect(part.locator(".viewer-label").filter(has_text="mm (x ")).to_be_visible()
    part.keyboard.press("Escape")
    part.get_by_role("button", name="Measure").click()
    expect(part.locator(".viewer-label").filter(has_text="14.00 mm")).to_be_visible()


def test_a_copied_link_restores_everything_in_another_tab(part):
    part.fill(HOLE, "9/16in")
    expect(size(part, "Groove diameter")).to_contain_text("14.29 mm14.29 mm")
    part.get_by_role("button", name="Copy link").click()
    expect(part.locator("#copy-link")).to_have_text("Copied")
    other = part.context.new_page()
    other.goto(part.evaluate("navigator.clipboard.readText()"))
    expect(other.locator(HOLE)).to_have_value("9/16in")
    expect(size(other, "Groove diameter")).to_contain_text("14.29 mm14.29 mm")
