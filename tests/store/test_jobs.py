import pytest
from support.ordering import (
    BERLIN,
    OSLO,
    WORKER,
    add_factories,
    advance,
    approved_order,
    job_in_state,
    jobs_of,
    load_job,
    order_request,
    read_events,
)

from configurator.domain.actors import Actor
from configurator.domain.errors import Refused
from configurator.services.production import job_reports
from configurator.store import jobs
from configurator.store.database import read_transaction, write_transaction


def listed(context, **wanted):
    with read_transaction(context.engine) as connection:
        return [job.id for job in jobs.select_jobs(connection, **wanted)]


def test_jobs_are_listed_the_oldest_first_by_state_and_factory(context):
    add_factories(context, BERLIN)
    started, waiting = job_in_state(context, "started", "1"), job_in_state(context, "waiting", "2")
    assert listed(context) == [started.id, waiting.id]
    assert listed(context, limit=1) == [started.id]
    assert listed(context, states=["waiting", "done"]) == [waiting.id]
    assert listed(context, factory="berlin") == [started.id]
    assert listed(context, factory="berlin", states=["waiting"]) == []


def test_only_what_a_person_must_look_at_is_listed_when_asked_for(context):
    add_factories(context, BERLIN)
    plain, flagged = job_in_state(context, "started", "1"), job_in_state(context, "started", "2")
    with write_transaction(context.engine) as connection:
        jobs.flag_job(connection, WORKER, flagged, "ask there")
    assert listed(context, flagged=True) == [flagged.id]
    assert listed(context) == [plain.id, flagged.id]


def test_a_job_that_is_not_there_is_refused(context):
    for function in (jobs.get_job, jobs.lock_job):
        with (
            pytest.raises(Refused, match="There is no job ABC") as error,
            write_transaction(context.engine) as connection,
        ):
            function(connection, "ABC")
        assert error.value.problems[0].fields == ("job",)


def test_failures_are_counted_by_item_and_factory(context):
    add_factories(context, BERLIN, OSLO)
    order = approved_order(context, request=order_request("firewall", "smallest"))
    first, second = jobs_of(context, order.id)
    for job in (advance(context, first, "claimed"), advance(context, jobs_of(context, order.id)[1], "claimed")):
        job_reports.report_failed(context, Actor("op"), job.ticket, "warped")
    again = next(job for job in jobs_of(context, order.id) if job.remake_of == first.id)
    job_reports.report_failed(context, Actor("op"), advance(context, again, "claimed").ticket, "warped")
    with read_transaction(context.engine) as connection:
        assert jobs.failures_of_item(connection, first.item) == {"berlin": 1, "oslo": 1}
        assert jobs.failures_of_item(connection, second.item) == {"berlin": 1}


def test_the_same_flag_is_told_once(context):
    job = job_in_state(context, "waiting")
    with write_transaction(context.engine) as connection:
        jobs.flag_job(connection, WORKER, job, "look")
    flagged = load_job(context, job.id)
    with write_transaction(context.engine) as connection:
        jobs.flag_job(connection, WORKER, flagged, "look")
        jobs.flag_job(connection, WORKER, flagged, "")
    assert [event.data for event in read_events(context, job_id=job.id, kind="job_flagged")] == [
        {"flag": "look"},
        {"flag": ""},
    ]
