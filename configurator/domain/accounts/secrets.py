"""Secrets that programs make: session keys, links of invitations, and tokens of the interface."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from configurator.domain.sha256 import sha256

# By it scanners of source code find a token that somebody has published.
TOKEN_PREFIX = "mtmt_"
_TOKEN_PATTERN = re.compile(r"mtmt_([A-Z0-9]{10})_([\w-]{43})", re.ASCII)
_SECRET_PATTERN = re.compile(r"[\w-]{43}", re.ASCII)


@dataclass(frozen=True)
class TokenText:
    """A token as a program sends it: its id, by which it is found, and its secret."""

    id: str
    secret: str

    def __str__(self) -> str:
        return f"{TOKEN_PREFIX}{self.id}_{self.secret}"


def new_secret() -> str:
    """43 random characters, 256 bits."""
    return secrets.token_urlsafe(32)


def secret_hash(secret: str) -> str:
    """What is stored of a secret. A plain hash does for one of 112 random bits or more (ASVS v5.0.0-6.5.2)."""
    return sha256(secret.encode())


def is_secret(text: str) -> bool:
    """Whether it could be one; what comes from outside may be anything, and no database takes all of it."""
    return _SECRET_PATTERN.fullmatch(text) is not None


def read_token(text: str) -> TokenText | None:
    """A token's id and secret; None for what is none."""
    match = _TOKEN_PATTERN.fullmatch(text)
    return TokenText(match[1], match[2]) if match else None
