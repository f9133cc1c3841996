"""Tokens of the interface as rows: of the secret the hash alone."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, insert, select, update

from configurator.domain.accounts.accounts import ApiToken, Scope
from configurator.store import events
from configurator.store.tables import api_tokens


def add_token(connection: Connection, token: ApiToken, secret_hash: str) -> None:
    """Insert a token."""
    connection.execute(insert(api_tokens).values(hash=secret_hash, **{**vars(token), "scopes": [*token.scopes]}))


def find_token(connection: Connection, token_id: str) -> tuple[ApiToken, str] | None:
    """The token of this id with its secret's hash, ended or revoked though it may be."""
    row = connection.execute(select(api_tokens).where(api_tokens.c.id == token_id)).mappings().one_or_none()
    return (_token(row), row["hash"]) if row else None


def tokens_of(connection: Connection, account: str) -> Sequence[ApiToken]:
    """The tokens of an account, the newest first."""
    query = select(api_tokens).where(api_tokens.c.account == account).order_by(api_tokens.c.created_at.desc())
    return [_token(row) for row in connection.execute(query).mappings()]


def use_token(connection: Connection, token_id: str) -> None:
    """Take down that the token was used just now."""
    connection.execute(update(api_tokens).where(api_tokens.c.id == token_id).values(last_used_at=events.now()))


def revoke_token(connection: Connection, account: str, token_id: str) -> bool:
    """Revoke a token of this account; False if it has none, or that was done before."""
    where = (api_tokens.c.id == token_id, api_tokens.c.account == account, api_tokens.c.revoked_at == "")
    return connection.execute(update(api_tokens).where(*where).values(revoked_at=events.now())).rowcount == 1


def _token(row: RowMapping) -> ApiToken:
    values = {name: row[name] for name in ApiToken.__dataclass_fields__}
    return ApiToken(**{**values, "scopes": tuple(map(Scope, row["scopes"]))})
