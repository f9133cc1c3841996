"""Second factors of an account, whichever they are: whether it has one, and what a session lacks."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from configurator.domain.accounts.accounts import Session
from configurator.domain.accounts.organisations import Membership
from configurator.domain.accounts.second_factors import MissingFactor, SecondFactor, missing_factor
from configurator.domain.errors import refused
from configurator.services.accounts.passwords import MIN_LENGTH_ALONE
from configurator.store import accounts, passkeys, sessions


def has_factor(connection: Connection, account: str) -> bool:
    """Whether the account has codes of an app, or a passkey."""
    return bool(accounts.code_secret(connection, account)) or passkeys.has_passkey(connection, account)


def missing_in(connection: Connection, session: Session, memberships: Sequence[Membership]) -> MissingFactor:
    """What the session lacks before anything can be done in it."""
    # Most sessions have shown one: these ask nothing of the database.
    has_one = not session.factor and has_factor(connection, session.account)
    return missing_factor(session.factor, has_factor=has_one, memberships=memberships)


def check_alone(password: str) -> None:
    """Raise Refused for a password that is too short to be all that there is."""
    if len(password) < MIN_LENGTH_ALONE:
        hint = f"Choose one of {MIN_LENGTH_ALONE} characters first."
        raise refused("Your password is too short to be all that keeps others out.", "password", hint=hint)


def after_removal(connection: Connection, session: Session) -> None:
    """Have a session be one that has shown no factor, where its account has none left."""
    if not has_factor(connection, session.account):
        sessions.change_session(connection, session.id, factor=SecondFactor.NONE)
