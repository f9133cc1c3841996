"""One set of files is built at a time, so that a kernel process is always free for previews."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from configurator.services.previews.previews import Busy

# One that builds and four that wait; a build takes some three seconds.
BUILD_SLOTS = BoundedSemaphore(5)
BUILD_TIME_S = 3
BUILD_LOCK = Lock()


@contextmanager
def build_slot() -> Iterator[None]:
    """Wait for the slot, and hold it for the block. Raises Busy where too many wait already."""
    if not BUILD_SLOTS.acquire(blocking=False):
        raise Busy(BUILD_TIME_S)
    try:
        with BUILD_LOCK:
            yield
    finally:
        BUILD_SLOTS.release()
