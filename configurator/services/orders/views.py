"""Orders, jobs and the record as somebody wants to see them; nothing here changes anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from configurator.domain.orders.orders import Item, Order
from configurator.domain.parts.formats import REPORT
from configurator.domain.production.history import Event
from configurator.domain.production.jobs import Job
from configurator.services.common.context import Office
from configurator.services.factories.factories import EVERY, known_factories
from configurator.services.making.reports import read_report
from configurator.store import events, jobs, orders
from configurator.store.database import reading
from configurator.store.moves import nowhere

# The states in which a job's directory lies in its factory's hot folder.
LYING = frozenset({"handed_over", "claimed", "started", "done"})


@dataclass(frozen=True)
class JobDetails:
    """A job, its item, the route of every lease by epoch, and its directory, None while no factory has one."""

    job: Job
    item: Item
    routes: Mapping[int, Mapping[str, Any]]
    folder: Path | None


@dataclass(frozen=True)
class OrderDetails:
    """An order with its jobs, the oldest first, its events, and the report of each item that is made, by its id."""

    order: Order
    jobs: tuple[JobDetails, ...]
    events: tuple[Event, ...]
    reports: Mapping[str, Mapping[str, Any]]


def show_order(office: Office, order: str) -> OrderDetails:
    """Everything about an order except whom it is for. Raises Refused for an unknown one."""
    with reading(office.engine) as connection:
        found = orders.get_order(connection, order)
        held = tuple(_details(office, connection, jobs.jobs_of_order(connection, order), found.items))
        told = tuple(events.listed(connection, order_id=order, limit=EVERY))
    reports = {item.id: read_report(office, item.files) for item in found.items if REPORT in item.files}
    return OrderDetails(found, held, told, reports)


def find_order(office: Office, token: str) -> Order:
    """The order that a token leads to. Raises Refused for an empty or unknown one, which is not repeated."""
    with reading(office.engine) as connection:
        found = orders.find_by_token(connection, token)
        if found is None:
            raise nowhere("order")
        return orders.get_order(connection, found)


def list_orders(office: Office, *, state: str = "", placed_by: str = "", limit: int = 100) -> Sequence[Order]:
    """The newest orders first, without their items: all, or those in one state, or placed by one actor."""
    with reading(office.engine) as connection:
        return orders.list_orders(connection, state=state, placed_by=placed_by, limit=limit)


def show_job(office: Office, job: str) -> tuple[JobDetails, Sequence[Event]]:
    """A job and its events. Raises Refused for an unknown one."""
    with reading(office.engine) as connection:
        found = jobs.get_job(connection, job)
        (details,) = _details(office, connection, [found], [orders.get_item(connection, found.item)])
        return details, events.listed(connection, job_id=job, limit=EVERY)


def list_jobs(
    office: Office, *, factory: str = "", state: str = "", flagged: bool = False, limit: int = 100
) -> Sequence[Job]:
    """The oldest jobs first, of one factory or in one state if named, or those that a person must look at."""
    states = [state] if state else []
    with reading(office.engine) as connection:
        return jobs.list_jobs(connection, states=states, factory=factory, flagged=flagged, limit=limit)


def jobs_of(office: Office, order: str) -> Sequence[Job]:
    """The jobs of an order, the oldest first."""
    with reading(office.engine) as connection:
        return jobs.jobs_of_order(connection, order)


def list_events(
    office: Office, *, order: str = "", job: str = "", factory: str = "", after: int = 0, limit: int = 100
) -> Sequence[Event]:
    """The record from after a number on, in the order it happened, of one subject if named."""
    with reading(office.engine) as connection:
        subject = {"order_id": order, "job_id": job, "factory": factory}
        return events.listed(connection, after=after, limit=limit, **subject)


def _details(
    office: Office, connection: Connection, held: Sequence[Job], items: Sequence[Item]
) -> Iterator[JobDetails]:
    factories = {each.id: each for each in known_factories(connection)}
    wanted = {item.id: item for item in items}
    for job in held:
        lies = office.hot_folder(factories[job.factory]) / job.ticket if job.state in LYING else None
        yield JobDetails(job, wanted[job.item], events.routes_of(connection, job.id), lies)
