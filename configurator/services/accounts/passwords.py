"""Passwords: judged when they are chosen, stored as Argon2id hashes, compared in a bounded number of threads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from configurator.domain.errors import blocked, refused
from configurator.services.common.context import Context

if TYPE_CHECKING:
    from argon2 import PasswordHasher

# ASVS v5.0.0-6.2.1: 8 at least where there is a second factor, 15 where there is none; 6.2.9 wants 64 to be allowed.
MIN_LENGTH, MIN_LENGTH_ALONE, MAX_LENGTH = 8, 15, 128
# Of zxcvbn's 0 to 4: "safely unguessable, moderate protection from offline slow-hash scenario".
MIN_SCORE = 3
# zxcvbn's own bound: what is longer is judged by its beginning.
JUDGED_LENGTH = 72
# A comparison takes 64 MiB and a tenth of a second: so many at once, and so long (s) is waited for a turn.
SLOTS, SLOT_TIMEOUT_S = BoundedSemaphore(4), 10.0


def require_passwords(context: Context) -> None:
    """Raise Refused where whoever runs this has closed passwords."""
    if context.provider is not None and context.provider.is_only:
        host = urlsplit(context.provider.issuer).hostname
        raise refused("Nobody uses a password here.", hint=f"Sign in by {host}.")


def password_hint(*, has_factor: bool = False) -> str:
    """What a password needs, where it is alone or where there is a second factor."""
    if has_factor:
        return f"{MIN_LENGTH} characters at least, as you have a second factor: three words that nobody would guess do."
    return f"{MIN_LENGTH_ALONE} characters at least: four or five words that nobody would put together do."


def check_password(
    password: str, own_words: Sequence[str] = (), field: str = "password", *, has_factor: bool = False
) -> None:
    """Raise Refused for a password that is too short, too long, or easily guessed; own words make it so.

    `field` is where it was typed. With a second factor it may be shorter.
    """
    min_length, own_hint = MIN_LENGTH if has_factor else MIN_LENGTH_ALONE, password_hint(has_factor=has_factor)
    if not min_length <= len(password) <= MAX_LENGTH:
        raise refused(f"It has {len(password)} characters, not {min_length} to {MAX_LENGTH}.", field, hint=own_hint)
    from zxcvbn import zxcvbn

    judged = zxcvbn(password[:JUDGED_LENGTH], user_inputs=[*own_words, "configurator", "made to measure"])
    if judged["score"] < MIN_SCORE:
        feedback = judged["feedback"]
        hint = " ".join(filter(None, (*feedback["suggestions"], own_hint)))
        raise refused(f"It is easily guessed. {feedback['warning']}".strip(), field, hint=hint)


def hash_password(password: str) -> str:
    """Argon2id, with the library's own costs: RFC 9106's second choice, 64 MiB. Raises Blocked when all are busy."""
    with _Slot():
        return hasher().hash(password)


def is_password(password: str, stored: str) -> bool:
    """Whether it is the password of this hash. Without a hash it takes as long. Raises Blocked when all are busy."""
    from argon2.exceptions import InvalidHashError, VerificationError

    with _Slot():
        try:
            is_same = hasher().verify(stored or _hash_of_nobody(), password[:MAX_LENGTH])
        except (VerificationError, InvalidHashError):
            return False
    # Of megabytes a part is hashed, for the time that it takes, and none of them is a password.
    return is_same and bool(stored) and len(password) <= MAX_LENGTH


@cache
def hasher() -> PasswordHasher:
    """Argon2id with the library's own costs."""
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _hash_of_nobody() -> str:
    return hasher().hash("nobody has this password")


class _Slot:
    """A turn to hash."""

    def __enter__(self) -> None:
        if not SLOTS.acquire(timeout=SLOT_TIMEOUT_S):
            raise blocked("Too many sign in at this moment.", hint="Try again in a moment.")

    def __exit__(self, *_: object) -> None:
        SLOTS.release()
