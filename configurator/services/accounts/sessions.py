"""Sign in and out: a session per browser, in the database, so that it can be ended from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from configurator.domain.accounts.accounts import Account, Session, read_email
from configurator.domain.accounts.organisations import Membership
from configurator.domain.accounts.second_factors import MissingFactor, SecondFactor
from configurator.domain.accounts.secrets import is_secret, new_secret, secret_hash
from configurator.domain.actors import VISITOR, Actor
from configurator.domain.errors import refused
from configurator.services.accounts import rate_limits
from configurator.services.accounts.codes import use_code
from configurator.services.accounts.factors import check_alone, has_factor, missing_in
from configurator.services.accounts.passwords import MIN_LENGTH_ALONE, is_password, require_passwords
from configurator.services.common.context import Context
from configurator.store import accounts, events, organisations, sessions
from configurator.store.database import read_transaction, write_transaction

# ASVS v5.0.0-7.3.1 and 7.3.2 want both bounds, documented: a shift at a board, and a week (s).
IDLE_S, LIFETIME_S = 12 * 3600, 7 * 24 * 3600
# How exactly it is known when a session was seen last (s): each time costs a write.
SEEN_EVERY_S = 300
# How long after signing in somebody without a password may change what they sign in with (s).
RECENT_S = 600
MAX_AGENT_LENGTH = 200
SHORT_HINT = "Ask for a link to choose another."
SIGN_IN_HINT = "Check them; if you have forgotten the password, ask for a link to choose another."


@dataclass(frozen=True)
class SignedIn:
    """A session, whose it is, of what that account is a member, and what it lacks before anything can be done."""

    session: Session
    account: Account
    memberships: Sequence[Membership]
    missing: MissingFactor = MissingFactor.NONE

    @property
    def actor(self) -> Actor:
        """As whom the session acts: as a member of its organisation, or as a customer."""
        acting = next((each for each in self.memberships if each.organisation.id == self.session.organisation), None)
        if acting is None:
            return Actor(self.account.id, "customer", account=self.account.id)
        return Actor(self.account.id, acting.role, acting.organisation.id, self.account.id)


def sign_in(
    context: Context, email: str, password: str, address: str, agent: str = "", code: str = ""
) -> tuple[str, SignedIn]:
    """Begin a session; returns its key, which is stored nowhere, and the session.

    It acts for the account's only organisation, or for none where there are several. `address` is where the request
    came from. Raises Refused, in the same words whether there is such an account, Limited after too many attempts,
    Blocked.
    """
    require_passwords(context)
    email = read_email(email)
    rate_limits.use(context, rate_limits.SIGN_IN_BY_ADDRESS, address)
    rate_limits.use(context, rate_limits.SIGN_IN_BY_ACCOUNT, email)
    with read_transaction(context.engine) as connection:
        account = accounts.find_account(connection, email)
        stored = accounts.password_hash(connection, account.id) if account else ""
        needs_code = account is not None and bool(accounts.code_secret(connection, account.id))
        is_alone = account is not None and not has_factor(connection, account.id)
    is_known = is_password(password, stored) and account is not None and not account.disabled_at
    if account is None or not is_known or not use_code(context, account.id, code):
        record(context, VISITOR, "sign_in_refused", account.id if account else "")
        raise refused(
            "Address and password do not belong together, or the code is missing or wrong.",
            "email",
            "password",
            "code",
            hint=SIGN_IN_HINT,
        )
    rate_limits.refill(context, rate_limits.SIGN_IN_BY_ACCOUNT, email)
    # All of a clinic may come from one address.
    rate_limits.give_back(context, rate_limits.SIGN_IN_BY_ADDRESS, address)
    if is_alone and len(password) < MIN_LENGTH_ALONE:
        # Chosen beside a second factor that an administrator has removed since.
        raise refused("Without a second factor this password is too short.", "password", hint=SHORT_HINT)
    return begin_session(context, account, agent, SecondFactor.CODE if needs_code else SecondFactor.NONE)


def begin_session(
    context: Context, account: Account, agent: str = "", factor: SecondFactor = SecondFactor.NONE
) -> tuple[str, SignedIn]:
    """Begin a session of an account that has shown who it is, and by what; returns its key and the session."""
    key = new_secret()
    with write_transaction(context.engine) as connection:
        memberships = organisations.memberships_of(connection, account.id)
        only = memberships[0].organisation.id if len(memberships) == 1 else ""
        agent = agent[:MAX_AGENT_LENGTH]
        session = sessions.add_session(connection, secret_hash(key), account.id, only, agent, factor)
        missing = missing_in(connection, session, memberships)
        signed_in = SignedIn(session, account, memberships, missing)
        events.append_event(connection, signed_in.actor, "signed_in", {"account": account.id, "session": session.id})
    return key, signed_in


def find_session(context: Context, key: str) -> SignedIn | None:
    """The session of a key; None for an unknown or ended one, and for one of a disabled account."""
    if not is_secret(key):
        return None
    with read_transaction(context.engine) as connection:
        session = sessions.find_session(connection, secret_hash(key))
        if session is None or not _is_alive(session):
            return None
        account = accounts.get_account(connection, session.account)
        memberships = organisations.memberships_of(connection, account.id)
        missing = missing_in(connection, session, memberships)
    if account.disabled_at:
        return None
    return SignedIn(_seen(context, session), account, memberships, missing)


def act_for(context: Context, signed_in: SignedIn, organisation: str) -> SignedIn:
    """Have the session act for another organisation, or for none if that is empty. Raises Refused."""
    if organisation and all(each.organisation.id != organisation for each in signed_in.memberships):
        raise refused("You are no member of this organisation.", "organisation", hint="Choose one of yours.")
    with write_transaction(context.engine) as connection:
        sessions.change_session(connection, signed_in.session.id, organisation=organisation)
    return replace(signed_in, session=replace(signed_in.session, organisation=organisation))


def confirm_password(
    context: Context, signed_in: SignedIn, password: str, *, is_alone: bool = False
) -> tuple[str, Actor]:
    """The session's new key, and its actor, who has just typed the password once more.

    The old key is worth nothing from here on. Raises Refused, also for one that is too short to be alone where it is to
    be; Limited, Blocked.
    """
    require_passwords(context)
    account = signed_in.account
    rate_limits.use(context, rate_limits.SIGN_IN_BY_ACCOUNT, account.email)
    with read_transaction(context.engine) as connection:
        stored = accounts.password_hash(connection, account.id)
    if not is_password(password, stored):
        record(context, signed_in.actor, "confirmation_refused", account.id)
        raise refused("This is not your password.", "password", hint="Type it as when you signed in.")
    rate_limits.refill(context, rate_limits.SIGN_IN_BY_ACCOUNT, account.email)
    if is_alone:
        check_alone(password)
    return renew_session(context, signed_in)


def confirm_or_recent(
    context: Context, signed_in: SignedIn, password: str, *, is_alone: bool = False
) -> tuple[str, Actor]:
    """The same; whoever has no password that could be typed has signed in within the last minutes instead."""
    if has_usable_password(context, signed_in.account.id):
        return confirm_password(context, signed_in, password, is_alone=is_alone)
    if signed_in.session.confirmed_at < events.moment_in(-RECENT_S):
        hint = f"Sign out and in again: this is done within {RECENT_S // 60} minutes of it."
        raise refused("You signed in too long ago to do this.", "password", hint=hint)
    key = new_secret()
    with write_transaction(context.engine) as connection:
        # Not confirmed anew: else one change would open the door for the next.
        sessions.change_session(connection, signed_in.session.id, hash=secret_hash(key))
    return key, signed_in.actor


def has_usable_password(context: Context, account: str) -> bool:
    """Whether the account has a password, and passwords are not closed."""
    if context.provider is not None and context.provider.is_only:
        return False
    with read_transaction(context.engine) as connection:
        return bool(accounts.password_hash(connection, account))


def renew_session(context: Context, signed_in: SignedIn, factor: SecondFactor = SecondFactor.NONE) -> tuple[str, Actor]:
    """A session's new key, and its actor, who has just shown once more who it is; a factor that was shown is noted."""
    key = new_secret()
    renewed = {"confirmed_at": events.now(), "hash": secret_hash(key)} | ({"factor": factor} if factor else {})
    with write_transaction(context.engine) as connection:
        sessions.change_session(connection, signed_in.session.id, **renewed)
    return key, replace(signed_in.actor, confirmed=True)


def list_sessions(context: Context, account: str) -> Sequence[Session]:
    """The sessions of an account that go on, the one seen last first."""
    with read_transaction(context.engine) as connection:
        return [each for each in sessions.sessions_of(connection, account) if _is_alive(each)]


def end_session(context: Context, actor: Actor, account: str, session: str) -> None:
    """End one session of an account. Raises Refused if there is none."""
    with write_transaction(context.engine) as connection:
        if not sessions.delete_session(connection, account, session):
            raise refused("There is no such session.", "session", hint="It may have ended by itself.")
        events.append_event(connection, actor, "session_ended", {"account": account, "session": session})


def end_sessions(context: Context, actor: Actor, account: str, *, but: str = "") -> int:
    """End all sessions of an account but one; returns how many ended."""
    with write_transaction(context.engine) as connection:
        count = sessions.delete_sessions(connection, account, but=but)
        if count:
            events.append_event(connection, actor, "sessions_ended", {"account": account, "count": count})
        return count


def remove_ended_sessions(context: Context) -> int:
    """Delete the sessions that have ended by themselves; returns how many."""
    with write_transaction(context.engine) as connection:
        return sessions.delete_ended(connection, events.moment_in(-LIFETIME_S), events.moment_in(-IDLE_S))


def _is_alive(session: Session) -> bool:
    return session.created_at > events.moment_in(-LIFETIME_S) and session.seen_at > events.moment_in(-IDLE_S)


def _seen(context: Context, session: Session) -> Session:
    """The session, seen now."""
    if session.seen_at > events.moment_in(-SEEN_EVERY_S):
        return session
    seen_at = events.now()
    with write_transaction(context.engine) as connection:
        sessions.change_session(connection, session.id, seen_at=seen_at)
    return replace(session, seen_at=seen_at)


def record(context: Context, actor: Actor, kind: str, account: str) -> None:
    """Append an event about an account, whose id is empty where that is unknown."""
    with write_transaction(context.engine) as connection:
        events.append_event(connection, actor, kind, {"account": account})
