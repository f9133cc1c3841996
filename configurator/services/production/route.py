"""Lease a job to a factory, or release it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection

from configurator.domain.actors import Actor
from configurator.domain.errors import Blocked, Failed
from configurator.domain.orders.mails import MailAbout
from configurator.domain.production.jobs import Job
from configurator.domain.production.network import Network
from configurator.domain.production.promises import Promise
from configurator.domain.production.routing import Route, find_route
from configurator.domain.production.states import JobState
from configurator.services.common.context import Context
from configurator.services.common.workflows import RETRY_PAUSE_S, dispatch_work, withdraw_work
from configurator.services.factories.factories import known_network
from configurator.services.orders.order_mails import announce
from configurator.services.production.order_parcels import asked_parts, parcel_of, routing_need
from configurator.services.quotes.promises import AskedPart, ask_nearest
from configurator.store import events, jobs, orders
from configurator.store.database import write_transaction
from configurator.store.state_changes import JOB_STATES, change_state


def route_job(context: Context, actor: Actor, job_id: str) -> Job:
    """Choose a factory for a waiting job, and lease it; a job in another state is left alone.

    While the report of its item cannot be read the job is flagged, and routed again later.
    """
    try:
        parts = asked_parts(context, job_id)
    except (Blocked, Failed) as error:
        return _retry_routing(context, actor, job_id, str(error))
    with write_transaction(context.engine) as connection:
        # Factories are locked before orders, as in `set_factory_state`, to avoid deadlocks.
        network = known_network(connection, hold=True)
        job = jobs.lock_job(connection, job_id)
        if job.state is JobState.WAITING:
            _route(context, connection, actor, network, job, parts)
        return jobs.get_job(connection, job_id)


def _route(
    context: Context, connection: Connection, actor: Actor, network: Network, job: Job, parts: Mapping[str, AskedPart]
) -> None:
    item, order = orders.get_item(connection, job.item), orders.get_order(connection, job.order)
    part = ask_nearest(context, connection, network, parts[job.item])
    need = routing_need(connection, order, item, part)
    need = replace(
        need,
        parcel=parcel_of(context, connection, network, job, {**parts, job.item: part}),
        full=part.full,
        proposed=jobs.proposed_factory(connection, job.id),
    )
    route = find_route(need, network, part.promises)
    if route.chosen:
        _lease_job(context, connection, actor, job, route, part.promises.get(route.chosen.factory))
    else:
        _record_no_factory(connection, actor, job, route)


def _retry_routing(context: Context, actor: Actor, job_id: str, reason: str) -> Job:
    with write_transaction(context.engine) as connection:
        job = jobs.lock_job(connection, job_id)
        if job.state is JobState.WAITING:
            jobs.flag_job(connection, actor, job, f"routing failed, tried again every {RETRY_PAUSE_S:g} s: {reason}")
            context.enqueue(connection, dispatch_work(job.id, RETRY_PAUSE_S))
        return jobs.get_job(connection, job_id)


def release_job(
    context: Context, connection: Connection, actor: Actor, job: Job, reason: str, pause_s: float = 0.0
) -> None:
    """End a job's lease; it waits for another factory, after a pause, and its folder at the old one is withdrawn."""
    subject = {"order_id": job.order, "factory": job.factory}
    data = {"epoch": job.epoch, "reason": reason, "flag": ""}
    cleared = {"factory": "", "machine": "", "operator": "", "flag": "", "reason": reason}
    change_state(connection, JOB_STATES, job.id, JobState.WAITING, actor, "job_released", data, subject, **cleared)
    context.enqueue(connection, withdraw_work(job.factory, job.ticket))
    context.enqueue(connection, dispatch_work(job.id, pause_s))


def _lease_job(
    context: Context, connection: Connection, actor: Actor, job: Job, route: Route, promise: Promise | None
) -> None:
    assert route.chosen is not None
    later = _later_promise(connection, job, promise)
    # Word is sent of days alone, and of none that was said before, perhaps of another part.
    is_new_day = bool(later) and later["after"]["arrives_at"][:10] > events.latest_promise(connection, job.order)[:10]
    epoch, chosen = job.epoch + 1, route.chosen
    lease = {"epoch": epoch, "factory": chosen.factory, "machine": chosen.machine, "reason": "", "flag": ""}
    subject = {"order_id": job.order, "factory": chosen.factory}
    data = {**route.as_dict(), "epoch": epoch, "flag": "", "promise": promise.dates() if promise else None}
    change_state(connection, JOB_STATES, job.id, JobState.ROUTED, actor, "job_routed", data, subject, **lease)
    jobs.propose_factory(connection, job.id, "")
    if later:
        events.append_event(connection, actor, "promise_broken", later, job_id=job.id, **subject)
    if is_new_day:
        announce(context.enqueue, connection, orders.get_order(connection, job.order), MailAbout.LATER)


def _later_promise(connection: Connection, job: Job, promise: Promise | None) -> dict[str, dict[str, str]]:
    """What was promised before, and what is after, where that arrives later; empty where no promise is broken."""
    before = events.last_promise(connection, job.id)
    if not (before and promise and promise.arrives_at > before["arrives_at"]):
        return {}
    return {"before": before, "after": promise.dates()}


def _record_no_factory(connection: Connection, actor: Actor, job: Job, route: Route) -> None:
    """The job waits until a factory is added or comes up; recorded once, not at every attempt."""
    reason = "No factory can take it: " + ("; ".join(_rejections(route)) or "there is none") + "."
    if (job.reason, job.flag) != (reason, reason):
        jobs.set_reason(connection, job.id, reason)
        data = {"reason": reason, "flag": reason}
        events.append_event(connection, actor, "job_unroutable", data, order_id=job.order, job_id=job.id)


def _rejections(route: Route) -> list[str]:
    told = [f"{each.factory}: {', '.join(each.reasons)}" for each in route.rejected]
    return [*told, *(f"{count} more: {reason}" for reason, count in route.others.items())]
