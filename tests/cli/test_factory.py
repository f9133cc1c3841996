import json

import pytest
from support.ordering import (
    BERLIN,
    LYON,
    add_factories,
    advance,
    approved_order,
    event_kinds,
    jobs_of,
    load_job,
    order_request,
    queued_works,
)

from configurator.domain.production.factory_files import factory_as_dict


@pytest.fixture
def berlin(tmp_path):
    """Writes Berlin's file, with changes."""

    def write(**changed):
        (tmp_path / "berlin.json").write_text(json.dumps(factory_as_dict(BERLIN) | changed))
        return tmp_path / "berlin.json"

    return write


def test_a_factory_is_added_and_listed(call, told, context, berlin):
    added = call("factory", "add", berlin())
    assert (added.exit_code, added.stdout) == (0, "")
    assert added.stderr == "Factory berlin (Berlin) is added; it is up.\n"
    lines = call("factory", "list").stdout.splitlines()
    assert [line.split()[:3] for line in lines[1:]] == [["berlin", "up", "52.5,13.4"]]
    assert "jet (mjf PA12/TPU, 380x380x380)" in lines[1]
    assert told("factory", "list") == {"factories": [factory_as_dict(BERLIN) | {"state": "up"}]}


def test_a_known_factory_gets_new_facts_and_keeps_its_state(call, told, context, berlin):
    assert told("factory", "add", berlin())["new"] is True
    call("factory", "pause", "berlin")
    changed = told("factory", "add", berlin(title="Spreewerk"))
    assert (changed["new"], changed["factory"]["title"], changed["factory"]["state"]) == (False, "Spreewerk", "paused")
    assert event_kinds(context) == ["factory_added", "factory_paused", "factory_changed"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "Cannot read"),
        ("{", "is not JSON"),
        ("[1]", "does not hold an object"),
        ("\udcff", "is not JSON in UTF-8"),
    ],
)
def test_a_file_that_is_no_factory_is_refused_with_a_hint(refusal, data, tmp_path, content, says):
    if content is not None:
        (tmp_path / "x.json").write_text(content, errors="surrogateescape")
    problem = refusal("factory", "add", "x.json")
    assert says in problem["message"]
    assert (problem["fields"], bool(problem["hint"])) == (["file"], True)


def test_every_fault_in_a_factorys_file_is_told_with_its_place(call, data, berlin):
    done = call("factory", "add", berlin(id="Berlin!", titel="x"), "--json")
    assert [each["fields"] for each in json.loads(done.stdout)["problems"]] == [["id"], ["titel"]]


def test_when_a_factory_goes_down_what_it_has_not_started_moves_and_the_rest_is_flagged(call, told, context):
    add_factories(context, BERLIN, LYON)
    order = approved_order(context, request=order_request("firewall", "firewall"))
    first, second = (job for job in jobs_of(context, order.id))
    first, second = advance(context, first, "started"), advance(context, second, "handed_over")
    lines = call("factory", "down", "berlin").stdout.splitlines()
    assert lines == [
        f"{first.ticket}  LOOK: berlin went down with the part started: ask there",
        f"{second.ticket}  moves away, as berlin went down",
    ]
    moved = advance(context, load_job(context, second.id), "routed")
    assert (moved.factory, moved.ticket) == ("lyon", f"{second.id}.2")
    assert told("factory", "down", "berlin")["jobs"][0]["flag"].startswith("berlin went down")


def test_a_paused_factory_keeps_its_jobs_and_one_that_comes_up_has_the_waiting_looked_at(told, context):
    add_factories(context, BERLIN)
    (job,) = jobs_of(context, approved_order(context).id)
    assert told("factory", "pause", "berlin") == {"factory": "berlin", "state": "paused", "jobs": []}
    before = len(queued_works(context))
    assert told("factory", "up", "berlin")["state"] == "up"
    assert queued_works(context)[before:] == [("produce_job", (job.id,))]


@pytest.mark.parametrize("verb", ["up", "pause", "down"])
def test_an_unknown_factory_is_refused(refusal, data, verb):
    assert refusal("factory", verb, "berln")["fields"] == ["factory"]


@pytest.mark.parametrize("words", [["add", "berlin.json"], ["up", "berlin"], ["pause", "berlin"], ["down", "berlin"]])
def test_whoever_changes_a_factory_says_who_they_are(refusal, monkeypatch, data, berlin, words):
    berlin()
    monkeypatch.delenv("CONFIGURATOR_ACTOR")
    assert refusal("factory", *words)["fields"] == ["actor"]
