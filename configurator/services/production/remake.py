"""Remake a part, and finish an order once all its parts are shipped."""

from __future__ import annotations

from sqlalchemy import Connection

from configurator.domain.accounts.rights import Right
from configurator.domain.actors import Actor
from configurator.domain.errors import refused
from configurator.domain.orders.mails import MailAbout
from configurator.domain.orders.states import OrderState
from configurator.domain.production.jobs import Job
from configurator.domain.production.states import JobState
from configurator.domain.text_bounds import REASON
from configurator.services.common.access import require
from configurator.services.common.context import Context
from configurator.services.common.texts import check_text
from configurator.services.common.workflows import dispatch_work
from configurator.services.orders.order_mails import announce
from configurator.store import jobs, orders, people
from configurator.store.database import write_transaction
from configurator.store.state_changes import ORDER_STATES, change_state

# After so many failures at factories a person must look at the part.
MAX_REMAKES = 3


def remake_if_possible(context: Context, connection: Connection, actor: Actor, job: Job) -> None:
    """Add a new job for the item of a failed one, unless it has failed too often."""
    failures = sum(jobs.failures_of_item(connection, job.item).values())
    if failures >= MAX_REMAKES:
        flag = f"failed {failures} times: look at the part, then remake the job or cancel the order"
        jobs.flag_job(connection, actor, job, flag)
        return
    _add_remake(context, connection, actor, job, job.reason)


def remake_job(context: Context, actor: Actor, job_id: str, reason: str) -> Job:
    """A person remakes a failed or shipped part.

    Raises Forbidden, and Refused for a part that is neither, or that is being remade.
    """
    require(context, Right.REMAKE_JOB)
    reason = check_text("reason", reason, REASON)
    if not reason:
        raise refused("Why it is made again must be said.", "reason", hint="For example: came back, rubs at the heel.")
    with write_transaction(context.engine) as connection:
        job = jobs.lock_job(connection, job_id)
        if not job.state.ended_at_factory:
            raise refused(
                f"Job {job_id} is {job.state.plain_name}.", "job", hint="Only a failed or shipped part is made again."
            )
        if any(each.remake_of == job_id for each in jobs.jobs_of_order(connection, job.order)):
            raise refused(f"Job {job_id} has been remade.", "job", hint="Remake the newest job of the item.")
        order = orders.get_order(connection, job.order)
        if not people.order_request_digest(connection, order.person):
            raise refused(f"Whom order {order.id} was for is erased.", "job", hint="Place a new order.")
        if order.state is OrderState.SHIPPED:
            change_state(
                connection, ORDER_STATES, order.id, OrderState.APPROVED, actor, "order_reopened", {"reason": reason}
            )
        elif order.state is not OrderState.APPROVED:
            raise refused(f"Order {order.id} is {order.state}.", "job", hint="Place a new order.")
        if job.flag:
            jobs.flag_job(connection, actor, job, "")
        return _add_remake(context, connection, actor, job, reason)


def finish_order(context: Context, connection: Connection, actor: Actor, order_id: str) -> None:
    """Set the order shipped once the newest job of every item is, and have word sent of it."""
    order_jobs = jobs.jobs_of_order(connection, order_id)
    remade = {job.remake_of for job in order_jobs}
    if all(job.state is JobState.SHIPPED for job in order_jobs if job.id not in remade):
        change_state(connection, ORDER_STATES, order_id, OrderState.SHIPPED, actor, "order_shipped")
        announce(context.enqueue, connection, orders.get_order(connection, order_id), MailAbout.SHIPPED)


def _add_remake(context: Context, connection: Connection, actor: Actor, job: Job, reason: str) -> Job:
    new_job = jobs.add_job(connection, actor, job.order, job.item, remake_of=job.id, reason=reason)
    context.enqueue(connection, dispatch_work(new_job.id))
    return new_job
