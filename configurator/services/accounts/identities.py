"""Sign-in by another provider: sent there, come back, linked to an account.

An account is known by issuer and subject. It is linked from the page of somebody who is signed in, or made by an
invitation to an address that the provider has verified; never found by an address, which may be another's.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from configurator.domain.accounts.identities import Errand, Identity, Link, Visit
from configurator.domain.accounts.second_factors import SecondFactor
from configurator.domain.accounts.secrets import is_secret, new_secret, secret_hash
from configurator.domain.actors import VISITOR
from configurator.domain.errors import refused
from configurator.domain.text_bounds import PERSON_NAME
from configurator.services.accounts import rate_limits
from configurator.services.accounts.invitations import accept_invitation, find_by_hash, find_invitation
from configurator.services.accounts.passwords import require_passwords
from configurator.services.accounts.provider_protocol import fetch_identity, visit_address
from configurator.services.accounts.sessions import SignedIn, begin_session, confirm_or_recent, confirm_password, record
from configurator.services.common.context import Context
from configurator.settings import IdentityProvider
from configurator.store import accounts, events, identities, sessions
from configurator.store.database import read_transaction, write_transaction

# How long somebody may be at the provider (s).
VISIT_LIFETIME_S = 900


def begin_visit(
    context: Context, site: str, address: str, errand: Errand = Errand.SIGN_IN, *, invitation: str = "", next: str = ""
) -> tuple[str, str]:
    """The state of a visit, for the browser's cookie, and where at the provider to send it. Raises Refused, Limited."""
    rate_limits.use(context, rate_limits.PROVIDER_BY_ADDRESS, address)
    if errand is Errand.ACCEPT:
        find_invitation(context, invitation)
    visit = _new_visit(errand, invitation=secret_hash(invitation) if invitation else "", next=next)
    return _begin(context, site, visit)


def begin_linking(context: Context, signed_in: SignedIn, site: str, password: str) -> tuple[str, str, str]:
    """The same to link one's account, after the session's new key: for who has just shown who it is."""
    key, _ = confirm_or_recent(context, signed_in, password)
    visit = _new_visit(Errand.LINK, session=signed_in.session.id)
    return key, *_begin(context, site, visit)


def end_visit(context: Context, site: str, state: str, code: str) -> tuple[Visit, Identity]:
    """The visit from which a browser has come back, and who the provider says it is. Raises Refused."""
    provider = known_provider(context)
    with write_transaction(context.engine) as connection:
        visit = identities.end_visit(connection, secret_hash(state)) if is_secret(state) else None
    if visit is None:
        raise refused("This sign-in was begun elsewhere, or too long ago.", "provider", hint="Begin again.")
    return visit, fetch_identity(provider, site, code, visit.nonce, visit.verifier)


def sign_in_with_identity(context: Context, identity: Identity, agent: str = "") -> tuple[str, SignedIn]:
    """Begin a session of the account to which somebody signs in. Raises Refused where there is none."""
    with write_transaction(context.engine) as connection:
        account_id = identities.use_link(connection, identity)
        account = accounts.get_account(connection, account_id) if account_id else None
    if account is None or account.disabled_at:
        record(context, VISITOR, "sign_in_refused", account.id if account else "")
        hint = "Sign in as before and link it on the page of your account, or open the link of an invitation."
        raise refused("No account is linked to this sign-in.", "provider", hint=hint)
    return begin_session(context, account, agent, _factor(context, identity))


def link_identity(context: Context, signed_in: SignedIn, visit: Visit, identity: Identity) -> None:
    """Have somebody sign in to the account from whose session the visit was begun. Raises Refused."""
    account = signed_in.account.id
    if visit.session != signed_in.session.id:
        raise refused("This was begun in another session.", "provider", hint="Begin again.")
    with write_transaction(context.engine) as connection:
        _add_link(connection, identity, account)
        events.append_event(connection, signed_in.actor, "identity_linked", {"account": account})


def accept_with_identity(context: Context, visit: Visit, identity: Identity, agent: str = "") -> tuple[str, SignedIn]:
    """Make an account for an invited address that the provider has verified, and begin a session. Raises Refused."""
    invitation, _, is_known = find_by_hash(context, visit.invitation)
    if is_known:
        hint = "Sign in, link it on the page of your account, then open the invitation again."
        raise refused("This address has an account already.", "provider", hint=hint)
    if identity.email != invitation.email:
        hint = f"The invitation is for {invitation.email}: have it verified there, or ask for another link."
        raise refused("The provider has not verified that the invited address is yours.", "provider", hint=hint)
    name = identity.name.strip()[: PERSON_NAME.max_length]
    name = name if name and name.isprintable() else invitation.email[: PERSON_NAME.max_length]
    with write_transaction(context.engine) as connection:
        account = accounts.add_account(connection, invitation.email, name)
        accept_invitation(connection, invitation, account)
        _add_link(connection, identity, account.id)
    return begin_session(context, account, agent, _factor(context, identity))


def remove_links(context: Context, signed_in: SignedIn, password: str) -> str:
    """Have nobody sign in to the account by the provider; returns the session's new key. Raises Refused, Limited."""
    require_passwords(context)
    key, actor = confirm_password(context, signed_in, password)
    with write_transaction(context.engine) as connection:
        identities.delete_links(connection, signed_in.account.id)
        sessions.delete_sessions(connection, signed_in.account.id, but=signed_in.session.id)
        events.append_event(connection, actor, "identity_unlinked", {"account": signed_in.account.id})
    return key


def list_links(context: Context, account: str) -> Sequence[Link]:
    """Who signs in to the account by the provider."""
    with read_transaction(context.engine) as connection:
        return identities.links_of(connection, account)


def known_provider(context: Context) -> IdentityProvider:
    """The provider. Raises Refused without one."""
    if context.provider is None:
        raise refused("Nobody signs in by another provider here.", "provider", hint="Sign in with the password.")
    return context.provider


def remove_ended_visits(context: Context) -> int:
    """Delete the visits from which nobody has come back in time; returns how many."""
    with write_transaction(context.engine) as connection:
        return identities.delete_ended_visits(connection)


def _begin(context: Context, site: str, visit: Visit) -> tuple[str, str]:
    state = new_secret()
    address = visit_address(known_provider(context), site, state, visit.nonce, visit.verifier)
    with write_transaction(context.engine) as connection:
        identities.add_visit(connection, secret_hash(state), visit)
    return state, address


def _new_visit(errand: Errand, *, session: str = "", invitation: str = "", next: str = "") -> Visit:
    ends_at = events.moment_in(VISIT_LIFETIME_S)
    return Visit(errand, session, invitation, next, new_secret(), new_secret(), ends_at)


def _factor(context: Context, identity: Identity) -> SecondFactor:
    """What a sign-in there is worth: no more than a password, where neither the provider nor the operator says so."""
    has_two = identity.is_multi_factor or known_provider(context).has_second_factor
    return SecondFactor.PROVIDER if has_two else SecondFactor.NONE


def _add_link(connection: Connection, identity: Identity, account: str) -> None:
    if not identities.add_link(connection, identity, account):
        raise refused("Somebody signs in by this already.", "provider", hint="Remove it from the other account first.")
