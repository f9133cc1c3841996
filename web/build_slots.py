"""Files are made one after the other, so that previews always find a process of the kernel's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from configurator.services.previews.previews import Busy

# One at work and so many that wait: each takes some three seconds.
PLACES = BoundedSemaphore(5)
SECONDS = 3
AT_WORK = Lock()


@contextmanager
def turn() -> Iterator[None]:
    """Wait for one's turn. Raises Busy where too many wait already."""
    if not PLACES.acquire(blocking=False):
        raise Busy(SECONDS)
    try:
        with AT_WORK:
            yield
    finally:
        PLACES.release()
