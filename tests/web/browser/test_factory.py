import re

import pytest
from playwright.sync_api import expect
from support import ordering
from support.browsing import wait_for_hand_over

LYON = ordering.Place(45.75, 4.85)


@pytest.fixture(scope="module")
def jobs(context, server):
    """Jobs that lie at the Atelier in Lyon: one for every test."""
    wanted = ordering.order_request("firewall", place=LYON)
    return iter(
        wait_for_hand_over(context, [ordering.placed_order(context, f"lyon-{number}", wanted) for number in range(10)])
    )


@pytest.fixture
def job(jobs):
    """One that no other test has."""
    return next(jobs)


@pytest.fixture
def board(visitor):
    """The board in Lyon, with an operator before it."""
    visitor.goto("/factories")
    visitor.get_by_role("link", name="Atelier des Brotteaux").click()
    say_who_stands_here(visitor)
    return visitor


def say_who_stands_here(page):
    page.fill("#operator", "lyon:jo")
    page.get_by_role("button", name="Set").click()
    # The field has the name before the page has come back with it.
    expect(page.locator("main > .fine")).to_be_visible()
    expect(page.locator("#operator")).to_have_value("lyon:jo")


def card(page, job):
    return page.locator(f"[id='{job.ticket}']")


def test_from_the_board_to_the_parcel(job, board):
    for word in ("Claim", "It is on the machine", "Made and inspected"):
        card(board, job).get_by_role("button", name=word).click()
    card(board, job).get_by_role("button", name="Show the address").click()
    expect(board.locator("address")).to_contain_text("Anna Meier")
    board.get_by_role("link", name="Back to the board").click()
    card(board, job).get_by_role("button", name="Sent").click()
    expect(board.locator(".ended tr").filter(has_text=job.ticket)).to_contain_text("Shipped")
    expect(card(board, job)).to_have_count(0)


def test_a_part_that_failed_is_told_with_its_reason(job, board):
    for word in ("Claim", "It is on the machine"):
        card(board, job).get_by_role("button", name=word).click()
    card(board, job).locator("summary").click()
    card(board, job).get_by_label("Why").fill("warped off the bed")
    card(board, job).get_by_role("button", name="It failed").click()
    expect(board.locator(".ended tr").filter(has_text=job.ticket)).to_contain_text("warped off the bed")


def test_files_and_traveller_are_fetched_from_the_card(job, board):
    with board.expect_download() as files:
        card(board, job).get_by_role("link", name="Files").click()
    assert files.value.suggested_filename == f"{job.ticket}.zip"
    answer = board.request.get(card(board, job).get_by_role("link", name="Traveller").get_attribute("href"))
    assert answer.body().startswith(b"%PDF")


def test_a_board_says_when_it_has_lost_the_server(page, job):
    page.goto("/factories/lyon")
    say_who_stands_here(page)
    page.context.set_offline(True)
    card(page, job).get_by_role("button", name="Claim").click()
    expect(card(page, job).locator("[data-sending]")).to_have_text(
        "The server does not answer. Press again in a moment."
    )
    expect(page.locator("[data-late]")).to_contain_text(re.compile(r"this is how it was at \d\d:\d\d:\d\d UTC"))
    expect(page.locator("main > .fine")).to_have_count(0)
    page.context.set_offline(False)
    expect(page.locator("[data-late]")).to_have_count(0, timeout=10_000)
    expect(card(page, job).locator("[data-sending]")).to_have_count(0)


def test_after_a_report_the_focus_is_on_the_job_of_the_report(page, job):
    page.goto("/factories/lyon")
    say_who_stands_here(page)
    card(page, job).get_by_role("button", name="Claim").click()
    expect(page.locator("section[aria-label=Claimed]").locator(f"[id='{job.ticket}']")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate(f"document.getElementById('{job.ticket}').contains(document.activeElement)")


def test_a_button_that_is_held_while_the_board_renews_itself_is_pressed(page, job):
    page.goto("/factories/lyon")
    say_who_stands_here(page)
    with page.expect_response(lambda response: response.url.endswith("/jobs") and response.ok):
        card(page, job).get_by_role("button", name="Claim").hover()
        page.mouse.down()
    # Long enough for what came to be put in.
    page.wait_for_timeout(300)
    page.mouse.up()
    expect(card(page, job).get_by_role("button", name="It is on the machine")).to_be_visible()


def test_a_board_shows_a_new_job_by_itself(page, context, server, job):
    page.goto("/factories/lyon")
    ordering.advance(context, job, "claimed")
    expect(page.locator("section[aria-label=Claimed]").locator(f"[id='{job.ticket}']")).to_be_visible()
