"""What waits, what is flagged, what is slow: the state of the service at a glance."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from configurator.domain.accounts.rights import Right
from configurator.domain.production.liveness import LastBeat, note_beats, silent_workers
from configurator.production import slicer
from configurator.services.admin.disks import free_bytes
from configurator.services.common.access import require
from configurator.services.common.context import Context
from configurator.store import counts, heartbeats, jobs, works
from configurator.store.database import read_transaction
from configurator.store.work_times import read_work_times

# Work that was begun so long ago (s) is slow: one job of the kernel may take 60 s, three times.
SLOW_AFTER_S = 300
# How many flagged jobs, and how much slow work, is listed.
MAX_LISTED = 20


@dataclass(frozen=True)
class Waiting:
    """Unfinished work of one queue, kind and status: how much, since when the oldest (ISO 8601)."""

    queue: str
    kind: str
    status: str
    count: int
    oldest: str


@dataclass(frozen=True)
class Flagged:
    """A job that a person must look at, and why. The reason may be a stranger's text."""

    job: str
    order: str
    factory: str
    state: str
    flag: str
    # By which its factory's board has it, as far as it is there.
    ticket: str = ""


@dataclass(frozen=True)
class WorkDone:
    """What all workers have spent on a step of a kind of work that ended so: how often, how many s in all."""

    work: str
    step: str
    outcome: str
    times: int
    seconds: float

    @property
    def mean_s(self) -> float:
        """Seconds of one, on average."""
        return self.seconds / self.times if self.times else 0.0


@dataclass(frozen=True)
class Status:
    """The whole: `states` and `crashes` by noun, `slow` work by its id with its beginning, hand-overs by factory.

    `bytes` by what takes them, `free_bytes` by what lies on the disk that has them. `slicer`: whether PrusaSlicer is
    installed on this machine: a worker there asks it how long parts take.
    """

    waiting: Sequence[Waiting]
    flagged: Sequence[Flagged]
    flagged_count: int
    slow: Mapping[str, str]
    states: Mapping[str, Mapping[str, int]]
    crashes: Mapping[str, int]
    handed_over: Mapping[str, int]
    troubles: Mapping[str, int]
    bytes: Mapping[str, int]
    free_bytes: Mapping[str, int] = field(default_factory=dict)
    work: Sequence[WorkDone] = ()
    slicer: bool = False

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON."""
        return asdict(self)


class WorkerWatch:
    """Which workers are alive, by the heartbeats that this process has read so far."""

    def __init__(self) -> None:
        self._beats: dict[str, LastBeat] = {}

    def living(self, context: Context, timeout_s: float) -> list[str]:
        """Workers whose count has risen in the last `timeout_s`, or was read then for the first time."""
        with read_transaction(context.engine) as connection:
            beats = heartbeats.read_heartbeats(connection)
        now_s = time.monotonic()
        self._beats = note_beats(self._beats, beats, now_s)
        return sorted(set(beats) - set(silent_workers(self._beats, now_s, timeout_s)))


def beating_workers(context: Context, pause_s: float) -> list[str]:
    """The workers whose heartbeat rises within a pause, in which this waits."""
    watch = WorkerWatch()
    watch.living(context, pause_s)
    time.sleep(pause_s)
    return watch.living(context, pause_s / 2)


def read_status(context: Context) -> Status:
    """The state of the service, read at one moment. Raises Forbidden."""
    require(context, Right.SEE_SERVICE)
    with read_transaction(context.engine) as connection:
        return Status(
            [_waiting(each) for each in works.count_queued(connection)],
            _flagged_jobs(connection),
            counts.count_flagged(connection),
            _slow_work(connection),
            {noun: counts.count_states(connection, noun) for noun in counts.STATE_COLUMNS},
            counts.count_crashes(connection),
            counts.count_events_by_factory(connection, "job_handed_over"),
            counts.count_events_by_factory(connection, "job_flagged"),
            {
                "artefacts": counts.artefact_bytes(connection),
                "cache": context.cache.size(),
                "database": counts.database_bytes(connection),
            },
            free_bytes(context),
            [WorkDone(**vars(step), **vars(spent)) for step, spent in read_work_times(connection).items()],
            slicer.is_installed(),
        )


def _waiting(work: works.QueuedWork) -> Waiting:
    return Waiting(work.queue, work.kind, work.status.lower(), work.count, _iso(work.oldest_ms))


def _flagged_jobs(connection: Connection) -> list[Flagged]:
    found = jobs.select_jobs(connection, flagged=True, limit=MAX_LISTED)
    return [Flagged(each.id, each.order, each.factory, each.state, each.flag, each.ticket) for each in found]


def _slow_work(connection: Connection) -> dict[str, str]:
    moment_ms = round(1000 * (time.time() - SLOW_AFTER_S))
    begun = works.work_begun_before(connection, moment_ms, MAX_LISTED)
    return {name: _iso(begun_ms) for name, begun_ms in begun.items()}


def _iso(unix_ms: int) -> str:
    return datetime.fromtimestamp(unix_ms / 1000, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
