"""Keys: what is sent twice under one is placed once, and something else under it is a mistake."""

from __future__ import annotations

from typing import Any

import rfc8785

from configurator.domain.digests import sha256
from configurator.domain.errors import Refused, refused


def check_key(key: str, word: str) -> str:
    """The key without spaces around. Raises Refused for an empty, endless or unprintable one."""
    if not key.strip() or len(key) > 200 or not key.isprintable():
        raise refused(
            f"A key is needed, so that the {word} sent twice is placed once.",
            "key",
            hint="Any text of yours, unique to it.",
        )
    return key.strip()


def request_digest(asked: Any, word: str) -> str:
    """SHA-256 of what is asked for, in one form. Raises Refused for characters and numbers that are none."""
    try:
        written = rfc8785.dumps(asked)
    except ValueError as error:
        raise refused(f"The {word} cannot be kept: {error}.", word, hint="Type it anew.") from None
    if b"\\u0000" in written:
        raise refused(f"The {word} holds the character NUL.", word, hint="Type it anew.")
    return sha256(written)


def key_conflict(key: str, word: str, name: str) -> Refused:
    """What to say of a key under which something else was asked for."""
    return refused(
        f"The key {key!r} was used for {word} {name}, which asks for something else.",
        "key",
        hint=f"Take a new key for a new {word}.",
    )
