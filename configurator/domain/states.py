"""What the states of orders, items, jobs, factories and rows have in common."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Self

from configurator.domain.errors import failed


class Status(StrEnum):
    """One word of a fixed list, as the database has it."""

    @classmethod
    def read(cls, text: str, subject: str) -> Self:
        """The member of this name. Raises Failed, naming the subject, for one that only a later program knows."""
        try:
            return cls(text)
        except ValueError:
            hint = "A later version has written it: use that version, or restore a backup of this one."
            raise failed(f"The state {text!r} of {subject} is not known here.", "state", hint=hint) from None

    @property
    def plain_name(self) -> str:
        """Its name without underscores, for messages."""
        return self.replace("_", " ")


class State(Status):
    """A step in the life of an order, an item or a job; the first of a kind is the one that it begins in.

    `words` say to the customer what it means, `following` are the names of the states that it can change to.
    """

    words: str
    following: tuple[str, ...]
    facts: frozenset[Enum]

    def __new__(cls, name: str, words: str, following: tuple[str, ...] = (), *facts: Enum) -> Self:
        """A member, from all that is written beside it."""
        state = str.__new__(cls, name)
        state._value_ = name
        state.words, state.following, state.facts = words, following, frozenset(facts)
        return state

    @classmethod
    def is_move(cls, start: str | None, end: str) -> bool:
        """Whether one may go from a state to the other, both by name; None: it is to begin in `end`."""
        if start is None:
            return end == next(iter(cls))
        return any(each == start and each.can_become(end) for each in cls)

    def can_become(self, name: str) -> bool:
        """Whether the state of this name may follow."""
        return name in self.following

    @property
    def next_states(self) -> list[Self]:
        """The states that may follow, by name."""
        return sorted(each for each in type(self) if self.can_become(each))

    @property
    def is_final(self) -> bool:
        """Whether no other state may follow."""
        return not self.following
