"""Queries of orders, jobs and events; nothing here changes anything."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from configurator.domain.accounts.rights import FACTORY_ROLES, Owner, Right, owning_organisation
from configurator.domain.errors import Failed
from configurator.domain.offers.reports import Report
from configurator.domain.orders.orders import Item, Order
from configurator.domain.orders.shipments import UNSTATED, Shipment
from configurator.domain.parts.formats import REPORT
from configurator.domain.production.history import Event
from configurator.domain.production.jobs import Job
from configurator.services.common.access import require
from configurator.services.common.context import Context
from configurator.services.common.ownership import owner_of_order, require_job
from configurator.services.factories.factories import MAX_SELECTED_ROWS, known_factories
from configurator.services.factories.targets import place_of_job
from configurator.services.making.artefacts import load_report
from configurator.services.orders.order_rights import require_order
from configurator.store import events, jobs, orders
from configurator.store.database import read_transaction
from configurator.store.shipments import shipments_of_order
from configurator.store.state_changes import unknown_token


@dataclass(frozen=True)
class JobDetails:
    """A job, its item, the route of every lease by epoch, and where its factory finds it, None while none has it.

    `folder` is a path or an address, as the factory's target tells it. `shipment` is by what the part was sent, as far
    as the factory has stated it.
    """

    job: Job
    item: Item
    routes: Mapping[int, Mapping[str, Any]]
    folder: str | None
    shipment: Shipment = UNSTATED


@dataclass(frozen=True)
class OrderDetails:
    """An order with its jobs, the oldest first, its events, and the report of each item that is made, by its id.

    `report_faults` says of the others that are made why their report cannot be read.
    """

    order: Order
    jobs: tuple[JobDetails, ...]
    events: tuple[Event, ...]
    reports: Mapping[str, Report]
    report_faults: Mapping[str, str]


def show_order(context: Context, order_id: str) -> OrderDetails:
    """Everything about an order except its person. Raises Refused for an unknown one, Forbidden."""
    with read_transaction(context.engine) as connection:
        order = orders.get_order(connection, order_id)
        require_order(context, Right.SEE_ORDER, order)
        order_jobs = tuple(_job_details(context, connection, jobs.jobs_of_order(connection, order_id), order.items))
        order_events = tuple(events.select_events(connection, order_id=order_id, limit=MAX_SELECTED_ROWS))
    reports, report_faults = _load_reports(context, order.items)
    return OrderDetails(order, order_jobs, order_events, reports, report_faults)


def _load_reports(context: Context, items: Sequence[Item]) -> tuple[dict[str, Report], dict[str, str]]:
    """The reports by item, and why others cannot be read: one that is damaged hides nothing else."""
    reports, faults = {}, {}
    for item in items:
        if REPORT in item.files:
            try:
                reports[item.id] = load_report(context, item.files)
            except Failed as error:
                faults[item.id] = str(error)
    return reports, faults


def find_order(context: Context, token: str) -> Order:
    """The order that a token leads to. Raises Refused for an empty or unknown one, which is not repeated."""
    with read_transaction(context.engine) as connection:
        order_id = orders.find_order_by_token(connection, token)
        if order_id is None:
            raise unknown_token("order")
        order = orders.get_order(connection, order_id)
    require(context, Right.SEE_ORDER, owner_of_order(context, order), hidden=lambda: unknown_token("order"))
    return order


def list_orders(context: Context, *, state: str = "", placed_by: str = "", limit: int = 100) -> Sequence[Order]:
    """The newest orders first, without their items: all, or those in one state, or placed by one actor.

    With accounts those of the clinic for which the context's actor acts, else the account's own. Raises Forbidden.
    """
    organisation, account = owning_organisation(context.actor), context.actor.account
    require(context, Right.LIST_ORDERS, Owner(organisation, account))
    with read_transaction(context.engine) as connection:
        return orders.select_orders(
            connection,
            state=state,
            placed_by=placed_by,
            organisation=organisation,
            account="" if organisation else account,
            limit=limit,
            strict=False,
        )


def list_waiting_orders(context: Context, limit: int = 100) -> Sequence[Order]:
    """What people outside have asked of the clinic for which the context's actor acts, and what nobody has approved.

    None without accounts. Raises Forbidden.
    """
    organisation = owning_organisation(context.actor)
    require(context, Right.SEE_PATIENT, Owner(organisation))
    if not organisation:
        return ()
    with read_transaction(context.engine) as connection:
        return orders.select_orders(
            connection, organisation=organisation, waits_for_prescriber=True, limit=limit, strict=False
        )


def show_job(context: Context, job_id: str) -> tuple[JobDetails, Sequence[Event]]:
    """A job and its events. Raises Refused for an unknown one, Forbidden."""
    with read_transaction(context.engine) as connection:
        job = jobs.get_job(connection, job_id)
        require_job(context, Right.SEE_JOB, job)
        (details,) = _job_details(context, connection, [job], [orders.get_item(connection, job.item)])
        return details, events.select_events(connection, job_id=job_id, limit=MAX_SELECTED_ROWS)


def list_jobs(
    context: Context, *, factory: str = "", state: str = "", flagged: bool = False, limit: int = 100
) -> Sequence[Job]:
    """The oldest jobs first, of one factory or in one state if named, or those that are flagged for a person.

    With accounts a factory's members see those of their own, whichever they name. Raises Forbidden.
    """
    states = [state] if state else []
    factory = context.actor.organisation if context.actor.role in FACTORY_ROLES else factory
    require(context, Right.SEE_JOB, Owner(factory))
    with read_transaction(context.engine) as connection:
        return jobs.select_jobs(connection, states=states, factory=factory, flagged=flagged, limit=limit, strict=False)


def list_order_jobs(context: Context, order_id: str) -> Sequence[Job]:
    """The jobs of an order, the oldest first."""
    with read_transaction(context.engine) as connection:
        return jobs.jobs_of_order(connection, order_id)


def list_events(
    context: Context, *, order: str = "", job: str = "", factory: str = "", after: int = 0, limit: int = 100
) -> Sequence[Event]:
    """The events after a number, the oldest first, of one subject if named. Raises Forbidden."""
    require(context, Right.SEE_RECORD)
    with read_transaction(context.engine) as connection:
        subject = {"order_id": order, "job_id": job, "factory": factory}
        return events.select_events(connection, after=after, limit=limit, **subject)


def _job_details(
    context: Context, connection: Connection, some_jobs: Sequence[Job], items: Sequence[Item]
) -> Iterator[JobDetails]:
    factories = {each.id: each for each in known_factories(connection, strict=False)}
    items_by_id = {item.id: item for item in items}
    shipments = ChainMap(*(dict(shipments_of_order(connection, each)) for each in {job.order for job in some_jobs}))
    for job in some_jobs:
        factory = factories.get(job.factory) if job.state.is_at_factory else None
        folder = place_of_job(context, factory, job.ticket) if factory else None
        yield JobDetails(
            job, items_by_id[job.item], events.routes_of(connection, job.id), folder, shipments.get(job.id, UNSTATED)
        )
