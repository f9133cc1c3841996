"""Passkeys: keys that a person's device holds, and uses only once it knows the person (W3C Web Authentication)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from configurator.domain.errors import refused
from configurator.domain.text_bounds import PASSKEY_NAME


class Ceremony(StrEnum):
    """What a device is asked to answer a challenge for."""

    ADD = "add"
    SIGN_IN = "sign_in"
    CONFIRM = "confirm"


@dataclass(frozen=True)
class Passkey:
    """A key of an account, by its id and its public half, both in base64url (RFC 4648, section 5).

    `sign_count` is how often its device says to have used it, 0 where it does not count.
    """

    id: str
    account: str
    name: str
    public_key: str
    sign_count: int
    created_at: str
    last_used_at: str = ""


def read_passkey_name(text: str) -> str:
    """What tells a passkey from others. Raises Refused if it is empty, too long or unprintable."""
    name = text.strip()
    if not name or len(name) > PASSKEY_NAME.max_length or not name.isprintable():
        raise refused("What device it is on is not said.", "name", hint=PASSKEY_NAME.hint)
    return name
