"""How sizes are rounded wherever people read them: on pages, in pictures, on drawings and in sentences."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

# What a design is rounded to, and less than any measurement can tell: what is left of a binary fraction is no size.
FINEST_DECIMALS = 6
# From here on a float has no decimals to round.
LARGEST = 1e15


def round_half_up(value: float, decimals: int) -> float:
    """The decimal number rounded, halves away from zero: 34.925 becomes 34.93, -0.125 becomes -0.13, -0.001 becomes 0.

    It is the rule that people are taught; `round` would take halves to the even digit, and binary fractions as they
    lie. `web/frontend/src/units.ts` rounds so too.
    """
    return _rounded(value, decimals, ROUND_HALF_UP)


def round_up(value: float, decimals: int) -> float:
    """The least number with so many decimals that is not less; what is left of a binary fraction counts for nothing."""
    return _rounded(value, decimals, ROUND_CEILING)


def round_down(value: float, decimals: int) -> float:
    """The greatest number with so many decimals that is not more, likewise."""
    return -round_up(-value, decimals) + 0.0


def fixed_text(value: float, decimals: int) -> str:
    """The number rounded so, with all its decimals: 34.93, 8.00."""
    return f"{round_half_up(value, decimals):.{decimals}f}"


def signed_text(value: float, decimals: int) -> str:
    """The same with a true minus sign (U+2212)."""
    return fixed_text(value, decimals).replace("-", "−")


def _rounded(value: float, decimals: int, how: str) -> float:
    if not abs(value) < LARGEST:
        return float(value)
    decimal = Decimal(repr(round(float(value), FINEST_DECIMALS)))
    return float(decimal.quantize(Decimal(1).scaleb(-decimals), how)) + 0.0
