"""A second factor: an account that signs in with a code of an app too."""

from __future__ import annotations

from configurator.domain.accounts.accounts import Account, read_email
from configurator.domain.accounts.rights import Right
from configurator.domain.actors import Actor
from configurator.domain.errors import refused
from configurator.services.accounts.codes import is_code_secret, matching_step
from configurator.services.accounts.sessions import SignedIn, confirm_password
from configurator.services.common.access import require
from configurator.services.common.context import Context
from configurator.store import accounts, events, sessions
from configurator.store.database import write_transaction

CODE_HINT = "Six digits, as the app shows them now. If they never fit, see whether the phone's clock is right."


def set_up_code(context: Context, signed_in: SignedIn, secret: str, code: str, password: str) -> str:
    """Have the account sign in with a code too; returns the session's new key, and every other session ends.

    The code shows that the app has the secret. Raises Refused, Limited, Blocked.
    """
    if not is_code_secret(secret) or matching_step(secret, code) is None:
        raise refused("The code does not fit.", "code", hint=CODE_HINT)
    return _replace(context, signed_in, secret, password, "code_set_up")


def remove_code(context: Context, signed_in: SignedIn, password: str) -> str:
    """Have the account sign in without a code; returns the session's new key. Raises Refused, Limited, Blocked."""
    return _replace(context, signed_in, "", password, "code_removed")


def remove_code_of(context: Context, actor: Actor, email: str) -> Account:
    """Have somebody sign in without a code, whose phone is lost; their sessions end. Raises Refused, Forbidden."""
    require(context, Right.MANAGE_ORGANISATIONS)
    with write_transaction(context.engine) as connection:
        account = accounts.find_account(connection, read_email(email))
        if account is None:
            raise refused(f"There is no account {email}.", "email", hint="Check how it is written.")
        accounts.set_code_secret(connection, account.id, "")
        sessions.delete_sessions(connection, account.id)
        events.append_event(connection, actor, "code_removed", {"account": account.id})
    return account


def _replace(context: Context, signed_in: SignedIn, secret: str, password: str, event: str) -> str:
    key, actor = confirm_password(context, signed_in, password)
    account = signed_in.account.id
    with write_transaction(context.engine) as connection:
        accounts.set_code_secret(connection, account, secret)
        sessions.delete_sessions(connection, account, but=signed_in.session.id)
        events.append_event(connection, actor, event, {"account": account})
    return key
