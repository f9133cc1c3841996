import pytest
from support.ordering import BERLIN, OSLO, WORKER, add, advance, approved, ask, job_in, jobs_of, record, see_job

from configurator.domain.errors import Refused
from configurator.services.production import job_reports
from configurator.store import jobs
from configurator.store.database import reading, writing


def listed(office, **wanted):
    with reading(office.engine) as connection:
        return [job.id for job in jobs.list_jobs(connection, **wanted)]


def test_jobs_are_listed_the_oldest_first_by_state_and_factory(office):
    add(office, BERLIN)
    started, waiting = job_in(office, "started", "1"), job_in(office, "waiting", "2")
    assert listed(office) == [started.id, waiting.id]
    assert listed(office, limit=1) == [started.id]
    assert listed(office, states=["waiting", "done"]) == [waiting.id]
    assert listed(office, factory="berlin") == [started.id]
    assert listed(office, factory="berlin", states=["waiting"]) == []


def test_only_what_a_person_must_look_at_is_listed_when_asked_for(office):
    add(office, BERLIN)
    plain, flagged = job_in(office, "started", "1"), job_in(office, "started", "2")
    with writing(office.engine) as connection:
        jobs.flag_job(connection, WORKER, flagged, "ask there")
    assert listed(office, flagged=True) == [flagged.id]
    assert listed(office) == [plain.id, flagged.id]


def test_a_job_that_is_not_there_is_refused(office):
    for function in (jobs.get_job, jobs.lock_job):
        with pytest.raises(Refused, match="There is no job ABC") as error, writing(office.engine) as connection:
            function(connection, "ABC")
        assert error.value.problems[0].fields == ("job",)


def test_failures_are_counted_by_item_and_factory(office):
    add(office, BERLIN, OSLO)
    order = approved(office, wanted=ask("firewall", "smallest"))
    first, second = jobs_of(office, order.id)
    for job in (advance(office, first, "claimed"), advance(office, jobs_of(office, order.id)[1], "claimed")):
        job_reports.fail(office, "op", job.ticket, "warped")
    again = next(job for job in jobs_of(office, order.id) if job.remake_of == first.id)
    job_reports.fail(office, "op", advance(office, again, "claimed").ticket, "warped")
    with reading(office.engine) as connection:
        assert jobs.failures_of_item(connection, first.item) == {"berlin": 1, "oslo": 1}
        assert jobs.failures_of_item(connection, second.item) == {"berlin": 1}


def test_the_same_flag_is_told_once(office):
    job = job_in(office, "waiting")
    with writing(office.engine) as connection:
        jobs.flag_job(connection, WORKER, job, "look")
    flagged = see_job(office, job.id)
    with writing(office.engine) as connection:
        jobs.flag_job(connection, WORKER, flagged, "look")
        jobs.flag_job(connection, WORKER, flagged, "")
    assert [event.data for event in record(office, job_id=job.id, kind="job_flagged")] == [
        {"flag": "look"},
        {"flag": ""},
    ]
