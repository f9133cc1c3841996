"""Codes of an app as a second factor set up and removed, and all factors of somebody whose device is lost."""

from __future__ import annotations

from configurator.domain.accounts.accounts import Account
from configurator.domain.accounts.rights import Right
from configurator.domain.accounts.second_factors import SecondFactor
from configurator.domain.actors import Actor
from configurator.domain.errors import refused
from configurator.services.accounts.accounts import account_of_email
from configurator.services.accounts.codes import is_code_secret, matching_step
from configurator.services.accounts.factors import after_removal
from configurator.services.accounts.passkeys import list_passkeys
from configurator.services.accounts.sessions import SignedIn, confirm_or_recent
from configurator.services.common.access import require
from configurator.services.common.context import Context
from configurator.store import accounts, events, passkeys, sessions
from configurator.store.database import write_transaction

CODE_HINT = "Six digits, as the app shows them now. If they never fit, see whether the phone's clock is right."


def set_up_code(context: Context, signed_in: SignedIn, secret: str, code: str, password: str) -> str:
    """Have the account sign in with a code too; returns the session's new key, and every other session ends.

    The code shows that the app has the secret, and is used by that. Raises Refused, Limited, Blocked.
    """
    step = matching_step(secret, code) if is_code_secret(secret) else None
    if step is None:
        raise refused("The code does not fit.", "code", hint=CODE_HINT)
    return _replace(context, signed_in, secret, password, "code_set_up", step)


def remove_code(context: Context, signed_in: SignedIn, password: str) -> str:
    """Have the account sign in without a code; returns the session's new key. Raises Refused, Limited, Blocked."""
    return _replace(context, signed_in, "", password, "code_removed")


def remove_factors_of(context: Context, actor: Actor, email: str) -> Account:
    """Have somebody whose device is lost sign in without codes or passkeys; their sessions end.

    A member sets up others then. Raises Refused, Forbidden.
    """
    require(context, Right.MANAGE_ORGANISATIONS)
    with write_transaction(context.engine) as connection:
        account = account_of_email(connection, email)
        accounts.set_code_secret(connection, account.id, "")
        passkeys.delete_passkeys(connection, account.id)
        sessions.delete_sessions(connection, account.id)
        events.append_event(connection, actor, "factors_removed", {"account": account.id})
    return account


def _replace(context: Context, signed_in: SignedIn, secret: str, password: str, event: str, step: int = 0) -> str:
    account, session = signed_in.account.id, signed_in.session
    is_last = not secret and not list_passkeys(context, account)
    key, actor = confirm_or_recent(context, signed_in, password, is_alone=is_last)
    with write_transaction(context.engine) as connection:
        accounts.set_code_secret(connection, account, secret, step)
        if secret:
            sessions.change_session(connection, session.id, factor=SecondFactor.CODE)
        else:
            after_removal(connection, session)
        sessions.delete_sessions(connection, account, but=signed_in.session.id)
        events.append_event(connection, actor, event, {"account": account})
    return key
