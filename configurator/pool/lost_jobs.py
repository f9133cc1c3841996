"""Fails the jobs that pebble loses: nothing else would ever end them."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import Future, InvalidStateError
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from time import sleep

from pebble import ProcessPool

# How often to look whether pebble has given up, in s.
CHECK_INTERVAL_S = 0.5


def fail_lost_jobs(processes: ProcessPool, jobs: Collection[Future[str]]) -> None:
    """Wait until processes that were started give up or end, then fail those of their jobs that are not done.

    Pebble fails what it has when it gives up; a job that comes at that very moment has no time limit either.
    """
    while processes.active:
        sleep(CHECK_INTERVAL_S)
    # By then pebble has failed what it knows of.
    sleep(CHECK_INTERVAL_S)
    for job in tuple(jobs):
        with suppress(InvalidStateError):
            job.set_exception(BrokenProcessPool())
