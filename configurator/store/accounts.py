"""Accounts and their passwords' hashes as rows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, insert, select, update
from sqlalchemy.exc import IntegrityError

from configurator.domain.accounts.accounts import Account
from configurator.domain.errors import refused
from configurator.domain.identifiers import new_id
from configurator.store import events
from configurator.store.state_changes import unknown_id
from configurator.store.tables import accounts, passkeys


def add_account(connection: Connection, email: str, name: str, password: str = "") -> Account:
    """Insert an account with a password's hash. Raises Refused for an address that has one already."""
    account = Account(f"A-{new_id()}", email, name, events.now())
    row = {"id": account.id, "email": email, "name": name, "password": password, "created_at": account.created_at}
    try:
        with connection.begin_nested():
            connection.execute(insert(accounts).values(**row))
    except IntegrityError:
        raise refused(f"{email} has an account already.", "email", hint="Sign in with it.") from None
    return account


def get_account(connection: Connection, account_id: str) -> Account:
    """The account of this id. Raises Refused if there is none."""
    row = connection.execute(select(accounts).where(accounts.c.id == account_id)).mappings().one_or_none()
    if row is None:
        raise unknown_id("account", account_id)
    return _account(row)


def find_account(connection: Connection, email: str) -> Account | None:
    """The account by which this address signs in."""
    row = connection.execute(select(accounts).where(accounts.c.email == email)).mappings().one_or_none()
    return _account(row) if row else None


def select_accounts(connection: Connection) -> Sequence[Account]:
    """All accounts, by their address."""
    return [_account(row) for row in connection.execute(select(accounts).order_by(accounts.c.email)).mappings()]


def select_names(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """The name of each account among these ids, by its id."""
    query = select(accounts.c.id, accounts.c.name).where(accounts.c.id.in_(set(ids)))
    return {row.id: row.name for row in connection.execute(query)}


def password_hash(connection: Connection, account_id: str) -> str:
    """The hash of the account's password; empty while it has none."""
    return connection.scalar(select(accounts.c.password).where(accounts.c.id == account_id)) or ""


def set_password_hash(connection: Connection, account_id: str, password: str) -> None:
    """Replace the hash of the account's password."""
    connection.execute(update(accounts).where(accounts.c.id == account_id).values(password=password))


def code_secret(connection: Connection, account_id: str) -> str:
    """What the account's app makes codes of; empty without one."""
    return connection.scalar(select(accounts.c.code_secret).where(accounts.c.id == account_id)) or ""


def set_code_secret(connection: Connection, account_id: str, secret: str, step: int = 0) -> None:
    """Replace what the account's app makes codes of; empty for none. Codes up to a step of time are used."""
    values = {"code_secret": secret, "code_step": step}
    connection.execute(update(accounts).where(accounts.c.id == account_id).values(**values))


def use_code_step(connection: Connection, account_id: str, step: int) -> bool:
    """Have the code of a step of time be used; False if it was before, or that of a later step."""
    later = (accounts.c.id == account_id, accounts.c.code_step < step)
    return connection.execute(update(accounts).where(*later).values(code_step=step)).rowcount == 1


def ids_with_factor(connection: Connection) -> set[str]:
    """The accounts that have codes of an app or a passkey."""
    with_code = select(accounts.c.id).where(accounts.c.code_secret != "")
    return set(connection.scalars(with_code.union(select(passkeys.c.account))))


def set_disabled(connection: Connection, account_id: str, at: str) -> None:
    """Have the account be disabled since a moment, or no longer, if that is empty."""
    connection.execute(update(accounts).where(accounts.c.id == account_id).values(disabled_at=at))


def _account(row: RowMapping) -> Account:
    return Account(**{name: row[name] for name in Account.__dataclass_fields__})
