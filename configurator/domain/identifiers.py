"""Random identifiers and secret tokens."""

from __future__ import annotations

import re
import secrets

# Crockford's base 32: no I, L, O or U, so that a code read off a part is not misread.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# What is read for another digit, by the same alphabet.
_MISREADINGS = str.maketrans("ILO", "110")
TOKEN_PATTERN = re.compile(r"[\w-]{32}", re.ASCII)


def new_id() -> str:
    """Ten random characters, 50 bits, that can be read aloud."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


def typed_id(text: str) -> str:
    """An id as somebody typed it: in capitals, with the digits that its alphabet has for I, L and O."""
    return text.strip().upper().translate(_MISREADINGS)


def new_token() -> str:
    """Thirty-two random characters, 192 bits: whoever knows it may see what it leads to, and nobody guesses it."""
    return secrets.token_urlsafe(24)


def is_token(text: str) -> bool:
    """Whether it could be one; what comes from outside may be anything, and no database takes all of it."""
    return TOKEN_PATTERN.fullmatch(text) is not None
