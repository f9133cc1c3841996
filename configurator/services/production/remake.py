"""Make a part once more, and finish the order when all are out."""

from __future__ import annotations

from sqlalchemy import Connection

from configurator.domain.errors import refused
from configurator.domain.production.jobs import Job
from configurator.services.common.actors import check_actor, check_text
from configurator.services.common.context import Context
from configurator.services.common.workflows import dispatch_work
from configurator.store import jobs, orders, people
from configurator.store.database import writing
from configurator.store.moves import ORDER_STATES, change_state, in_words

# So many failures at factories are no accident: a person must look at the part.
MAX_REMAKES = 3


def remake_if_possible(context: Context, connection: Connection, actor: str, job: Job) -> None:
    """After a failure: a new job for the same item, unless it has failed too often."""
    times = sum(jobs.failures_of_item(connection, job.item).values())
    if times >= MAX_REMAKES:
        flag = f"failed {times} times: look at the part, then remake the job or cancel the order"
        jobs.flag_job(connection, actor, job, flag)
        return
    _again(context, connection, actor, job, job.reason)


def remake_job(context: Context, actor: str, job: str, reason: str) -> Job:
    """A person has a failed or shipped part made once more. Raises Refused for any other, or if it is being remade."""
    actor, reason = check_actor(actor), check_text("reason", reason)
    if not reason:
        raise refused("Why it is made again must be said.", "reason", hint="For example: came back, rubs at the heel.")
    with writing(context.engine) as connection:
        found = jobs.lock_job(connection, job)
        if found.state not in ("failed", "shipped"):
            raise refused(
                f"Job {job} is {in_words(found.state)}.", "job", hint="Only a failed or shipped part is made again."
            )
        if any(each.remake_of == job for each in jobs.jobs_of_order(connection, found.order)):
            raise refused(f"Job {job} has been remade.", "job", hint="Remake the newest job of the item.")
        order = orders.get_order(connection, found.order)
        if not people.order_request_digest(connection, order.person):
            raise refused(f"Whom order {order.id} was for is erased.", "job", hint="Place a new order.")
        if order.state == "shipped":
            change_state(connection, ORDER_STATES, order.id, "approved", actor, "order_reopened", {"reason": reason})
        elif order.state != "approved":
            raise refused(f"Order {order.id} is {order.state}.", "job", hint="Place a new order.")
        if found.flag:
            jobs.flag_job(connection, actor, found, "")
        return _again(context, connection, actor, found, reason)


def finish_order(connection: Connection, actor: str, order: str) -> None:
    """The order is shipped once the newest job of every item is."""
    found = jobs.jobs_of_order(connection, order)
    remade = {job.remake_of for job in found}
    if all(job.state == "shipped" for job in found if job.id not in remade):
        change_state(connection, ORDER_STATES, order, "shipped", actor, "order_shipped")


def _again(context: Context, connection: Connection, actor: str, job: Job, reason: str) -> Job:
    again = jobs.add_job(connection, actor, job.order, job.item, remake_of=job.id, reason=reason)
    context.enqueue(connection, dispatch_work(again.id))
    return again
