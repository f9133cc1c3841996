"""Files are made one after the other, so that previews always find a process of the kernel's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from configurator.services.previews.previews import Busy

# One at work and so many that wait: each takes some three seconds.
SLOTS = BoundedSemaphore(5)
SECONDS_EACH = 3
BUILDING = Lock()


@contextmanager
def build_slot() -> Iterator[None]:
    """Wait for one's turn. Raises Busy where too many wait already."""
    if not SLOTS.acquire(blocking=False):
        raise Busy(SECONDS_EACH)
    try:
        with BUILDING:
            yield
    finally:
        SLOTS.release()
