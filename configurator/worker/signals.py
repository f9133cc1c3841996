"""The signals that stop a long-running program."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def stop_on_signal() -> Iterator[threading.Event]:
    """An event that SIGTERM and Ctrl-C set, as long as the block lasts; for the main thread only."""
    stop = threading.Event()
    previous = [signal.signal(number, lambda *_: stop.set()) for number in STOP_SIGNALS]
    try:
        yield stop
    finally:
        for number, handler in zip(STOP_SIGNALS, previous, strict=True):
            signal.signal(number, handler)


@contextmanager
def ctrl_c_blocked() -> Iterator[None]:
    """Threads and processes started in the block never receive Ctrl-C, which a terminal sends to all of them."""
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
