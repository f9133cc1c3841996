"""What could name somebody, apart from the record and erasable."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from configurator.domain.identifiers import new_id
from configurator.domain.orders.orders import Person
from configurator.store import events
from configurator.store.tables import people


def add_person(connection: Connection, person: Person, asked: str) -> str:
    """Keep the person under a new code, which is returned; `asked` is the digest of the whole order."""
    code = f"P-{new_id()}"
    row = {"patient": person.patient, "prescription": person.prescription, "address": dict(person.address)}
    connection.execute(insert(people).values(code=code, asked=asked, **row))
    return code


def get_person(connection: Connection, code: str) -> Person:
    """Empty once it is erased."""
    query = select(people.c.patient, people.c.prescription, people.c.address).where(people.c.code == code)
    return Person(**connection.execute(query).mappings().one())


def order_request_digest(connection: Connection, code: str) -> str:
    """The digest of the order as it was asked for; empty once it is erased."""
    return connection.scalar(select(people.c.asked).where(people.c.code == code)) or ""


def delete_person(connection: Connection, code: str) -> bool:
    """Forget all but the code; False if that was done before."""
    empty = {"patient": "", "prescription": "", "address": {}, "asked": "", "erased_at": events.now()}
    erased = update(people).where(people.c.code == code, people.c.erased_at == "").values(**empty)
    return connection.execute(erased).rowcount == 1
