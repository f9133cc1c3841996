"""Accounts at a real server: by plain HTTP on this machine's own name, which browsers trust as they do TLS."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect
from pyotp import TOTP
from support.account_site import (
    ADMIN,
    ANNA,
    BARE,
    BEA,
    CARL,
    DORA,
    KIM,
    add_device,
    add_own_passkey,
    as_after_half_a_minute,
    fill_in,
    main_links,
    sign_out,
)
from support.browsing import look
from support.ordering import item_request, make_items, order_request
from support.people import PASSWORD

from configurator.catalogue import find
from configurator.domain.accounts.second_factors import SecondFactor
from configurator.domain.actors import LOCAL, VISITOR, Actor
from configurator.services.accounts.api_tokens import find_token_use
from configurator.services.accounts.invitations import invite
from configurator.services.accounts.password_links import make_password_link
from configurator.services.designs.configure import build_design
from configurator.services.orders.place_order import place_order


def test_without_scripts_an_administrator_invites_a_prescriber_who_accepts_and_signs_in_and_out(come, people):
    email = "bea-roth@example.org"
    with come(ADMIN, java_script_enabled=False) as admin:
        admin.goto("/organisations/")
        assert main_links(admin) == ["Parts", "Factories", "Organisations"]
        admin.get_by_role("link", name="Foot clinic Bern").click()
        admin.get_by_label("E-mail address").fill(email)
        admin.get_by_role("radio", name="prescriber").check()
        admin.get_by_role("button", name="Make the link").click()
        link = admin.get_by_label("The link").input_value()
        admin.get_by_role("link", name="Back to the members").click()
        expect(admin.get_by_role("row", name=email)).to_contain_text("Ada Min")
    with come(java_script_enabled=False) as page:
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
        as_after_half_a_minute(people, email)
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
        page.locator("#token_password").fill(PASSWORD)
        page.get_by_role("button", name="Make the token").click()
        expect(page.locator("#wrong-scopes")).to_contain_text("is not said")
        page.get_by_label("see orders, jobs and lists").check()
        page.locator("#token_password").fill(PASSWORD)
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


def request_of_lift(key):
    design = item_request(build_design(template := find("heel_lift"), next(iter(template.presets.values()))))
    return replace(order_request(key=key), items=(replace(design, offer=next(iter(template.offers))),))


def order_to_approve(people):
    """The token of an order of the clinic, with a part for a person that is made."""
    actor = Actor("A-1", "clinician", "clinic-bern", "A-1")
    order = place_order(people.acting_as(actor), actor, request_of_lift("passkey")).order
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
        add_own_passkey(page, "my laptop")
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
    page.locator("#token_password").fill(PASSWORD)
    page.get_by_role("button", name="Make the token").click()
    page.locator("#token").wait_for()


def at(path):
    # Without its pictures, which the kernel would have to make first.
    return lambda page: page.goto(path, wait_until="domcontentloaded")


def visitors_request(people):
    """The token of what somebody outside has asked of the clinic, its files made."""
    actor = replace(VISITOR, id="outside")
    order = place_order(people.acting_as(actor), actor, replace(request_of_lift("asked"), clinic="clinic-bern")).order
    make_items(people, order)
    return order.token


def customers_order(people):
    """The token of what somebody without an account has ordered."""
    return place_order(people, VISITOR, order_request(key="outside")).order.token


def link_to_provider(page):
    page.goto("/account/")
    page.locator("#provider_password").fill(PASSWORD)
    page.get_by_role("button", name="Link it").click()
    page.get_by_role("link", name="Go on to").wait_for()


# What must be there first: the address of the page that shows it.
MADE_FIRST = {
    "invitation": lambda people: f"/invitations/{invite(people, LOCAL, BEA, 'clinic-bern', 'clinician')[0]}",
    "invitation to a factory": lambda people: f"/invitations/{invite(people, LOCAL, BEA, 'berlin', 'operator')[0]}",
    "link for a password": lambda people: f"/passwords/{make_password_link(people, LOCAL, BARE)[0]}",
    "request for oneself": lambda people: f"/orders/{visitors_request(people)}",
    "request to approve": lambda people: f"/orders/{visitors_request(people)}",
    "orders that wait": lambda people: visitors_request(people) and "/clinic/orders",
    "order to gather": lambda people: f"/orders/{customers_order(people)}",
}
# By whom, and how one comes there.
PAGES = {
    "sign in": ("", at("/sign-in")),
    "refused": ("", refused_entry),
    "invitation": ("", None),
    "invitation to a factory": ("", None),
    "forgotten password": ("", at("/passwords/")),
    "link for a password": ("", None),
    "ask a clinic": ("", at("/parts/heel_lift/order?foot_length=250&heel_breadth=60")),
    "request for oneself": ("", None),
    "request to approve": (ANNA, None),
    "orders that wait": (ANNA, None),
    "order to gather": (KIM, None),
    "account": (ANNA, at("/account/")),
    "token": (ANNA, new_token),
    "another provider": (KIM, link_to_provider),
    "code": (ANNA, at("/account/code/")),
    "passkeys": (CARL, at("/account/passkeys/")),
    "passkey": (CARL, at("/account/passkeys/AAAA")),
    "lacks a factor": (BARE, at("/account/second-factor/")),
    "lacks to show it": (CARL, at("/account/second-factor/")),
    "members": (ANNA, at("/organisations/clinic-bern")),
    "forbidden": (ANNA, at("/accounts/")),
    "organisations": (ADMIN, at("/organisations/")),
    "accounts": (ADMIN, at("/accounts/")),
    "status": (ADMIN, at("/status")),
}


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_sticks_out(come, people, name):
    email, go = PAGES[name]
    if name in MADE_FIRST:
        go = at(MADE_FIRST[name](people))
    factor = SecondFactor.NONE if name.startswith("lacks") else SecondFactor.CODE
    with come(email, factor, bypass_csp=True) as page:
        go(page)
        look(page)
