"""The checks of how a part can be made, of every package that brings some."""

from __future__ import annotations

from functools import cache

from configurator.domain.offers.check import Check, check_fault
from configurator.domain.offers.manufacturability import FAILED_CHECK
from configurator.domain.parts.soundness import FAULTS
from configurator.extensions import Door, Extension, find_extensions, usable

# Codes of findings that come from elsewhere.
RESERVED_CODES = (FAILED_CHECK, *(fault.code for fault in FAULTS))


@cache
def entries() -> tuple[Extension[Check], ...]:
    """Every check, and what is wrong with those that cannot be used."""
    return find_extensions(DOOR)


@cache
def checks() -> tuple[Check, ...]:
    """Those that can be used, in the order of their findings."""
    return tuple(sorted(usable(entries()), key=lambda each: each.rank))


def _fault(check: Check) -> str:
    if check.code in RESERVED_CODES:
        return f"Its code {check.code!r} is that of another finding."
    try:
        return check_fault(check)
    # The limits of anybody's check may raise anything.
    except Exception as error:
        return f"Its limits fail: {type(error).__name__}: {error}"


DOOR: Door[Check] = Door("configurator.checks", "CHECKS", Check, lambda check: check.code, _fault)
