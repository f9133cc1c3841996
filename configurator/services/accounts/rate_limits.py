"""How often something may be done: token buckets in the database, so that all processes count together."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from configurator.domain.errors import Limited
from configurator.domain.problems import refusal
from configurator.services.common.context import Context
from configurator.store.database import write_transaction
from configurator.store.rate_buckets import delete_buckets, read_bucket, write_bucket

HOUR_S, DAY_S = 3600.0, 86_400.0


@dataclass(frozen=True)
class RateLimit:
    """So many uses in so many s, refilled evenly; `what` is done, in the words of the refusal."""

    name: str
    uses: int
    seconds: float
    what: str


# By address as healthchecks.io has it; by account more, as others can use them up.
SIGN_IN_BY_ADDRESS = RateLimit("sign-in-address", 20, HOUR_S, "signing in from this address")
SIGN_IN_BY_ACCOUNT = RateLimit("sign-in-account", 50, DAY_S, "signing in to this account")
PASSWORD_LINKS_BY_ADDRESS = RateLimit("password-links-address", 10, HOUR_S, "asking for links from this address")
PASSWORD_LINKS_BY_ACCOUNT = RateLimit("password-links-account", 5, DAY_S, "asking for links for this account")
# Each ask is a row for some minutes; of those who come from one address many may sign in, each with a try or two.
PASSKEYS_BY_ADDRESS = RateLimit("passkeys-address", 300, HOUR_S, "asking for passkeys from this address")
PASSKEYS_BY_ACCOUNT = RateLimit("passkeys-account", 100, HOUR_S, "asking for passkeys")
PROVIDER_BY_ADDRESS = RateLimit("provider-address", 300, HOUR_S, "signing in from this address")
REFUSALS = RateLimit("refusals", 20, HOUR_S, "being refused")
INVITATIONS = RateLimit("invitations", 50, DAY_S, "inviting")


def use(context: Context, limit: RateLimit, subject: str, clock: Callable[[], float] = time.time) -> None:
    """Take one use of a limit for a subject. Raises Limited when none is left, saying when one will be."""
    with write_transaction(context.engine) as connection:
        key, at = f"{limit.name}:{subject}", clock()
        left, since = read_bucket(connection, key, float(limit.uses), at)
        left = min(limit.uses, left + max(0.0, at - since) * limit.uses / limit.seconds)
        write_bucket(connection, key, max(0.0, left - 1) if left >= 1 else left, at)
    if left < 1:
        seconds = math.ceil((1 - left) * limit.seconds / limit.uses)
        raise Limited(
            refusal(f"Too much {limit.what}.", "rate", hint=f"Try again in {_words(seconds)}."), seconds=seconds
        )


def refill(context: Context, limit: RateLimit, subject: str, clock: Callable[[], float] = time.time) -> None:
    """Give a subject all uses of a limit back."""
    with write_transaction(context.engine) as connection:
        write_bucket(connection, f"{limit.name}:{subject}", float(limit.uses), clock())


def give_back(context: Context, limit: RateLimit, subject: str, clock: Callable[[], float] = time.time) -> None:
    """Give a subject one use of a limit back, as if it had not been taken."""
    with write_transaction(context.engine) as connection:
        key, at = f"{limit.name}:{subject}", clock()
        left, since = read_bucket(connection, key, float(limit.uses), at)
        write_bucket(connection, key, min(float(limit.uses), left + 1), since)


def remove_full(context: Context, clock: Callable[[], float] = time.time) -> int:
    """Delete the buckets that are full again; returns how many."""
    with write_transaction(context.engine) as connection:
        return delete_buckets(connection, clock() - DAY_S)


def _words(seconds: int) -> str:
    return f"{seconds} s" if seconds < 120 else f"{math.ceil(seconds / 60)} min"
