"""Check free text, and warn of codes that look like names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from configurator.domain.errors import refused
from configurator.domain.problems import Problem, warning
from configurator.domain.text_bounds import TextBound

# A date, an e-mail address, a word or two of letters alone: what people type instead of a code.
DATE = re.compile(r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b")
CAPITALISED_WORDS = re.compile(r"[^\W\d_]{2,}[\s,]+[^\W\d_]{2,}")
SINGLE_WORD = re.compile(r"[^\W\d_]{3,}")


def check_text(field: str, text: str, bound: TextBound) -> str:
    """Free text without spaces around. Raises Refused for one too long, or that a database cannot store.

    A line break counts as one character, as browsers count it.
    """
    check_characters(field, text)
    text = text.strip()
    if (length := len(text.replace("\r\n", "\n"))) > bound.max_length:
        raise refused(f"It has {length} characters, of {bound.max_length} at most.", field, hint=bound.hint)
    return text


def check_characters(field: str, text: str) -> None:
    """Raises Refused for characters that a database cannot store."""
    # PostgreSQL does not take NUL, and lone surrogates have no UTF-8.
    if "\0" in text or any("\ud800" <= each <= "\udfff" for each in text):
        raise refused("It holds characters that are no text.", field, hint="Type it anew.")


def name_warnings(field: str, code: str) -> Iterator[Problem]:
    """A warning if the code looks like a name, an e-mail address or a date of birth."""
    if (
        DATE.search(code)
        or "@" in code
        or CAPITALISED_WORDS.search(code)
        or SINGLE_WORD.fullmatch(code)
        or _is_title_cased(code)
    ):
        yield warning(
            # Without the code itself: the message is logged.
            "It looks like a person's name or date of birth.",
            field,
            hint="Use a code that only you can trace to the person, such as K-2041.",
        )


def _is_title_cased(code: str) -> bool:
    """Whether it is capitalised as in A. Meier, O'Brien or Anna-Maria, but not as in K-2041."""
    return code.istitle() and SINGLE_WORD.search(code) is not None and not any(each.isdigit() for each in code)
