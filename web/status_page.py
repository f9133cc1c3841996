"""The rows of the page that shows how the service is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from configurator.services.admin.status import Status, WorkDone
from configurator.services.admin.status_words import size_words, state_words
from web.process_usage import ProcessUsage

KERNEL_WORDS = {"preview": "Previews", "picture": "Pictures", "files": "Sets of files"}
DISK_WORDS = {"data": "Data folder’s disk", "artefacts": "Artefacts’ disk", "database": "Database’s disk"}


@dataclass(frozen=True)
class Fill:
    """How full something is, in words; the share of what there may be where that is known."""

    title: str
    words: str
    refused: int = 0
    share: float | None = None


def count_fills(usage: ProcessUsage) -> Iterator[Fill]:
    """Of what this process may do at once."""
    for work, gate in usage.gate.items():
        yield _of(f"{KERNEL_WORDS[work]} waited for", gate.callers, gate.most, gate.refused)
    if usage.server is not None:
        server = usage.server
        yield _of("Connections", server.connections, server.most_connections, server.closed_for_room)
        yield _of("Threads that answer", server.busy_threads, server.threads)
    yield _of("Database connections", usage.database.in_use, usage.database.most, usage.database.refused)


def size_fills(status: Status) -> Iterator[Fill]:
    """Of the disks, and what lies there."""
    for name, size in status.bytes.items():
        yield Fill(name.capitalize(), size_words(size))
    for name, size in status.free_bytes.items():
        yield Fill(DISK_WORDS[name], f"{size_words(size)} free")


def state_rows(status: Status) -> Iterator[tuple[str, list[tuple[str, str, int]]]]:
    """By noun: its states, each with its words and how many there are."""
    for noun, states in status.states.items():
        if states:
            yield noun.capitalize(), [(state, state_words(noun, state), count) for state, count in states.items()]


def stage_rows(status: Status) -> list[tuple[str, int, float]]:
    """The stages of a part: how often, and s on average, the longest first."""
    stages = [(each.step, each.times, each.mean_s) for each in status.work if each.work == "part"]
    return sorted(stages, key=lambda row: -row[2])


def count_deaths(status: Status) -> int:
    """How many workers have died, so that others took over from them."""
    return sum(each.times for each in status.work if each.work == "takeover")


def target_rows(status: Status) -> list[tuple[str, int, int, float]]:
    """The targets that jobs were handed over to: how often, how often in vain, s on average."""
    calls = [each for each in status.work if each.work == "hand_over"]
    targets = sorted({each.step for each in calls})
    return [_target_row(target, [each for each in calls if each.step == target]) for target in targets]


def _target_row(target: str, calls: list[WorkDone]) -> tuple[str, int, int, float]:
    times = {each.outcome: each.times for each in calls}
    mean_s = sum(each.seconds for each in calls) / max(1, sum(times.values()))
    return target, times.get("done", 0), times.get("failed", 0), mean_s


def _of(title: str, used: int, most: int, refused: int = 0) -> Fill:
    return Fill(title, f"{used} of {most}", refused, used / most if most else None)
