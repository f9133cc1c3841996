"""Cancel an order, as long as no part of it is on a machine."""

from __future__ import annotations

from sqlalchemy import Connection

from configurator.domain.accounts.rights import Right
from configurator.domain.actors import Actor
from configurator.domain.errors import refused
from configurator.domain.orders.mails import MailAbout
from configurator.domain.orders.orders import Order
from configurator.domain.orders.states import OrderState
from configurator.domain.production.jobs import Job
from configurator.domain.production.states import JobState
from configurator.domain.text_bounds import REASON
from configurator.services.common.context import Context
from configurator.services.common.texts import check_text
from configurator.services.common.workflows import withdraw_work
from configurator.services.orders.order_mails import announce
from configurator.services.orders.order_rights import require_order
from configurator.services.orders.requested_orders import check_refusal, refuses_request
from configurator.store import jobs, orders
from configurator.store.database import write_transaction
from configurator.store.state_changes import JOB_STATES, ORDER_STATES, change_state


def cancel_order(context: Context, actor: Actor, order_id: str, reason: str = "") -> Order:
    """Cancel an order and its jobs, and withdraw these from the factories. Raises Refused, Forbidden.

    What somebody outside has asked of a clinic, a prescriber of it refuses so, with the reason.
    """
    reason = check_text("reason", reason, REASON)
    with write_transaction(context.engine) as connection:
        orders.lock_order(connection, order_id)
        order = orders.get_order(connection, order_id)
        require_order(context, Right.CANCEL_ORDER, order)
        if is_refusal := refuses_request(context, order):
            check_refusal(context, order, reason)
        order_jobs = jobs.jobs_of_order(connection, order_id)
        if any(job.state.has_part for job in order_jobs):
            places = ", ".join(
                f"{job.id} at {job.factory} is {job.state.plain_name}" for job in order_jobs if job.state.has_part
            )
            raise refused(
                f"Parts of order {order_id} are on a machine or made: {places}.",
                "order",
                hint="Speak with the factory: once it has reported the job as failed, the order can be cancelled.",
            )
        data = {"reason": reason}
        event = "order_refused" if is_refusal else "order_cancelled"
        change_state(connection, ORDER_STATES, order_id, OrderState.CANCELLED, actor, event, data, reason=reason)
        if is_refusal:
            announce(context.enqueue, connection, order, MailAbout.REFUSED)
        for job in order_jobs:
            if job.state.is_movable:
                context.enqueue(connection, withdraw_work(job.factory, job.ticket))
            if job.state.can_be_cancelled:
                _cancel_job(connection, actor, job)
            elif job.flag:
                jobs.flag_job(connection, actor, job, "")
        return orders.get_order(connection, order_id)


def _cancel_job(connection: Connection, actor: Actor, job: Job) -> None:
    data, subject = {"flag": ""}, {"order_id": job.order, "factory": job.factory}
    change_state(connection, JOB_STATES, job.id, JobState.CANCELLED, actor, "job_cancelled", data, subject, flag="")
