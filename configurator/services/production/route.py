"""Lease a job to a factory, or release it."""

from __future__ import annotations

from sqlalchemy import Connection

from configurator.domain.actors import Actor
from configurator.domain.errors import Blocked, Failed
from configurator.domain.offers.machine_fit import SizeMm
from configurator.domain.offers.offers import find_offer
from configurator.domain.production.jobs import Job
from configurator.domain.production.routing import Route, find_route
from configurator.domain.production.routing_requirements import RoutingRequirements
from configurator.domain.production.states import JobState
from configurator.services.common.context import Context
from configurator.services.common.workflows import RETRY_PAUSE_S, dispatch_work, withdraw_work
from configurator.services.factories.factories import known_network
from configurator.services.making.artefacts import load_report
from configurator.store import events, jobs, orders
from configurator.store.database import read_transaction, write_transaction
from configurator.store.state_changes import JOB_STATES, change_state


def route_job(context: Context, actor: Actor, job_id: str) -> Job:
    """Choose a factory for a waiting job, and lease it; a job in another state is left alone.

    While the report of its item cannot be read the job is flagged, and routed again later.
    """
    try:
        pose_mm = _read_pose(context, job_id)
    except (Blocked, Failed) as error:
        return _retry_routing(context, actor, job_id, str(error))
    with write_transaction(context.engine) as connection:
        # Factories are locked before orders, as in `set_factory_state`, to avoid deadlocks.
        network = known_network(connection, hold=True)
        job = jobs.lock_job(connection, job_id)
        if job.state is JobState.WAITING:
            route = find_route(_routing_need(connection, job, pose_mm), network)
            _lease_job(connection, actor, job, route) if route.chosen else _record_no_factory(
                connection, actor, job, route
            )
        return jobs.get_job(connection, job_id)


def _read_pose(context: Context, job_id: str) -> SizeMm | None:
    """The size of the part in mm as it best lies in its offer, None where its report chooses no pose.

    Read before the transaction that routes: it must not wait for where artefacts are kept.
    """
    with read_transaction(context.engine) as connection:
        item = orders.get_item(connection, jobs.get_job(connection, job_id).item)
    assessments = load_report(context, item.files).making
    orientation = next((each.orientation for each in assessments if each.offer == item.offer), None)
    return orientation.pose.size_mm if orientation else None


def _retry_routing(context: Context, actor: Actor, job_id: str, reason: str) -> Job:
    with write_transaction(context.engine) as connection:
        job = jobs.lock_job(connection, job_id)
        if job.state is JobState.WAITING:
            jobs.flag_job(connection, actor, job, f"routing failed, tried again every {RETRY_PAUSE_S:g} s: {reason}")
            context.enqueue(connection, dispatch_work(job.id, RETRY_PAUSE_S))
        return jobs.get_job(connection, job_id)


def _routing_need(connection: Connection, job: Job, pose_mm: SizeMm | None) -> RoutingRequirements:
    item, order = orders.get_item(connection, job.item), orders.get_order(connection, job.order)
    offer = find_offer(item.offer)
    x, y, z = item.size_mm
    failures = jobs.failures_of_item(connection, job.item)
    return RoutingRequirements(offer.process, offer.material, (x, y, z), order.place, order.pick_up, failures, pose_mm)


def release_job(context: Context, connection: Connection, actor: Actor, job: Job, reason: str) -> None:
    """End a job's lease; it waits for another factory, and its folder at the old one is withdrawn."""
    subject = {"order_id": job.order, "factory": job.factory}
    data = {"epoch": job.epoch, "reason": reason, "flag": ""}
    cleared = {"factory": "", "machine": "", "operator": "", "flag": "", "reason": reason}
    change_state(connection, JOB_STATES, job.id, JobState.WAITING, actor, "job_released", data, subject, **cleared)
    context.enqueue(connection, withdraw_work(job.factory, job.ticket))
    context.enqueue(connection, dispatch_work(job.id))


def _lease_job(connection: Connection, actor: Actor, job: Job, route: Route) -> None:
    assert route.chosen is not None
    epoch, chosen = job.epoch + 1, route.chosen
    lease = {"epoch": epoch, "factory": chosen.factory, "machine": chosen.machine, "reason": "", "flag": ""}
    subject = {"order_id": job.order, "factory": chosen.factory}
    data = {**route.as_dict(), "epoch": epoch, "flag": ""}
    change_state(connection, JOB_STATES, job.id, JobState.ROUTED, actor, "job_routed", data, subject, **lease)


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
