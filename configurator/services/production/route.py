"""Lease a job to a factory, or release it."""

from __future__ import annotations

from sqlalchemy import Connection

from configurator.domain.offers.offers import find_offer
from configurator.domain.production.jobs import Job
from configurator.domain.production.routing import Route, RoutingRequirements, find_route
from configurator.services.common.context import Context
from configurator.services.common.workflows import dispatch_work, withdraw_work
from configurator.services.factories.factories import known_factories
from configurator.store import events, jobs, orders
from configurator.store.database import write_transaction
from configurator.store.state_changes import JOB_STATES, change_state


def route_job(context: Context, actor: str, job_id: str) -> Job:
    """Choose a factory for a waiting job, and lease it; a job in another state is left alone."""
    with write_transaction(context.engine) as connection:
        # Factories are locked before orders, as in `set_factory_state`, to avoid deadlocks.
        factories = known_factories(connection, hold=True)
        job = jobs.lock_job(connection, job_id)
        if job.state == "waiting":
            route = find_route(routing_need(connection, job), factories)
            _lease_job(connection, actor, job, route) if route.chosen else _record_no_factory(
                connection, actor, job, route
            )
        return jobs.get_job(connection, job_id)


def routing_need(connection: Connection, job: Job) -> RoutingRequirements:
    """The requirements of a job on a factory."""
    item, order = orders.get_item(connection, job.item), orders.get_order(connection, job.order)
    offer = find_offer(item.offer)
    x, y, z = item.size_mm
    failures = jobs.failures_of_item(connection, job.item)
    return RoutingRequirements(offer.process, offer.material, (x, y, z), order.place, order.pick_up, failures)


def release_job(context: Context, connection: Connection, actor: str, job: Job, reason: str) -> None:
    """End a job's lease; it waits for another factory, and its folder at the old one is withdrawn."""
    subject = {"order_id": job.order, "factory": job.factory}
    data = {"epoch": job.epoch, "reason": reason, "flag": ""}
    cleared = {"factory": "", "machine": "", "operator": "", "flag": "", "reason": reason}
    change_state(connection, JOB_STATES, job.id, "waiting", actor, "job_released", data, subject, **cleared)
    context.enqueue(connection, withdraw_work(job.factory, job.ticket))
    context.enqueue(connection, dispatch_work(job.id))


def _lease_job(connection: Connection, actor: str, job: Job, route: Route) -> None:
    assert route.chosen is not None
    epoch, chosen = job.epoch + 1, route.chosen
    lease = {"epoch": epoch, "factory": chosen.factory, "machine": chosen.machine, "reason": "", "flag": ""}
    subject = {"order_id": job.order, "factory": chosen.factory}
    data = {**route.as_dict(), "epoch": epoch, "flag": ""}
    change_state(connection, JOB_STATES, job.id, "routed", actor, "job_routed", data, subject, **lease)


def _record_no_factory(connection: Connection, actor: str, job: Job, route: Route) -> None:
    """The job waits until a factory is added or comes up; recorded once, not at every attempt."""
    reason = "No factory can take it: " + ("; ".join(_rejections(route)) or "there is none") + "."
    if job.reason != reason:
        jobs.set_reason(connection, job.id, reason)
        data = {"reason": reason, "flag": reason}
        events.append_event(connection, actor, "job_unroutable", data, order_id=job.order, job_id=job.id)


def _rejections(route: Route) -> list[str]:
    return [f"{each.factory}: {', '.join(each.reasons)}" for each in route.rejected]
