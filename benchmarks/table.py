"""Rows of a table of what was measured: the ratio first, then what it is made of, then the goal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`value` against `goal`, of which it must be no `less` or no more; `told` says what it is made of."""

    letter: str
    what: str
    value: float
    unit: str
    told: str
    goal: float | None = None
    less: bool = True

    @property
    def verdict(self) -> str:
        """Whether the goal is met, or by how much it is missed."""
        if self.goal is None:
            return ""
        sign, over = ("<=", self.value - self.goal) if self.less else (">=", self.goal - self.value)
        outcome = f"missed by {over:.2f}" if over > 0 else "met"
        return f"{sign} {self.goal:g}: {outcome}"

    def __str__(self) -> str:
        value = f"{self.value:.2f} {self.unit}".rstrip()
        return f"({self.letter}) {self.what:<42} {value:>10}  {self.verdict:<24} {self.told}"


def show(rows: Iterable[Row | str]) -> None:
    """Print each row as it comes: the next may take minutes."""
    for row in rows:
        print(row, flush=True)
