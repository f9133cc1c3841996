"""Features that were made smaller than asked, so that the report can say so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Reduction:
    """A step of a part's making in words, the size asked of it and the size made, 0 if it was left out; in mm."""

    step: str
    asked: float
    made: float

    def as_dict(self) -> dict[str, Any]:
        """As it stands in the report: step, asked, made."""
        return asdict(self)


_noted: ContextVar[list[Reduction] | None] = ContextVar("noted", default=None)


@contextmanager
def record_reductions() -> Iterator[list[Reduction]]:
    """What is noted inside, in order."""
    noted: list[Reduction] = []
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def add_reduction(reduction: Reduction) -> None:
    """Add to what is being noted; where nobody notes, it is forgotten."""
    noted = _noted.get()
    if noted is not None:
        noted.append(reduction)
