"""What an operator does with a job: take it, start it, finish or fail it, ship it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from configurator.domain.actors import Actor
from configurator.domain.orders.shipments import read_shipment
from configurator.domain.production.jobs import Job, read_ticket
from configurator.domain.text_bounds import CARRIER, REASON, TRACKING_NUMBER
from configurator.domain.validation import StrictModel
from configurator.services.orders.json_shapes import events_json, job_details_json, job_json
from configurator.services.orders.views import list_jobs as read_jobs
from configurator.services.orders.views import show_job as read_job
from configurator.services.production import job_reports
from web.api.operations import Answer, Operation
from web.api.records import JobDetails, JobShown, State
from web.api.schemas import PLAIN_TEXT, ActorName, Query, Shape
from web.context import web_context
from web.signing_in import acting_actor


class Jobs(Shape):
    """Jobs, the oldest first."""

    jobs: list[JobShown]


class Which(Query):
    """Which jobs to list."""

    factory: Annotated[
        str, Field(max_length=32, pattern=PLAIN_TEXT, description="The id of a factory; all if left out.")
    ] = ""
    state: Annotated[State | None, Field(description="Only those in this state.")] = None
    limit: Annotated[int, Field(ge=1, le=1000, description="How many at most, 1 to 1000.")] = 100


class By(StrictModel):
    """Who does it."""

    actor: ActorName = ""


class Failure(By):
    """Who says so, and what happened."""

    reason: Annotated[
        str,
        Field(
            min_length=1,
            max_length=REASON.max_length,
            pattern=PLAIN_TEXT,
            description="For example: warped off the bed at 40 mm.",
        ),
    ]


def list_jobs(query: Which) -> Jobs:
    """List jobs, the oldest first."""
    jobs = read_jobs(web_context(), factory=query.factory, state=query.state or "", limit=query.limit)
    return Jobs(jobs=[_job_shape(each) for each in jobs])


def show_job(ticket: str) -> JobDetails:
    """Show a job, where each of its leases went and why, and what has happened to it.

    The ticket of a lease that has ended shows the job as it is now.
    """
    job, _ = read_ticket(ticket)
    details, events = read_job(web_context(), job)
    return JobDetails.model_validate({**job_details_json(details), **events_json(events)})


class Shipping(By):
    """Who ships it, and by what."""

    carrier: Annotated[str, Field(max_length=CARRIER.max_length, pattern=PLAIN_TEXT, description=CARRIER.hint)] = ""
    tracking_number: Annotated[
        str, Field(max_length=TRACKING_NUMBER.max_length, pattern=PLAIN_TEXT, description=TRACKING_NUMBER.hint)
    ] = ""


def claim_job(ticket: str, body: By) -> JobShown:
    """Take a job; it is refused if another operator has it, or if the lease has ended."""
    return _job_shape(job_reports.report_claimed(web_context(), _reporter(body), ticket))


def start_job(ticket: str, body: By) -> JobShown:
    """Say that the part is on the machine: from now on the job stays here."""
    return _job_shape(job_reports.report_started(web_context(), _reporter(body), ticket))


def finish_job(ticket: str, body: By) -> JobShown:
    """Say that the part is made and has passed inspection."""
    return _job_shape(job_reports.report_done(web_context(), _reporter(body), ticket))


def fail_job(ticket: str, body: Failure) -> JobShown:
    """Say that the part could not be made or did not pass; it is made again, elsewhere if that can be."""
    return _job_shape(job_reports.report_failed(web_context(), _reporter(body), ticket, body.reason))


def ship_job(ticket: str, body: Shipping) -> JobShown:
    """Say that the part has left the factory; with its last part the order is shipped.

    Whoever ordered it sees the carrier and the number by which the carrier finds the parcel.
    """
    shipment = read_shipment(body.carrier, body.tracking_number)
    return _job_shape(job_reports.report_shipped(web_context(), _reporter(body), ticket, shipment=shipment))


def _reporter(body: By) -> Actor:
    return acting_actor(web_context(), body.actor)


def _job_shape(job: Job) -> JobShown:
    return JobShown.model_validate(job_json(job))


_JOB_PATH = "/jobs/{ticket}"
_JOB_ANSWERS = (Answer(200, "The job as it is now.", JobShown),)
OPERATIONS = (
    Operation("GET", "/jobs", list_jobs, (Answer(200, "The jobs.", Jobs),), query=Which),
    Operation("GET", _JOB_PATH, show_job, (Answer(200, "The job.", JobDetails),)),
    Operation("POST", f"{_JOB_PATH}/claim", claim_job, _JOB_ANSWERS, body=By),
    Operation("POST", f"{_JOB_PATH}/start", start_job, _JOB_ANSWERS, body=By),
    Operation("POST", f"{_JOB_PATH}/done", finish_job, _JOB_ANSWERS, body=By),
    Operation("POST", f"{_JOB_PATH}/fail", fail_job, _JOB_ANSWERS, body=Failure),
    Operation("POST", f"{_JOB_PATH}/ship", ship_job, _JOB_ANSWERS, body=Shipping),
)
