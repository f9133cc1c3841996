"""The letters of the fonts that texts on parts are set in, and texts as they are stored."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

# The code points that all fonts of `fonts` have and that are letters, digits, signs or symbols, stand alone, run from
# left to right and make sound solids, as ranges of hexadecimal numbers. A test holds them against the fonts.
_RANGES: Final = Path(__file__).parent / "data" / "letters.txt"


@cache
def font_letters() -> frozenset[str]:
    """Every letter that can be written on a part, without the space."""
    return frozenset(chr(code) for word in _RANGES.read_text("ascii").split() for code in _code_points(word))


def normalise_text(text: str) -> str:
    """Letters and their accents composed (NFC), and each run of blanks as one space, none at the ends."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def unwritable_letters(text: str, letters: str = "") -> list[str]:
    """Those of the text that are none of `letters`, or of the font where these are empty: as themselves and by name."""
    known = letters or font_letters() | {" "}
    return [_letter_name(each) for each in dict.fromkeys(text) if each not in known]


def _letter_name(letter: str) -> str:
    name = unicodedata.name(letter, f"U+{ord(letter):04X}").lower()
    return f"{letter!r} ({name})" if letter.isprintable() else name


def _code_points(word: str) -> Iterator[int]:
    first, _, last = word.partition("-")
    return iter(range(int(first, 16), int(last or first, 16) + 1))
