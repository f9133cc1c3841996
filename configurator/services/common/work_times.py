"""How long work took in this process, added up by step, until somebody takes the sums."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from logging import Logger
from threading import Lock
from time import monotonic

from configurator.domain.work_times import Spent, Step
from configurator.logs import stages_text


class WorkTimes:
    """The sums, by step; any number of threads may add to them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._sums: dict[Step, Spent] = {}

    def add(self, step: Step, spent: Spent) -> None:
        """Add what was spent on a step."""
        with self._lock:
            self._sums[step] = self._sums.get(step, Spent()) + spent

    def add_stages(self, work: str, timings_ms: Mapping[str, float]) -> None:
        """Add the stages of one job of the kernel; of what was made before there are none."""
        for stage, spent_ms in timings_ms.items():
            self.add(Step(work, stage), Spent(1, spent_ms / 1000))

    def sums(self) -> Mapping[Step, Spent]:
        """All that was added and not taken."""
        with self._lock:
            return dict(self._sums)

    def hand_on(self, receive: Callable[[Mapping[Step, Spent]], None]) -> None:
        """Give the sums away, and begin anew; where `receive` raises, nothing is lost."""
        with self._lock:
            sums, self._sums = self._sums, {}
        try:
            if sums:
                receive(sums)
        except BaseException:
            for step, spent in sums.items():
                self.add(step, spent)
            raise

    @contextmanager
    def measure(self, work: str, name: str) -> Iterator[None]:
        """Add what the block takes, as failed if it raises."""
        began, outcome = monotonic(), "failed"
        try:
            yield
            outcome = "done"
        finally:
            self.add(Step(work, name, outcome), Spent(1, monotonic() - began))


def note_stages(log: Logger, times: WorkTimes, work: str, subject: str, timings_ms: Mapping[str, float]) -> None:
    """Log how long each stage of a job of the kernel took, and add it up."""
    log.info("%s: %s", subject, stages_text(timings_ms))
    times.add_stages(work, timings_ms)
