"""How a program that works on is told to stop."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def stop_on_signal() -> Iterator[threading.Event]:
    """Set by SIGTERM and by Ctrl-C, as long as the block lasts; for the main thread only."""
    stop = threading.Event()
    before = [signal.signal(number, lambda *_: stop.set()) for number in STOP_SIGNALS]
    try:
        yield stop
    finally:
        for number, handler in zip(STOP_SIGNALS, before, strict=True):
            signal.signal(number, handler)


@contextmanager
def ctrl_c_blocked() -> Iterator[None]:
    """Threads and processes started in the block never see Ctrl-C, which a terminal sends to all of them."""
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
