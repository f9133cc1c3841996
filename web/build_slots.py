"""One set of files is built at a time, so that a kernel process is always free for previews."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from configurator.services.previews.previews import Busy

# One that builds and four that wait; a build takes some three seconds.
SLOTS = BoundedSemaphore(5)
SECONDS_EACH = 3
BUILDING = Lock()


@contextmanager
def build_slot() -> Iterator[None]:
    """Wait for the slot, and hold it for the block. Raises Busy where too many wait already."""
    if not SLOTS.acquire(blocking=False):
        raise Busy(SECONDS_EACH)
    try:
        with BUILDING:
            yield
    finally:
        SLOTS.release()
