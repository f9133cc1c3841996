"""By what parts were sent, as rows; they are erased with the person of their order."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from configurator.domain.orders.shipments import UNSTATED, Shipment
from configurator.store.tables import jobs, shipments


def save_shipment(connection: Connection, job: str, shipment: Shipment) -> None:
    """Insert what is stated of a job's parcel, if anything is."""
    if shipment != UNSTATED:
        connection.execute(insert(shipments).values(job=job, **vars(shipment)))


def shipments_of_order(connection: Connection, order: str) -> Mapping[str, Shipment]:
    """What is stated of the parcels of an order, by job, the oldest job first."""
    columns = (shipments.c.job, shipments.c.carrier, shipments.c.tracking_number)
    query = select(*columns).join(jobs, jobs.c.id == shipments.c.job).where(jobs.c.order_id == order)
    rows = connection.execute(query.order_by(jobs.c.created_at, jobs.c.id))
    return {row.job: Shipment(row.carrier, row.tracking_number) for row in rows}


def delete_shipments(connection: Connection, order: str) -> None:
    """Erase what is stated of the parcels of an order."""
    of_order = select(jobs.c.id).where(jobs.c.order_id == order)
    connection.execute(delete(shipments).where(shipments.c.job.in_(of_order)))
