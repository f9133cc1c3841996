from playwright.sync_api import expect
from support.browsing import GROMMET, fill, send_to, wait_for

SIZES = {"field-hole_diameter": "14", "field-panel_thickness": "1.5", "field-cable_diameter": "5/16in"}


def test_from_the_catalogue_to_an_order_that_is_being_made(visitor):
    visitor.goto("/")
    visitor.get_by_role("link", name="Cable grommet").click()
    fill(visitor, SIZES)
    visitor.get_by_role("button", name="Order", exact=True).click()
    expect(visitor.locator("aside")).to_contain_text("5/16in")
    visitor.fill("#quantity", "2")
    send_to(visitor)
    visitor.get_by_role("button", name="Place the order").click()
    wait_for(visitor, "Approve and have it made")
    expect(visitor.locator("table.sizes tr").filter(has_text="Bore diameter")).to_contain_text("7.94 mm")
    visitor.get_by_role("button", name="Approve and have it made").click()
    wait_for(visitor, "At the factory")
    expect(visitor.locator("main")).to_contain_text("2 × Cable grommet")


def first_price(page):
    return page.locator("#quote details").first


def test_the_price_follows_what_is_typed_and_says_what_no_rule_tells(visitor):
    visitor.goto(GROMMET.format(""))
    if not visitor.scripted:
        visitor.get_by_role("button", name="Price and date").click()
    expect(first_price(visitor)).to_have_attribute("open", "")
    first_price(visitor).locator("summary").click()
    before = first_price(visitor).inner_text()
    without_rates = visitor.locator("#quote details").filter(has_text="Atelier des Brotteaux")
    expect(without_rates.locator("summary")).to_contain_text("on request")
    visitor.fill("#field-cable_diameter", "5")
    if visitor.scripted:
        expect(first_price(visitor)).not_to_contain_text(before)
        expect(first_price(visitor)).not_to_have_attribute("open", "")
        name = first_price(visitor).locator("strong").inner_text()
        expect(visitor.locator("#quote-line")).to_contain_text(name)
    else:
        visitor.get_by_role("button", name="Price and date").click()
        assert first_price(visitor).inner_text() != before


def test_two_parts_in_the_basket_are_one_order_and_told_in_parcels_before(visitor):
    for pieces in ("2", "1"):
        visitor.goto(GROMMET.format("/order"))
        visitor.fill("#quantity", pieces)
        visitor.get_by_role("button", name="Put it into the basket").click()
        expect(visitor.locator("main > .fine")).to_have_text("It is in the basket.")
    expect(visitor.locator(".line")).to_have_count(2)
    send_to(visitor)
    visitor.get_by_role("button", name="Show in how many parcels").click()
    expect(visitor.locator("#parcels")).to_contain_text("it would come in one parcel")
    visitor.get_by_role("button", name="Place the order").click()
    expect(visitor.get_by_role("heading", name="2 × Cable grommet")).to_be_visible()
    expect(visitor.get_by_role("heading", name="1 × Cable grommet")).to_be_visible()
    visitor.goto("/basket/")
    expect(visitor.locator("main")).to_contain_text("Nothing is in the basket")


def test_what_cannot_be_ordered_is_told_and_mended(visitor):
    visitor.goto(GROMMET.format("/order"))
    visitor.fill("#quantity", "0")
    visitor.get_by_role("button", name="Place the order").click()
    expect(visitor.locator("#wrong-quantity")).to_contain_text("Cannot be:")
    expect(visitor.locator("#wrong-street")).to_contain_text("It is missing.")
    visitor.fill("#quantity", "1")
    visitor.get_by_role("radio", name="Motława Print").check()
    visitor.get_by_role("button", name="Place the order").click()
    expect(visitor.locator("#wrong-to")).to_contain_text("Motława Print does not run TPU (MJF).")
    visitor.get_by_role("radio", name="Digbeth Parts").check()
    visitor.get_by_role("button", name="Place the order").click()
    expect(visitor.locator(".steps .current")).to_contain_text("Made as files and measured")


def test_nothing_typed_is_lost_and_nothing_is_ordered_twice(page):
    page.goto(GROMMET.format("/order"))
    send_to(page)
    page.reload()
    expect(page.locator(".draft")).to_contain_text("What you had typed here is restored.")
    expect(page.locator("#street")).to_have_value("Lindenweg 5")
    page.context.set_offline(True)
    page.get_by_role("button", name="Place the order").click()
    expect(page.get_by_role("alert")).to_contain_text("The server does not answer. What you typed is still here")
    page.context.set_offline(False)
    page.get_by_role("button", name="Place the order").click()
    expect(page.locator("main")).to_contain_text("The order is placed.")
    order = page.url
    page.go_back()
    expect(page.locator("#street")).to_have_value("Lindenweg 5")
    page.get_by_role("button", name="Place the order").click()
    expect(page.locator("main")).to_contain_text("This was ordered before: here is that order.")
    assert page.url == order
    page.goto(GROMMET.format("/order"))
    expect(page.locator("#street")).to_have_value("")


def test_a_refused_form_has_the_focus_on_what_is_wrong(page):
    page.goto(GROMMET.format("/order"))
    page.fill("#quantity", "0")
    page.get_by_role("button", name="Place the order").click()
    expect(page.locator(".summary")).to_be_focused()
    page.locator(".summary").get_by_role("link", name="Pieces").click()
    expect(page.locator("#quantity")).to_be_focused()


def test_a_factory_is_chosen_on_the_map(page):
    page.goto(GROMMET.format("/order"))
    page.locator("svg.map [data-pick=gdansk]").click()
    expect(page.get_by_role("radio", name="Motława Print")).to_be_checked()
    page.get_by_role("radio", name="Send it to an address").check()
    expect(page.locator("svg.map .picked")).to_have_count(0)


def test_an_order_is_cancelled(visitor):
    visitor.goto(GROMMET.format("/order"))
    send_to(visitor)
    visitor.get_by_role("button", name="Place the order").click()
    visitor.on("dialog", lambda dialog: dialog.accept())
    visitor.get_by_text("Cancel this order").click()
    visitor.fill("#reason", "sold the car")
    visitor.get_by_role("button", name="Cancel the order").click()
    expect(visitor.locator(".now")).to_contain_text("Cancelled sold the car")


def test_files_are_made_and_downloaded(visitor):
    visitor.goto(GROMMET.format(""))
    visitor.get_by_role("button", name="Check and download").click()
    expect(visitor.locator("table.sizes tr")).to_have_count(7)
    with visitor.expect_download() as download:
        visitor.get_by_role("link", name="STEP").click()
    assert download.value.suggested_filename.endswith(".step")
    assert download.value.path().read_text().startswith("ISO-10303-21")


def test_without_scripts_a_switch_of_units_and_a_preset_keep_what_is_there(visit):
    with visit(java_script_enabled=False) as page:
        page.goto("/parts/foot_orthosis?unit=mm&foot_length=254")
        page.get_by_role("button", name="Change to inches").click()
        expect(page.locator("#field-foot_length")).to_have_value("10")
        page.locator("#field-foot_breadth").fill("3 7/8")
        page.select_option("#presets", index=1)
        page.get_by_role("button", name="Show").click()
        expect(page.locator("#field-foot_length")).to_have_value("10")
        expect(page.locator("#field-foot_breadth")).to_have_value("3 7/8")
        expect(page.locator("#field-arch_height")).not_to_have_value("")


def test_a_picture_that_did_not_come_is_asked_for_again(page):
    refused = []

    def refuse_once(route):
        if route.request.url in refused:
            return route.continue_()
        refused.append(route.request.url)
        return route.abort("internetdisconnected")

    page.context.route("**/pictures/**", refuse_once)
    with page.expect_response("**/pictures/**") as answer:
        page.goto("/?q=grommet")
    assert answer.value.ok
    assert refused == [answer.value.url]


def test_the_materials_are_shown_for_where_the_part_sits_and_nothing_typed_is_lost(visitor):
    visitor.goto(GROMMET.format("/order"))
    visitor.fill("#city", "Potsdam")
    visitor.select_option("#zone", "cabin")
    visitor.get_by_role("checkbox", name="Brake fluid").check()
    visitor.get_by_role("button", name="Show the materials for it").click()
    expect(visitor.get_by_role("radio", name="PA12, multi jet fusion")).to_be_checked()
    expect(visitor.get_by_role("radio", name="TPU, multi jet fusion")).to_have_count(0)
    expect(visitor.locator("#city")).to_have_value("Potsdam")
    expect(visitor.locator("#material")).to_be_focused()
    expect(visitor.locator(".draft")).to_have_count(0)
