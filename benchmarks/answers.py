"""How a server answers: by route, how often with which status, and how long each answer takes."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass, field

# *busy* is a 503 that says when to come again.
BUSY, FINE = "busy", ("busy", "200", "201", "202", "304")


@dataclass(frozen=True)
class Answers:
    """By route: milliseconds until each answer other than *busy*, and how many answers of each status."""

    spent_ms: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, route: str, status: str, spent_ms: float) -> None:
        """Note one answer; a connection that breaks is noted as the name of its error."""
        self.statuses[route][status] += 1
        if status != BUSY:
            self.spent_ms[route].append(spent_ms)

    def faults(self) -> list[str]:
        """What nobody should be answered."""
        return [
            f"{route}: {count} times {status}"
            for route, statuses in self.statuses.items()
            for status, count in statuses.items()
            if status not in FINE
        ]


def show_answers(answers: Answers, alone: Answers) -> None:
    """A line for each route; its median also as a multiple of that of one person alone."""
    print(
        f"{'ms until the answer':<20}{'median':>8}{'95 %':>8}{'longest':>9}{'alone':>7}{'times':>7}  answers by status"
    )
    for route, statuses in answers.statuses.items():
        times, before = sorted(answers.spent_ms[route]), alone.spent_ms.get(route, [])
        counts = ", ".join(f"{status}: {count}" for status, count in statuses.items())
        print(f"{route:<20}{_figures(times)}{_beside(times, before)}  {counts}")


def _figures(times: list[float]) -> str:
    """Median, the 95th of a hundred, and the longest."""
    if not times:
        return f"{'-':>8}{'-':>8}{'-':>9}"
    slow = times[min(len(times) - 1, int(0.95 * len(times)))]
    return f"{statistics.median(times):>8.0f}{slow:>8.0f}{times[-1]:>9.0f}"


def _beside(times: list[float], alone: list[float]) -> str:
    if not times or not alone:
        return f"{'-':>7}{'-':>7}"
    return f"{statistics.median(alone):>7.0f}{statistics.median(times) / statistics.median(alone):>7.1f}"
