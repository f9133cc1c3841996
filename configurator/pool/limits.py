"""What a job of the pool may take."""

from __future__ import annotations

from dataclasses import dataclass

# How many times as long as its processor time a job may take by the clock: beside others even sound work waits for a
# processor, and work that only sleeps ends too.
CLOCK_FACTOR = 4


@dataclass(frozen=True)
class Limits:
    """What one job may take: seconds of processor time, so many times that by the clock, and GiB of address space."""

    seconds: float = 60.0
    memory_gib: float = 4.0
    clock_factor: float = CLOCK_FACTOR

    @property
    def clock_seconds(self) -> float:
        """Seconds from its start to its end."""
        return self.clock_factor * self.seconds


DEFAULT_LIMITS = Limits()
