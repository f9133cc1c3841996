"""Organisations and their members as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, insert, select, true, update

from configurator.domain.accounts.organisations import Membership, Organisation, OrganisationKind, read_role
from configurator.domain.actors import Role
from configurator.store.state_changes import unknown_id
from configurator.store.tables import members, organisations


def save_organisation(connection: Connection, organisation: Organisation) -> bool:
    """Insert an organisation, or give a known one its title; True if it is new. Its kind stays what it was."""
    rename = update(organisations).where(organisations.c.id == organisation.id).values(title=organisation.title)
    if connection.execute(rename).rowcount:
        return False
    connection.execute(insert(organisations).values(**vars(organisation)))
    return True


def get_organisation(connection: Connection, organisation_id: str) -> Organisation:
    """The organisation of this id. Raises Refused if there is none."""
    query = select(organisations).where(organisations.c.id == organisation_id)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise unknown_id("organisation", organisation_id)
    return _organisation(row)


def lock_organisation(connection: Connection, organisation_id: str) -> None:
    """Have others who lock it wait until this transaction ends; on SQLite all who write do anyway."""
    connection.execute(select(organisations.c.id).where(organisations.c.id == organisation_id).with_for_update())


def select_organisations(connection: Connection) -> Sequence[Organisation]:
    """All organisations, by their id."""
    query = select(organisations).order_by(organisations.c.id)
    return [_organisation(row) for row in connection.execute(query).mappings()]


def clinics_taking_requests(connection: Connection) -> Sequence[Organisation]:
    """The clinics that can be asked for parts from outside, by their title."""
    query = select(organisations).where(organisations.c.takes_requests == 1, organisations.c.kind == "clinic")
    rows = connection.execute(query.order_by(organisations.c.title, organisations.c.id)).mappings()
    return [_organisation(row) for row in rows]


def set_takes_requests(connection: Connection, organisation_id: str, takes: bool) -> None:
    """Note whether an organisation can be asked for parts from outside."""
    statement = update(organisations).where(organisations.c.id == organisation_id)
    connection.execute(statement.values(takes_requests=int(takes)))


def get_quotas(connection: Connection, organisation_id: str) -> Mapping[str, int]:
    """How often in a day an organisation may do what; empty for one that is not known or not bounded."""
    query = select(organisations.c.quotas).where(organisations.c.id == organisation_id)
    return connection.scalar(query) or {}


def set_quotas(connection: Connection, organisation_id: str, quotas: Mapping[str, int]) -> None:
    """Note how often in a day an organisation may do what."""
    statement = update(organisations).where(organisations.c.id == organisation_id)
    connection.execute(statement.values(quotas=dict(quotas)))


def save_member(connection: Connection, account: str, organisation: str, role: Role) -> None:
    """Make the account a member, or give a member another role."""
    where = (members.c.account == account, members.c.organisation == organisation)
    if not connection.execute(update(members).where(*where).values(role=role)).rowcount:
        connection.execute(insert(members).values(account=account, organisation=organisation, role=role))


def delete_member(connection: Connection, account: str, organisation: str) -> bool:
    """Have the account be no member any more; False if it was none."""
    where = (members.c.account == account, members.c.organisation == organisation)
    return connection.execute(delete(members).where(*where)).rowcount == 1


def memberships_of(connection: Connection, account: str) -> Sequence[Membership]:
    """Of what the account is a member, by the organisation's id."""
    return _memberships(connection, members.c.account == account)


def members_of(connection: Connection, organisation: str) -> Sequence[Membership]:
    """Who is a member of the organisation, by the account's id."""
    return _memberships(connection, members.c.organisation == organisation)


def select_memberships(connection: Connection) -> Mapping[str, Sequence[Membership]]:
    """Of what each account is a member, by the account's id; those that are members of nothing are not in it."""
    found: dict[str, list[Membership]] = {}
    for each in _memberships(connection, true()):
        found.setdefault(each.account, []).append(each)
    return found


def _memberships(connection: Connection, condition: ColumnElement[bool]) -> Sequence[Membership]:
    query = (
        select(members.c.account, members.c.role, organisations)
        .join(organisations, organisations.c.id == members.c.organisation)
        .where(condition)
        .order_by(members.c.organisation, members.c.account)
    )
    return [_membership(row) for row in connection.execute(query).mappings()]


def _membership(row: RowMapping) -> Membership:
    organisation = _organisation(row)
    return Membership(row["account"], organisation, read_role(organisation.kind, row["role"]))


def _organisation(row: RowMapping) -> Organisation:
    return Organisation(row["id"], OrganisationKind(row["kind"]), row["title"])
