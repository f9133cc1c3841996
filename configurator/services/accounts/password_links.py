"""A forgotten password is replaced by a link, sent or handed over, and so by one that nobody else knows."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Connection

from configurator.domain.accounts.accounts import Account, read_email
from configurator.domain.accounts.rights import Right
from configurator.domain.accounts.secrets import is_secret, new_secret, secret_hash
from configurator.domain.actors import VISITOR, Actor
from configurator.domain.errors import Refused, refused
from configurator.services.accounts import rate_limits
from configurator.services.accounts.accounts import account_of_email, has_second_factor
from configurator.services.accounts.mail import in_background, mail_password_link
from configurator.services.accounts.passwords import check_password, hash_password, require_passwords
from configurator.services.common.access import require
from configurator.services.common.context import Context
from configurator.store import accounts, events, password_links, sessions
from configurator.store.database import read_transaction, write_transaction

LIFETIME_S = 24 * 3600


def make_password_link(context: Context, actor: Actor, email: str) -> tuple[str, Account]:
    """The secret for a link by which an account's password is replaced, stored nowhere, and the account.

    A link made before is of no use any more. Raises Refused, Forbidden.
    """
    require(context, Right.MANAGE_ORGANISATIONS)
    require_passwords(context)
    with write_transaction(context.engine) as connection:
        account = account_of_email(connection, email)
        return _add_link(connection, actor, account, "password_link_made"), account


def send_password_link(context: Context, site: str, email: str, address: str) -> None:
    """Send a link under a site's address to an account of this e-mail address, if there is one that may sign in.

    Nobody is told whether there is. `address` is where the request came from. Raises Refused for what is no e-mail
    address, Limited.
    """
    require_passwords(context)
    email = read_email(email)
    rate_limits.use(context, rate_limits.PASSWORD_LINKS_BY_ADDRESS, address)
    rate_limits.use(context, rate_limits.PASSWORD_LINKS_BY_ACCOUNT, email)
    in_background(partial(_send_link, context, site, email))


def _send_link(context: Context, site: str, email: str) -> None:
    with write_transaction(context.engine) as connection:
        account = accounts.find_account(connection, email)
        if account is None or account.disabled_at:
            return
        secret = _add_link(connection, VISITOR, account, "password_link_sent")
    mail_password_link(context, account, password_url(site, secret))


def password_url(site: str, secret: str) -> str:
    """The link, under a site's address."""
    return f"{site}/passwords/{secret}"


def find_by_password_link(context: Context, secret: str) -> Account:
    """Whose password a link replaces. Raises Refused for one that is none, was used, or has ended."""
    with read_transaction(context.engine) as connection:
        account_id = password_links.find_password_link(connection, secret_hash(secret)) if is_secret(secret) else None
        if account_id is None:
            raise _no_link()
        return accounts.get_account(connection, account_id)


def replace_password(context: Context, secret: str, password: str) -> Account:
    """Choose another password by a link; every session of the account ends. Raises Refused, Blocked."""
    require_passwords(context)
    account = find_by_password_link(context, secret)
    check_password(password, (account.email, account.name), has_factor=has_second_factor(context, account.id))
    password_hash = hash_password(password)
    with write_transaction(context.engine) as connection:
        if not password_links.use_password_links(connection, account.id):
            raise _no_link()
        accounts.set_password_hash(connection, account.id, password_hash)
        sessions.delete_sessions(connection, account.id)
        actor = Actor(account.id, "customer", account=account.id)
        events.append_event(connection, actor, "password_replaced", {"account": account.id})
    return account


def _add_link(connection: Connection, actor: Actor, account: Account, event: str) -> str:
    """The secret of a new link, stored nowhere; those from before are of no use any more."""
    secret = new_secret()
    password_links.add_password_link(connection, account.id, secret_hash(secret), events.moment_in(LIFETIME_S))
    events.append_event(connection, actor, event, {"account": account.id})
    return secret


def _no_link() -> Refused:
    return refused("This link does not exist, was used, or has ended.", "link", hint="Ask for another.")
