"""Cancel an order, as long as nothing of it is on a machine."""

from __future__ import annotations

from configurator.domain.errors import refused
from configurator.domain.orders.orders import Order
from configurator.domain.production.states import MOVABLE, PHYSICAL
from configurator.services.common.actors import checked_actor, checked_words
from configurator.services.common.context import Office
from configurator.services.common.workflows import withdrawing
from configurator.store import jobs, orders
from configurator.store.database import writing
from configurator.store.moves import JOB, ORDER, move, words

MADE = PHYSICAL | {"shipped"}


def cancel_order(office: Office, actor: str, order: str, reason: str = "") -> Order:
    """Cancel an order and its jobs, and withdraw these from the factories. Raises Refused."""
    actor, reason = checked_actor(actor), checked_words("reason", reason)
    with writing(office.engine) as connection:
        orders.lock(connection, order)
        held = jobs.jobs_of_order(connection, order)
        if any(job.state in MADE for job in held):
            told = ", ".join(f"{job.id} at {job.factory} is {words(job.state)}" for job in held if job.state in MADE)
            raise refused(
                f"Parts of order {order} are on a machine or made: {told}.",
                "order",
                hint="Speak with the factory: once it has said job fail, the order can be cancelled.",
            )
        move(connection, ORDER, order, "cancelled", actor, "order_cancelled", {"reason": reason}, reason=reason)
        for job in held:
            if job.state in MOVABLE:
                office.enqueue(connection, withdrawing(job.factory, job.ticket))
            if job.state in MOVABLE | {"waiting"}:
                subject = {"order_id": order, "factory": job.factory}
                move(connection, JOB, job.id, "cancelled", actor, "job_cancelled", {"flag": ""}, subject, flag="")
            elif job.flag:
                jobs.flag_job(connection, actor, job, "")
        return orders.get_order(connection, order)
