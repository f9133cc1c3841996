"""Organisations and their members: clinics, the network, and the factories, which are known already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from configurator.domain.accounts.accounts import Account
from configurator.domain.accounts.organisations import (
    ROLES_BY_KIND,
    Organisation,
    OrganisationKind,
    read_kind,
    read_organisation_id,
    read_title,
)
from configurator.domain.accounts.rights import HEADS, TRUSTED_ROLES, Right
from configurator.domain.actors import Actor, Role
from configurator.domain.errors import Refused, refused
from configurator.services.common.access import require, require_in
from configurator.services.common.context import Context
from configurator.services.factories.factories import known_factories
from configurator.store import accounts, events, organisations, sessions
from configurator.store.database import read_transaction, write_transaction
from configurator.store.invitations import withdraw_invitations_by
from configurator.store.state_changes import unknown_id

# The id of the organisation whose members are administrators, where nobody has chosen another.
NETWORK = "network"


@dataclass(frozen=True)
class Member:
    """An account, and its role in an organisation."""

    account: Account
    role: Role


def add_organisation(context: Context, actor: Actor, organisation_id: str, kind: str, title: str) -> Organisation:
    """Add an organisation, or give a known one another title. Raises Refused, Forbidden."""
    require(context, Right.MANAGE_ORGANISATIONS)
    organisation = Organisation(read_organisation_id(organisation_id), read_kind(kind), read_title(title))
    with write_transaction(context.engine) as connection:
        _check_kind(connection, organisation)
        is_new = organisations.save_organisation(connection, organisation)
        event = "organisation_added" if is_new else "organisation_changed"
        data = {"organisation": organisation.id, "kind": organisation.kind, "title": organisation.title}
        events.append_event(connection, actor, event, data)
        return organisations.get_organisation(connection, organisation.id)


def list_organisations(context: Context) -> Sequence[Organisation]:
    """All organisations, by their id; of the factories those that have members. Raises Forbidden."""
    require(context, Right.MANAGE_ORGANISATIONS)
    with read_transaction(context.engine) as connection:
        return organisations.select_organisations(connection)


def find_organisation(context: Context, organisation: str) -> Organisation:
    """An organisation, also a factory that has no members yet. Raises Refused, Forbidden."""
    require_in(context, Right.MANAGE_MEMBERS, "organisation", organisation)
    with read_transaction(context.engine) as connection:
        return _find(connection, organisation)


def organisation_for(context: Context, actor: Actor, organisation: str, role: str) -> str:
    """The id of the organisation that is named; an administrator's, which is added if there is none, need not be.

    Raises Refused for another role without an organisation, Forbidden.
    """
    if organisation or not role:
        return organisation
    if role not in ROLES_BY_KIND[OrganisationKind.NETWORK]:
        raise refused(f"Where somebody is {role[:40]!r} is not said.", "organisation", hint="Name the organisation.")
    known = (each for each in list_organisations(context) if each.kind is OrganisationKind.NETWORK)
    network = next(known, None) or add_organisation(context, actor, NETWORK, OrganisationKind.NETWORK, "The network")
    return network.id


def list_members(context: Context, organisation: str) -> Sequence[Member]:
    """Who is a member, by the account's id. Raises Refused, Forbidden."""
    require_in(context, Right.MANAGE_MEMBERS, "organisation", organisation)
    with read_transaction(context.engine) as connection:
        found = organisations.members_of(connection, organisation)
        return [Member(accounts.get_account(connection, each.account), each.role) for each in found]


def remove_member(context: Context, actor: Actor, organisation: str, account: str) -> None:
    """Have an account be no member any more; its sessions and its invitations of others end.

    Raises as above, and Refused for the last head.
    """
    require_in(context, Right.MANAGE_MEMBERS, "organisation", organisation)
    with write_transaction(context.engine) as connection:
        keep_head(connection, actor, account, organisation)
        if not organisations.delete_member(connection, account, organisation):
            raise unknown_id("member", account)
        sessions.delete_sessions(connection, account)
        withdraw_invitations_by(connection, account, organisation)
        data = {"account": account, "organisation": organisation}
        events.append_event(connection, actor, "member_removed", data)


def keep_head(connection: Connection, actor: Actor, account: str, organisation: str) -> None:
    """Raise Refused where an organisation would be without a head if this account were none any more.

    Whoever is trusted, at the command line, may do it all the same.
    """
    if actor.role in TRUSTED_ROLES:
        return
    organisations.lock_organisation(connection, organisation)
    heads = [each for each in organisations.members_of(connection, organisation) if each.role in HEADS]
    own = next((each for each in heads if each.account == account), None)
    others = (accounts.get_account(connection, each.account) for each in heads if each is not own)
    if own is not None and all(each.disabled_at for each in others):
        raise refused(
            f"{own.organisation.title} has no other {own.role}: nobody could invite anybody there.",
            "member",
            hint=f"Invite another {own.role} first.",
        )


def known_organisation(connection: Connection, organisation_id: str) -> Organisation:
    """The organisation of this id; a factory of the network becomes one when first asked for. Raises Refused."""
    organisation = _find(connection, organisation_id)
    if organisation.kind is OrganisationKind.FACTORY:
        organisations.save_organisation(connection, organisation)
    return organisation


def _find(connection: Connection, organisation_id: str) -> Organisation:
    known = {each.id: each for each in organisations.select_organisations(connection)}
    if organisation_id in known:
        return known[organisation_id]
    factory = next((each for each in known_factories(connection, strict=False) if each.id == organisation_id), None)
    if factory is None:
        raise _unknown(organisation_id)
    return Organisation(factory.id, OrganisationKind.FACTORY, factory.title)


def _check_kind(connection: Connection, organisation: Organisation) -> None:
    """Raises Refused for an id that an organisation of another kind has, or a factory that is none yet."""
    is_factory = organisation.kind is OrganisationKind.FACTORY
    if is_factory and all(each.id != organisation.id for each in known_factories(connection, strict=False)):
        raise refused(
            f"There is no factory {organisation.id}.", "organisation", hint="Add its file: configurator factory add."
        )
    known = {each.id: each for each in organisations.select_organisations(connection)}
    before = known.get(organisation.id, organisation)
    if before.kind is not organisation.kind:
        raise refused(f"{organisation.id} is a {before.kind}.", "kind", hint="Take another id.")


def _unknown(organisation_id: str) -> Refused:
    return unknown_id("organisation", organisation_id[:40])
