import json

import pytest
from sqlalchemy import update
from support.ordering import (
    BERLIN,
    LYON,
    WORKER,
    add_factories,
    advance,
    dispatch_job,
    job_in_state,
    load_job,
    load_order,
)

from configurator.domain.actors import Actor
from configurator.domain.errors import Damaged, Refused
from configurator.services.making.artefacts import read_file
from configurator.services.production import job_files
from configurator.services.production.availability import set_factory_state
from configurator.services.production.job_files import find_job_files
from configurator.store import jobs
from configurator.store.database import read_transaction, write_transaction
from configurator.store.tables import jobs as jobs_table


@pytest.fixture
def job(context):
    """A job that Berlin has, with a real traveller."""
    add_factories(context, BERLIN, LYON)
    routed = job_in_state(context, "routed")
    dispatch_job(context, WORKER, routed.id)
    return routed


def content(context, job, factory="berlin"):
    files = find_job_files(context, factory, job.ticket)
    return {name: read_file(context, sha256, name) for name, sha256 in files.items()}


def folder_content(context, job):
    return {path.name: path.read_bytes() for path in (context.folders / "berlin" / job.ticket).iterdir()}


def forget_files(context):
    """As an older program left the jobs that it handed over."""
    with write_transaction(context.engine) as connection:
        connection.execute(update(jobs_table).values(files={}))


def noted_files(context, job):
    with read_transaction(context.engine) as connection:
        return jobs.get_job_files(connection, job.id)


def test_all_that_was_handed_over_is_an_artefact(context, job):
    assert content(context, job) == folder_content(context, job)
    (item,) = load_order(context, job.order).items
    assert set(item.files.values()) < set(noted_files(context, job).values())


def test_what_the_factory_does_to_its_folder_changes_nothing(context, job):
    before = content(context, job)
    folder = context.folders / "berlin" / job.ticket
    (folder / "notes.txt").touch()
    (folder / "traveller.pdf").write_bytes(b"coffee")
    assert content(context, job) == before


def test_what_an_older_program_handed_over_is_composed_once(context, job, monkeypatch):
    forget_files(context)
    assert content(context, job) == folder_content(context, job)
    monkeypatch.setattr(job_files, "store_job_files", None)
    assert content(context, job) == folder_content(context, job)


def test_a_lease_that_ends_while_files_are_composed_has_none_noted(context, job, monkeypatch):
    forget_files(context)
    really = job_files.store_job_files

    def late(*about):
        files = really(*about)
        set_factory_state(context, Actor("network"), "berlin", "down")
        advance(context, load_job(context, job.id), "routed")
        return files

    monkeypatch.setattr(job_files, "store_job_files", late)
    find_job_files(context, "berlin", job.ticket)
    assert noted_files(context, job) == {}


def test_the_files_are_those_of_the_lease(context, job):
    set_factory_state(context, Actor("network"), "berlin", "down")
    again = advance(context, load_job(context, job.id), "handed_over")
    with pytest.raises(Refused, match="no files of this job here"):
        find_job_files(context, "berlin", job.ticket)
    assert b'"ticket": "' + again.ticket.encode() in content(context, again, "lyon")["job.json"]


@pytest.mark.parametrize("state", ["waiting", "routed", "shipped"])
def test_a_job_that_no_factory_has_has_no_files(context, state):
    add_factories(context, BERLIN)
    job = job_in_state(context, state)
    with pytest.raises(Refused) as caught:
        find_job_files(context, "berlin", job.ticket)
    assert caught.value.problems[0].fields == ("job",)


def test_a_missing_artefact_is_told(context, job):
    digest = noted_files(context, job)["job.json"]
    (context.folders.parent / "artefacts" / "sha256" / digest[:2] / digest).unlink()
    with pytest.raises(Damaged, match=rf"job\.json: The artefact {digest[:12]} is missing"):
        content(context, job)


def test_a_factory_is_told_where_a_part_for_a_car_sits(context, job):
    told = json.loads(content(context, job)["job.json"])
    assert told["installation"] == {"zone": "engine bay", "zone_said": False, "fluids": None}
