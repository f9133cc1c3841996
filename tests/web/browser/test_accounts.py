"""Accounts at a real server: by plain HTTP on this machine's own name, which browsers trust as they do TLS."""

import socket
from contextlib import contextmanager
from dataclasses import replace

import pytest
from playwright.sync_api import expect
from pyotp import TOTP
from support.browsing import AXE, FAULTS, JUDGE, PageMonitor, unfold
from support.ordering import item_request, make_items, order_request
from support.people import PASSWORD, add_clinic, add_person
from support.server import running_server

from configurator.catalogue import find
from configurator.domain.accounts.passkeys import Passkey
from configurator.domain.accounts.second_factors import SecondFactor
from configurator.domain.actors import LOCAL, Actor
from configurator.services.accounts.api_tokens import find_token_use
from configurator.services.accounts.invitations import invite
from configurator.services.accounts.organisations import add_organisation
from configurator.services.accounts.sessions import begin_session
from configurator.services.common.context import open_context
from configurator.services.designs.configure import build_design
from configurator.services.orders.place_order import place_order
from configurator.settings import read_settings
from configurator.store import events
from configurator.store.accounts import find_account
from configurator.store.database import read_transaction, write_transaction
from configurator.store.passkeys import add_passkey
from web.frontend import build

ADMIN, ANNA, BEA = "admin@example.org", "anna@example.org", "bea@example.org"
# Who has a passkey, who lacks a second factor, and who comes with a device.
CARL, BARE, DORA = "carl@example.org", "bare@example.org", "dora@example.org"
FOREVER = 60_000


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    """The context of a server with accounts: of an administrator, and of a clinic's prescriber."""
    opened = open_context(read_settings({"CONFIGURATOR_DATA": str(tmp_path_factory.mktemp("accounts"))}))
    add_organisation(opened, LOCAL, "network", "network", "The network")
    add_clinic(opened)
    add_person(opened, ADMIN, "network", "administrator", name="Ada Min")
    add_person(opened, ANNA, "clinic-bern", "prescriber")
    add_person(opened, BARE, "clinic-bern", "clinician")
    add_person(opened, DORA, "clinic-bern", "prescriber", name="Dr Dora Frey")
    carl = add_person(opened, CARL, "clinic-bern", "prescriber", name="Dr Carl Iten")
    with write_transaction(opened.engine) as connection:
        add_passkey(connection, Passkey("AAAA", carl.id, "my phone", "AAAA", 0, events.now(), events.now()))
    yield opened
    opened.engine.dispose()


@pytest.fixture(scope="module")
def site(people):
    """The address of a server with accounts."""
    build.main([])
    port = free_port()
    address = f"http://localhost:{port}"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PUBLIC_URL", address)
        with running_server(people.folders.parent, "--no-worker", "--port", str(port)):
            yield address


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture
def come(chromium, site, people):
    """Opens a browser of somebody's own, signed in or not, and looks at the end whether anything was amiss."""

    @contextmanager
    def opened(email="", factor=SecondFactor.CODE, **options):
        context = chromium.new_context(base_url=site, **{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(FOREVER)
        if email:
            with read_transaction(people.engine) as connection:
                account = find_account(connection, email)
            key, _ = begin_session(people, account, factor=factor)
            context.add_cookies([{"name": "__Host-session", "value": key, "url": "https://localhost", "secure": True}])
        watch = PageMonitor(context, site)
        yield context.new_page()
        context.close()
        assert watch.complaints == []

    return opened


def fill_in(page, email, password=PASSWORD, code=""):
    page.get_by_label("E-mail address").fill(email)
    page.locator("#password").fill(password)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page):
    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("main > .fine")).to_have_text("You are signed out.")


def main_links(page):
    return page.get_by_label("Main").get_by_role("link").all_text_contents()


@pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without"])
def test_an_administrator_invites_a_prescriber_who_accepts_and_signs_in_and_out(come, scripted):
    email = f"bea-{scripted}@example.org".lower()
    with come(ADMIN, java_script_enabled=scripted) as admin:
        admin.goto("/organisations/")
        assert main_links(admin) == ["Parts", "Factories", "Organisations"]
        admin.get_by_role("link", name="Foot clinic Bern").click()
        admin.get_by_label("E-mail address").fill(email)
        admin.get_by_role("radio", name="prescriber").check()
        admin.get_by_role("button", name="Make the link").click()
        link = admin.get_by_label("The link").input_value()
        admin.get_by_role("link", name="Back to the members").click()
        expect(admin.get_by_role("row", name=email)).to_contain_text("Ada Min")
    with come(java_script_enabled=scripted) as page:
        page.goto(link)
        expect(page.locator("main")).to_contain_text(f"a prescriber there, with the address {email}")
        page.get_by_label("Your name").fill("Dr Bea Roth")
        page.locator("#password").fill(PASSWORD)
        page.get_by_role("button", name="Make my account").click()
        expect(page.locator("main > .fine")).to_have_text("Welcome: the invitation is accepted.")
        expect(page.locator("h1")).to_have_text("One more step")
        page.get_by_role("link", name="Set codes up").click()
        secret = TOTP(page.locator("[name=secret]").input_value())
        page.locator("#code").fill(secret.now())
        page.locator("#password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in with codes").click()
        expect(page.locator("main > .fine")).to_have_text("From now on you sign in with a code too.")
        assert page.locator(".person").inner_text().split("\n") == ["Dr Bea Roth", "Foot clinic Bern"]
        assert main_links(page) == ["Parts", "Clinic"]
        (cookie,) = (each for each in page.context.cookies() if each["name"] == "__Host-session")
        assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (True, True, "Lax")
        sign_out(page)
        assert main_links(page) == ["Parts"] and "__Host-session" not in {c["name"] for c in page.context.cookies()}
        page.goto("/account/")
        expect(page).to_have_url("/sign-in?next=%2Faccount%2F")
        fill_in(page, email, "not this one, I think")
        expect(page.locator("#wrong-email")).to_contain_text("do not belong together")
        fill_in(page, email, code=secret.now())
        expect(page).to_have_url("/account/")
        sign_out(page)
        page.goto(link)
        expect(page.locator("main")).to_contain_text("was used")


def test_a_password_is_shown_while_it_is_typed_and_hidden_when_it_is_sent(come):
    with come() as page:
        page.goto("/sign-in")
        page.locator("#password").fill(PASSWORD)
        shows = page.get_by_role("button", name="Show what is typed as Password")
        shows.click()
        expect(page.locator("#password")).to_have_attribute("type", "text")
        expect(shows).to_have_attribute("aria-pressed", "true")
        shows.click()
        expect(page.locator("#password")).to_have_attribute("type", "password")
        shows.click()
        page.evaluate("document.querySelector('main form').addEventListener('submit', (e) => e.preventDefault())")
        page.get_by_label("E-mail address").fill(ANNA)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.locator("#password")).to_have_attribute("type", "password")


def test_a_password_is_pasted(come):
    with come(permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto("/sign-in")
        page.evaluate("text => navigator.clipboard.writeText(text)", PASSWORD)
        page.locator("#password").focus()
        page.keyboard.press("Control+V")
        expect(page.locator("#password")).to_have_value(PASSWORD)


def test_a_token_is_copied_and_revoked(come, people):
    with come(ANNA, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto("/account/")
        page.get_by_text("Make a token").click()
        page.get_by_label("What it is for").fill("orders")
        page.get_by_role("button", name="Make the token").click()
        expect(page.locator("#wrong-scopes")).to_contain_text("is not said")
        page.get_by_label("see orders, jobs and lists").check()
        page.get_by_role("button", name="Make the token").click()
        expect(page.locator("h1")).to_be_focused()
        page.get_by_role("button", name="Copy").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        token = page.get_by_label("The token").input_value()
        assert token.startswith("mtmt_") and page.evaluate("navigator.clipboard.readText()") == token
        assert find_token_use(people, token).account.email == ANNA
        page.get_by_role("link", name="Back to your account").click()
        page.on("dialog", lambda asked: asked.accept())
        page.get_by_role("button", name="Revoke").click()
        expect(page.locator("main > .fine")).to_contain_text("The token is revoked")
        assert find_token_use(people, token) is None


def add_device(page):
    """Have the browser have a device that knows its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    abilities = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options | abilities})


def order_to_approve(people):
    """The token of an order of the clinic, with a part for a person that is made."""
    actor = Actor("A-1", "clinician", "clinic-bern", "A-1")
    design = item_request(build_design(template := find("heel_lift"), next(iter(template.presets.values()))))
    request = order_request(key="passkey")
    request = replace(request, items=(replace(design, offer=next(iter(template.offers))),))
    order = place_order(people.acting_as(actor), actor, request).order
    make_items(people, order)
    return order.token


def test_a_passkey_is_all_that_a_prescriber_needs(come, people):
    token = order_to_approve(people)
    with come() as page:
        add_device(page)
        page.goto("/sign-in")
        fill_in(page, DORA)
        page.get_by_role("link", name="Add a passkey").click()
        page.get_by_label("Which device").fill("my laptop")
        page.locator("#password").fill("not this one, I think")
        page.get_by_role("button", name="Add a passkey").click()
        expect(page.locator("[data-sending]")).to_contain_text("not your password")
        page.locator("#password").fill(PASSWORD)
        page.get_by_role("button", name="Add a passkey").click()
        expect(page.locator("main > .fine")).to_contain_text("The passkey is added")
        sign_out(page)
        page.goto(f"/sign-in?next=/orders/{token}")
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page).to_have_url(f"/orders/{token}")
        page.get_by_role("button", name="Approve and have it made").click()
        expect(page.locator("#wrong-password")).to_contain_text("not your password")
        page.get_by_role("button", name="Approve with a passkey").click()
        expect(page.locator("main > .fine")).to_contain_text("Approved")
        sign_out(page)
        page.goto("/sign-in?next=/account/passkeys/")
        fill_in(page, DORA)
        expect(page.locator("h1")).to_have_text("Your passkey, please")
        page.get_by_role("button", name="Use the passkey").click()
        page.get_by_role("link", name="Remove my laptop").click()
        page.locator("#password").fill(PASSWORD)
        page.get_by_role("button", name="Remove it").click()
        expect(page.locator("main > .fine")).to_have_text("The passkey is removed.")
        page.goto("/clinic/orders")
        expect(page.locator("h1")).to_have_text("One more step")


def refused_entry(page):
    page.goto("/sign-in")
    fill_in(page, BEA, "x")
    page.locator(".summary").wait_for()


def new_token(page):
    page.goto("/account/")
    page.get_by_text("Make a token").click()
    page.get_by_label("What it is for").fill("orders")
    page.get_by_label("see orders, jobs and lists").check()
    page.get_by_role("button", name="Make the token").click()
    page.locator("#token").wait_for()


def at(path):
    return lambda page: page.goto(path)


# By whom, and how one comes there.
PAGES = {
    "sign in": ("", at("/sign-in")),
    "refused": ("", refused_entry),
    "invitation": ("", None),
    "account": (ANNA, at("/account/")),
    "token": (ANNA, new_token),
    "code": (ANNA, at("/account/code/")),
    "passkeys": (CARL, at("/account/passkeys/")),
    "passkey": (CARL, at("/account/passkeys/AAAA")),
    "lacks a factor": (BARE, at("/account/second-factor/")),
    "lacks to show it": (CARL, at("/account/second-factor/")),
    "members": (ANNA, at("/organisations/clinic-bern")),
    "forbidden": (ANNA, at("/accounts/")),
    "organisations": (ADMIN, at("/organisations/")),
    "accounts": (ADMIN, at("/accounts/")),
}


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_sticks_out(come, people, name):
    email, go = PAGES[name]
    if name == "invitation":
        go = at(f"/invitations/{invite(people, LOCAL, BEA, 'clinic-bern', 'clinician')[0]}")
    factor = SecondFactor.NONE if name.startswith("lacks") else SecondFactor.CODE
    with come(email, factor, bypass_csp=True) as page:
        go(page)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        unfold(page)
        found = {}
        for width in (1280, 768, 390, 320):
            page.set_viewport_size({"width": width, "height": 844})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                found[width, scheme] = page.evaluate(JUDGE)
            found[width] = page.evaluate(FAULTS)
    assert not any(found.values()), found
