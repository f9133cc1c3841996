"""Rows of a table of what was measured: the ratio first, then what it is made of, then the goal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`value` against `goal`, no more than which it must be, or no less unless `less`.

    `told` says what it is made of; `limit`, in the same unit, is what it would be if only the C++ libraries cost time.
    """

    letter: str
    what: str
    value: float
    unit: str
    told: str
    goal: float | None = None
    less: bool = True
    limit: float | None = None

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
        limit = "" if self.limit is None else f"limit {self.limit:.2f}"
        return f"({self.letter}) {self.what:<52} {value:>10}  {self.verdict:<24} {limit:<12} {self.told}"


def show(rows: Iterable[Row | str]) -> None:
    """Print each row as it comes: the next may take minutes."""
    for row in rows:
        print(row, flush=True)
