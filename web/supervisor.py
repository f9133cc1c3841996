"""Keeps another program running beside this one."""

from __future__ import annotations

import logging
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic

log = logging.getLogger("web")
# In s: how long to wait before a program that ended is started again, at first and at most; how long it must have
# run for the pause to start at the first value again; how long one that is told to stop may take.
MIN_RESTART_PAUSE_S, MAX_RESTART_PAUSE_S, STABLE_AFTER_S, STOP_TIMEOUT_S = 1.0, 30.0, 60.0, 15.0


@contextmanager
def supervise(command: Sequence[str]) -> Iterator[None]:
    """Start the command, and start it again whenever it ends; stop it by SIGTERM at the end of the block."""
    stop = threading.Event()
    thread = threading.Thread(target=_run_repeatedly, args=(command, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _run_repeatedly(command: Sequence[str], stop: threading.Event) -> None:
    pause_s = MIN_RESTART_PAUSE_S
    while not stop.is_set():
        started = monotonic()
        with subprocess.Popen(command) as process:
            _wait_for_end(process, stop)
        if stop.is_set():
            return
        pause_s = MIN_RESTART_PAUSE_S if monotonic() - started > STABLE_AFTER_S else pause_s
        log.warning("the worker ended with status %s; another is started in %g s", process.returncode, pause_s)
        stop.wait(pause_s)
        pause_s = min(2 * pause_s, MAX_RESTART_PAUSE_S)


def _wait_for_end(process: subprocess.Popen[bytes], stop: threading.Event) -> None:
    while process.poll() is None and not stop.wait(0.2):
        pass
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            process.kill()
