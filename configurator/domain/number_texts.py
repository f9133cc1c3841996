"""Numbers with the signs that phones, spreadsheets and other languages write, as a keyboard writes them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Of no width. Between two digits it may stand for a space, so that 1 3/8 would be read as 13/8: there it stays.
_INVISIBLE: Final = re.compile("(?<!\\d)[\u00ad\u200b-\u200e\u2060\ufeff]+|[\u00ad\u200b-\u200e\u2060\ufeff]+(?!\\d)")
# At the ends of a text these turn nothing; within it they could show digits in another order (Unicode, UAX #9).
_DIRECTIONS: Final = "\u061c\u200f\u202a\u202c\u2066\u2068\u2069"
_SPACES: Final = dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_DASHES: Final = dict.fromkeys([*range(0x2010, 0x2015), 0x2212, 0xFE63, 0xFF0D], "-")
_SLASHES: Final = dict.fromkeys([0x2044, 0x2215], "/")
_SMALL_DIGITS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
# A fraction of small digits, such as ³⁄₈, or a sign of its own, such as ⅜.
_FRACTION: Final = re.compile("(?P<digits>[⁰¹²³⁴⁵⁶⁷⁸⁹]+[\u2044\u2215/][₀₁₂₃₄₅₆₇₈₉]+)|[¼-¾⅐-⅞↉]")


def plain_number_text(text: str) -> str:
    """The text with a keyboard's dashes, slashes, spaces and digits, without what nobody sees; `9½` is `9 1/2`.

    Nothing that could be read in two ways becomes a number by it.
    """
    visible = _INVISIBLE.sub("", text).strip(_DIRECTIONS + " ").translate(_SPACES).strip()
    return _FRACTION.sub(_spaced_fraction, visible).translate(_DASHES | _SLASHES).strip()


def _spaced_fraction(match: re.Match[str]) -> str:
    """Apart from the digits on both sides, so that 1³⁄₈ is never 13/8."""
    fraction = match[0].translate(_SMALL_DIGITS) if match["digits"] else unicodedata.normalize("NFKC", match[0])
    before = match.string[max(match.start() - 1, 0) : match.start()]
    return f"{' ' if before.isdigit() else ''}{fraction} "
