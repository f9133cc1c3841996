"""From the invitation to the factory, and to the next order: everybody does what is theirs, in their own browser."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect
from support.account_site import ADMIN, CLEO, DORA, KIM, OLE, add_device, add_own_passkey, main_links, session_of
from support.browsing import fill, look, send_to
from support.ordering import advance, jobs_of, load_order, make_items, order_request
from support.people import PASSWORD

from configurator.services.orders.approve import approve_order
from configurator.services.orders.place_order import place_order
from configurator.services.orders.views import find_order

PATIENT, WORDS = "K-2041", "Lift of 6 mm, left."
FOOT = {"foot_length": "263", "heel_breadth": "72"}


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def enter(request, come):
    """Opens somebody's own browser, with and without scripts."""
    return lambda email="", **options: come(email, java_script_enabled=request.param, bypass_csp=True, **options)


def with_token(people, page):
    """The order on whose page somebody is, and its token."""
    token = page.url.rpartition("/")[2].partition("?")[0]
    return find_order(people, token), token


def order_of_lift(page):
    """A clinician measures a foot on the clinic's sheet, and prescribes a heel lift."""
    page.goto("/clinic/?template=heel_lift")
    for name, text in FOOT.items():
        page.fill(f"[name={name}]", text)
    fill(page, {"patient": PATIENT, "prescription": WORDS})
    page.check("[name=device_type][value=custom-made]")
    send_to(page)
    look(page)
    page.get_by_role("button", name="Prescribe and have the files made").click()
    expect(page.locator("main > .fine")).to_contain_text("The order is placed.")
    look(page)


def approve(page, order):
    """A prescriber finds it among the clinic's orders, looks at it, and approves it."""
    page.goto("/clinic/orders")
    row = page.get_by_role("row", name=order.id)
    expect(row).to_contain_text(PATIENT)
    look(page)
    row.get_by_role("link").click()
    expect(page.locator("section.person")).to_contain_text("Cleo Graf")
    look(page)
    if page.scripted:
        page.get_by_role("button", name="Approve with a passkey").click()
    else:
        page.locator("#password").fill(PASSWORD)
        page.get_by_role("button", name="Approve and have it made").click()
    expect(page.locator("main > .fine")).to_contain_text("Approved")


def invite_and_accept(admin, page, email):
    """An administrator invites a prescriber, who accepts with a passkey as second factor, which members must have."""
    admin.goto("/organisations/clinic-bern")
    admin.get_by_label("E-mail address").fill(email)
    admin.get_by_role("radio", name="prescriber").check()
    look(admin)
    admin.get_by_role("button", name="Make the link").click()
    look(admin)
    add_device(page)
    page.goto(admin.get_by_label("The link").input_value())
    page.get_by_label("Your name").fill("Dr Eva Lind")
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    expect(page.locator("h1")).to_have_text("One more step")
    look(page)
    page.get_by_role("link", name="Add a passkey").click()
    add_own_passkey(page, "my laptop")
    assert main_links(page) == ["Parts", "Clinic"]


def hand_over(people, order):
    """The ticket of the one job of an approved order, made and inspected at its factory."""
    (job,) = jobs_of(people, order.id)
    return advance(people, job, "done").ticket


def test_from_a_sheet_to_the_factory(enter, come, people):
    with enter(CLEO) as clinician:
        order_of_lift(clinician)
        order, token = with_token(people, clinician)
        make_items(people, order)
        clinician.goto(f"/orders/{token}")
        expect(clinician.locator(".approve")).to_contain_text("Only a prescriber")
        is_scripted = clinician.scripted
    with enter("" if is_scripted else DORA) as prescriber:
        if is_scripted:
            with come(ADMIN, bypass_csp=True) as admin:
                invite_and_accept(admin, prescriber, "eva@example.org")
        approve(prescriber, order)
    ticket, other = hand_over(people, order), hand_over(people, customers_order(people, f"lyon {is_scripted}", "lyon"))
    with enter(OLE) as operator:
        assert see_own_jobs(operator, ticket, other) == ["Parts", "Board"]


def see_own_jobs(page, ticket, other):
    """An operator finds the job of their factory, not the other's, and nothing of the patient; the head's links."""
    page.goto("/account/")
    links = main_links(page)
    page.get_by_label("Main").get_by_role("link", name=links[-1]).click()
    expect(page.locator(f"[id='{ticket}']")).to_contain_text("Heel lift")
    expect(page.locator(f"[id='{other}']")).to_have_count(0)
    look(page)
    for text in (PATIENT, WORDS, "Anna Meier", "Lindenweg"):
        assert text not in page.content()
    page.locator(f"[id='{ticket}']").get_by_role("button", name="Show the address").click()
    expect(page.locator("address")).to_contain_text("Anna Meier")
    assert PATIENT not in page.content()
    look(page)
    assert page.goto("/factories/lyon").status == 404
    assert page.goto("/clinic/orders").status == 403
    return links


def customers_order(people, key, pick_up):
    """An order of the customer's account, approved."""
    actor = session_of(people, KIM)[1].actor
    own = people.acting_as(actor)
    request = replace(order_request(key=key, pick_up=pick_up, place=None), key=key)
    order = place_order(own, actor, request).order
    make_items(people, order)
    return approve_order(own, actor, order.id)


def test_a_customer_orders_again_and_changed_from_the_page_of_an_order(enter, people):
    with enter(KIM) as page:
        order = customers_order(people, f"first {page.scripted}", "lyon")
        page.goto("/account/orders/")
        look(page)
        page.get_by_role("link", name=order.id).click()
        look(page)
        first = page.url
        page.get_by_role("link", name="Order again").click()
        page.get_by_role("radio", name="Lyon").check()
        look(page)
        page.get_by_role("button", name="Place the order").click()
        expect(page.locator("main > .fine")).to_contain_text("The order is placed.")
        again, _ = with_token(people, page)
        assert again.items[0].design == load_order(people, order.id).items[0].design
        page.goto(first)
        page.get_by_role("link", name="Change and order").click()
        page.fill("#field-cable_diameter", "9")
        page.get_by_role("button", name="Order", exact=True).click()
        page.get_by_role("radio", name="Lyon").check()
        page.get_by_role("button", name="Place the order").click()
        expect(page.locator("main > .fine")).to_contain_text("The order is placed.")
        changed, _ = with_token(people, page)
        assert changed.items[0].design.parameters["cable_diameter"] == 9 and changed.account == order.account
