"""Accounts: added, listed, disabled; their passwords chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from configurator.domain.accounts.accounts import Account, read_email, read_name
from configurator.domain.accounts.organisations import Membership, read_role
from configurator.domain.accounts.rights import Right
from configurator.domain.actors import Actor
from configurator.domain.errors import refused
from configurator.services.accounts.factors import has_factor
from configurator.services.accounts.organisations import keep_head, known_organisation
from configurator.services.accounts.passwords import check_password, hash_password, require_passwords
from configurator.services.accounts.sessions import SignedIn, confirm_password
from configurator.services.common.access import require
from configurator.services.common.context import Context
from configurator.store import accounts, events, organisations, sessions
from configurator.store.database import read_transaction, write_transaction
from configurator.store.invitations import withdraw_invitations_by
from configurator.store.password_links import use_password_links


@dataclass(frozen=True)
class AccountDetails:
    """An account, of what it is a member, and whether it has a second factor."""

    account: Account
    memberships: Sequence[Membership]
    has_factor: bool = False


def add_account(
    context: Context, actor: Actor, email: str, name: str, password: str, organisation: str = "", role: str = ""
) -> AccountDetails:
    """Add an account, a member of an organisation in a role if that is named. Raises Refused, Forbidden, Blocked."""
    require(context, Right.MANAGE_ORGANISATIONS)
    email, name = read_email(email), read_name(name)
    check_password(password, (email, name))
    password_hash = hash_password(password)
    with write_transaction(context.engine) as connection:
        account = accounts.add_account(connection, email, name, password_hash)
        data = {"account": account.id}
        if organisation:
            own = known_organisation(connection, organisation)
            known_role = read_role(own.kind, role)
            organisations.save_member(connection, account.id, own.id, known_role)
            data |= {"organisation": own.id, "role": known_role}
        events.append_event(connection, actor, "account_added", data)
        return AccountDetails(account, organisations.memberships_of(connection, account.id))


def list_accounts(context: Context) -> Sequence[AccountDetails]:
    """All accounts, by their address. Raises Forbidden."""
    require(context, Right.MANAGE_ORGANISATIONS)
    with read_transaction(context.engine) as connection:
        memberships = organisations.select_memberships(connection)
        with_factor = accounts.ids_with_factor(connection)
        return [
            AccountDetails(each, memberships.get(each.id, ()), each.id in with_factor)
            for each in accounts.select_accounts(connection)
        ]


def set_account_disabled(context: Context, actor: Actor, email: str, *, disabled: bool) -> Account:
    """Let an account sign in no more, and end its sessions, its links and its invitations of others; or let it again.

    Raises Refused, also for the last head of an organisation, Forbidden.
    """
    require(context, Right.MANAGE_ORGANISATIONS)
    with write_transaction(context.engine) as connection:
        account = account_of_email(connection, email)
        if disabled:
            for each in organisations.memberships_of(connection, account.id):
                keep_head(connection, actor, account.id, each.organisation.id)
        accounts.set_disabled(connection, account.id, events.now() if disabled else "")
        sessions.delete_sessions(connection, account.id)
        use_password_links(connection, account.id)
        if disabled:
            withdraw_invitations_by(connection, account.id)
        kind = "account_disabled" if disabled else "account_enabled"
        events.append_event(connection, actor, kind, {"account": account.id})
        return accounts.get_account(connection, account.id)


def change_password(context: Context, signed_in: SignedIn, old: str, new: str) -> str:
    """Choose another password; returns the session's new key. Every other session ends, and links for another one.

    Raises Refused, Limited, Blocked.
    """
    require_passwords(context)
    account = signed_in.account
    check_password(
        new, (account.email, account.name), "new_password", has_factor=has_second_factor(context, account.id)
    )
    key, actor = confirm_password(context, signed_in, old)
    password_hash = hash_password(new)
    with write_transaction(context.engine) as connection:
        accounts.set_password_hash(connection, account.id, password_hash)
        use_password_links(connection, account.id)
        sessions.delete_sessions(connection, account.id, but=signed_in.session.id)
        events.append_event(connection, actor, "password_changed", {"account": account.id})
    return key


def account_of_email(connection: Connection, email: str) -> Account:
    """The account by which this address signs in. Raises Refused if there is none."""
    account = accounts.find_account(connection, read_email(email))
    if account is None:
        raise refused(f"There is no account {email}.", "email", hint="Check how it is written.")
    return account


def has_second_factor(context: Context, account: str) -> bool:
    """Whether the account has codes of an app, or a passkey."""
    with read_transaction(context.engine) as connection:
        return has_factor(connection, account)
