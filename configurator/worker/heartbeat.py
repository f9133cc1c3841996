"""A worker says that it lives, so that others can tell when it no longer does."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from configurator.store import heartbeats
from configurator.store.database import writing

R = TypeVar("R")
log = logging.getLogger("configurator.worker.worker")
# How often a worker says that it lives, and looks whether the others do, in s.
BEAT_INTERVAL_S = 1.0


@contextmanager
def beating(engine: Engine, worker: str) -> Iterator[None]:
    """Say that a worker lives until the end of the block, whatever its other threads wait for."""
    # Before anything else, or others would take it for dead as soon as it has work.
    _beat(engine, worker)
    end = threading.Event()
    beating = threading.Thread(target=_keep_beating, args=(engine, worker, end), daemon=True)
    beating.start()
    try:
        yield
    finally:
        end.set()
        beating.join(BEAT_INTERVAL_S)
        # What it leaves undone may be taken up at once.
        log_failure(lambda: forget_worker(engine, worker))


def forget_worker(engine: Engine, worker: str) -> None:
    """A worker has ended, or its work was taken over."""
    with writing(engine) as connection:
        heartbeats.delete_heartbeat(connection, worker)


def log_failure(act: Callable[[], R]) -> R | None:
    """Do what must be gone on with whatever happens; what happened is told."""
    try:
        return act()
    except DBAPIError as error:
        log.warning("the database cannot be used: %s", str(error.orig).partition("\n")[0])
    except Exception:
        log.exception("the worker stumbled, and goes on")
    return None


def _keep_beating(engine: Engine, worker: str, end: threading.Event) -> None:
    while not end.wait(BEAT_INTERVAL_S):
        log_failure(lambda: _beat(engine, worker))


def _beat(engine: Engine, worker: str) -> None:
    with writing(engine) as connection:
        heartbeats.write_heartbeat(connection, worker)
