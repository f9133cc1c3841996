"""Hand a routed job over to its factory, or withdraw one whose lease has ended."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from configurator import catalogue
from configurator.domain.errors import ConfiguratorError
from configurator.domain.offers.offers import find_offer
from configurator.domain.orders.orders import Item
from configurator.domain.production.handovers import Approval, Handover
from configurator.domain.production.jobs import Job
from configurator.domain.production.states import JobState
from configurator.formats import file_name
from configurator.production.targets import hot_folder
from configurator.services.common.context import Context
from configurator.services.common.workflows import RETRY_PAUSE_S, dispatch_work, withdraw_work
from configurator.services.factories.factories import list_factories
from configurator.services.making.artefacts import load_report
from configurator.services.making.make import file_stem
from configurator.store import events, jobs, objects, orders
from configurator.store.database import read_transaction, write_transaction
from configurator.store.state_changes import JOB_STATES, change_state


def dispatch_job(context: Context, actor: str, job_id: str) -> None:
    """Write the folder of a routed job and record the hand-over; if that fails, flag the job and retry."""
    with read_transaction(context.engine) as connection:
        job = jobs.get_job(connection, job_id)
        if job.state is not JobState.ROUTED:
            return
        item, approvals = orders.get_item(connection, job.item), _read_approvals(connection, job.order)
    try:
        folder = _find_hot_folder(context, job.factory)
        hot_folder.write_job_folder(folder, _handover(context, job, item, approvals))
    except ConfiguratorError as error:
        _retry_hand_over(context, actor, job, str(error))
        return
    _record_hand_over(context, actor, job)


def take_back_job(context: Context, factory: str, ticket: str) -> None:
    """Withdraw a job's folder from a factory's hot folder. Raises Failed."""
    hot_folder.remove_job_folder(_find_hot_folder(context, factory), ticket)


def _record_hand_over(context: Context, actor: str, job: Job) -> None:
    with write_transaction(context.engine) as connection:
        current = jobs.lock_job(connection, job.id)
        if current.state is JobState.ROUTED and current.epoch == job.epoch:
            subject = {"order_id": job.order, "factory": job.factory}
            data = {"epoch": job.epoch, "flag": ""}
            change_state(
                connection, JOB_STATES, job.id, JobState.HANDED_OVER, actor, "job_handed_over", data, subject, flag=""
            )
        elif current.epoch != job.epoch or current.state in (JobState.WAITING, JobState.CANCELLED):
            # The lease ended while the folder was being written.
            context.enqueue(connection, withdraw_work(job.factory, job.ticket))


def _retry_hand_over(context: Context, actor: str, job: Job, reason: str) -> None:
    with write_transaction(context.engine) as connection:
        current = jobs.lock_job(connection, job.id)
        if current.state is JobState.ROUTED and current.epoch == job.epoch:
            jobs.flag_job(
                connection, actor, current, f"hand-over failed, tried again every {RETRY_PAUSE_S:g} s: {reason}"
            )
            context.enqueue(connection, dispatch_work(job.id, RETRY_PAUSE_S))


def _handover(context: Context, job: Job, item: Item, approvals: tuple[Approval, ...]) -> Handover:
    template, name = catalogue.find(item.design.template), file_stem(item.design)
    files = {file_name(name, kind): objects.get_object(context.objects, digest) for kind, digest in item.files.items()}
    return Handover(
        ticket=job.ticket,
        order=job.order,
        factory=job.factory,
        machine=job.machine,
        title=template.title,
        design=item.design,
        quantity=item.quantity,
        offer=find_offer(item.offer),
        report=load_report(context, item.files),
        approvals=approvals,
        remake_of=job.remake_of,
        files=files,
    )


def _read_approvals(connection: Connection, order: str) -> tuple[Approval, ...]:
    approved = events.select_events(connection, order_id=order, kind="order_approved")
    return tuple(Approval(each.actor, each.at, each.data["deviation"]) for each in approved)


def _find_hot_folder(context: Context, factory_id: str) -> Path:
    factory = next(each for each in list_factories(context) if each.id == factory_id)
    return context.hot_folder(factory)
