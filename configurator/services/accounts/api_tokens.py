"""Tokens of the interface: made for a program, shown once, used, revoked."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from configurator.domain.accounts.accounts import Account, ApiToken, read_scopes
from configurator.domain.accounts.secrets import TokenText, new_secret, read_token, secret_hash
from configurator.domain.actors import Actor
from configurator.domain.errors import refused
from configurator.domain.identifiers import new_id
from configurator.domain.text_bounds import TOKEN_NAME
from configurator.services.accounts.sessions import SignedIn
from configurator.services.common.context import Context
from configurator.services.common.texts import check_text
from configurator.store import accounts, api_tokens, events, organisations
from configurator.store.database import read_transaction, write_transaction

DAY_S = 24 * 3600
MAX_DAYS = 366
# How exactly it is known when a token was used last (s): each time costs a write.
USED_EVERY_S = 300


@dataclass(frozen=True)
class TokenUse:
    """A token that may be used, whose it is, and as whom it acts."""

    token: ApiToken
    account: Account
    actor: Actor


def make_token(
    context: Context, signed_in: SignedIn, name: str, scopes: tuple[str, ...], days: int
) -> tuple[str, ApiToken]:
    """A token that acts as the session does, narrowed to scopes; returns its text, stored nowhere. Raises Refused."""
    if not 1 <= days <= MAX_DAYS:
        raise refused("A token must end.", "days", hint=f"After 1 to {MAX_DAYS} days.")
    name = check_text("name", name, TOKEN_NAME)
    if not name:
        raise refused("What the token is for is not said.", "name", hint=TOKEN_NAME.hint)
    text = TokenText(new_id(), new_secret())
    session = signed_in.session
    ends_at = events.moment_in(days * DAY_S)
    token = ApiToken(text.id, session.account, session.organisation, name, read_scopes(scopes), events.now(), ends_at)
    with write_transaction(context.engine) as connection:
        api_tokens.add_token(connection, token, secret_hash(text.secret))
        data = {"token": token.id, "scopes": [*token.scopes], "ends_at": ends_at}
        events.append_event(connection, signed_in.actor, "token_made", data)
    return str(text), token


def find_token_use(context: Context, text: str) -> TokenUse | None:
    """As whom a request with this token acts; None for one that is unknown, wrong, ended or revoked."""
    read = read_token(text)
    if read is None:
        return None
    with read_transaction(context.engine) as connection:
        found = api_tokens.find_token(connection, read.id)
        if found is None or not hmac.compare_digest(found[1], secret_hash(read.secret)):
            return None
        token = found[0]
        account = accounts.get_account(connection, token.account)
        memberships = organisations.memberships_of(connection, account.id)
    if token.revoked_at or token.ends_at < events.now() or account.disabled_at:
        return None
    member = next((each for each in memberships if each.organisation.id == token.organisation), None)
    if token.organisation and member is None:
        return None
    _take_down_use(context, token)
    role, organisation = (member.role, member.organisation.id) if member else ("customer", "")
    actor = Actor(f"T-{token.id}", role, organisation, account.id, frozenset(token.scopes))
    return TokenUse(token, account, actor)


def list_tokens(context: Context, account: str) -> Sequence[ApiToken]:
    """The tokens of an account, the newest first."""
    with read_transaction(context.engine) as connection:
        return api_tokens.tokens_of(connection, account)


def list_usable_tokens(context: Context, account: str) -> Sequence[ApiToken]:
    """Those that have neither ended nor been revoked."""
    return [each for each in list_tokens(context, account) if not each.revoked_at and each.ends_at > events.now()]


def revoke_token(context: Context, actor: Actor, account: str, token: str) -> None:
    """End a token of an account at once. Raises Refused if it has none of this id that goes on."""
    with write_transaction(context.engine) as connection:
        if not api_tokens.revoke_token(connection, account, token):
            raise refused("There is no such token.", "token", hint="It may have been revoked before.")
        events.append_event(connection, actor, "token_revoked", {"token": token})


def _take_down_use(context: Context, token: ApiToken) -> None:
    if token.last_used_at < events.moment_in(-USED_EVERY_S):
        with write_transaction(context.engine) as connection:
            api_tokens.use_token(connection, token.id)
