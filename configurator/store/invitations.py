"""Invitations as rows: of the secret in the link the hash alone."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, insert, select, update

from configurator.domain.accounts.accounts import Invitation
from configurator.store import events
from configurator.store.tables import invitations


def add_invitation(connection: Connection, invitation: Invitation, secret_hash: str) -> None:
    """Insert an invitation."""
    connection.execute(insert(invitations).values(hash=secret_hash, **vars(invitation)))


def find_invitation(connection: Connection, secret_hash: str) -> Invitation | None:
    """The invitation of this secret's hash, used or ended though it may be."""
    row = connection.execute(select(invitations).where(invitations.c.hash == secret_hash)).mappings().one_or_none()
    return _invitation(row) if row else None


def open_invitations(connection: Connection, organisation: str) -> Sequence[Invitation]:
    """The invitations to an organisation that can still be used, the newest first."""
    query = select(invitations).where(
        invitations.c.organisation == organisation, invitations.c.used_at == "", invitations.c.ends_at > events.now()
    )
    return [_invitation(row) for row in connection.execute(query.order_by(invitations.c.created_at.desc())).mappings()]


def use_invitation(connection: Connection, invitation: str) -> bool:
    """Have the invitation be used; False if it was before."""
    unused = (invitations.c.id == invitation, invitations.c.used_at == "")
    return connection.execute(update(invitations).where(*unused).values(used_at=events.now())).rowcount == 1


def withdraw_invitations_by(connection: Connection, account: str, organisation: str = "") -> None:
    """Have what an account has invited to, to one organisation or to all, be of no use any more."""
    unused = [invitations.c.invited_by == account, invitations.c.used_at == ""]
    if organisation:
        unused.append(invitations.c.organisation == organisation)
    connection.execute(update(invitations).where(*unused).values(used_at=events.now()))


def _invitation(row: RowMapping) -> Invitation:
    return Invitation(**{name: row[name] for name in Invitation.__dataclass_fields__})
