"""The persons of orders: their address for shipping, and their erasure."""

from __future__ import annotations

from collections.abc import Mapping

from configurator.domain.accounts.rights import Right
from configurator.domain.actors import Actor
from configurator.domain.errors import refused
from configurator.domain.orders.orders import Person
from configurator.domain.production.jobs import check_factory, read_typed_ticket
from configurator.domain.production.states import JobState
from configurator.services.accounts.exports import record_export
from configurator.services.common.context import Context
from configurator.services.common.ownership import require_job
from configurator.services.orders.order_rights import require_order
from configurator.store import events, jobs, orders, people, shipments
from configurator.store.database import read_transaction, write_transaction


def read_person(context: Context, order_id: str) -> Person:
    """The person of an order; empty once it is erased. Raises Refused for an unknown order, Forbidden."""
    with read_transaction(context.engine) as connection:
        order = orders.get_order(connection, order_id)
        require_order(context, Right.SEE_PATIENT, order)
        return people.get_person(connection, order.person)


def export_person(context: Context, actor: Actor, order_id: str) -> Person:
    """The same for whoever takes it out of here, which is an event."""
    person = read_person(context, order_id)
    record_export(context, actor, "person", {}, order_id=order_id)
    return person


def read_address(context: Context, actor: Actor, ticket: str, factory: str = "") -> Mapping[str, str]:
    """The address of a finished part; reading it appends an event.

    Raises Forbidden, and Refused; also where a `factory` is named and has not the job.
    """
    job_id, epoch = read_typed_ticket(ticket)
    with write_transaction(context.engine) as connection:
        job = jobs.lock_job(connection, job_id)
        require_job(context, Right.SEE_ADDRESS, job)
        if job.epoch != epoch or not job.state.can_become(JobState.SHIPPED):
            raise refused(f"Job {job_id} is not done under lease {epoch}.", "ticket", hint="Report it done first.")
        check_factory(job, factory)
        subject = {"order_id": job.order, "job_id": job.id, "factory": job.factory}
        events.append_event(connection, actor, "address_read", {}, **subject)
        return people.get_person(connection, orders.get_order(connection, job.order).person).address


def erase_person(context: Context, actor: Actor, order_id: str) -> bool:
    """Erase the person of an order, and of those in whose place it was placed; events stay. False if already erased.

    Raises Forbidden, and Refused while it is open.
    """
    with write_transaction(context.engine) as connection:
        orders.lock_order(connection, order_id)
        order = orders.get_order(connection, order_id)
        require_order(context, Right.ERASE_PERSON, order)
        if order.state.is_open:
            raise refused(
                f"Order {order_id} is {order.state}.", "order", hint="Cancel it, or wait until it is shipped."
            )
        erased = people.delete_person(connection, order.person)
        for replaced in orders.replaced_persons(connection, order_id):
            people.delete_person(connection, replaced)
        shipments.delete_shipments(connection, order_id)
        if erased:
            events.append_event(connection, actor, "person_erased", {"person": order.person}, order_id=order_id)
        return erased
