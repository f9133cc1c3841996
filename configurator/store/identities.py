"""Which persons at a provider sign in to which account, and the visits of browsers there, as rows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from configurator.domain.accounts.identities import Errand, Identity, Link, Visit
from configurator.store import events
from configurator.store.tables import identities, provider_visits


def add_link(connection: Connection, identity: Identity, account: str) -> bool:
    """Have a person at a provider sign in to an account; False where they do to one already."""
    row = Link(identity.issuer, identity.subject, account, events.now())
    try:
        with connection.begin_nested():
            connection.execute(insert(identities).values(**vars(row)))
    except IntegrityError:
        return False
    return True


def use_link(connection: Connection, identity: Identity) -> str | None:
    """The account to which a person at a provider signs in now; None for none."""
    where = (identities.c.issuer == identity.issuer, identities.c.subject == identity.subject)
    connection.execute(update(identities).where(*where).values(last_used_at=events.now()))
    return connection.scalar(select(identities.c.account).where(*where))


def links_of(connection: Connection, account: str) -> Sequence[Link]:
    """By whom the account is signed in to, the oldest first."""
    query = select(identities).where(identities.c.account == account).order_by(identities.c.created_at)
    return [Link(**row) for row in connection.execute(query).mappings()]


def delete_links(connection: Connection, account: str) -> int:
    """Have nobody at a provider sign in to the account any more; returns how many did."""
    return connection.execute(delete(identities).where(identities.c.account == account)).rowcount


def add_visit(connection: Connection, state_hash: str, visit: Visit) -> None:
    """Insert a visit, by the hash of its state."""
    connection.execute(insert(provider_visits).values(hash=state_hash, **vars(visit)))


def end_visit(connection: Connection, state_hash: str) -> Visit | None:
    """The visit of this state, which is gone from here on; None for one that is unknown or has ended."""
    where = (provider_visits.c.hash == state_hash, provider_visits.c.ends_at > events.now())
    row = connection.execute(select(provider_visits).where(*where)).mappings().one_or_none()
    is_gone = connection.execute(delete(provider_visits).where(*where)).rowcount == 0
    return None if row is None or is_gone else _visit(row)


def delete_ended_visits(connection: Connection) -> int:
    """Delete the visits from which nobody has come back in time; returns how many."""
    return connection.execute(delete(provider_visits).where(provider_visits.c.ends_at < events.now())).rowcount


def _visit(row: RowMapping) -> Visit:
    columns = {name: row[name] for name in Visit.__dataclass_fields__}
    return Visit(**columns | {"errand": Errand(row["errand"])})
