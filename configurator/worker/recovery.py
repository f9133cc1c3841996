"""What a worker does beside its work: it takes over from the dead, mends and tidies."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dbos import DBOS, WorkflowStatus

from configurator.domain.production.liveness import LastBeat, note_beats, silent_workers
from configurator.queue import MAKING, Work
from configurator.services.admin.tidy import remove_stale
from configurator.services.common.context import Context
from configurator.services.common.workflows import RETRY_PAUSE_S
from configurator.store import heartbeats
from configurator.store.database import reading, writing
from configurator.worker.heartbeat import BEAT_INTERVAL_S, forget_worker, log_failure

log = logging.getLogger("configurator.worker.worker")
# How long a worker may be silent before its work is taken, in s.
SILENT_AFTER_S = 6.0
# How often what the dead left half done is swept away, in s.
CLEANUP_INTERVAL_S = 60.0
# In which states of the engine work is still to be done, and in which it is stuck for good.
OPEN_STATUSES = ["ENQUEUED", "PENDING", "DELAYED"]
STUCK_STATUSES = ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
# Which work has ended well, and for how long the engine remembers it: the more it does, the slower it looks.
ENDED, KEPT = ["SUCCESS", "CANCELLED"], timedelta(days=1)


def executor_name(worker: str) -> str:
    """What the engine and the record call a worker."""
    return f"worker:{worker}"


class Recovery:
    """One worker's watch over itself and the others."""

    def __init__(self, context: Context, worker: str, scratch: Path, engine: DBOS) -> None:
        """`worker` is one's own name, `engine` what does its work."""
        self._context, self._worker, self._scratch, self._engine = context, worker, scratch, engine
        self._clock = 0.0
        self._heard: dict[str, LastBeat] = {}
        self._fallen: dict[str, LastBeat] = {}
        self._tidied = -CLEANUP_INTERVAL_S

    def run(self, stop: threading.Event, until_idle: bool) -> None:
        """Keep watch until told to stop, or until there is no work."""
        while not stop.wait(BEAT_INTERVAL_S):
            log_failure(self.check_once)
            if until_idle and log_failure(_idle):
                return

    def check_once(self) -> None:
        """Look once whether anything is to be done. Raises DBAPIError while the database is away."""
        # The engine would wait for the database without end.
        self._beats()
        # Before the counts, or a worker that begins in between would seem to have work and no heart.
        pending = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
        beats = self._beats()
        # Ticks only while one listens: after a pause of one's own, or of the database, all would seem dead.
        self._clock += BEAT_INTERVAL_S
        self._requeue_lost({work.executor_id for work in pending if work.executor_id}, beats)
        self._resume_orphaned([work for work in pending if work.executor_id == executor_name(self._worker)])
        _requeue_failed(self._context)
        if self._clock - self._tidied >= CLEANUP_INTERVAL_S:
            self._tidied = self._clock
            remove_stale(self._context, self._scratch)
            _forget_finished()

    def _requeue_lost(self, busy: set[str], beats: Mapping[str, int]) -> None:
        """Put the work of the dead back into the queue; done twice, it changes nothing."""
        self._heard = note_beats(self._heard, beats, self._clock)
        dead = set(silent_workers(self._heard, self._clock, SILENT_AFTER_S)) - {self._worker}
        living = {executor_name(worker) for worker in {*beats, self._worker} - dead}
        if lost := sorted(busy - living):
            log.warning("taking over from %s", ", ".join(lost))
            DBOS._recover_pending_workflows(lost)
        for worker in dead:
            forget_worker(self._context.engine, worker)

    def _resume_orphaned(self, own: Sequence[WorkflowStatus]) -> None:
        """Put back one's own work that the engine let fall, as it does when it cannot write how it ended."""
        held = self._engine._active_workflows_set.activeList()
        fallen = {work.workflow_id: work for work in own if work.workflow_id not in held}
        self._fallen = note_beats(self._fallen, dict.fromkeys(fallen, 0), self._clock)
        for name in silent_workers(self._fallen, self._clock, SILENT_AFTER_S):
            log.warning("work %s was let fall; it is taken up again", name)
            DBOS.resume_workflow(name, queue_name=fallen[name].queue_name)

    def _beats(self) -> Mapping[str, int]:
        with reading(self._context.engine) as connection:
            return heartbeats.read_heartbeats(connection)


def _idle() -> bool:
    return not DBOS.list_workflows(status=OPEN_STATUSES, limit=1, load_input=False, load_output=False)


def _requeue_failed(context: Context) -> None:
    """Enqueue anew, after a pause, what ended by a fault of this program or of the engine."""
    for stuck in DBOS.list_workflows(status=STUCK_STATUSES, limit=100):
        log.error("work %s ended with %s; it is tried again", stuck.workflow_id, stuck.error or stuck.status)
        with writing(context.engine) as connection:
            context.enqueue(connection, _again(stuck))
        DBOS.delete_workflow(stuck.workflow_id)


def _forget_finished() -> None:
    """Have the engine forget what ended well some time ago: what came of it is in the record."""
    before = (datetime.now(UTC) - KEPT).isoformat()
    ended = DBOS.list_workflows(status=ENDED, completed_before=before, limit=1000, load_input=False, load_output=False)
    if ended:
        DBOS.delete_workflows([each.workflow_id for each in ended])


def _again(stuck: WorkflowStatus) -> Work:
    """The same work under the next name: if two mend it at once, it is done once."""
    key, _, times = stuck.workflow_id.removeprefix(f"{stuck.name}-").partition("~")
    arguments = stuck.input["args"] if stuck.input else ()
    return Work(stuck.name, f"{key}~{int(times or 0) + 1}", arguments, stuck.queue_name or MAKING, RETRY_PAUSE_S)
