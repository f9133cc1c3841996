"""How long the stages of a job take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter


class Clock:
    """Milliseconds per stage, in the order in which they ended; a stage within another counts for itself alone."""

    def __init__(self, progress: Path | None = None) -> None:
        """Where there is a `progress` file, it holds what has begun, for whoever finds this process stopped."""
        self.stages: dict[str, float] = {}
        self._within_ms = 0.0
        self._progress, self._facts = progress, ""

    def note(self, facts: str) -> None:
        """Facts to stand in the progress file beside the stage, such as the number of triangles."""
        self._facts = f" ({facts})"

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what runs inside."""
        if self._progress:
            self._progress.write_text(f"{name}{self._facts}", encoding="utf-8")
        start, before_ms, self._within_ms = perf_counter(), self._within_ms, 0.0
        yield
        spent_ms = (perf_counter() - start) * 1000
        self.stages[name] = round(self.stages.get(name, 0.0) + spent_ms - self._within_ms, 1)
        self._within_ms = before_ms + spent_ms
