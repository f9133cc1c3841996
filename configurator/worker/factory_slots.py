"""Which factory's turn it is: one call of its target at a time, and of slow factories a few in all."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

# A factory whose hand-over takes longer than this is slow, in s; so long the next call of a factory waits for its turn.
# After a slow call the factory is left alone for as long as it took: its jobs come back later, others have the slots.
SLOW_AFTER_S = 10.0


class FactorySlots:
    """The calls of targets in one worker; any number of threads may use it."""

    def __init__(self, max_slow: int) -> None:
        """Of the slow factories at most so many are tried at once."""
        self._max_slow = max_slow
        self._changed = threading.Condition()
        self._busy_since: dict[str, float] = {}
        self._slow_until: dict[str, float] = {}

    @contextmanager
    def hold(self, factory: str) -> Iterator[bool]:
        """Whether the factory's turn has come, for as long as the block lasts; False after a moment at most."""
        has_turn = self._take(factory)
        try:
            yield has_turn
        finally:
            if has_turn:
                self._leave(factory)

    def _take(self, factory: str) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: factory not in self._busy_since or self._is_slow(factory), SLOW_AFTER_S)
            if factory in self._busy_since or not self._may_try(factory):
                return False
            self._busy_since[factory] = time.monotonic()
            return True

    def _leave(self, factory: str) -> None:
        with self._changed:
            ended = time.monotonic()
            took = ended - self._busy_since.pop(factory)
            if took > SLOW_AFTER_S:
                self._slow_until[factory] = ended + took
            else:
                self._slow_until.pop(factory, None)
            self._changed.notify_all()

    def _is_slow(self, factory: str) -> bool:
        begun = self._busy_since.get(factory)
        return factory in self._slow_until or (begun is not None and time.monotonic() - begun > SLOW_AFTER_S)

    def _may_try(self, factory: str) -> bool:
        """Whether it is not slow, or has been left alone for long enough and few other slow ones are being tried."""
        if factory not in self._slow_until:
            return True
        slow = sum(self._is_slow(each) for each in self._busy_since)
        return slow < self._max_slow and time.monotonic() >= self._slow_until[factory]
