"""Which workers have fallen silent, judged by one's own clock alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Heard:
    """A worker's last count, and when by the listener's own clock (s) it was first seen."""

    beat: int
    at: float


def listen(before: Mapping[str, Heard], beats: Mapping[str, int], now: float) -> dict[str, Heard]:
    """What is known after a look at the counts; a count that has not moved keeps its time."""
    return {
        worker: before[worker] if worker in before and before[worker].beat == beat else Heard(beat, now)
        for worker, beat in beats.items()
    }


def silent(heard: Mapping[str, Heard], now: float, patience: float) -> list[str]:
    """The workers whose count has stood still for longer than `patience` (s)."""
    return [worker for worker, last in heard.items() if now - last.at > patience]
