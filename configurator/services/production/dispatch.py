"""Hand a routed job to its factory, or take an ended one out of a hot folder."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from configurator import catalogue
from configurator.domain.errors import ConfiguratorError
from configurator.domain.offers.offers import find_offer
from configurator.domain.orders.orders import Item
from configurator.domain.parts.formats import file_name
from configurator.domain.production.handovers import Approval, Handover
from configurator.domain.production.jobs import Job
from configurator.production.targets import hot_folder
from configurator.services.common.context import Context
from configurator.services.common.workflows import RETRY_PAUSE_S, dispatch_work, withdraw_work
from configurator.services.factories.factories import list_factories
from configurator.services.making.artefacts import read_report
from configurator.services.making.make import file_stem
from configurator.store import events, jobs, objects, orders
from configurator.store.database import reading, writing
from configurator.store.moves import JOB_STATES, change_state


def dispatch_job(context: Context, actor: str, job: str) -> None:
    """Fill the folder of a routed job and say so; if that fails, flag the job and come back to it."""
    with reading(context.engine) as connection:
        found = jobs.get_job(connection, job)
        if found.state != "routed":
            return
        item, approvals = orders.get_item(connection, found.item), _approvals(connection, found.order)
    try:
        folder = _folder(context, found.factory)
        hot_folder.write_job_folder(folder, _handover(context, found, item, approvals))
    except ConfiguratorError as error:
        _come_back(context, actor, found, str(error))
        return
    _handed_over(context, actor, found)


def take_back_job(context: Context, factory: str, ticket: str) -> None:
    """Put aside what a factory must no longer make. Raises Failed."""
    hot_folder.remove_job_folder(_folder(context, factory), ticket)


def _handed_over(context: Context, actor: str, job: Job) -> None:
    with writing(context.engine) as connection:
        now = jobs.lock_job(connection, job.id)
        if now.state == "routed" and now.epoch == job.epoch:
            subject = {"order_id": job.order, "factory": job.factory}
            told = {"epoch": job.epoch, "flag": ""}
            change_state(
                connection, JOB_STATES, job.id, "handed_over", actor, "job_handed_over", told, subject, flag=""
            )
        elif now.epoch != job.epoch or now.state in ("waiting", "cancelled"):
            # The lease ended while the folder was being filled.
            context.enqueue(connection, withdraw_work(job.factory, job.ticket))


def _come_back(context: Context, actor: str, job: Job, reason: str) -> None:
    with writing(context.engine) as connection:
        now = jobs.lock_job(connection, job.id)
        if now.state == "routed" and now.epoch == job.epoch:
            jobs.flag_job(connection, actor, now, f"hand-over failed, tried again every {RETRY_PAUSE_S:g} s: {reason}")
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
        report=read_report(context, item.files),
        approvals=approvals,
        remake_of=job.remake_of,
        files=files,
    )


def _approvals(connection: Connection, order: str) -> tuple[Approval, ...]:
    told = events.select_events(connection, order_id=order, kind="order_approved")
    return tuple(Approval(each.actor, each.at, each.data["deviation"]) for each in told)


def _folder(context: Context, factory: str) -> Path:
    found = next(each for each in list_factories(context) if each.id == factory)
    return context.hot_folder(found)
