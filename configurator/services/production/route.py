"""Give a job to a factory, or take it back from one."""

from __future__ import annotations

from sqlalchemy import Connection

from configurator.domain.offers.offers import find_offer
from configurator.domain.production.jobs import Job
from configurator.domain.production.routing import Need, Route, find_route
from configurator.services.common.context import Context
from configurator.services.common.workflows import dispatch_work, withdraw_work
from configurator.services.factories.factories import known_factories
from configurator.store import events, jobs, orders
from configurator.store.database import writing
from configurator.store.moves import JOB_STATES, change_state


def route_job(context: Context, actor: str, job: str) -> Job:
    """Choose a factory for a job that waits, and lease it; a job that does not wait is left alone."""
    with writing(context.engine) as connection:
        # Factories before orders, as whoever takes one down does, lest the two wait for each other.
        factories = known_factories(connection, hold=True)
        found = jobs.lock_job(connection, job)
        if found.state == "waiting":
            route = find_route(routing_need(connection, found), factories)
            _lease(connection, actor, found, route) if route.chosen else _no_factory(connection, actor, found, route)
        return jobs.get_job(connection, job)


def routing_need(connection: Connection, job: Job) -> Need:
    """What a job asks of a factory."""
    item, order = orders.get_item(connection, job.item), orders.get_order(connection, job.order)
    offer = find_offer(item.offer)
    x, y, z = item.size_mm
    failures = jobs.failures_of_item(connection, job.item)
    return Need(offer.process, offer.material, (x, y, z), order.place, order.pick_up, failures)


def release_job(context: Context, connection: Connection, actor: str, job: Job, reason: str) -> None:
    """End a job's lease; it waits for another factory, and what lies at the old one is withdrawn."""
    subject = {"order_id": job.order, "factory": job.factory}
    told = {"epoch": job.epoch, "reason": reason, "flag": ""}
    free = {"factory": "", "machine": "", "operator": "", "flag": "", "reason": reason}
    change_state(connection, JOB_STATES, job.id, "waiting", actor, "job_released", told, subject, **free)
    context.enqueue(connection, withdraw_work(job.factory, job.ticket))
    context.enqueue(connection, dispatch_work(job.id))


def _lease(connection: Connection, actor: str, job: Job, route: Route) -> None:
    assert route.chosen is not None
    epoch, chosen = job.epoch + 1, route.chosen
    lease = {"epoch": epoch, "factory": chosen.factory, "machine": chosen.machine, "reason": "", "flag": ""}
    subject = {"order_id": job.order, "factory": chosen.factory}
    told = {**route.as_dict(), "epoch": epoch, "flag": ""}
    change_state(connection, JOB_STATES, job.id, "routed", actor, "job_routed", told, subject, **lease)


def _no_factory(connection: Connection, actor: str, job: Job, route: Route) -> None:
    """The job waits until a factory is added or comes up; said once, not at every look."""
    reason = "No factory can take it: " + ("; ".join(_said(route)) or "there is none") + "."
    if job.reason != reason:
        jobs.set_reason(connection, job.id, reason)
        told = {"reason": reason, "flag": reason}
        events.append_event(connection, actor, "job_unroutable", told, order_id=job.order, job_id=job.id)


def _said(route: Route) -> list[str]:
    return [f"{each.factory}: {', '.join(each.reasons)}" for each in route.rejected]
