"""To whom orders, batches, jobs and factories belong, as far as the request of a context shows it."""

from __future__ import annotations

from configurator.domain.accounts.rights import Owner, Right
from configurator.domain.orders.batches import Batch
from configurator.domain.orders.orders import Order
from configurator.domain.production.jobs import Job
from configurator.services.common.access import require
from configurator.services.common.context import Context
from configurator.store.state_changes import unknown_id


def owner_of_order(context: Context, order: Order) -> Owner:
    """The clinic and the account that ordered; by link, if the request came by the order's own."""
    by_link = _came_by(context, order.token)
    return Owner(order.organisation, order.account, by_link=by_link, is_requested=order.requested)


def owner_of_batch(context: Context, batch: Batch) -> Owner:
    """As of an order."""
    return Owner(batch.organisation, batch.account, by_link=_came_by(context, batch.token))


def owner_of_job(job: Job) -> Owner:
    """The factory that has it; while none has, nobody in particular."""
    return Owner(job.factory or "no factory")


def require_job(context: Context, right: Right, job: Job) -> None:
    """Raise Forbidden where the actor lacks a right to a job, and as for an unknown one where it is another's."""
    require(context, right, owner_of_job(job), hidden=lambda: unknown_id("job", job.id))


def _came_by(context: Context, token: str) -> bool:
    return bool(token) and context.link == token
