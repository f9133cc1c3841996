"""Starts, feeds, times out and kills the kernel's child processes; names the kernel by string only.

A child that hangs, crashes or eats memory ends alone: its job is `Crashed` with a reason, the others go on.
"""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import forkserver
from threading import Lock, Thread
from typing import Any

from pebble import ProcessPool

from configurator.domain.errors import ConfiguratorError
from configurator.logs import current_request_id
from configurator.pool import child
from configurator.pool.limits import DEFAULT_LIMITS, Limits
from configurator.pool.lost_jobs import fail_lost_jobs
from configurator.pool.protocol import classify_exit, decode_answer

# A child is replaced after so many jobs: memory that the kernel leaks would count towards a later job's limit.
JOBS_PER_CHILD = 200


class Pool:
    """Child processes that await jobs; any number of threads may use it."""

    def __init__(self, workers: int, limits: Limits, jobs_per_child: int = JOBS_PER_CHILD) -> None:
        """So many children, started by the first job; `limits` hold where a job names none."""
        self._workers, self._jobs_per_child = workers, jobs_per_child
        self._limits = limits
        self._open = True
        self._lock = Lock()
        self._waiting: set[Future[dict[str, Any]]] = set()
        self._processes, self._jobs = self._new_processes(), set[Future[str]]()
        self._watched: ProcessPool | None = None

    def submit(self, function: str, request: dict[str, Any], limits: Limits | None = None) -> Future[dict[str, Any]]:
        """Have a child call `package.module:name` with the request; both ways JSON, without NaN.

        The future holds what the function returned, or raises the `Refused` or `Failed` it raised,
        `Failed` for any other exception, or `Crashed` if time or memory ran out or the child died.
        Cancelling it kills the child at work. The first job waits until the children are there.
        """
        limits = limits or self._limits
        text = json.dumps(request, allow_nan=False)
        future: Future[dict[str, Any]] = Future()
        try:
            job = self._schedule(function, text, limits)
        except (BrokenProcessPool, RuntimeError) as error:
            future.set_exception(classify_exit(error, limits))
            return future
        self._waiting.add(future)
        future.add_done_callback(self._waiting.discard)
        future.add_done_callback(lambda _: job.cancel())
        job.add_done_callback(lambda _: _resolve_future(future, job, limits))
        return future

    def run(self, function: str, request: dict[str, Any], limits: Limits | None = None) -> dict[str, Any]:
        """Submit a job and wait for what it returns."""
        return self.submit(function, request, limits).result()

    def close(self) -> None:
        """Finish what was submitted, then end the children."""
        self._open = False
        self._processes.close()
        self._processes.join()

    def stop(self) -> None:
        """End the children at once; jobs that were waiting or at work are cancelled."""
        self._open = False
        self._abandon()

    def _schedule(self, function: str, request: str, limits: Limits) -> Future[str]:
        arguments = (function, request, limits, current_request_id())
        with self._lock:
            if self._open and not self._processes.active:
                # pebble gives up for good when a child is killed from outside while all are idle.
                self._abandon()
                self._processes, self._jobs = self._new_processes(), set()
            job: Future[str] = self._processes.schedule(child.run_job, arguments, timeout=limits.clock_seconds)
            self._jobs.add(job)
            job.add_done_callback(self._jobs.discard)
            self._watch()
            return job

    def _watch(self) -> None:
        if self._watched is not self._processes:
            self._watched = self._processes
            Thread(target=fail_lost_jobs, args=(self._processes, self._jobs), daemon=True).start()

    def _abandon(self) -> None:
        for future in tuple(self._waiting):
            future.cancel()
        self._processes.stop()
        self._processes.join()

    def _new_processes(self) -> ProcessPool:
        context = multiprocessing.get_context("forkserver")
        return ProcessPool(self._workers, self._jobs_per_child, child.prepare_child, context=context)


@contextmanager
def open_pool(
    workers: int = 1,
    preload: str = "configurator.kernel.jobs.make",
    limits: Limits = DEFAULT_LIMITS,
    jobs_per_child: int = JOBS_PER_CHILD,
) -> Iterator[Pool]:
    """A pool of so many children, forked from one process that has imported `preload`.

    That process is started once per program: the first pool's `preload` holds for all. A child that is replaced
    reads templates anew.
    """
    forkserver.set_forkserver_preload(["configurator.pool.fork_server", "configurator.pool.child", "pebble", preload])
    # Begins importing while the caller goes on.
    forkserver.ensure_running()
    pool = Pool(workers, limits, jobs_per_child)
    try:
        yield pool
        pool.close()
    except BaseException:
        pool.stop()
        raise


def _resolve_future(future: Future[dict[str, Any]], job: Future[str], limits: Limits) -> None:
    if job.cancelled() or not future.set_running_or_notify_cancel():
        future.cancel()
        return
    try:
        future.set_result(decode_answer(job.result()))
    except Exception as error:
        future.set_exception(error if isinstance(error, ConfiguratorError) else classify_exit(error, limits))
