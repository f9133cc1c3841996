"""Features that were made smaller than specified, for the report."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Reduction:
    """A named step of building a part, the size specified for it and the size made, 0 if it was left out; in mm."""

    step: str
    asked: float
    made: float

    def as_dict(self) -> dict[str, Any]:
        """As it stands in the report: step, asked, made."""
        return asdict(self)


_reductions: ContextVar[list[Reduction] | None] = ContextVar("reductions", default=None)


@contextmanager
def record_reductions() -> Iterator[list[Reduction]]:
    """The reductions that are added inside the block, in order."""
    reductions: list[Reduction] = []
    token = _reductions.set(reductions)
    try:
        yield reductions
    finally:
        _reductions.reset(token)


def add_reduction(reduction: Reduction) -> None:
    """Add to the reductions that are being recorded; outside of `record_reductions` it is discarded."""
    reductions = _reductions.get()
    if reductions is not None:
        reductions.append(reduction)
