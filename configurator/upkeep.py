"""What a worker does beside its work: it says that it lives, and takes over from those that do not."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator

from dbos import DBOS
from sqlalchemy.exc import OperationalError

from configurator.domain.silence import Heard, listen, silent
from configurator.queue import MAKING, Work
from configurator.services.office import Office
from configurator.services.works import PAUSE
from configurator.store import heartbeats
from configurator.store.database import reading, writing

log = logging.getLogger("configurator.worker")
# How often a worker says that it lives, and how long it may be silent before its work is taken, in s.
RHYTHM, SILENCE = 1.0, 6.0
# In which states of the engine work is still to be done, and in which it is stuck for good.
OPEN = ["ENQUEUED", "PENDING", "DELAYED"]
STUCK = ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]


class Upkeep:
    """One worker's watch over itself and the others."""

    def __init__(self, office: Office, name: str) -> None:
        """`name` is the worker's own."""
        self._office, self._name = office, name
        self._heard: dict[str, Heard] = {}

    def run(self, stop: threading.Event, until_idle: bool) -> None:
        """Keep watch until told to stop, or until there is no work."""
        while not stop.wait(RHYTHM):
            try:
                self.beat()
                self.take_over()
                self.mend()
                if until_idle and not DBOS.list_workflows(status=OPEN, limit=1, load_input=False):
                    return
            except OperationalError as error:
                # The database is away for a while; so it is for all others, who judge by their own clocks.
                log.warning("the database cannot be reached: %s", error.orig)

    def beat(self) -> None:
        """Say that this worker lives."""
        with writing(self._office.engine) as connection:
            heartbeats.beat(connection, self._name)

    def leave(self) -> None:
        """Say that it no longer does: what it leaves undone may be taken up at once."""
        with writing(self._office.engine) as connection:
            heartbeats.forget(connection, self._name)

    def take_over(self) -> None:
        """Put the work of dead workers back into the queue; done twice, it changes nothing."""
        with reading(self._office.engine) as connection:
            beats = heartbeats.beats(connection)
        now = time.monotonic()
        self._heard = listen(self._heard, beats, now)
        dead = silent(self._heard, now, SILENCE)
        lost = {f"worker:{worker}" for worker in dead} | set(_strangers(beats))
        if lost:
            log.warning("taking over from %s", ", ".join(sorted(lost)))
            DBOS._recover_pending_workflows(sorted(lost))
        for worker in dead:
            with writing(self._office.engine) as connection:
                heartbeats.forget(connection, worker)

    def mend(self) -> None:
        """Enqueue anew what ended by a fault of this program; what is always at fault counts its starts itself."""
        for stuck in DBOS.list_workflows(status=STUCK, limit=100):
            log.error("work %s ended with %s; it is tried again", stuck.workflow_id, stuck.error or stuck.status)
            arguments = tuple((stuck.input or {}).get("args", ()))
            queue = stuck.queue_name or MAKING
            with writing(self._office.engine) as connection:
                key = stuck.workflow_id.removeprefix(f"{stuck.name}-")
                self._office.enqueue(connection, Work(stuck.name, f"{key}+", arguments, queue, PAUSE))
            DBOS.delete_workflow(stuck.workflow_id)


def _strangers(beats: object) -> Iterator[str]:
    """Executors of unfinished work that no heartbeat speaks for."""
    for pending in DBOS.list_workflows(status="PENDING", load_input=False, load_output=False):
        worker = (pending.executor_id or "").removeprefix("worker:")
        if pending.executor_id and worker not in beats:  # type: ignore[operator]
            yield pending.executor_id
