"""Names of places made alike: case, accents, punctuation and umlauts spelt out do not count."""

from __future__ import annotations

import re
from unicodedata import combining, normalize

LETTERS = re.compile(r"[^\W_]+")
# Letters that Unicode does not decompose.
UNACCENTED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
# How German and the Nordic languages spell them in plain letters.
SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


def fold_name(name: str) -> str:
    """Lower-case letters without accents, and single spaces for all between them: "St. Pölten" is "st polten"."""
    small = name.casefold()
    if not small.isascii():
        small = "".join(each for each in normalize("NFKD", small.translate(UNACCENTED)) if not combining(each))
    return " ".join(LETTERS.findall(small))


def folded_spellings(name: str) -> set[str]:
    """A name folded, and with its umlauts spelt out; nothing for one without a letter."""
    plain = {fold_name(name)}
    if not name.isascii() and (spelt := normalize("NFC", name.lower()).translate(SPELT_OUT)) != name.lower():
        plain.add(fold_name(spelt))
    return plain - {""}
