"""A forgotten password is replaced by a link, sent or handed over, and so by one that nobody else knows."""

from __future__ import annotations

from functools import partial

from configurator.domain.accounts.accounts import Account, read_email
from configurator.domain.accounts.rights import Right
from configurator.domain.accounts.secrets import is_secret, new_secret, secret_hash
from configurator.domain.actors import VISITOR, Actor
from configurator.domain.errors import Refused, refused
from configurator.services.accounts import rate_limits
from configurator.services.accounts.mail import in_background, mail_password_link
from configurator.services.accounts.passwords import check_password, hash_password
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
    secret = new_secret()
    with write_transaction(context.engine) as connection:
        account = accounts.find_account(connection, read_email(email))
        if account is None:
            raise refused(f"There is no account {email}.", "email", hint="Check how it is written.")
        ends_at = events.moment_in(LIFETIME_S)
        password_links.add_password_link(connection, account.id, secret_hash(secret), ends_at)
        events.append_event(connection, actor, "password_link_made", {"account": account.id})
    return secret, account


def send_password_link(context: Context, site: str, email: str, address: str) -> None:
    """Send a link under a site's address to an account of this e-mail address, if there is one that may sign in.

    Nobody is told whether there is. `address` is where the request came from. Raises Refused for what is no e-mail
    address, Limited.
    """
    email = read_email(email)
    rate_limits.use(context, rate_limits.PASSWORD_LINKS_BY_ADDRESS, address)
    rate_limits.use(context, rate_limits.PASSWORD_LINKS_BY_ACCOUNT, email)
    secret = new_secret()
    with write_transaction(context.engine) as connection:
        account = accounts.find_account(connection, email)
        if account is None or account.disabled_at:
            return
        ends_at = events.moment_in(LIFETIME_S)
        password_links.add_password_link(connection, account.id, secret_hash(secret), ends_at)
        events.append_event(connection, VISITOR, "password_link_sent", {"account": account.id})
    in_background(partial(mail_password_link, context, account, password_url(site, secret)))


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
    account = find_by_password_link(context, secret)
    check_password(password, (account.email, account.name))
    password_hash = hash_password(password)
    with write_transaction(context.engine) as connection:
        if not password_links.use_password_links(connection, account.id):
            raise _no_link()
        accounts.set_password_hash(connection, account.id, password_hash)
        sessions.delete_sessions(connection, account.id)
        actor = Actor(account.id, "customer", account=account.id)
        events.append_event(connection, actor, "password_replaced", {"account": account.id})
    return account


def _no_link() -> Refused:
    return refused("This link does not exist, was used, or has ended.", "link", hint="Ask for another.")
