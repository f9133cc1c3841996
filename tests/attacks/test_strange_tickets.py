"""A ticket of another factory, typed into one's own board."""

import pytest
from support.ordering import BERLIN, OPERATOR, OSLO, add_factories, job_in_state, load_job, read_events

from configurator.domain.errors import Refused
from configurator.services.orders.personal_data import read_address
from configurator.services.production import job_reports

REPORTS = {
    "handed_over": job_reports.report_claimed,
    "claimed": job_reports.report_started,
    "started": job_reports.report_done,
    "done": job_reports.report_shipped,
}


def failed(context, actor, ticket, factory):
    return job_reports.report_failed(context, actor, ticket, "warped", factory)


def refuses(context, call, ticket):
    with pytest.raises(Refused, match="is not with oslo") as caught:
        call(context, OPERATOR, ticket, "oslo")
    assert caught.value.problems[0].fields == ("ticket",)


@pytest.mark.parametrize("state", REPORTS)
def test_a_factory_reports_on_its_own_jobs_alone(context, state):
    add_factories(context, BERLIN, OSLO)
    job = job_in_state(context, state)
    refuses(context, REPORTS[state], job.ticket)
    refuses(context, failed, job.ticket)
    assert load_job(context, job.id) == job
    assert REPORTS[state](context, OPERATOR, job.ticket, "berlin").state != state


def test_a_factory_reads_the_addresses_of_its_own_parts_alone(context):
    add_factories(context, BERLIN, OSLO)
    job = job_in_state(context, "done")
    before = read_events(context)
    refuses(context, read_address, job.ticket)
    assert read_events(context) == before
    assert read_address(context, OPERATOR, job.ticket, "berlin")
