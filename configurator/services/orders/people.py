"""The people behind orders: their address for whoever ships, and their erasure."""

from __future__ import annotations

from collections.abc import Mapping

from configurator.domain.errors import refused
from configurator.domain.orders.orders import Person
from configurator.domain.production.jobs import read_ticket
from configurator.services.common.actors import checked_actor
from configurator.services.common.context import Office
from configurator.store import events, jobs, orders, people
from configurator.store.database import reading, writing

OPEN = ("placed", "made", "approved")


def read_person(office: Office, order: str) -> Person:
    """Whom an order is for; empty once it is erased. Raises Refused for an unknown order."""
    with reading(office.engine) as connection:
        return people.get_person(connection, orders.get_order(connection, order).person)


def read_address(office: Office, actor: str, ticket: str) -> Mapping[str, str]:
    """Where a finished part goes; that it was read is in the record. Raises Refused."""
    actor = checked_actor(actor)
    name, epoch = read_ticket(ticket)
    with writing(office.engine) as connection:
        job = jobs.lock_job(connection, name)
        if job.epoch != epoch or job.state != "done":
            raise refused(f"Job {name} is not done under lease {epoch}.", "ticket", hint="Report it done first.")
        subject = {"order_id": job.order, "job_id": job.id, "factory": job.factory}
        events.append(connection, actor, "address_read", {}, **subject)
        return people.get_person(connection, orders.get_order(connection, job.order).person).address


def erase_person(office: Office, actor: str, order: str) -> bool:
    """Forget whom an order was for; the record stands. False if done before. Raises Refused while it is open."""
    actor = checked_actor(actor)
    with writing(office.engine) as connection:
        orders.lock(connection, order)
        found = orders.get_order(connection, order)
        if found.state in OPEN:
            raise refused(f"Order {order} is {found.state}.", "order", hint="Cancel it, or wait until it is shipped.")
        erased = people.erase_person(connection, found.person)
        if erased:
            events.append(connection, actor, "person_erased", {"person": found.person}, order_id=order)
        return erased
