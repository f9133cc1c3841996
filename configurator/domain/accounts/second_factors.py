"""What somebody has to show beside a password, and who has to."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from configurator.domain.accounts.organisations import Membership


class SecondFactor(StrEnum):
    """What was shown beside a password, or in its place."""

    NONE = ""
    CODE = "code"
    PASSKEY = "passkey"
    # Asked for by another provider.
    PROVIDER = "provider"


class MissingFactor(StrEnum):
    """What a session lacks before anything can be done in it."""

    NONE = ""
    SHOWN = "shown"
    SET_UP = "set_up"


def missing_factor(shown: str, *, has_factor: bool, memberships: Sequence[Membership]) -> MissingFactor:
    """What a session lacks in which `shown` was shown: a factor of the account, or, of a member, to have one.

    A customer need not have one (ASVS v5.0.0-6.3.2 asks it of an application that protects what is sensitive: whom a
    part is for, what a factory is to make).
    """
    if shown:
        return MissingFactor.NONE
    if has_factor:
        return MissingFactor.SHOWN
    return MissingFactor.SET_UP if memberships else MissingFactor.NONE
