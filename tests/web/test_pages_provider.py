"""Sign in by another provider: a real one, to which the pages send a browser, and from which it comes back."""

from dataclasses import replace

import pytest
from support.account_browser import ANNA, BEA, SITE, Browser
from support.account_browser import browser as browser
from support.account_browser import site as site
from support.identity_provider import running_provider, sign_in_there
from support.people import PASSWORD, add_clinic, add_person
from support.people import cheap_passwords as cheap_passwords
from support.people import without_second_factor as without_second_factor

from configurator.domain.actors import LOCAL
from configurator.services.accounts.invitations import invite
from configurator.services.accounts.sessions import find_session

pytestmark = pytest.mark.usefixtures("without_second_factor")
BACK = "/sign-in/provider/back"


@pytest.fixture(scope="module")
def provider():
    with running_provider(SITE) as running:
        yield running


@pytest.fixture
def is_only():
    return False


@pytest.fixture
def context(context, provider, is_only):
    return replace(context, provider=replace(provider, is_only=is_only))


def there(browser, path="/sign-in/provider", **query):
    """Where the browser is sent."""
    return browser.send("GET", path, 303, query_string=query).headers["Location"]


def come_back(browser, back, status=303):
    return browser.send("GET", BACK, status, query_string=back)


def link(browser, name="anna"):
    page = browser.post("/account/provider", 200, password=PASSWORD)
    (address,) = (each.attributes["href"] for each in page.all("a") if "/auth?" in each.attributes["href"])
    return come_back(browser, sign_in_there(address, name, SITE))


def test_an_account_is_linked_and_signed_in_to_and_unlinked(context, site, browser):
    add_person(context, ANNA)
    browser.sign_in()
    assert "not your password" in browser.post("/account/provider", 422, password="x").field_messages("provider")
    assert link(browser).headers["Location"] == "/account/"
    assert "It is linked" in browser.get("/account/").text
    other = Browser(site.test_client())
    assert "Sign in by localhost" in other.get("/sign-in").text
    answer = come_back(other, sign_in_there(there(other, next="/threads"), "anna", SITE))
    assert answer.headers["Location"] == "/threads" and find_session(context, other.key).account.email == ANNA
    browser.sign_in()
    assert browser.post("/account/provider/remove", password=PASSWORD) == "/account/"
    answer = come_back(other, sign_in_there(there(other), "anna", SITE), 422)
    assert "No account is linked" in answer.text


def test_nobody_comes_back_to_another_browser_or_twice(context, site, browser):
    add_person(context, ANNA)
    browser.sign_in()
    link(browser)
    thief, other = Browser(site.test_client()), Browser(site.test_client())
    back = sign_in_there(there(other), "anna", SITE)
    assert "begun in another browser" in come_back(thief, back, 422).text
    there(thief)
    assert "begun in another browser" in come_back(thief, back, 422).text and thief.key == ""
    come_back(other, back)
    assert "begun in another browser" in come_back(other, back, 422).text


@pytest.mark.parametrize("place", ["//evil.example", "https://evil.example/"])
def test_nobody_is_led_to_another_site_afterwards(context, browser, place):
    add_person(context, ANNA)
    browser.sign_in()
    link(browser)
    browser.post("/sign-out")
    assert come_back(browser, sign_in_there(there(browser, next=place), "anna", SITE)).headers["Location"] == "/"


def test_who_calls_it_off_there_is_told_so(browser):
    state = there(browser).partition("state=")[2].partition("&")[0]
    assert "not signed in there" in come_back(browser, {"error": "access_denied", "state": state}, 422).text


def test_the_provider_is_told_the_public_address_whatever_a_request_says(browser):
    browser.headers = {"X-Forwarded-Host": "evil.example"}
    assert "redirect_uri=https%3A%2F%2Fparts.example.org%2Fsign-in%2Fprovider%2Fback" in there(browser)


@pytest.mark.parametrize("is_only", [True])
def test_where_passwords_are_closed_an_invitation_is_accepted_by_the_provider(context, browser):
    add_clinic(context)
    secret, _ = invite(context, LOCAL, BEA, "clinic-bern", "prescriber")
    assert browser.get(f"/invitations/{secret}").all("input", type="password") == []
    assert (
        "Nobody uses a password here" in browser.post(f"/invitations/{secret}", 422, name="B", password=PASSWORD).text
    )
    back = sign_in_there(there(browser, f"/invitations/{secret}/provider"), "bea", SITE)
    assert come_back(browser, back).headers["Location"] == "/account/"
    for path in ("/account/", "/account/passkeys/", "/account/code/", "/sign-in"):
        page = Browser(browser.client.application.test_client()).get(path) if path == "/sign-in" else browser.get(path)
        assert page.all("input", type="password") == []
    assert "Nobody uses a password" in browser.post("/sign-in", 422, email=BEA, password=PASSWORD).text


def test_while_it_is_away_the_page_says_so(context, site, browser, provider, monkeypatch):
    away = replace(provider, issuer="http://localhost:9")
    monkeypatch.setattr("configurator.services.accounts.identities.known_provider", lambda _: away)
    assert "did not bear out" in browser.get("/sign-in/provider", 422).text
