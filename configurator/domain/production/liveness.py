"""Which workers have stopped beating, by the observer's own clock alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class LastBeat:
    """A worker's last beat count, and when it was first observed, by the observer's own clock (s)."""

    beat: int
    at: float


def note_beats(last_beats: Mapping[str, LastBeat], beats: Mapping[str, int], now: float) -> dict[str, LastBeat]:
    """The last beats after reading the counts; a count that has not changed keeps its time."""
    return {
        worker: last_beats[worker] if worker in last_beats and last_beats[worker].beat == beat else LastBeat(beat, now)
        for worker, beat in beats.items()
    }


def silent_workers(last_beats: Mapping[str, LastBeat], now: float, timeout_s: float) -> list[str]:
    """The workers whose count has not changed for longer than the timeout."""
    return [worker for worker, last in last_beats.items() if now - last.at > timeout_s]
