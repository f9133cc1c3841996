"""Who does something, what they say to it, and codes that should not be names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from configurator.domain.errors import refused
from configurator.domain.problems import Problem, warning

MAX_ACTOR_LENGTH = 80
# A date, an e-mail address, a word or two of letters alone: what people type where a code is asked for.
DATE = re.compile(r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b")
CAPITALISED_WORDS = re.compile(r"[^\W\d_]{2,}[\s,]+[^\W\d_]{2,}")
SINGLE_WORD = re.compile(r"[^\W\d_]{3,}")


def check_actor(actor: str) -> str:
    """The actor without spaces around. Raises Refused for none, or for what is no name of an actor."""
    actor = actor.strip()
    if not actor or len(actor) > MAX_ACTOR_LENGTH or not actor.isprintable():
        raise refused(
            "Who does this must be said.",
            "actor",
            hint=f"Up to {MAX_ACTOR_LENGTH} characters, such as clinic-7 or berlin:op2.",
        )
    return actor


def check_text(field: str, text: str) -> str:
    """Free text without spaces around. Raises Refused for what no database keeps."""
    # PostgreSQL does not take NUL, and half characters have no UTF-8.
    if "\0" in text or any("\ud800" <= each <= "\udfff" for each in text):
        raise refused("It holds characters that are no text.", field, hint="Type it anew.")
    return text.strip()


def name_warnings(field: str, code: str) -> Iterator[Problem]:
    """A warning if the code looks as if a person could be told by it."""
    if (
        DATE.search(code)
        or "@" in code
        or CAPITALISED_WORDS.search(code)
        or SINGLE_WORD.fullmatch(code)
        or _titled(code)
    ):
        yield warning(
            # Without the words themselves: they would go on into logs.
            "It looks like a person's name or date of birth.",
            field,
            hint="Use a code that only you can trace to the person, such as K-2041.",
        )


def _titled(code: str) -> bool:
    """As in A. Meier, O'Brien or Anna-Maria, but not as in K-2041."""
    return code.istitle() and SINGLE_WORD.search(code) is not None and not any(each.isdigit() for each in code)
