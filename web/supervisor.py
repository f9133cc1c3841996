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
# run for its end to be a mishap and not a habit; how long one that is told to stop may take.
SOONEST, LATEST, SETTLED, FAREWELL = 1.0, 30.0, 60.0, 15.0


@contextmanager
def kept_running(command: Sequence[str]) -> Iterator[None]:
    """Start the command, and start it again whenever it ends; stop it by SIGTERM at the end of the block."""
    end = threading.Event()
    thread = threading.Thread(target=_keep, args=(command, end), daemon=True)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join()


def _keep(command: Sequence[str], end: threading.Event) -> None:
    pause = SOONEST
    while not end.is_set():
        since = monotonic()
        with subprocess.Popen(command) as process:
            _watch(process, end)
        if end.is_set():
            return
        pause = SOONEST if monotonic() - since > SETTLED else pause
        log.warning("the worker ended with status %s; another is started in %g s", process.returncode, pause)
        end.wait(pause)
        pause = min(2 * pause, LATEST)


def _watch(process: subprocess.Popen[bytes], end: threading.Event) -> None:
    while process.poll() is None and not end.wait(0.2):
        pass
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(FAREWELL)
        except subprocess.TimeoutExpired:
            process.kill()
