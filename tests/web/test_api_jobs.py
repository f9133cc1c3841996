import pytest
from support import ordering
from support.http_requests import fields, get, messages, post
from support.ordering import BERLIN, OPERATOR

BY = {"actor": OPERATOR.id}


@pytest.fixture
def job(context):
    ordering.add_factories(context, BERLIN)
    return ordering.job_in_state(context, "handed_over")


def test_factories_are_listed_without_their_folders(client, context, tmp_path):
    ordering.add_factories(context, BERLIN)
    answer = get(client, "factories")
    (factory,) = answer.json["factories"]
    assert (factory["id"], factory["state"], factory["machines"][0]["build_mm"]) == ("berlin", "up", [380, 380, 380])
    assert "folder" not in factory


def test_jobs_are_listed_by_factory_and_state(client, job):
    for query in ("", "?factory=berlin", "?state=handed_over", "?factory=berlin&state=handed_over&limit=1"):
        assert [each["ticket"] for each in get(client, f"jobs{query}").json["jobs"]] == [job.ticket]
    for query in ("?factory=oslo", "?state=claimed"):
        assert get(client, f"jobs{query}").json["jobs"] == []


def test_a_job_is_shown_with_its_routes_and_its_record(client, job, tmp_path):
    answer = get(client, f"jobs/{job.ticket}")
    assert (answer.json["id"], answer.json["factory"]) == (job.id, "berlin")
    assert [route["epoch"] for route in answer.json["routes"]] == [1]
    assert [each["kind"] for each in answer.json["events"]] == ["job_created", "job_routed", "job_handed_over"]
    assert str(tmp_path) not in answer.text


def test_a_job_goes_through_the_hands_of_an_operator(client, job):
    for verb, state in (("claim", "claimed"), ("start", "started"), ("done", "done"), ("ship", "shipped")):
        told = post(client, f"jobs/{job.ticket}/{verb}", BY)
        assert (told["state"], told["operator"]) == (state, OPERATOR.id)
    assert get(client, f"jobs/{job.ticket}").json["state"] == "shipped"


def test_a_part_that_failed_is_made_again(client, job):
    post(client, f"jobs/{job.ticket}/claim", BY)
    failed = post(client, f"jobs/{job.ticket}/fail", BY | {"reason": "warped"})
    assert (failed["state"], failed["reason"]) == ("failed", "warped")
    assert job.id in [each["remake_of"] for each in get(client, "jobs").json["jobs"]]


def test_why_it_failed_must_be_said(client, job):
    post(client, f"jobs/{job.ticket}/claim", BY)
    assert fields(post(client, f"jobs/{job.ticket}/fail", BY, 422)) == ["reason"]


def test_what_another_operator_has_is_refused(client, job):
    post(client, f"jobs/{job.ticket}/claim", BY)
    assert "claimed by berlin:op2" in messages(post(client, f"jobs/{job.ticket}/claim", {"actor": "berlin:op3"}, 422))


def test_a_lease_that_has_ended_is_refused(client, job):
    assert fields(post(client, f"jobs/{job.id}.2/claim", BY, 422)) == ["ticket"]


@pytest.mark.parametrize("ticket", ["7KQ2M4XD9A.1", "nothing", "7KQ2M4XD9A.0"])
def test_a_ticket_that_is_none_leads_nowhere(client, ticket):
    get(client, f"jobs/{ticket}", 404)
