"""Which workers have fallen silent, judged by one's own clock alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class LastBeat:
    """A worker's last count, and when by the listener's own clock (s) it was first seen."""

    beat: int
    at: float


def note_beats(before: Mapping[str, LastBeat], beats: Mapping[str, int], now: float) -> dict[str, LastBeat]:
    """What is known after a look at the counts; a count that has not moved keeps its time."""
    return {
        worker: before[worker] if worker in before and before[worker].beat == beat else LastBeat(beat, now)
        for worker, beat in beats.items()
    }


def silent_workers(heard: Mapping[str, LastBeat], now: float, patience: float) -> list[str]:
    """The workers whose count has stood still for longer than `patience` (s)."""
    return [worker for worker, last in heard.items() if now - last.at > patience]
