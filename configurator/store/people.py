"""Personal data, stored apart from the event log and erasable."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from configurator.domain.identifiers import new_id
from configurator.domain.orders.orders import Person
from configurator.store import events
from configurator.store.tables import people

PERSONAL = ("patient", "prescription", "address", "email")


def add_person(connection: Connection, person: Person, request_digest: str) -> str:
    """Insert the person under a new code, which is returned; the digest is that of the whole order request."""
    code = f"P-{new_id()}"
    row = {"patient": person.patient, "prescription": person.prescription, "address": dict(person.address)}
    row["email"] = person.email
    connection.execute(insert(people).values(code=code, asked=request_digest, **row))
    return code


def get_person(connection: Connection, code: str) -> Person:
    """The person of this code; empty once erased."""
    query = select(*(people.c[name] for name in PERSONAL)).where(people.c.code == code)
    return Person(**connection.execute(query).mappings().one())


def order_request_digest(connection: Connection, code: str) -> str:
    """The digest of the order request; empty once the person is erased."""
    return connection.scalar(select(people.c.asked).where(people.c.code == code)) or ""


def delete_person(connection: Connection, code: str) -> bool:
    """Erase all but the code; False if that was done before."""
    empty = {"patient": "", "prescription": "", "address": {}, "email": "", "asked": "", "erased_at": events.now()}
    statement = update(people).where(people.c.code == code, people.c.erased_at == "").values(**empty)
    return connection.execute(statement).rowcount == 1
