"""Idempotency keys: a request sent twice under one is placed once, and another request under it is refused."""

from __future__ import annotations

from typing import Any

import rfc8785

from configurator.domain.errors import Refused, refused
from configurator.domain.orders.requests import MAX_KEY_LENGTH
from configurator.domain.sha256 import sha256


def check_key(key: str, word: str) -> str:
    """The key without spaces around. Raises Refused if it is empty, too long or unprintable."""
    if not key.strip() or len(key) > MAX_KEY_LENGTH or not key.isprintable():
        raise refused(
            f"A key is needed, so that the {word} sent twice is placed once.",
            "key",
            hint="Any text of yours, unique to it.",
        )
    return key.strip()


def request_digest(request: Any, word: str) -> str:
    """SHA-256 of a request as canonical JSON. Raises Refused for characters and numbers that it cannot hold."""
    try:
        canonical = rfc8785.dumps(request)
    except ValueError as error:
        raise refused(f"The {word} cannot be kept: {error}.", word, hint="Type it anew.") from None
    if b"\\u0000" in canonical:
        raise refused(f"The {word} holds the character NUL.", word, hint="Type it anew.")
    return sha256(canonical)


def key_conflict(key: str, word: str, name: str) -> Refused:
    """The refusal of a key that was used for another request."""
    return refused(
        f"The key {key!r} was used for {word} {name}, which asks for something else.",
        "key",
        hint=f"Take a new key for a new {word}.",
    )
