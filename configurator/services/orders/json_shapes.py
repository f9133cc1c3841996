"""Orders, jobs, batches and factories as JSON, the same for every program that reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from configurator.domain.orders.batches import Batch, Row
from configurator.domain.orders.orders import Item, Order
from configurator.domain.production import factory_files
from configurator.domain.production.factories import Factory
from configurator.domain.production.history import Event
from configurator.domain.production.jobs import Job
from configurator.domain.production.parcels import Parcels
from configurator.services.orders.views import JobDetails, OrderDetails


def order_json(order: Order) -> dict[str, Any]:
    """id, state, placed_at, placed_by, person (a code), device_type, place (coarse, or null), pick_up, wish, reason."""
    shape = {name: getattr(order, name) for name in ("id", "state", "placed_at", "placed_by", "person", "device_type")}
    place = order.place and asdict(order.place)
    return {**shape, "place": place, "pick_up": order.pick_up, "wish": order.wish, "reason": order.reason}


def item_json(item: Item) -> dict[str, Any]:
    """id, design, offer, quantity, state, reason, starts, crashes, sheet, installation, files (by format), size_mm.

    `installation` has zone and fluids, each null where it is not said, and is empty where neither is.
    """
    shape = {name: value for name, value in vars(item).items() if name != "order"}
    installation = item.installation.as_dict()
    return {**shape, "design": item.design.as_dict(), "installation": installation, "size_mm": list(item.size_mm)}


def job_json(job: Job) -> dict[str, Any]:
    """id, ticket, order, item, state, epoch, factory, machine, operator, flag, reason, remake_of."""
    return {"id": job.id, "ticket": job.ticket, **asdict(job)}


def job_details_json(details: JobDetails) -> dict[str, Any]:
    """A job's shape with `folder` (or null), carrier, tracking_number and `routes`: epoch, chosen, rejected, others.

    The chosen and each rejected one have factory, machine, distance_km (or null) and reasons; `others` counts the rest
    by reason.
    """
    routes = [{"epoch": epoch, **route} for epoch, route in details.routes.items()]
    return {**job_json(details.job), "folder": details.folder, **vars(details.shipment), "routes": routes}


def order_details_json(details: OrderDetails) -> dict[str, Any]:
    """order, jobs (in detail), events.

    Each of the order's items has the report of what was made, or null, and why that cannot be read, or "".
    """
    reports = {item: report.stored for item, report in details.reports.items()}
    items = [{**item_json(item), "report": reports.get(item.id)} for item in details.order.items]
    items = [{**each, "report_fault": details.report_faults.get(each["id"], "")} for each in items]
    return {
        "order": {**order_json(details.order), "items": items},
        "jobs": [job_details_json(each) for each in details.jobs],
        **events_json(details.events),
    }


def parcels_json(plan: Parcels) -> dict[str, Any]:
    """parcels (factory, distance_km or null, items, and when), unplaced, lacks: items by their numbers, from 0."""
    parcels = [
        {
            "factory": each.factory,
            "distance_km": None if each.distance_km is None else round(each.distance_km, 1),
            "items": [int(item) for item in each.items],
            "ships_at": each.dates.ships_at,
            "arrives_at": each.dates.arrives_at,
            "date_reasons": list(each.dates.reasons),
        }
        for each in plan.parcels
    ]
    lacks = {item: list(reasons) for item, reasons in plan.lacks.items()}
    return {"parcels": parcels, "unplaced": [int(item) for item in plan.unplaced], "lacks": lacks}


def events_json(events: Sequence[Event]) -> dict[str, Any]:
    """events: number, at, actor, kind, order_id, item_id, job_id, factory, data, role, organisation.

    What an event does not have is empty.
    """
    return {"events": [event.as_dict() for event in events]}


def batch_json(batch: Batch) -> dict[str, Any]:
    """id, template, formats, placed_at, placed_by, key, counts (by status) and rows.

    Each row has number, status, design (or null), installation (as an item), problems, files (SHA-256 by format),
    starts, crashes.
    """
    shape = {name: getattr(batch, name) for name in ("id", "template", "placed_at", "placed_by", "key")}
    rows = [_row_json(row) for row in batch.rows]
    return {**shape, "formats": list(batch.formats), "counts": batch.counts(), "rows": rows}


def _row_json(row: Row) -> dict[str, Any]:
    shape = {name: value for name, value in vars(row).items() if name != "batch"}
    problems = [problem.as_dict() for problem in row.problems]
    installed = {"installation": row.installation.as_dict()}
    return {**shape, "design": row.design and row.design.as_dict(), **installed, "problems": problems}


def factory_json(factory: Factory) -> dict[str, Any]:
    """The fields of its file but its settings, and its state: id, title, place, machines, folder, target, state."""
    return {**factory_files.factory_as_dict(factory), "state": factory.state}
