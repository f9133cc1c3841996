"""Make a part once more, and finish the order when all are out."""

from __future__ import annotations

from sqlalchemy import Connection

from configurator.domain.errors import refused
from configurator.domain.production.jobs import Job
from configurator.services.common.actors import checked_actor, checked_words
from configurator.services.common.context import Office
from configurator.services.common.workflows import producing
from configurator.store import jobs, orders, people
from configurator.store.database import writing
from configurator.store.moves import ORDER, move, words

# So many failures at factories are no accident: a person must look at the part.
ATTEMPTS = 3


def try_again(office: Office, connection: Connection, actor: str, job: Job) -> None:
    """After a failure: a new job for the same item, unless it has failed too often."""
    times = sum(jobs.failures_of_item(connection, job.item).values())
    if times >= ATTEMPTS:
        flag = f"failed {times} times: look at the part, then remake the job or cancel the order"
        jobs.flag_job(connection, actor, job, flag)
        return
    _again(office, connection, actor, job, job.reason)


def remake(office: Office, actor: str, job: str, reason: str) -> Job:
    """A person has a failed or shipped part made once more. Raises Refused for any other, or if it is being remade."""
    actor, reason = checked_actor(actor), checked_words("reason", reason)
    if not reason:
        raise refused("Why it is made again must be said.", "reason", hint="For example: came back, rubs at the heel.")
    with writing(office.engine) as connection:
        found = jobs.lock_job(connection, job)
        if found.state not in ("failed", "shipped"):
            raise refused(
                f"Job {job} is {words(found.state)}.", "job", hint="Only a failed or shipped part is made again."
            )
        if any(each.remake_of == job for each in jobs.jobs_of_order(connection, found.order)):
            raise refused(f"Job {job} has been remade.", "job", hint="Remake the newest job of the item.")
        order = orders.get_order(connection, found.order)
        if not people.asked_of(connection, order.person):
            raise refused(f"Whom order {order.id} was for is erased.", "job", hint="Place a new order.")
        if order.state == "shipped":
            move(connection, ORDER, order.id, "approved", actor, "order_reopened", {"reason": reason})
        elif order.state != "approved":
            raise refused(f"Order {order.id} is {order.state}.", "job", hint="Place a new order.")
        if found.flag:
            jobs.flag_job(connection, actor, found, "")
        return _again(office, connection, actor, found, reason)


def finish_order(connection: Connection, actor: str, order: str) -> None:
    """The order is shipped once the newest job of every item is."""
    found = jobs.jobs_of_order(connection, order)
    remade = {job.remake_of for job in found}
    if all(job.state == "shipped" for job in found if job.id not in remade):
        move(connection, ORDER, order, "shipped", actor, "order_shipped")


def _again(office: Office, connection: Connection, actor: str, job: Job, reason: str) -> Job:
    again = jobs.add_job(connection, actor, job.order, job.item, remake_of=job.id, reason=reason)
    office.enqueue(connection, producing(again.id))
    return again
