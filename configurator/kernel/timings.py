"""How long the stages of a job take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter


class Clock:
    """Milliseconds per stage, in the order in which they ended; a stage within another counts for itself alone."""

    def __init__(self) -> None:
        self.stages: dict[str, float] = {}
        self._within_ms = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what runs inside."""
        start, before_ms, self._within_ms = perf_counter(), self._within_ms, 0.0
        yield
        spent_ms = (perf_counter() - start) * 1000
        self.stages[name] = round(self.stages.get(name, 0.0) + spent_ms - self._within_ms, 1)
        self._within_ms = before_ms + spent_ms
