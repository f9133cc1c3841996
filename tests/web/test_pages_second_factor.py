"""Who belongs to an organisation has a second factor, and can do nothing before it is there."""

import pytest
from support.account_browser import ANNA, BEA, Browser, add_passkey, use_passkey
from support.account_browser import browser as browser
from support.account_browser import site as site
from support.authenticator import Authenticator
from support.people import PASSWORD, add_clinic, add_person, code_of
from support.people import cheap_passwords as cheap_passwords

from configurator.domain.actors import LOCAL
from configurator.services.accounts.api_tokens import make_token
from configurator.services.accounts.invitations import invite
from configurator.services.accounts.second_factor import remove_factors_of
from configurator.services.accounts.sessions import find_session
from web.access import ACCESS, TO_SET_UP, WHILE_FACTOR_IS_MISSING

PAGE = "/account/second-factor/"
LED_THERE = f"{PAGE}?next=%2Fclinic"
OPEN = WHILE_FACTOR_IS_MISSING | TO_SET_UP


@pytest.fixture
def anna(context, browser):
    """A prescriber who has just signed in by password, and has nothing else yet."""
    add_clinic(context)
    person = add_person(context, ANNA, "clinic-bern", "prescriber")
    assert browser.sign_in() == LED_THERE
    return person


def set_up_code(browser):
    secret = browser.get("/account/code/").one("input", name="secret").attributes["value"]
    return secret, browser.post("/account/code/", secret=secret, code=code_of(secret, -1), password=PASSWORD)


def test_a_member_sets_codes_up_before_anything_else(browser, anna):
    page = browser.get(PAGE)
    assert "One more step" in page.text and "Clinic" not in page.one("header", class_="site").text
    secret, place = set_up_code(browser)
    assert place == "/clinic" and browser.get("/clinic/orders")
    assert browser.send("GET", PAGE, 303).headers["Location"] == "/clinic"
    browser.post("/sign-out")
    browser.sign_in(status=422)
    assert browser.sign_in(code=code_of(secret)) == "/clinic"


def test_or_a_passkey(browser, anna):
    assert add_passkey(browser, Authenticator()) == "/clinic" and browser.get("/clinic/orders")


def test_nothing_else_is_open_until_then(context, site, browser, anna):
    """Every page and operation, whoever may come to it otherwise."""
    for rule in site.url_map.iter_rules():
        path = site.url_map.bind("").build(rule.endpoint, dict.fromkeys(rule.arguments, "x"), force_external=False)
        method = "GET" if "GET" in rule.methods else "POST"
        if rule.endpoint in OPEN:
            continue
        is_page = method == "GET" and not path.startswith(("/api/", "/metrics"))
        answer = browser.send(method, path, 303 if is_page else 403)
        assert is_page is (answer.headers.get("Location", "").startswith(PAGE))
    assert find_session(context, browser.key)
    assert set(ACCESS) > OPEN


def test_after_it_one_is_where_one_wanted_to_go_and_on_no_other_site(context, site, browser, anna):
    device = Authenticator()
    add_passkey(browser, device)
    other = Browser(site.test_client())
    assert other.sign_in(next="/threads") == f"{PAGE}?next=%2Fthreads"
    assert "Your passkey, please" in other.get(PAGE).text
    answer = use_passkey(other, device, "confirmation")
    assert other.post(PAGE, passkey=answer, next="//evil.example") == "/clinic"


def test_whoever_has_a_passkey_shows_it_and_sets_nothing_else_up_by_the_password(context, site, browser, anna):
    add_passkey(browser, Authenticator())
    thief = Browser(site.test_client())
    thief.sign_in()
    for path in ("/account/code/", "/account/passkeys/", "/clinic/"):
        assert thief.send("GET", path, 303).headers["Location"].startswith(PAGE)
    for path in ("/account/code/", "/account/passkeys/", "/account/passkeys/options", "/account/password"):
        thief.post(path, 403, password=PASSWORD)
    key = thief.key
    assert "not accepted" in thief.post(PAGE, 422, passkey="{}").text
    assert thief.key == key and find_session(context, key).missing == "shown"


def test_a_customer_needs_none_and_one_who_chose_it_shows_it(context, site, browser):
    add_person(context, BEA)
    assert browser.sign_in(BEA) == "/" and browser.get("/account/")
    add_passkey(browser, Authenticator())
    other = Browser(site.test_client())
    assert other.sign_in(BEA).startswith(PAGE)


def test_whoever_becomes_a_member_is_led_there(context, browser):
    add_clinic(context)
    add_person(context, BEA)
    browser.sign_in(BEA)
    known, _ = invite(context, LOCAL, BEA, "clinic-bern", "clinician")
    new, _ = invite(context, LOCAL, ANNA, "clinic-bern", "clinician")
    browser.post(f"/invitations/{known}")
    assert browser.send("GET", "/clinic/", 303).headers["Location"].startswith(PAGE)
    browser.post("/sign-out")
    assert browser.post(f"/invitations/{new}", name="Anna", password=PASSWORD).startswith(PAGE)


def test_a_program_goes_on_with_its_token(context, browser, anna):
    text, _ = make_token(context, find_session(context, browser.key), "orders", ("read",), 1)
    browser.headers = {"Authorization": f"Bearer {text}"}
    browser.send("GET", "/api/v1/orders/none", 404)
    browser.headers = {}
    browser.send("GET", "/api/v1/orders/none", 403)


def test_whose_device_is_lost_sets_up_another(context, browser, anna):
    set_up_code(browser)
    remove_factors_of(context, LOCAL, ANNA)
    browser.send("GET", "/clinic/", 303)
    assert browser.sign_in() == LED_THERE
    assert add_passkey(browser, Authenticator()) == "/clinic"


def test_whoever_removes_the_last_one_is_led_there_again(browser, anna):
    set_up_code(browser)
    browser.post("/account/code/", act="remove", password=PASSWORD)
    assert browser.send("GET", "/clinic/", 303).headers["Location"].startswith(PAGE)
