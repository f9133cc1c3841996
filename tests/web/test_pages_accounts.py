from dataclasses import replace
from itertools import pairwise
from urllib.parse import urlencode

import pytest
from sqlalchemy.exc import OperationalError
from support.account_browser import ANNA, BEA, PROXY, SITE, Browser, add_passkey, use_passkey
from support.account_browser import browser as browser
from support.account_browser import site as site
from support.authenticator import Authenticator
from support.mailbox import mail_server
from support.ordering import BERLIN, add_factories, event_kinds
from support.pages import Page
from support.people import OTHER_PASSWORD, PASSWORD, add_clinic, add_person, code_of
from support.people import cheap_passwords as cheap_passwords
from support.people import without_second_factor as without_second_factor

from configurator.domain.actors import LOCAL
from configurator.services.accounts import rate_limits
from configurator.services.accounts.accounts import set_account_disabled
from configurator.services.accounts.api_tokens import find_token_use, list_tokens
from configurator.services.accounts.invitations import invite
from configurator.services.accounts.organisations import add_organisation
from configurator.services.accounts.sessions import find_session, list_sessions
from web.app import create_app
from web.context import serve_previews
from web.local_paths import local_path
from web.signing_in import SESSION_COOKIE

pytestmark = pytest.mark.usefixtures("without_second_factor")
ADMIN = "admin@example.org"
WRONG = "Address and password do not belong together, or the code is missing or wrong."


@pytest.fixture
def other(site):
    return Browser(site.test_client(), agent="Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Version/17.5 Safari/604.1")


@pytest.fixture
def anna(context, browser):
    """A prescriber who is signed in."""
    add_clinic(context)
    person = add_person(context, ANNA, "clinic-bern", "prescriber")
    browser.sign_in()
    return person


@pytest.fixture
def administrator(context, other):
    """Somebody who runs the network, signed in at another browser."""
    add_organisation(context, LOCAL, "network", "network", "The network")
    person = add_person(context, ADMIN, "network", "administrator", name="Ada Min")
    other.sign_in(ADMIN)
    return person


def links(page):
    """Where the head of a page leads, by its words."""
    return {each.text: each.attributes["href"] for each in page.all("a") if each.attributes["href"] != "#content"}


# Without accounts


@pytest.mark.parametrize("path", ["/sign-in", "/account/", "/invitations/x", "/organisations/", "/accounts/"])
def test_without_accounts_the_pages_say_how_to_have_them(client, path):
    answer = client.get(path)
    page = Page(answer.text)
    assert answer.status_code == 404
    assert "There are no accounts here" in page.text and "PUBLIC_URL" in page.text
    assert not {"Sign in"} & set(links(page)) and "Status" in links(page)
    assert client.post(path).status_code in (404, 405)


# Signing in and out


def test_whoever_signs_in_is_at_work_and_the_head_says_who_it_is(context, browser, anna):
    assert browser.post("/sign-out") == "/"
    page = browser.get("/")
    assert links(page)["Sign in"] == "/sign-in" and not {"Clinic", "Factories", "Status"} & set(links(page))
    assert browser.sign_in() == "/clinic"
    page = browser.get("/")
    assert {"Dr Anna Meier", "Clinic", "Parts"} <= set(links(page))
    assert not {"Factories", "Board", "Status", "Sign in"} & set(links(page))
    assert "Foot clinic Bern" in page.one("header", class_="site").text


def test_the_cookie_is_bound_to_this_host_and_unreadable_for_scripts(context, browser):
    add_person(context)
    answer = browser.send("POST", "/sign-in", 303, data={"email": ANNA, "password": PASSWORD})
    (cookie,) = (each for each in answer.headers.getlist("Set-Cookie") if each.startswith("__Host-session="))
    parts = {each.strip() for each in cookie.split(";")[1:]}
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= parts
    assert not any(each.startswith("Domain") for each in parts)
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_key_that_a_stranger_has_set_before_is_not_used(context, browser, other):
    add_person(context)
    add_person(context, BEA, name="Bea Roth")
    other.sign_in(BEA)
    strangers = other.key
    browser.client.set_cookie(SESSION_COOKIE, strangers, domain="parts.example.org", secure=True)
    browser.sign_in()
    assert browser.key not in ("", strangers)
    assert find_session(context, browser.key).account.email == ANNA
    assert find_session(context, strangers) is None


@pytest.mark.parametrize("key", ["A" * 43, "x", "\N{SNOWMAN}"])
def test_a_key_of_no_session_stays_one(context, browser, key):
    add_person(context)
    browser.client.set_cookie(SESSION_COOKIE, key, domain="parts.example.org", secure=True)
    assert browser.send("GET", "/account/", 303).headers["Location"] == "/sign-in?next=%2Faccount%2F"
    browser.sign_in()
    assert browser.key != key and find_session(context, key) is None


def test_signing_in_again_ends_the_session_before(context, browser, anna):
    before = browser.key
    assert browser.send("GET", "/sign-in?next=/threads", 303).headers["Location"] == "/threads"
    browser.sign_in()
    assert browser.key != before and find_session(context, before) is None
    assert len(list_sessions(context, anna.id)) == 1


def test_whoever_signs_out_leaves_no_basket_behind(browser, anna):
    browser.client.set_cookie("basket", "A" * 32, domain="parts.example.org")
    browser.post("/sign-out")
    assert browser.client.get_cookie("basket", domain="parts.example.org") is None


def test_signing_out_ends_the_session_for_whoever_has_the_key(context, browser, other, anna):
    key = browser.key
    answer = browser.send("POST", "/sign-out", 303)
    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert browser.key == "" and find_session(context, key) is None
    other.client.set_cookie(SESSION_COOKIE, key, domain="parts.example.org", secure=True)
    other.send("GET", "/account/", 303)
    assert other.post("/sign-out") == "/"


def test_an_unknown_address_and_a_wrong_password_are_told_in_the_same_words(context, browser):
    add_person(context)
    pages = [browser.sign_in(*pair, status=422) for pair in [(ANNA, OTHER_PASSWORD), (BEA, PASSWORD), (BEA, "")]]
    told = {(each.field_messages("email"), each.field_messages("password")) for each in pages}
    assert len(told) == 1 and WRONG in told.pop()[0]
    assert all(PASSWORD not in str(each.attributes) for page in pages for each in page.elements)
    assert pages[0].value("email") == ANNA and browser.key == ""


def test_whoever_guesses_is_told_when_to_come_again(context, browser, monkeypatch):
    add_person(context)
    for _ in range(rate_limits.SIGN_IN_BY_ADDRESS.uses):
        browser.sign_in(BEA, "wrong", status=422)
    answer = browser.send("POST", "/sign-in", 429, data={"email": ANNA, "password": PASSWORD})
    assert 0 < int(answer.headers["Retry-After"]) <= 180
    told = Page(answer.text).one("div", class_="summary").text
    assert told.startswith("You are not signed in Too much signing in from this address. Try again in")
    browser.address = "192.0.2.8"
    browser.sign_in()


@pytest.mark.parametrize("place", ["/threads", "/orders/abc?x=1&y=%2F", "/parts/grommet?unit=mm", "/"])
def test_after_signing_in_one_is_where_one_wanted_to_go(context, browser, place):
    add_person(context)
    page = Page(browser.send("GET", "/sign-in", 200, query_string={"next": place}).text)
    assert page.value("next") == place
    assert browser.sign_in(next=place) == place


ELSEWHERE = [
    "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "https:evil",
    "javascript:alert(1)", "/\t/evil.example", "/\n/evil.example", "\t//evil.example", " //evil.example",
    "evil.example", "@evil.example", "/\r\nSet-Cookie: a=b", "/" + "x" * 5000, "", "/\x00/evil.example",
]  # fmt: skip


@pytest.mark.parametrize("place", ELSEWHERE)
def test_nobody_is_led_to_another_site(context, browser, place):
    add_person(context)
    assert local_path(place, "/home") == "/home"
    page = Page(browser.send("GET", "/sign-in", 200, query_string={"next": place}).text)
    assert page.all("input", name="next") == []
    assert browser.sign_in(next=place) == "/"
    assert browser.send("GET", "/sign-in", 303, query_string={"next": place}).headers["Location"] == "/"
    assert browser.post("/sign-out", next=place) == "/"


def test_a_disabled_account_is_out_at_once_and_stays_out(context, browser, anna):
    set_account_disabled(context, LOCAL, ANNA, disabled=True)
    browser.send("GET", "/account/", 303)
    assert WRONG in browser.sign_in(status=422).text


@pytest.mark.parametrize(
    "sender", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}]
)
@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/account/password", "/account/tokens"])
def test_another_sites_page_signs_nobody_in_or_out(context, browser, anna, sender, path):
    browser.headers, key = sender, browser.key
    assert "another site" in browser.post(path, 422, email=ANNA, password=PASSWORD).text
    assert browser.key == key and find_session(context, key)


# TLS and proxies


def test_browsers_are_told_to_come_by_tls_alone(context, browser):
    answer = browser.send("GET", "/sign-in", 200)
    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000"
    assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/sign-in", "/account/"])
def test_plain_http_is_refused(site, path):
    answer = site.test_client().get(path, headers={"Host": "parts.example.org"})
    assert answer.status_code == 422 and "This came without TLS. Come by https://parts.example.org." in answer.text


def test_a_stranger_is_not_believed_to_have_come_by_tls_or_from_elsewhere(context, site):
    headers = {
        "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7", "Forwarded": "proto=https",
        "Host": "parts.example.org",
    }  # fmt: skip
    client = site.test_client()
    forged = client.get("/sign-in", headers=headers, environ_overrides={"REMOTE_ADDR": "198.51.100.9"})
    assert forged.status_code == 422 and "without TLS" in forged.text
    assert client.get("/sign-in", headers=headers, environ_overrides={"REMOTE_ADDR": PROXY}).status_code == 200


def test_of_the_addresses_that_a_client_claims_the_proxys_own_counts(context, browser):
    add_person(context)
    for number in range(rate_limits.SIGN_IN_BY_ADDRESS.uses):
        browser.address = f"203.0.113.{number}, 192.0.2.7"
        browser.sign_in(BEA, "wrong", status=422)
    browser.address = "203.0.113.99, 192.0.2.7"
    browser.send("POST", "/sign-in", 429, data={"email": BEA, "password": "wrong"})


def test_the_name_that_a_request_gives_this_host_is_in_no_link(context, browser, other, administrator):
    answer = other.send("GET", "/organisations/network", 400, environ_overrides={"HTTP_HOST": "evil.example"})
    assert "//evil" not in answer.text
    other.headers = {"X-Forwarded-Host": "evil.example"}
    page = other.post("/organisations/network/invitations", 200, email=BEA, role="administrator")
    assert page.one("input", id="link").attributes["value"].startswith(f"{SITE}/invitations/")


# One's own account


def test_the_account_page_shows_who_where_and_as_whom(context, browser, anna):
    page = browser.get("/account/")
    assert ANNA in page.text and "Dr Anna Meier" in page.one("h1").text
    assert "Foot clinic Bern as prescriber" in page.text and "Firefox on Linux" in page.text
    assert links(page)["Members of Foot clinic Bern"] == "/organisations/clinic-bern"


def test_whoever_belongs_to_two_chooses_for_whom_to_act(context, browser):
    for clinic in ("clinic-bern", "clinic-thun"):
        add_clinic(context, clinic)
    add_person(context, ANNA, "clinic-bern", "clinician")
    secret, _ = invite(context, LOCAL, ANNA, "clinic-thun", "prescriber")
    browser.sign_in()
    assert "You are signed in as Dr Anna Meier" in browser.get(f"/invitations/{secret}").text
    assert browser.post(f"/invitations/{secret}") == "/clinic"
    assert find_session(context, browser.key).actor.organisation == "clinic-thun"
    browser.post("/sign-out")
    assert browser.sign_in() == "/account"
    assert find_session(context, browser.key).actor.role == "customer"
    assert "Clinic" not in links(browser.get("/"))
    assert browser.post("/account/organisation", organisation="clinic-bern") == "/account/"
    assert find_session(context, browser.key).actor.role == "clinician"
    assert browser.get("/account/").value("organisation") == "clinic-bern"
    page = browser.post("/account/organisation", 422, organisation="berlin")
    assert "You are no member of this organisation." in page.field_messages("organisation")
    browser.post("/account/organisation", organisation="")
    assert find_session(context, browser.key).actor.role == "customer"


def test_one_session_is_ended_or_all_but_this_one(context, browser, other, site, anna):
    third = Browser(site.test_client())
    for each in (other, third):
        each.sign_in()
    page = browser.get("/account/")
    assert "Safari on iPhone" in page.text and page.text.count("This one") == 1
    session = find_session(context, other.key).session
    own = {"password": PASSWORD}
    for path in (f"/account/sessions/{session.id}/end", "/account/sessions/end"):
        told = browser.post(path, 422, password=OTHER_PASSWORD)
        assert "not your password" in told.one("p", id="wrong-ending_password").text
    assert find_session(context, other.key) and find_session(context, third.key)
    browser.post(f"/account/sessions/{session.id}/end", **own)
    assert find_session(context, other.key) is None and find_session(context, third.key)
    assert "There is no such session." in browser.post(f"/account/sessions/{session.id}/end", 422, **own).text
    browser.post("/account/sessions/end", **own)
    assert find_session(context, third.key) is None and find_session(context, browser.key)


def test_nobody_ends_anothers_session_or_token(context, browser, other, anna, administrator):
    told = browser.post(f"/account/sessions/{find_session(context, other.key).session.id}/end", 422, password=PASSWORD)
    assert "There is no such session." in told.text
    page = other.post("/account/tokens", 200, name="x", scopes="read", days="1", password=PASSWORD)
    token = page.one("input", id="token")
    use = find_token_use(context, token.attributes["value"])
    browser.post(f"/account/tokens/{use.token.id}/revoke", 422)
    assert find_session(context, other.key) and find_token_use(context, token.attributes["value"])


def test_the_password_is_changed_by_whoever_knows_it(context, browser, other, anna):
    other.sign_in()
    page = browser.post("/account/password", 422, password=OTHER_PASSWORD, new_password=OTHER_PASSWORD)
    assert "This is not your password." in page.field_messages("password")
    page = browser.post("/account/password", 422, password=PASSWORD, new_password="too short")
    assert "It has 9 characters" in page.field_messages("new_password") and not page.field_messages("password")
    browser.post("/account/password", password=PASSWORD, new_password=OTHER_PASSWORD)
    assert find_session(context, other.key) is None and find_session(context, browser.key)
    other.sign_in(password=OTHER_PASSWORD)


def test_a_token_is_shown_once_used_and_revoked(context, browser, anna):
    form = {"name": "orders", "scopes": ["read", "orders"], "days": "30"}
    page = browser.post("/account/tokens", 422, **form, password=OTHER_PASSWORD)
    assert "not your password" in page.field_messages("token_password") and list_tokens(context, anna.id) == []
    page = browser.post("/account/tokens", 200, **form, password=PASSWORD)
    text = page.one("input", id="token").attributes["value"]
    use = find_token_use(context, text)
    assert (use.actor.organisation, use.actor.scopes) == ("clinic-bern", {"read", "orders"})
    page = browser.get("/account/")
    assert "orders mtmt_" in page.text and text not in str([each.attributes for each in page.elements])
    assert text not in page.text
    browser.post(f"/account/tokens/{use.token.id}/revoke")
    assert find_token_use(context, text) is None and "mtmt_" not in browser.get("/account/").text
    assert "There is no such token." in browser.post(f"/account/tokens/{use.token.id}/revoke", 422).text


@pytest.mark.parametrize(
    ("changed", "name"),
    [({"name": ""}, "name"), ({"scopes": "everything"}, "scopes"), ({"scopes": []}, "scopes")]
    + [({"days": each}, "days") for each in ("", "0", "-1", "1e3", "²", "9999999", "400")],
)
def test_a_token_that_cannot_be_is_told_beside_the_field(context, browser, anna, changed, name):
    form = {"name": "orders", "scopes": ["read"], "days": "30", "password": PASSWORD} | changed
    page = browser.post("/account/tokens", 422, **form)
    assert page.field_messages(name) and "mtmt_" not in page.text
    assert page.value("name") == form["name"]


@pytest.mark.parametrize(
    "path", ["organisation", "password", "sessions/x/end", "sessions/end", "tokens", "tokens/x/revoke"]
)
def test_whoever_is_not_signed_in_changes_no_account(context, browser, path):
    assert "You are not signed in." in browser.post(f"/account/{path}", 403).text


@pytest.mark.parametrize(
    "path",
    [
        "account/sessions/%00/end", "account/tokens/%00/revoke", "organisations/%00/invitations",
        "organisations/clinic-bern/members/%00/remove", "organisations/clinic-bern/invitations/a%00/withdraw",
    ],
)  # fmt: skip
def test_what_no_database_can_look_for_is_not_there(context, browser, anna, path):
    browser.post(f"/{path}", 404, email=BEA, role="clinician")


# Invitations


def test_an_administrator_invites_a_newcomer_who_is_signed_in_by_accepting(context, browser, other, administrator):
    add_clinic(context)
    assert "Nobody yet" in other.get("/organisations/clinic-bern").text
    page = other.post("/organisations/clinic-bern/invitations", 200, email=BEA, role="prescriber")
    link = page.one("input", id="link").attributes["value"].removeprefix(SITE)
    listed = other.get("/organisations/clinic-bern")
    assert BEA in listed.text and "Ada Min" in listed.text and link not in listed.text
    page = browser.get(link)
    assert "to be a prescriber there" in page.text and BEA in page.text
    assert page.one("input", id="password").attributes["autocomplete"] == "new-password"
    page = browser.post(link, 422, name="Dr Bea Roth", password="too short")
    assert "It has 9 characters" in page.field_messages("password") and page.value("name") == "Dr Bea Roth"
    assert browser.post(link, name="Dr Bea Roth", password=PASSWORD) == "/account"
    found = find_session(context, browser.key)
    assert (found.account.name, found.actor.role, found.actor.organisation) == (
        "Dr Bea Roth", "prescriber", "clinic-bern",
    )  # fmt: skip
    assert "was used" in browser.get(link, 404).text
    assert "Dr Bea Roth" in other.get("/organisations/clinic-bern").text


def test_whoever_has_an_account_is_asked_to_sign_in_and_comes_back(context, browser, other):
    add_clinic(context)
    add_person(context, BEA, name="Bea Roth")
    secret, _ = invite(context, LOCAL, BEA, "clinic-bern", "clinician")
    link = f"/invitations/{secret}"
    page = browser.get(link)
    assert links(page)["Sign in, and come back here"] == f"/sign-in?next={link}"
    assert "has an account already" in browser.post(link, 422, name="Eve", password=PASSWORD).text
    assert browser.sign_in(BEA, next=link) == link
    assert browser.post(link) == "/clinic"
    assert find_session(context, browser.key).actor.organisation == "clinic-bern"


def test_whoever_is_signed_in_with_another_address_signs_out_first(context, browser, anna):
    secret, _ = invite(context, LOCAL, BEA, "clinic-bern", "clinician")
    link = f"/invitations/{secret}"
    assert "this invitation is for another address" in browser.get(link).text
    browser.post(link, 422, name="Dr Bea Roth", password=PASSWORD)
    assert find_session(context, browser.key).account.id == anna.id
    assert browser.post("/sign-out", next=link) == link
    browser.post(link, name="Dr Bea Roth", password=PASSWORD)


@pytest.mark.parametrize("secret", ["x", "A" * 43, "%00", "..%2f"])
def test_no_other_link_is_an_invitation(context, browser, secret):
    add_clinic(context)
    invite(context, LOCAL, BEA, "clinic-bern", "clinician")
    browser.get(f"/invitations/{secret}", 404)


def test_a_link_that_is_withdrawn_is_of_no_use(context, browser, anna):
    secret, invitation = invite(context, LOCAL, BEA, "clinic-bern", "clinician")
    path = f"/organisations/clinic-bern/invitations/{invitation.id}/withdraw"
    browser.post(path)
    assert BEA not in browser.get("/organisations/clinic-bern").text
    browser.get(f"/invitations/{secret}", 404)
    assert "was used" in browser.post(path, 422).text
    assert event_kinds(context)[-1] == "invitation_withdrawn"


# Organisations and accounts


def test_a_head_sees_its_own_organisation_and_no_other(context, browser, anna):
    add_clinic(context, "clinic-thun")
    secret, invitation = invite(context, LOCAL, BEA, "clinic-thun", "clinician")
    page = browser.get("/organisations/clinic-bern")
    assert "Dr Anna Meier" in page.text and "Organisations" not in links(page)
    browser.get("/organisations/clinic-thun", 404)
    browser.get("/organisations/nowhere", 404)
    for path in ("/organisations/", "/accounts/"):
        assert "As prescriber you may not add organisations." in browser.get(path, 403).text
    thun = "/organisations/clinic-thun"
    browser.post(f"{thun}/invitations", 422, email=BEA, role="clinician")
    browser.post(f"{thun}/invitations/{invitation.id}/withdraw", 422)
    browser.post(f"/organisations/clinic-bern/invitations/{invitation.id}/withdraw", 422)
    browser.post(f"{thun}/members/{anna.id}/remove", 422)
    browser.post("/organisations/", 403, organisation="clinic-genf", title="Genf")
    browser.post("/accounts/disable", 403, email=ADMIN)
    assert browser.get(f"/invitations/{secret}", 200)


def test_a_clinician_invites_nobody(context, browser):
    add_clinic(context)
    add_person(context, ANNA, "clinic-bern", "clinician")
    browser.sign_in()
    assert not [each for each in links(browser.get("/account/")) if each.startswith("Members")]
    assert "As clinician you may not invite" in browser.get("/organisations/clinic-bern", 403).text
    browser.post("/organisations/clinic-bern/invitations", 403, email=BEA, role="prescriber")


def test_an_invitation_that_cannot_be_is_told_beside_the_field(context, browser, anna):
    path = "/organisations/clinic-bern/invitations"
    page = browser.post(path, 422, email="bea", role="clinician")
    assert "This is no address for e-mail." in page.field_messages("email") and page.value("email") == "bea"
    assert "no 'administrator'" in browser.post(path, 422, email=BEA, role="administrator").field_messages("role")


def test_too_many_invitations_are_told_when_to_go_on(context, browser, anna):
    path = "/organisations/clinic-bern/invitations"
    for number in range(rate_limits.INVITATIONS.uses):
        browser.post(path, 200, email=f"p{number}@example.org", role="clinician")
    answer = browser.send("POST", path, 429, data={"email": BEA, "role": "clinician"})
    assert int(answer.headers["Retry-After"]) > 0 and "Too much inviting." in Page(answer.text).text


def test_who_is_removed_is_signed_out(context, browser, other, anna):
    add_person(context, BEA, "clinic-bern", "clinician", name="Bea Roth")
    other.sign_in(BEA)
    bea = find_session(context, other.key).account
    browser.post(f"/organisations/clinic-bern/members/{bea.id}/remove")
    assert "Bea Roth" not in browser.get("/organisations/clinic-bern").text
    assert find_session(context, other.key) is None
    browser.post(f"/organisations/clinic-bern/members/{bea.id}/remove", 422)


def test_an_administrator_adds_a_clinic_and_sees_factories_without_members(context, other, administrator):
    add_factories(context, BERLIN)
    page = other.get("/organisations/")
    assert links(page)["Berlin"] == "/organisations/berlin" and {"Status", "Factories"} <= set(links(page))
    assert "operator" in other.get("/organisations/berlin").text
    assert other.post("/organisations/", organisation="clinic-bern", title="Foot clinic Bern") == (
        "/organisations/clinic-bern"
    )
    page = other.post("/organisations/", 422, organisation="Bern!", title="")
    assert page.field_messages("organisation") and page.value("organisation") == "Bern!"
    page = other.post("/organisations/", 422, organisation="network", title="Genf")
    assert "network is a network" in page.text


def test_an_administrator_disables_and_enables_accounts(context, browser, other, anna, administrator):
    assert "has no other prescriber" in other.post("/accounts/disable", 422, email=ANNA).text
    add_person(context, BEA, "clinic-bern", "prescriber", name="Bea Roth")
    page = other.get("/accounts/")
    assert ANNA in page.text and "prescriber of Foot clinic Bern" in page.text
    assert len(page.all("form", action="/accounts/disable")) == 2
    other.post("/accounts/disable", email=ANNA)
    assert find_session(context, browser.key) is None
    browser.sign_in(status=422)
    other.post("/accounts/enable", email=ANNA)
    browser.sign_in()
    assert "There is no account" in other.post("/accounts/disable", 422, email="carl@example.org").text


def test_an_operator_is_led_to_the_own_board(context, browser):
    add_factories(context, BERLIN)
    secret, _ = invite(context, LOCAL, BEA, "berlin", "operator")
    browser.post(f"/invitations/{secret}", name="Otto", password=PASSWORD)
    assert links(browser.get("/account/"))["Board"] == "/factories/berlin"
    browser.post("/sign-out")
    assert browser.sign_in(BEA) == "/factories/berlin"


# Every page


def test_a_page_has_its_head_while_the_database_is_away(browser, monkeypatch):
    def fail(_):
        raise OperationalError("select", {}, Exception("away"))

    monkeypatch.setattr("web.navigation.current_session", fail)
    assert "Sign in" in links(browser.get("/nowhere", 404))


@pytest.mark.parametrize("path", ["/threads?diameter=9.5&tpi=16", "/nowhere"])
def test_signing_in_leads_back_to_the_page_one_was_on(browser, path):
    page = Page(browser.client.get(path, base_url=SITE, headers={"X-Forwarded-Proto": "https"}).text)
    assert links(page)["Sign in"] == f"/sign-in?{urlencode({'next': path})}"


def test_no_password_is_ever_in_a_page_and_every_form_has_its_labels(context, browser, other, anna, administrator):
    secret, _ = invite(context, LOCAL, BEA, "clinic-bern", "clinician")
    pages = [browser.get("/account/"), browser.get("/organisations/clinic-bern"), other.get("/organisations/")]
    browser.post("/sign-out")
    pages += [other.get("/accounts/"), browser.get("/sign-in"), browser.get(f"/invitations/{secret}")]
    for page in pages:
        ids = [each.attributes["id"] for each in page.elements if "id" in each.attributes]
        assert len(ids) == len(set(ids)) and len(page.all("h1")) == 1
        labels = {each.attributes.get("for") for each in page.all("label")}
        for each in page.all("input"):
            hidden = {"hidden"} & {each.attributes["type"], *each.attributes}
            assert hidden or each.attributes["type"] in ("radio", "checkbox") or each.attributes["id"] in labels
        for each in page.all("input", type="password"):
            assert "value" not in each.attributes
            assert each.attributes["autocomplete"] in ("current-password", "new-password")
        levels = [int(each.tag[1]) for each in page.elements if each.tag in ("h1", "h2", "h3")]
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_forgotten_password_is_replaced_by_a_link_from_an_administrator(browser, other, anna, administrator):
    page = other.post("/accounts/password-link", 200, email=ANNA)
    link = page.one("input", id="link").attributes["value"].removeprefix(SITE)
    assert ANNA in browser.get(link).text
    assert browser.post(link, 422, password="short").field_messages("password")
    assert browser.post(link, password=OTHER_PASSWORD) == "/sign-in"
    assert "The password is replaced" in browser.get("/sign-in").text
    browser.get(link, 404)
    browser.sign_in(status=422)
    browser.sign_in(password=OTHER_PASSWORD)
    assert "There is no account" in other.post("/accounts/password-link", 422, email=BEA).text


def test_with_a_mail_server_links_are_sent_and_not_shown(context, paper, tmp_path):
    add_organisation(context, LOCAL, "network", "network", "The network")
    add_clinic(context)
    add_person(context, ADMIN, "network", "administrator", name="Ada Min")
    with mail_server() as (mailbox, server):
        served = serve_previews(replace(context, mail=server).with_pool(paper, tmp_path))
        browser = Browser(create_app(served, SITE, frozenset({PROXY})).test_client())
        assert "Send the link" in browser.get("/passwords/").text
        assert browser.post("/passwords/", email=ADMIN) == "/sign-in"
        link = mailbox.link_to(ADMIN)
        assert "is on its way" in browser.get("/sign-in").text
        browser.post(link.removeprefix(SITE), password=OTHER_PASSWORD)
        mailbox.messages.clear()
        browser.sign_in(ADMIN, OTHER_PASSWORD)
        page = browser.post("/organisations/clinic-bern/invitations", 200, email=BEA, role="prescriber")
        link = mailbox.link_to(BEA)
        assert "The invitation is sent" in page.text and link not in str(page.all("input"))
        assert (
            "invited to be a prescriber"
            in Browser(browser.client.application.test_client()).get(link.removeprefix(SITE)).text
        )


def test_without_a_mail_server_whoever_forgot_is_told_whom_to_ask(browser):
    assert "ask an administrator" in browser.get("/passwords/").text
    assert "ask an administrator" in browser.post("/passwords/", 422, email=ANNA).text


def test_a_code_of_an_app_is_set_up_asked_for_and_removed(browser, other, anna, administrator):
    page = browser.get("/account/code/")
    secret = page.one("input", name="secret").attributes["value"]
    assert page.one("img", class_="qr").attributes["src"].startswith("data:image/svg+xml,")
    page = browser.post("/account/code/", 422, secret=secret, code="000000", password=PASSWORD)
    assert page.field_messages("code") and page.one("input", name="secret").attributes["value"] == secret
    assert browser.post("/account/code/", secret=secret, code=code_of(secret, -1), password=PASSWORD) == "/account/"
    assert "You sign in with a code too" in browser.get("/account/").text
    browser.post("/sign-out")
    browser.sign_in(status=422)
    browser.sign_in(code=code_of(secret))
    assert other.post("/accounts/factors/remove", email=ANNA) == "/accounts/"
    browser.sign_in()


def test_a_passkey_is_added_listed_used_and_removed(context, browser, other, anna):
    device, key = Authenticator(), browser.key
    answer = browser.send("POST", "/account/passkeys/options", 422, data={"name": "my phone", "password": "x"})
    assert "not your password" in answer.json["problem"] and browser.key == key
    assert add_passkey(browser, device) == "/account/passkeys/" and browser.key != key
    page = browser.get("/account/passkeys/")
    assert (
        "The passkey is added" in page.text and "my phone" in page.text and "my phone" in browser.get("/account/").text
    )
    answer = use_passkey(other, device, "sign-in")
    assert other.post("/sign-in/passkey", passkey=answer, next="/threads") == "/threads"
    assert find_session(context, other.key).account.email == ANNA
    assert "not accepted" in other.post("/sign-in/passkey", 422, passkey=answer).field_messages("passkey")
    (link,) = (path for words, path in links(page).items() if words.startswith("Remove"))
    assert "not your password" in browser.post(link, 422, password="x").field_messages("password")
    assert browser.post(link, password=PASSWORD) == "/account/passkeys/"
    assert "The passkey is removed" in browser.get("/account/passkeys/").text
    browser.get(link, 404)
    answer = use_passkey(other, device, "sign-in")
    assert "not accepted" in other.post("/sign-in/passkey", 422, passkey=answer).field_messages("passkey")


@pytest.mark.parametrize("headers", [{"X-Forwarded-Host": "evil.example"}, {"X-Forwarded-Server": "evil.example"}])
def test_a_passkey_is_asked_for_by_the_public_address_whatever_a_request_says(browser, headers):
    browser.headers = headers
    assert browser.send("POST", "/account/passkeys/sign-in", 200).json["rpId"] == "parts.example.org"


def test_the_code_can_be_done_without_by_whoever_knows_the_password(browser, anna):
    secret = browser.get("/account/code/").one("input", name="secret").attributes["value"]
    browser.post("/account/code/", secret=secret, code=code_of(secret, -1), password=PASSWORD)
    assert browser.post("/account/code/", 422, act="remove", password="").field_messages("password")
    browser.post("/account/code/", act="remove", password=PASSWORD)
    browser.post("/sign-out")
    browser.sign_in()
