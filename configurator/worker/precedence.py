"""Items of orders before rows of batches, within one worker."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Precedence:
    """Lets every item begin at once, and a row only while a child is idle."""

    def __init__(self, children: int) -> None:
        """For a pool of so many children."""
        self._children, self._begun = children, 0
        self._change = threading.Condition()

    @contextmanager
    def item(self) -> Iterator[None]:
        """An item is made in the block; without an idle child it is the next that the pool makes."""
        with self._change:
            self._begun += 1
        with self._counted():
            yield

    @contextmanager
    def row(self) -> Iterator[None]:
        """Wait for an idle child; a row is made in the block."""
        with self._change:
            self._change.wait_for(lambda: self._begun < self._children)
            self._begun += 1
        with self._counted():
            yield

    @contextmanager
    def _counted(self) -> Iterator[None]:
        try:
            yield
        finally:
            with self._change:
                self._begun -= 1
                self._change.notify()
