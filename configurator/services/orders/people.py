"""The people behind orders: their address for whoever ships, and their erasure."""

from __future__ import annotations

from collections.abc import Mapping

from configurator.domain.errors import refused
from configurator.domain.orders.orders import Person
from configurator.domain.production.jobs import read_ticket
from configurator.services.common.actors import check_actor
from configurator.services.common.context import Context
from configurator.store import events, jobs, orders, people
from configurator.store.database import reading, writing

ADDRESS_STATES = ("placed", "made", "approved")


def read_person(context: Context, order: str) -> Person:
    """Whom an order is for; empty once it is erased. Raises Refused for an unknown order."""
    with reading(context.engine) as connection:
        return people.get_person(connection, orders.get_order(connection, order).person)


def read_address(context: Context, actor: str, ticket: str) -> Mapping[str, str]:
    """Where a finished part goes; that it was read is in the record. Raises Refused."""
    actor = check_actor(actor)
    name, epoch = read_ticket(ticket)
    with writing(context.engine) as connection:
        job = jobs.lock_job(connection, name)
        if job.epoch != epoch or job.state != "done":
            raise refused(f"Job {name} is not done under lease {epoch}.", "ticket", hint="Report it done first.")
        subject = {"order_id": job.order, "job_id": job.id, "factory": job.factory}
        events.append_event(connection, actor, "address_read", {}, **subject)
        return people.get_person(connection, orders.get_order(connection, job.order).person).address


def erase_person(context: Context, actor: str, order: str) -> bool:
    """Forget whom an order was for; the record stands. False if done before. Raises Refused while it is open."""
    actor = check_actor(actor)
    with writing(context.engine) as connection:
        orders.lock_order(connection, order)
        found = orders.get_order(connection, order)
        if found.state in ADDRESS_STATES:
            raise refused(f"Order {order} is {found.state}.", "order", hint="Cancel it, or wait until it is shipped.")
        erased = people.delete_person(connection, found.person)
        if erased:
            events.append_event(connection, actor, "person_erased", {"person": found.person}, order_id=order)
        return erased
