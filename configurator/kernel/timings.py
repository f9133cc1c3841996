"""How long the stages of a job take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter


class Clock:
    """Milliseconds per stage, in the order in which they ran."""

    def __init__(self) -> None:
        self.stages: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what runs inside."""
        start = perf_counter()
        yield
        spent = (perf_counter() - start) * 1000
        self.stages[name] = round(self.stages.get(name, 0.0) + spent, 1)
