"""Who does something, and codes that should not be names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from configurator.domain.errors import refused
from configurator.domain.problems import Problem, warning

LONGEST = 80
# A date, an e-mail address, or two words without a digit: what people type where a code is asked for.
DATE = re.compile(r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b")
WORDS = re.compile(r"[^\W\d_]{2,}[\s,]+[^\W\d_]{2,}")
CAPITALISED = re.compile(r"[^\W\d_][^\W\d_'’-]{2,}")


def checked_actor(actor: str) -> str:
    """The actor without spaces around. Raises Refused for none, or for what is no name of an actor."""
    actor = actor.strip()
    if not actor or len(actor) > LONGEST or not actor.isprintable():
        raise refused(
            "Who does this must be said.", "actor", hint=f"Up to {LONGEST} characters, such as clinic-7 or berlin:op2."
        )
    return actor


def like_a_name(field: str, code: str) -> Iterator[Problem]:
    """A warning if the code looks as if a person could be told by it."""
    if DATE.search(code) or "@" in code or WORDS.search(code) or CAPITALISED.fullmatch(code):
        yield warning(
            f"{code!r} looks like a person's name or date of birth.",
            field,
            hint="Use a code that only you can trace to the person, such as K-2041.",
        )
