"""What a worker does beside its work: it takes over from dead workers, requeues failed work and cleans up."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from dbos import DBOS, WorkflowStatus

from configurator.domain.production.liveness import LastBeat, note_beats, silent_workers
from configurator.domain.work_times import Spent, Step
from configurator.queue import BATCHES, MAILING, MAKING, MAX_DELAY_S, PRODUCING, QUOTING, Work, parse_work
from configurator.services.accounts.identities import remove_ended_visits
from configurator.services.accounts.passkeys import remove_ended_challenges
from configurator.services.accounts.rate_limits import remove_full
from configurator.services.accounts.sessions import remove_ended_sessions
from configurator.services.admin.collection import collect_artefacts
from configurator.services.admin.tidy import remove_stale
from configurator.services.common.context import Context
from configurator.services.common.workflows import RETRY_PAUSE_S
from configurator.store import heartbeats
from configurator.store.database import read_transaction, write_transaction
from configurator.store.works import work_delayed_beyond
from configurator.worker.heartbeat import BEAT_INTERVAL_S, forget_worker, log_failure

log = logging.getLogger("configurator.worker.worker")
# How long a worker may be silent before its work is taken, in s.
SILENT_AFTER_S = 6.0
# How often partial files of dead workers are removed, in s.
CLEANUP_INTERVAL_S = 60.0
# How often ended sessions and artefacts that nothing keeps are cleared away, in s: all artefacts have to be listed.
COLLECTION_INTERVAL_S = 3600.0
# The engine's statuses of work that is still to be done, and of work that it will not try again.
OPEN_STATUSES = ["ENQUEUED", "PENDING", "DELAYED"]
STUCK_STATUSES = ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
# The engine's statuses of work that has ended, and how long it keeps such work: the more, the slower its queries.
FINISHED_STATUSES, FINISHED_RETENTION = ["SUCCESS", "CANCELLED"], timedelta(days=1)


def executor_name(worker: str) -> str:
    """The name of a worker in the engine and in the record of events."""
    return f"worker:{worker}"


class Recovery:
    """One worker's supervision of itself and the others."""

    def __init__(self, context: Context, worker: str, scratch: Path, engine: DBOS) -> None:
        """`worker` is this worker's own name, `engine` the one that runs its workflows."""
        self._context, self._worker, self._scratch, self._engine = context, worker, scratch, engine
        self._clock_s = 0.0
        self._worker_beats: dict[str, LastBeat] = {}
        self._orphan_beats: dict[str, LastBeat] = {}
        self._last_cleanup_s, self._last_collection_s = -CLEANUP_INTERVAL_S, 0.0

    def run(self, stop: threading.Event, until_idle: bool) -> None:
        """Check at every beat until `stop` is set or, with `until_idle`, until there is no work."""
        while not stop.wait(BEAT_INTERVAL_S):
            log_failure(self.check_once)
            if until_idle and log_failure(_is_idle):
                return

    def check_once(self) -> None:
        """Do once whatever is due. Raises DBAPIError while the database is away."""
        # First, as it fails while the database is away; the engine would wait for it without end.
        self._read_heartbeats()
        # Before the heartbeats, or a worker that starts in between would seem to have work and no heartbeat.
        pending = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
        beats = self._read_heartbeats()
        # Advances only with a check: by wall clock, all would seem dead after a pause of this worker or the database.
        self._clock_s += BEAT_INTERVAL_S
        self._requeue_lost({work.executor_id for work in pending if work.executor_id}, beats)
        self._resume_orphaned([work for work in pending if work.executor_id == executor_name(self._worker)])
        _requeue_failed(self._context)
        if self._clock_s - self._last_cleanup_s >= CLEANUP_INTERVAL_S:
            self._last_cleanup_s = self._clock_s
            remove_stale(self._context, self._scratch)
            _shorten_delays(self._context)
            _delete_finished()
        if self._clock_s - self._last_collection_s >= COLLECTION_INTERVAL_S:
            self._last_collection_s = self._clock_s
            remove_ended_sessions(self._context)
            remove_ended_challenges(self._context)
            remove_ended_visits(self._context)
            remove_full(self._context)
            _clear_away(self._context)

    def _requeue_lost(self, busy_executors: set[str], beats: Mapping[str, int]) -> None:
        """Put the work of dead workers back into the queue; done twice, it changes nothing."""
        self._worker_beats = note_beats(self._worker_beats, beats, self._clock_s)
        dead = set(silent_workers(self._worker_beats, self._clock_s, SILENT_AFTER_S)) - {self._worker}
        living = {executor_name(worker) for worker in {*beats, self._worker} - dead}
        if lost := sorted(busy_executors - living):
            log.warning("taking over from %s", ", ".join(lost))
            DBOS._recover_pending_workflows(lost)
        for worker in dead:
            # Of several workers that notice, one deletes it.
            if forget_worker(self._context.engine, worker):
                self._context.times.add(Step("takeover"), Spent(1))

    def _resume_orphaned(self, own: Sequence[WorkflowStatus]) -> None:
        """Put back this worker's own work that the engine dropped, as it does when it cannot write how it ended."""
        active = self._engine._active_workflows_set.activeList()
        orphaned = {work.workflow_id: work for work in own if work.workflow_id not in active}
        self._orphan_beats = note_beats(self._orphan_beats, dict.fromkeys(orphaned, 0), self._clock_s)
        for name in silent_workers(self._orphan_beats, self._clock_s, SILENT_AFTER_S):
            log.warning("work %s was let fall; it is taken up again", name)
            DBOS.resume_workflow(name, queue_name=orphaned[name].queue_name)

    def _read_heartbeats(self) -> Mapping[str, int]:
        with read_transaction(self._context.engine) as connection:
            return heartbeats.read_heartbeats(connection)


def _is_idle() -> bool:
    """Whether nothing is left to do; a mail or a quote that waits for another attempt keeps nobody from ending."""
    find = partial(DBOS.list_workflows, limit=1, load_input=False, load_output=False)
    is_at_work = find(status=OPEN_STATUSES, queue_name=[MAKING, BATCHES, PRODUCING])
    return not (is_at_work or find(status=["ENQUEUED", "PENDING"], queue_name=[MAILING, QUOTING]))


def _requeue_failed(context: Context) -> None:
    """Enqueue again, after a pause, what ended by an error of this program or of the engine."""
    for workflow in DBOS.list_workflows(status=STUCK_STATUSES, limit=100):
        log.error("work %s ended with %s; it is tried again", workflow.workflow_id, workflow.error or workflow.status)
        with write_transaction(context.engine) as connection:
            context.enqueue(connection, _next_attempt(workflow))
        DBOS.delete_workflow(workflow.workflow_id)


def _clear_away(context: Context) -> None:
    collection = collect_artefacts(context)
    if collection.removed:
        log.info("cleared away %d artefacts that nothing keeps, %d bytes", collection.removed, collection.removed_bytes)


def _shorten_delays(context: Context) -> None:
    """Put back what was delayed under a clock that went wrong: it would wait for that clock's time, years perhaps."""
    with read_transaction(context.engine) as connection:
        delayed = work_delayed_beyond(connection, time.time() + MAX_DELAY_S)
    for name in delayed:
        log.warning("work %s was delayed by a wrong clock; it is taken up again", name)
        DBOS.set_workflow_delay(name, delay_seconds=RETRY_PAUSE_S)


def _delete_finished() -> None:
    """Delete from the engine what ended some time ago: its outcome is in the record of events."""
    cutoff = (datetime.now(UTC) - FINISHED_RETENTION).isoformat()
    finished = DBOS.list_workflows(
        status=FINISHED_STATUSES, completed_before=cutoff, limit=1000, load_input=False, load_output=False
    )
    if finished:
        DBOS.delete_workflows([each.workflow_id for each in finished])


def _next_attempt(workflow: WorkflowStatus) -> Work:
    arguments = workflow.input["args"] if workflow.input else ()
    queue, priority = workflow.queue_name or MAKING, workflow.priority or 0
    work = parse_work(workflow.workflow_id, workflow.name, arguments, queue, priority)
    return work.repeated(RETRY_PAUSE_S)
