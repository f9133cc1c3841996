import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("scripted", [True, False])
def test_on_a_phone_what_is_found_is_in_view(visit, scripted):
    with visit(viewport={"width": 390, "height": 844}, java_script_enabled=scripted) as page:
        page.goto("/threads")
        page.fill("#diameter", "3/8in")
        page.fill("#tpi", "16")
        page.get_by_role("button", name="Find the thread").click()
        expect(page.get_by_role("heading", name="It may be one of these")).to_be_in_viewport()
        expect(page.get_by_text("3/8-16 UNC").first).to_be_in_viewport()


def test_what_is_wrong_has_the_focus(visit):
    with visit(viewport={"width": 390, "height": 844}) as page:
        page.goto("/threads")
        page.fill("#diameter", "3/8")
        page.fill("#tpi", "16")
        page.get_by_role("button", name="Find the thread").click()
        expect(page.locator(".summary")).to_be_focused()
        page.locator(".summary a").first.click()
        expect(page.locator("#diameter")).to_be_focused()
