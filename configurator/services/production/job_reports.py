"""Reports of a factory on a job: claimed, started, done, failed, shipped; each under its lease.

Where the `factory` is named that reports, the lease must be its own. With accounts a factory's members alone report on
its jobs: whoever else does is told that there is no such job.
"""

from __future__ import annotations

from configurator.domain.accounts.rights import Right
from configurator.domain.actors import Actor
from configurator.domain.errors import Refused, refused
from configurator.domain.orders.shipments import UNSTATED, Shipment
from configurator.domain.production.jobs import Job, check_factory, read_typed_ticket
from configurator.domain.production.states import JobState
from configurator.domain.text_bounds import REASON
from configurator.services.common.context import Context
from configurator.services.common.ownership import require_job
from configurator.services.common.texts import check_text
from configurator.services.production.remake import finish_order, remake_if_possible
from configurator.store import jobs, shipments
from configurator.store.database import write_transaction
from configurator.store.state_changes import JOB_STATES, change_state


def report_claimed(context: Context, actor: Actor, ticket: str, factory: str = "") -> Job:
    """An operator takes a job. Raises Refused if another has it, or if the lease has ended."""
    return _record_report(context, actor, ticket, factory, JobState.CLAIMED, operator=actor.id)


def report_started(context: Context, actor: Actor, ticket: str, factory: str = "") -> Job:
    """The part is on the machine: from now on the job stays at this factory. Raises Refused."""
    return _record_report(context, actor, ticket, factory, JobState.STARTED)


def report_done(context: Context, actor: Actor, ticket: str, factory: str = "") -> Job:
    """The part is made and has passed inspection. Raises Refused."""
    return _record_report(context, actor, ticket, factory, JobState.DONE)


def report_shipped(
    context: Context, actor: Actor, ticket: str, factory: str = "", shipment: Shipment = UNSTATED
) -> Job:
    """The part has left the factory, by this parcel; with its last part the order is shipped. Raises Refused."""
    return _record_report(context, actor, ticket, factory, JobState.SHIPPED, shipment)


def report_failed(context: Context, actor: Actor, ticket: str, reason: str, factory: str = "") -> Job:
    """The part could not be made, or did not pass: it is made again, elsewhere if possible. Raises Refused."""
    reason = check_text("reason", reason, REASON)
    if not reason:
        raise refused("Why it failed must be said.", "reason", hint="For example: warped off the bed at 40 mm.")
    return _record_report(context, actor, ticket, factory, JobState.FAILED, reason=reason)


def _record_report(
    context: Context,
    actor: Actor,
    ticket: str,
    factory: str,
    state: JobState,
    shipment: Shipment = UNSTATED,
    **columns: str,
) -> Job:
    job_id, epoch = read_typed_ticket(ticket)
    with write_transaction(context.engine) as connection:
        job = jobs.lock_job(connection, job_id)
        require_job(context, Right.REPORT_JOB, job)
        if job.epoch != epoch or not job.factory:
            raise _lease_ended(job, epoch)
        check_factory(job, factory)
        if job.state is state and (state is not JobState.CLAIMED or job.operator == actor.id):
            # A report sent again by a client that did not receive the first answer.
            return job
        if state is job.state is JobState.CLAIMED:
            raise refused(f"Job {job.id} is claimed by {job.operator}.", "ticket", hint="Take another one.")
        data, subject = {**columns, "flag": ""}, {"order_id": job.order, "factory": job.factory}
        change_state(connection, JOB_STATES, job.id, state, actor, f"job_{state}", data, subject, **columns, flag="")
        if state is JobState.FAILED:
            remake_if_possible(context, connection, actor, jobs.get_job(connection, job.id))
        if state is JobState.SHIPPED:
            shipments.save_shipment(connection, job.id, shipment)
            finish_order(context, connection, actor, job.order)
        return jobs.get_job(connection, job.id)


def _lease_ended(job: Job, epoch: int) -> Refused:
    now = f"it is now with {job.factory} as {job.ticket}" if job.factory else f"it is {job.state.plain_name}"
    return refused(
        f"Lease {epoch} of job {job.id} has ended: {now}.",
        "ticket",
        hint="Do not make or send this part; if it is made already, tell whoever runs the network.",
    )
