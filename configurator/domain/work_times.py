"""How long work took, by its step: what those who add it up share with those who show it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Step:
    """A kind of work, the step of it (a stage of the kernel, a target) and how it ended."""

    work: str
    step: str = ""
    outcome: str = "done"


@dataclass(frozen=True)
class Spent:
    """How often, and how many seconds in all."""

    times: int = 0
    seconds: float = 0.0

    def __add__(self, other: Spent) -> Spent:
        """Both together."""
        return Spent(self.times + other.times, self.seconds + other.seconds)
