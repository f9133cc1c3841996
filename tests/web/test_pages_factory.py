import io
import zipfile
from dataclasses import replace

import pytest
from support import ordering
from support.ordering import ANNA, BERLIN, LYON
from support.pages import get_page, post_form

from configurator import catalogue
from configurator.services.designs.configure import build_design

FOOT = catalogue.find("foot_orthosis")
BOARD = "/factories/berlin"
OPERATOR = f"{BOARD}/operator"


@pytest.fixture
def job(context):
    """A job that lies at Berlin and waits to be claimed."""
    ordering.add_factories(context, BERLIN, LYON)
    return ordering.job_in_state(context, "handed_over")


@pytest.fixture
def jo(client):
    """An operator at Berlin's board; remembered by the browser."""
    post_form(client, OPERATOR, {"operator": "berlin:jo"})
    return client


def tell(client, job, verb, status=303, **form):
    return post_form(client, f"{BOARD}/jobs/{job.ticket}/{verb}", form, status)


def state(context, job):
    return ordering.load_job(context, job.id).state


def test_the_factories_are_shown_by_number_with_their_machines(client, job):
    page = get_page(client, "/factories/")
    assert [each.text for each in page.all("h2")] == ["1 · Berlin", "2 · Lyon"]
    assert "up to 380 × 380 × 380 mm" in page.text
    assert page.one("svg", class_="map").text.startswith("The factories")


def test_without_factories_it_is_said_how_to_add_one(client):
    assert "configurator factory add" in get_page(client, "/factories/").text


def test_a_board_shows_each_job_in_its_column(client, context, job):
    card = get_page(client, BOARD).one("li", id=job.ticket)
    assert card.text.startswith("1 × Cable grommet")
    assert "Size 21.4 × 21.4 × 4.5 mm" in card.text
    code = ordering.load_order(context, job.order).items[0].design.code
    assert f"Code {code} not on the part: label the bag" in card.text
    assert [each.text for each in get_page(client, BOARD).all("h2")][:2] == ["To claim 1", "Claimed 0"]


def test_a_card_says_engraved_where_the_part_carries_its_code(client, context):
    ordering.add_factories(context, BERLIN, LYON)
    foot = build_design(FOOT, FOOT.parameters(side="left"))
    request = replace(ordering.order_request(), items=(ordering.item_request(foot, "mjf-pa12"),))
    job = ordering.job_in_state(context, "handed_over", request=request)
    assert f"Engraved {foot.code} Order" in get_page(client, BOARD).one("li", id=job.ticket).text


def test_what_is_collected_has_no_address_to_send_it_to(client, context):
    ordering.add_factories(context, BERLIN, LYON)
    request = ordering.order_request(place=None, pick_up="berlin")
    job = ordering.job_in_state(context, "done", request=request)
    page = get_page(client, BOARD)
    card = page.one("li", id=job.ticket)
    assert "Goes to its customer, who collects it here" in card.text and card.text.count("Collected") == 1
    assert page.all("form", action=f"{BOARD}/jobs/{job.ticket}/address") == []


def test_a_job_goes_through_all_columns(client, context, job, jo):
    for verb, reached in (("claim", "claimed"), ("start", "started"), ("done", "done"), ("ship", "shipped")):
        assert tell(jo, job, verb) == f"{BOARD}#{job.ticket}"
        assert state(context, job) == reached
    assert get_page(client, BOARD).all("li", id=job.ticket) == []
    assert job.ticket in get_page(client, BOARD).text


def test_who_answers_must_be_said(client, context, job):
    page = tell(client, job, "claim", 422)
    assert page.field_messages("operator").startswith("Who stands at the board is not said.")
    assert state(context, job) == "handed_over"


def test_a_job_is_claimed_by_one_operator(app, context, job, jo):
    tell(jo, job, "claim")
    other = app.test_client()
    post_form(other, OPERATOR, {"operator": "berlin:op2"})
    assert "is claimed by berlin:jo" in tell(other, job, "claim", 422).text
    tell(jo, job, "claim")
    assert ordering.load_job(context, job.id).operator == "berlin:jo"


def test_no_step_can_be_left_out(context, job, jo):
    tell(jo, job, "ship", 422)
    tell(jo, job, "done", 422)
    assert state(context, job) == "handed_over"


def test_a_failed_part_needs_a_reason(client, context, job, jo):
    tell(jo, job, "claim"), tell(jo, job, "start")
    assert "Why it failed must be said." in tell(jo, job, "fail", 422, reason=" ").text
    tell(jo, job, "fail", reason="warped off the bed")
    assert "warped off the bed" in get_page(client, BOARD).text
    assert state(context, job) == "failed"


def test_a_ticket_whose_lease_has_ended_is_refused(context, job, jo):
    tell(jo, job, "claim"), tell(jo, job, "start"), tell(jo, job, "fail", reason="warped")
    assert "Cannot be:" in tell(jo, job, "done", 422).text
    stale = jo.post(f"{BOARD}/jobs/{job.id}.9/claim")
    assert stale.status_code == 422
    assert "has ended" in stale.text


@pytest.mark.parametrize("verb", ["claim", "fail", "address"])
def test_a_ticket_of_another_factory_is_refused_on_the_board(client, context, job, verb):
    job = ordering.advance(context, job, "done")
    post_form(client, "/factories/lyon/operator", {"operator": "lyon:al"})
    answer = client.post(f"/factories/lyon/jobs/{job.ticket}/{verb}", data={"reason": "warped"})
    assert answer.status_code == 422 and "is not with lyon" in answer.text
    assert ordering.load_job(context, job.id) == job


@pytest.mark.parametrize("ticket", ["nothing", "0.0", "..%2f..", "%00", "x" * 3000, "<script>"])
@pytest.mark.parametrize("path", ["claim", "address", "burn"])
def test_a_ticket_that_nobody_has_is_refused(job, jo, ticket, path):
    assert jo.post(f"{BOARD}/jobs/{ticket}/{path}").status_code in (404, 422)


def test_the_address_is_told_once_the_part_is_done_and_that_it_was_read(client, context, job, jo):
    assert "Report it done first." in tell(jo, job, "address", 422).text
    tell(jo, job, "claim"), tell(jo, job, "start"), tell(jo, job, "done")
    assert "Anna Meier" not in client.get(BOARD).text
    assert "Anna Meier" in tell(jo, job, "address", 200).one("address").text
    assert [each.actor for each in ordering.read_events(context, job_id=job.id) if each.kind == "address_read"] == [
        "berlin:jo"
    ]
    assert client.get(f"{BOARD}/jobs/{job.ticket}/address").status_code == 405


def test_all_files_come_as_one_archive_wherever_the_folder_is(client, context, job):
    (context.folders / "berlin" / job.ticket).rename(context.folders / "berlin" / "shelf")
    answer = client.get(f"{BOARD}/jobs/{job.ticket}/files.zip")
    assert answer.headers["Content-Disposition"] == f"attachment; filename={job.ticket}.zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    names = archive.namelist()
    content = {name.partition("/")[2]: archive.read(name) for name in names}
    assert content == {path.name: path.read_bytes() for path in (context.folders / "berlin" / "shelf").iterdir()}
    assert {name.partition("/")[0] for name in names} == {job.ticket}
    assert {name.partition("/")[2] for name in names} >= {"job.json", "traveller.pdf"}
    assert all(words not in answer.data.decode("latin-1") for words in ANNA.address.values())


def test_the_traveller_is_a_page_to_print(client, job):
    with client.get(f"{BOARD}/jobs/{job.ticket}/traveller.pdf") as answer:
        assert (answer.status_code, answer.content_type) == (200, "application/pdf")


@pytest.mark.parametrize("name", ["files.zip", "traveller.pdf"])
def test_files_are_told_to_the_factory_that_has_the_job_alone(client, job, name):
    assert client.get(f"/factories/lyon/jobs/{job.ticket}/{name}").status_code == 404
    assert client.get(f"{BOARD}/jobs/{job.id}.9/{name}").status_code == 404


@pytest.mark.parametrize("ticket", ["..", "%2e%2e", "..%2f..%2f..%2fetc", "..%5c..", "%00", ".1", "{ticket}%2f.."])
@pytest.mark.parametrize("name", ["files.zip", "traveller.pdf"])
def test_no_path_leads_out_of_a_folder(client, job, ticket, name):
    path = f"{BOARD}/jobs/{ticket.format(ticket=job.ticket)}/{name}"
    assert client.get(path).status_code in (404, 422)


def test_what_is_not_here_is_no_part_that_cannot_be(client, job):
    text = get_page(client, "/orders/nowhere", 404).text
    assert "This is not here" in text and "Cannot be" not in text


def test_an_unknown_factory_is_told_with_the_nearest(client, job):
    assert "Did you mean 'berlin'?" in get_page(client, "/factories/berlim", 404).text


def test_a_board_is_not_sent_again_until_something_happens(client, job, jo):
    first = client.get(f"{BOARD}/jobs")
    known = {"If-None-Match": first.headers["ETag"]}
    assert first.headers["Cache-Control"] == "no-store"
    assert client.get(f"{BOARD}/jobs", headers=known).status_code == 304
    tell(jo, job, "claim")
    assert client.get(f"{BOARD}/jobs", headers=known).status_code == 200


def test_a_parcel_is_stated_when_it_is_sent_and_whoever_ordered_sees_it(context, job, jo):
    done = ordering.advance(context, job, "done")
    card = get_page(jo, BOARD).one("li", id=job.ticket)
    assert "Number of the parcel (not needed)" in card.text
    page = tell(jo, done, "ship", 422, carrier="x" * 41)
    assert "up to 40 characters" in page.text and state(context, job) == "done"
    tell(jo, done, "ship", carrier="Swiss Post", tracking_number="99.00.123")
    page = get_page(jo, f"/orders/{ordering.load_order(context, job.order).token}")
    assert "parcel Swiss Post, 99.00.123" in page.text
