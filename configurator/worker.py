"""Does the durable work: the only place that knows both the engine and the services."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from dataclasses import dataclass
from pathlib import Path

from dbos import DBOS

from configurator.domain.identifiers import new_id
from configurator.folders import writable
from configurator.pool import Pool, open_pool
from configurator.queue import APPLICATION_VERSION, MAKING, PRODUCING
from configurator.services.fulfil import make_item
from configurator.services.office import Office
from configurator.services.produce import hand_over, withdraw
from configurator.services.route import route_job
from configurator.upkeep import Upkeep

log = logging.getLogger("configurator.worker")
# How often a worker looks for work, in s.
POLL = 0.2
# How many jobs are handed over at once: that waits for disks, not for processors.
HANDOVERS = 4
# A step that the database would not let through is tried again for some ten minutes.
PATIENCE = {"retries_allowed": True, "interval_seconds": 0.5, "backoff_rate": 1.5, "max_attempts": 16}
# How long a worker that is told to stop waits for what it has begun, in s.
FAREWELL = 15


@dataclass(frozen=True)
class Bench:
    """What a worker works with; `name` is its own among all workers, and the actor in the record."""

    name: str
    office: Office
    pool: Pool
    scratch: Path


def run_worker(office: Office, scratch: Path, children: int, *, until_idle: bool = False) -> None:
    """Work until told to stop, or until there is nothing left to do.

    What was begun and not finished when the process ends, however it ends, is done by another
    worker, or by the next one. Raises Failed if the scratch folder cannot be written.
    """
    name = f"{socket.gethostname()}-{os.getpid()}-{new_id()}"
    # Previews, which somebody waits for, go before.
    os.nice(5)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with writable(scratch), open_pool(children) as pool:
        _launch(Bench(name, office, pool, scratch), children)
        log.info("worker %s is at work with %d children", name, children)
        Upkeep(office, name).run(stop, until_idle)
        DBOS.destroy(workflow_completion_timeout_sec=0 if until_idle else FAREWELL)
        Upkeep(office, name).leave()
        log.info("worker %s has stopped", name)
        if not until_idle:
            # What did not finish in time must not be told as failed: it will be taken up again.
            pool.stop()
            os._exit(0)


def _launch(bench: Bench, children: int) -> None:
    """Start the engine; the heartbeat comes first, or another worker would take this one for dead."""
    Upkeep(bench.office, bench.name).beat()
    _declare(bench)
    DBOS(
        config={
            "name": "configurator",
            "system_database_engine": bench.office.engine,
            "executor_id": f"worker:{bench.name}",
            "application_version": APPLICATION_VERSION,
            "log_level": "WARNING",
        }
    )
    DBOS.launch()
    DBOS.register_queue(MAKING, worker_concurrency=children, polling_interval_sec=POLL, on_conflict="always_update")
    DBOS.register_queue(PRODUCING, worker_concurrency=HANDOVERS, polling_interval_sec=POLL, on_conflict="always_update")


def _declare(bench: Bench) -> None:
    """The workflows by the names under which `configurator.services.works` enqueues them."""
    office, actor = bench.office, f"worker:{bench.name}"
    step = DBOS.step

    @step(name="make", **PATIENCE)  # type: ignore[arg-type]
    def make(item: str, attempt: int) -> bool:
        again = make_item(office, bench.pool, bench.scratch, actor, item, attempt)
        log.info("item %s: %s", item, "crashed, tried again" if again else "ended")
        return again

    @step(name="route", **PATIENCE)  # type: ignore[arg-type]
    def route(job: str) -> None:
        routed = route_job(office, actor, job)
        log.info("job %s: %s", routed.ticket, f"to {routed.factory}" if routed.factory else routed.reason)

    @step(name="hand_over", **PATIENCE)  # type: ignore[arg-type]
    def deliver(job: str) -> None:
        hand_over(office, actor, job)

    @step(name="withdraw", **PATIENCE)  # type: ignore[arg-type]
    def take_back(factory: str, ticket: str) -> None:
        withdraw(office, factory, ticket)

    @DBOS.workflow(name="make_item")
    def make_item_(item: str, attempt: int) -> None:
        while make(item, attempt):
            pass

    @DBOS.workflow(name="produce_job")
    def produce_job(job: str) -> None:
        route(job)
        deliver(job)

    @DBOS.workflow(name="withdraw_job")
    def withdraw_job(factory: str, ticket: str) -> None:
        take_back(factory, ticket)
