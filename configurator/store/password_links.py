"""Links by which a forgotten password is replaced, as rows: of the secret in each the hash alone."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from configurator.store import events
from configurator.store.tables import password_links


def add_password_link(connection: Connection, account: str, secret_hash: str, ends_at: str) -> None:
    """Insert a link for an account; those that it had before are of no use any more."""
    use_password_links(connection, account)
    connection.execute(insert(password_links).values(hash=secret_hash, account=account, ends_at=ends_at))


def find_password_link(connection: Connection, secret_hash: str) -> str | None:
    """The account whose password can be replaced by a link; None for one that was used or has ended."""
    usable = (password_links.c.used_at == "", password_links.c.ends_at > events.now())
    return connection.scalar(select(password_links.c.account).where(password_links.c.hash == secret_hash, *usable))


def use_password_links(connection: Connection, account: str) -> int:
    """Have all links of an account be used; returns how many were not before."""
    unused = (password_links.c.account == account, password_links.c.used_at == "")
    return connection.execute(update(password_links).where(*unused).values(used_at=events.now())).rowcount
