"""Cancel an order, as long as no part of it is on a machine."""

from __future__ import annotations

from configurator.domain.errors import refused
from configurator.domain.orders.orders import Order
from configurator.domain.production.states import MOVABLE_STATES, PHYSICAL_STATES
from configurator.services.common.actors import check_actor, check_text
from configurator.services.common.context import Context
from configurator.services.common.workflows import withdraw_work
from configurator.store import jobs, orders
from configurator.store.database import write_transaction
from configurator.store.state_changes import JOB_STATES, ORDER_STATES, change_state, state_in_words

MADE_STATES = PHYSICAL_STATES | {"shipped"}


def cancel_order(context: Context, actor: str, order_id: str, reason: str = "") -> Order:
    """Cancel an order and its jobs, and withdraw these from the factories. Raises Refused."""
    actor, reason = check_actor(actor), check_text("reason", reason)
    with write_transaction(context.engine) as connection:
        orders.lock_order(connection, order_id)
        order_jobs = jobs.jobs_of_order(connection, order_id)
        if any(job.state in MADE_STATES for job in order_jobs):
            places = ", ".join(
                f"{job.id} at {job.factory} is {state_in_words(job.state)}"
                for job in order_jobs
                if job.state in MADE_STATES
            )
            raise refused(
                f"Parts of order {order_id} are on a machine or made: {places}.",
                "order",
                hint="Speak with the factory: once it has reported the job as failed, the order can be cancelled.",
            )
        change_state(
            connection, ORDER_STATES, order_id, "cancelled", actor, "order_cancelled", {"reason": reason}, reason=reason
        )
        for job in order_jobs:
            if job.state in MOVABLE_STATES:
                context.enqueue(connection, withdraw_work(job.factory, job.ticket))
            if job.state in MOVABLE_STATES | {"waiting"}:
                subject = {"order_id": order_id, "factory": job.factory}
                change_state(
                    connection, JOB_STATES, job.id, "cancelled", actor, "job_cancelled", {"flag": ""}, subject, flag=""
                )
            elif job.flag:
                jobs.flag_job(connection, actor, job, "")
        return orders.get_order(connection, order_id)
