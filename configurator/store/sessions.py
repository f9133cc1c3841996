"""Sessions as rows: of the key in a browser's cookie the hash alone."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, delete, insert, or_, select, update

from configurator.domain.accounts.accounts import Session
from configurator.domain.accounts.second_factors import SecondFactor
from configurator.domain.identifiers import new_id
from configurator.store import events
from configurator.store.tables import sessions


def add_session(
    connection: Connection, key_hash: str, account: str, organisation: str, agent: str, factor: SecondFactor
) -> Session:
    """Insert a session that begins now, its password just typed or its passkey just used."""
    at = events.now()
    session = Session(new_id(), account, organisation, at, at, at, agent, factor)
    connection.execute(insert(sessions).values(hash=key_hash, **vars(session)))
    return session


def find_session(connection: Connection, key_hash: str) -> Session | None:
    """The session of this key's hash, however old it is."""
    row = connection.execute(select(sessions).where(sessions.c.hash == key_hash)).mappings().one_or_none()
    return _session(row) if row else None


def sessions_of(connection: Connection, account: str) -> Sequence[Session]:
    """The sessions of an account, the one seen last first."""
    query = select(sessions).where(sessions.c.account == account).order_by(sessions.c.seen_at.desc(), sessions.c.id)
    return [_session(row) for row in connection.execute(query).mappings()]


def change_session(connection: Connection, session: str, **columns: str) -> None:
    """Set columns of a session."""
    connection.execute(update(sessions).where(sessions.c.id == session).values(**columns))


def delete_session(connection: Connection, account: str, session: str) -> bool:
    """End a session of this account; False if there is none."""
    where = (sessions.c.id == session, sessions.c.account == account)
    return connection.execute(delete(sessions).where(*where)).rowcount == 1


def delete_sessions(connection: Connection, account: str, *, but: str = "") -> int:
    """End all sessions of an account but one; returns how many ended."""
    where = (sessions.c.account == account, sessions.c.id != but)
    return connection.execute(delete(sessions).where(*where)).rowcount


def delete_ended(connection: Connection, created_before: str, seen_before: str) -> int:
    """Delete the sessions that are too old or were not seen for too long; returns how many."""
    ended = or_(sessions.c.created_at < created_before, sessions.c.seen_at < seen_before)
    return connection.execute(delete(sessions).where(ended)).rowcount


def _session(row: RowMapping) -> Session:
    columns = {name: row[name] for name in Session.__dataclass_fields__}
    return Session(**columns | {"factor": SecondFactor(row["factor"])})
