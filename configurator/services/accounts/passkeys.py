"""Passkeys of an account: added, listed, removed, and used to sign in or to confirm who acts."""

from __future__ import annotations

from collections.abc import Sequence

from configurator.domain.accounts.passkeys import Ceremony, Passkey, read_passkey_name
from configurator.domain.accounts.second_factors import SecondFactor
from configurator.domain.actors import VISITOR, Actor
from configurator.domain.errors import Refused, refused
from configurator.services.accounts import rate_limits
from configurator.services.accounts.codes import needs_code
from configurator.services.accounts.factors import after_removal
from configurator.services.accounts.passkey_ceremonies import adding_options, check_new_key, check_use, use_options
from configurator.services.accounts.sessions import SignedIn, begin_session, confirm_or_recent, record, renew_session
from configurator.services.common.context import Context
from configurator.store import accounts, events, passkeys, sessions
from configurator.store.database import read_transaction, write_transaction

# So that a list stays one that somebody reads, and a page one that loads.
MAX_PASSKEYS = 20


def list_passkeys(context: Context, account: str) -> Sequence[Passkey]:
    """The passkeys of an account, the oldest first."""
    with read_transaction(context.engine) as connection:
        return passkeys.passkeys_of(connection, account)


def begin_adding(context: Context, signed_in: SignedIn, site: str, name: str, password: str) -> tuple[str, str]:
    """The session's new key, and JSON for the browser of somebody who has typed the password once more.

    `site` is the address that people type. Raises Refused, Limited, Blocked.
    """
    read_passkey_name(name)
    account, known = signed_in.account, list_passkeys(context, signed_in.account.id)
    if len(known) >= MAX_PASSKEYS:
        raise refused(f"There are {len(known)} passkeys already.", "name", hint="Remove one that is of no use.")
    key, _ = confirm_or_recent(context, signed_in, password)
    return key, adding_options(context, site, signed_in.session.id, account, known)


def add_passkey(context: Context, signed_in: SignedIn, site: str, name: str, answer: str) -> Passkey:
    """Add the passkey that a device has made, asked by `begin_adding`; every other session ends. Raises Refused."""
    name, session, account = read_passkey_name(name), signed_in.session.id, signed_in.account.id
    new = check_new_key(context, site, session, answer)
    passkey = Passkey(new.id, account, name, new.public_key, new.sign_count, events.now())
    with write_transaction(context.engine) as connection:
        if not passkeys.add_passkey(connection, passkey):
            raise refused("This passkey is known already.", "passkey", hint="Use it, or another device.")
        sessions.delete_sessions(connection, account, but=session)
        sessions.change_session(connection, session, factor=SecondFactor.PASSKEY)
        events.append_event(connection, signed_in.actor, "passkey_added", {"account": account, "name": name})
    return passkey


def find_passkey(context: Context, account: str, passkey: str) -> Passkey:
    """A passkey of an account. Raises Refused if it has none of this id."""
    found = next((each for each in list_passkeys(context, account) if each.id == passkey), None)
    if found is None:
        raise _no_passkey()
    return found


def remove_passkey(context: Context, signed_in: SignedIn, passkey: str, password: str) -> str:
    """Have a passkey be of no use any more; returns the session's new key, and every other session ends.

    Raises Refused, Limited, Blocked.
    """
    found = find_passkey(context, signed_in.account.id, passkey)
    is_last = len(list_passkeys(context, found.account)) == 1 and not needs_code(context, found.account)
    key, actor = confirm_or_recent(context, signed_in, password, is_alone=is_last)
    with write_transaction(context.engine) as connection:
        if not passkeys.delete_passkey(connection, found.account, found.id):
            raise _no_passkey()
        after_removal(connection, signed_in.session)
        sessions.delete_sessions(connection, found.account, but=signed_in.session.id)
        data = {"account": found.account, "name": found.name}
        events.append_event(connection, actor, "passkey_removed", data)
    return key


def begin_sign_in(context: Context, site: str, address: str) -> str:
    """JSON for a browser to have a device use a passkey. Raises Limited."""
    rate_limits.use(context, rate_limits.PASSKEYS_BY_ADDRESS, address)
    return use_options(context, site, Ceremony.SIGN_IN)


def sign_in_with_passkey(
    context: Context, site: str, answer: str, address: str, agent: str = ""
) -> tuple[str, SignedIn]:
    """Begin a session by a passkey alone, asked for by `begin_sign_in`; returns its key and the session.

    Raises Refused, Limited.
    """
    rate_limits.use(context, rate_limits.SIGN_IN_BY_ADDRESS, address)
    try:
        passkey = check_use(context, site, Ceremony.SIGN_IN, answer)
        with read_transaction(context.engine) as connection:
            account = accounts.get_account(connection, passkey.account)
        if account.disabled_at:
            raise refused("The passkey was not accepted.", "passkey", hint="Ask an administrator.")
    except Refused:
        record(context, VISITOR, "sign_in_refused", "")
        raise
    rate_limits.give_back(context, rate_limits.SIGN_IN_BY_ADDRESS, address)
    return begin_session(context, account, agent, SecondFactor.PASSKEY)


def begin_confirmation(context: Context, signed_in: SignedIn, site: str) -> str:
    """JSON for a browser to have a device use a passkey of the account. Raises Refused without one, Limited."""
    own = list_passkeys(context, signed_in.account.id)
    if not own:
        raise _no_passkey()
    rate_limits.use(context, rate_limits.PASSKEYS_BY_ACCOUNT, signed_in.account.id)
    return use_options(context, site, Ceremony.CONFIRM, signed_in.session.id, own)


def confirm_passkey(context: Context, signed_in: SignedIn, site: str, answer: str) -> tuple[str, Actor]:
    """The session's new key, and its actor, who has just used a passkey, asked for by `begin_confirmation`.

    The old key is worth nothing from here on. Raises Refused.
    """
    try:
        passkey = check_use(context, site, Ceremony.CONFIRM, answer, signed_in.session.id)
        if passkey.account != signed_in.account.id:
            raise refused("This is not your passkey.", "passkey", hint="Use one of your own.")
    except Refused:
        record(context, signed_in.actor, "confirmation_refused", signed_in.account.id)
        raise
    return renew_session(context, signed_in, SecondFactor.PASSKEY)


def remove_ended_challenges(context: Context) -> int:
    """Delete what no device has answered in time; returns how many."""
    with write_transaction(context.engine) as connection:
        return passkeys.delete_ended_challenges(connection)


def _no_passkey() -> Refused:
    return refused("There is no such passkey.", "passkey", hint="It may have been removed before.")
