"""Invitations: a link that makes whoever has it a member of an organisation, once and until a moment."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from configurator.domain.accounts.accounts import Account, Invitation, read_email, read_name
from configurator.domain.accounts.organisations import Organisation, read_role
from configurator.domain.accounts.rights import HEADS, Right
from configurator.domain.accounts.secrets import is_secret, new_secret, secret_hash
from configurator.domain.actors import Actor
from configurator.domain.errors import Refused, refused
from configurator.domain.identifiers import new_id
from configurator.services.accounts import rate_limits
from configurator.services.accounts.organisations import keep_head, known_organisation
from configurator.services.accounts.passwords import check_password, hash_password, require_passwords
from configurator.services.accounts.sessions import SignedIn
from configurator.services.common.access import require_in
from configurator.services.common.context import Context
from configurator.store import accounts, events, invitations, organisations
from configurator.store.database import read_transaction, write_transaction

LIFETIME_S = 7 * 24 * 3600


def invite(context: Context, actor: Actor, email: str, organisation: str, role: str) -> tuple[str, Invitation]:
    """Invite somebody to an organisation; returns the secret for the link, stored nowhere, and the invitation.

    Raises Refused, Forbidden, Limited.
    """
    require_in(context, Right.MANAGE_MEMBERS, "organisation", organisation)
    email = read_email(email)
    rate_limits.use(context, rate_limits.INVITATIONS, organisation)
    secret = new_secret()
    with write_transaction(context.engine) as connection:
        own = known_organisation(connection, organisation)
        known_role = read_role(own.kind, role)
        ends_at = events.moment_in(LIFETIME_S)
        invitation = Invitation(f"I-{new_id()}", own.id, known_role, email, actor.id, events.now(), ends_at)
        invitations.add_invitation(connection, invitation, secret_hash(secret))
        data = {"invitation": invitation.id, "organisation": own.id, "role": known_role}
        events.append_event(connection, actor, "member_invited", data)
    return secret, invitation


def list_invitations(context: Context, organisation: str) -> Sequence[Invitation]:
    """The invitations to an organisation that can still be used. Raises Refused, Forbidden."""
    require_in(context, Right.MANAGE_MEMBERS, "organisation", organisation)
    with read_transaction(context.engine) as connection:
        return invitations.open_invitations(connection, organisation)


def withdraw_invitation(context: Context, actor: Actor, organisation: str, invitation: str) -> None:
    """Have the link of an invitation to an organisation be of no use any more. Raises Refused, Forbidden."""
    if all(each.id != invitation for each in list_invitations(context, organisation)):
        raise _no_invitation()
    with write_transaction(context.engine) as connection:
        if not invitations.use_invitation(connection, invitation):
            raise _no_invitation()
        data = {"invitation": invitation, "organisation": organisation}
        events.append_event(connection, actor, "invitation_withdrawn", data)


def find_invitation(context: Context, secret: str) -> tuple[Invitation, Organisation, bool]:
    """The invitation of a link, its organisation, and whether its address has an account. Raises Refused."""
    return find_by_hash(context, secret_hash(secret) if is_secret(secret) else "")


def find_by_hash(context: Context, stored: str) -> tuple[Invitation, Organisation, bool]:
    """The same of what is stored of the secret in the link."""
    with read_transaction(context.engine) as connection:
        invitation = invitations.find_invitation(connection, stored)
        if invitation is None or invitation.used_at or invitation.ends_at < events.now():
            raise _no_invitation()
        organisation = organisations.get_organisation(connection, invitation.organisation)
        return invitation, organisation, accounts.find_account(connection, invitation.email) is not None


def accept_as_new(context: Context, secret: str, name: str, password: str) -> Account:
    """Make an account for the invited address, a member as the invitation says. Raises Refused, Blocked."""
    require_passwords(context)
    invitation, _, is_known = find_invitation(context, secret)
    if is_known:
        raise refused("This address has an account already.", "email", hint="Sign in, then open the link again.")
    name = read_name(name)
    check_password(password, (invitation.email, name))
    password_hash = hash_password(password)
    with write_transaction(context.engine) as connection:
        account = accounts.add_account(connection, invitation.email, name, password_hash)
        accept_invitation(connection, invitation, account)
    return account


def accept_invitation(connection: Connection, invitation: Invitation, account: Account) -> None:
    """Make a new account a member as the invitation says. Raises Refused for one that was used meanwhile."""
    actor = Actor(account.id, invitation.role, invitation.organisation, account.id)
    _accept(connection, actor, invitation, account)


def accept_as_known(context: Context, signed_in: SignedIn, secret: str) -> None:
    """Make the account that is signed in a member as the invitation to its address says. Raises Refused."""
    invitation, _, _ = find_invitation(context, secret)
    account = signed_in.account
    if account.email != invitation.email:
        raise refused(
            "This invitation is for another address.", "email", hint="Sign out, and in with the address invited."
        )
    with write_transaction(context.engine) as connection:
        if invitation.role not in HEADS:
            keep_head(connection, signed_in.actor, account.id, invitation.organisation)
        _accept(connection, signed_in.actor, invitation, account)


def _accept(connection: Connection, actor: Actor, invitation: Invitation, account: Account) -> None:
    if not invitations.use_invitation(connection, invitation.id):
        raise _no_invitation()
    organisations.save_member(connection, account.id, invitation.organisation, invitation.role)
    data = {"invitation": invitation.id, "account": account.id, "organisation": invitation.organisation}
    events.append_event(connection, actor, "invitation_accepted", data)


def _no_invitation() -> Refused:
    return refused(
        "This invitation does not exist, was used, or has ended.", "invitation", hint="Ask for another link."
    )
