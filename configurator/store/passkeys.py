"""Passkeys and the challenges that their devices answer, as rows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, delete, exists, insert, select, update
from sqlalchemy.exc import IntegrityError

from configurator.domain.accounts.passkeys import Ceremony, Passkey
from configurator.store import events
from configurator.store.tables import passkey_challenges, passkeys


def add_passkey(connection: Connection, passkey: Passkey) -> bool:
    """Insert a passkey; False where its id is known, be it of another account."""
    try:
        with connection.begin_nested():
            connection.execute(insert(passkeys).values(**vars(passkey)))
    except IntegrityError:
        return False
    return True


def find_passkey(connection: Connection, passkey_id: str) -> Passkey | None:
    """The passkey of this id."""
    row = connection.execute(select(passkeys).where(passkeys.c.id == passkey_id)).mappings().one_or_none()
    return _passkey(row) if row else None


def passkeys_of(connection: Connection, account: str) -> Sequence[Passkey]:
    """The passkeys of an account, the oldest first."""
    query = select(passkeys).where(passkeys.c.account == account).order_by(passkeys.c.created_at, passkeys.c.id)
    return [_passkey(row) for row in connection.execute(query).mappings()]


def has_passkey(connection: Connection, account: str) -> bool:
    """Whether the account has one at least."""
    return bool(connection.scalar(select(exists().where(passkeys.c.account == account))))


def use_passkey(connection: Connection, passkey: Passkey, sign_count: int) -> bool:
    """Take down that it was used now, and its device's count; False where it was used meanwhile, or is gone."""
    unchanged = (passkeys.c.id == passkey.id, passkeys.c.sign_count == passkey.sign_count)
    values = {"sign_count": sign_count, "last_used_at": events.now()}
    return connection.execute(update(passkeys).where(*unchanged).values(**values)).rowcount == 1


def delete_passkey(connection: Connection, account: str, passkey_id: str) -> bool:
    """Delete a passkey of an account; False if it has none of this id."""
    where = (passkeys.c.id == passkey_id, passkeys.c.account == account)
    return connection.execute(delete(passkeys).where(*where)).rowcount == 1


def delete_passkeys(connection: Connection, account: str) -> int:
    """Delete all passkeys of an account; returns how many."""
    return connection.execute(delete(passkeys).where(passkeys.c.account == account)).rowcount


def add_challenge(connection: Connection, challenge_hash: str, ceremony: Ceremony, session: str, ends_at: str) -> None:
    """Insert a challenge, by its hash."""
    row = {"hash": challenge_hash, "ceremony": ceremony, "session": session, "ends_at": ends_at}
    connection.execute(insert(passkey_challenges).values(**row))


def use_challenge(connection: Connection, challenge_hash: str, ceremony: Ceremony, session: str) -> bool:
    """Have a challenge be gone; False where it was not one for this, was used, or has ended."""
    column = passkey_challenges.c
    where = (
        column.hash == challenge_hash,
        column.ceremony == ceremony,
        column.session == session,
        column.ends_at > events.now(),
    )
    return connection.execute(delete(passkey_challenges).where(*where)).rowcount == 1


def delete_ended_challenges(connection: Connection) -> int:
    """Delete the challenges that nobody has answered in time; returns how many."""
    return connection.execute(delete(passkey_challenges).where(passkey_challenges.c.ends_at < events.now())).rowcount


def _passkey(row: RowMapping) -> Passkey:
    return Passkey(**{name: row[name] for name in Passkey.__dataclass_fields__})
