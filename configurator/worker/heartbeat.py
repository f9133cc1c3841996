"""A worker's heartbeat: it counts up in the database, so that others notice when it stops."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from configurator.domain.work_times import Spent, Step
from configurator.services.common.work_times import WorkTimes
from configurator.store import heartbeats
from configurator.store.database import write_transaction
from configurator.store.work_times import add_work_times

R = TypeVar("R")
log = logging.getLogger("configurator.worker.worker")
# How often a worker writes its heartbeat, and reads those of the others, in s.
BEAT_INTERVAL_S = 1.0


@contextmanager
def keep_heartbeat(engine: Engine, worker: str, times: WorkTimes) -> Iterator[None]:
    """Write a worker's heartbeat until the end of the block, whatever its other threads wait for, and its times."""
    # Before anything else, or others would count it as dead as soon as it has work.
    _write_heartbeat(engine, worker)
    end = threading.Event()
    thread = threading.Thread(target=_write_heartbeats, args=(engine, worker, times, end), daemon=True)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join(BEAT_INTERVAL_S)
        log_failure(lambda: _write_times(engine, times))
        # Others may take over its unfinished work at once.
        log_failure(lambda: forget_worker(engine, worker))


def forget_worker(engine: Engine, worker: str) -> bool:
    """Delete the heartbeat of a worker that has ended, or whose work was taken over; whether there was one."""
    with write_transaction(engine) as connection:
        return heartbeats.delete_heartbeat(connection, worker)


def log_failure(function: Callable[[], R]) -> R | None:
    """Call a function that must not stop the worker; what it raises is logged. None if it raised."""
    try:
        return function()
    except DBAPIError as error:
        log.warning("the database cannot be used: %s", str(error.orig).partition("\n")[0])
    except Exception:
        log.exception("the worker stumbled, and goes on")
    return None


def _write_heartbeats(engine: Engine, worker: str, times: WorkTimes, end: threading.Event) -> None:
    while not end.wait(BEAT_INTERVAL_S):
        log_failure(lambda: _write_heartbeat(engine, worker))
        log_failure(lambda: _write_times(engine, times))


def _write_heartbeat(engine: Engine, worker: str) -> None:
    with write_transaction(engine) as connection:
        heartbeats.write_heartbeat(connection, worker)


def _write_times(engine: Engine, times: WorkTimes) -> None:
    """Add what the worker has spent since the last beat; killed, it loses no more than that."""

    def write(sums: Mapping[Step, Spent]) -> None:
        with write_transaction(engine) as connection:
            add_work_times(connection, sums)

    times.hand_on(write)
