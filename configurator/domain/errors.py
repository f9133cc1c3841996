"""The exceptions that this program raises on purpose. Each says what is wrong, where, and how to correct it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from configurator.domain.problems import Problem, refusal


class ConfiguratorError(Exception):
    """Carries the problems to show; its text is the first of them."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


class Refused(ConfiguratorError):
    """The input is at fault: another input would be accepted."""


class Forbidden(Refused):
    """Whoever asks has no right to it; where `signed_out` is set, somebody who has signs in first."""

    def __init__(self, *problems: Problem, signed_out: bool = False) -> None:
        super().__init__(*problems)
        self.signed_out = signed_out


class Limited(Refused):
    """Too much was asked in too short a time: the same will be taken after so many seconds."""

    def __init__(self, *problems: Problem, seconds: int) -> None:
        super().__init__(*problems)
        self.seconds = seconds


class Failed(ConfiguratorError):
    """The program could not do what was requested, though the input was accepted."""


class Crashed(Failed):
    """The kernel's process died, or ran out of time or memory: trying again may help."""


class Blocked(Failed):
    """Something outside is in the way, a full disk or a server out of reach: the same will work once it is not."""


class Damaged(Failed):
    """What was stored is missing, or no longer what it was: all that does not need it works."""

    def of(self, name: str) -> Damaged:
        """The same of a file with this name."""
        return Damaged(*(replace(each, message=f"{name}: {each.message}") for each in self.problems))


def refused(message: str, *fields: str, hint: str = "") -> Refused:
    """A `Refused` with one problem."""
    return Refused(refusal(message, *fields, hint=hint))


def failed(message: str, *fields: str, hint: str = "") -> Failed:
    """A `Failed` with one problem."""
    return Failed(refusal(message, *fields, hint=hint))


def crashed(message: str, *fields: str, hint: str = "") -> Crashed:
    """A `Crashed` with one problem."""
    return Crashed(refusal(message, *fields, hint=hint))


def blocked(message: str, *fields: str, hint: str = "") -> Blocked:
    """A `Blocked` with one problem."""
    return Blocked(refusal(message, *fields, hint=hint))


def damaged(message: str, *fields: str, hint: str = "") -> Damaged:
    """A `Damaged` with one problem."""
    return Damaged(refusal(message, *fields, hint=hint))


def nearest_hint(word: str, known: Sequence[str]) -> str:
    """A hint that names the known word most like this one, or lists them all."""
    return likeness_hint(word, known) or (f"Known: {', '.join(sorted(known))}." if known else "")


def likeness_hint(word: str, known: Sequence[str]) -> str:
    """A hint that names the known word most like this one; empty where none is like it."""
    from difflib import get_close_matches

    matches = get_close_matches(word, known, n=1, cutoff=0.5)
    return f"Did you mean {matches[0]!r}?" if matches else ""
