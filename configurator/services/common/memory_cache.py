"""Caches in memory, bounded in size or time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

from configurator.domain.errors import Blocked, ConfiguratorError, Crashed

V = TypeVar("V")
# A job of the kernel may take a minute: one design that crashes has it for a tenth of the time.
MAX_CRASHES, CRASH_MEMORY_S = 2, 600.0
MAX_FAILURES = 1000


class MemoryCache(Generic[V]):
    """Values by key; the least recently used are evicted when all together exceed a size, in the unit of `size_of`."""

    def __init__(self, max_size: int, size_of: Callable[[V], int]) -> None:
        self._max_size = max_size
        self._size_of = size_of
        self._values: OrderedDict[str, V] = OrderedDict()
        self._total_size = 0

    def get(self, key: str) -> V | None:
        """The value, marked as the most recently used; None if it is not cached."""
        value = self._values.get(key)
        if value is not None:
            self._values.move_to_end(key)
        return value

    def put(self, key: str, value: V) -> None:
        """Store a value, unless it alone exceeds the bound."""
        if self.get(key) is not None or self._size_of(value) > self._max_size:
            return
        self._values[key] = value
        self._total_size += self._size_of(value)
        while self._total_size > self._max_size:
            self._total_size -= self._size_of(self._values.popitem(last=False)[1])


@dataclass(frozen=True)
class _Failure:
    """Why something failed, until when that is an answer, and how often its kernel has crashed by now."""

    error: ConfiguratorError
    until: float
    crashes: int


class FailureCache:
    """Why designs failed, for so many seconds, so that dragging a slider over them builds nothing again.

    A crash may have been the machine's fault: of one design the next try is made at once, but one after that only
    every `CRASH_MEMORY_S`, or it could keep the kernel busy. Any number of threads may use it.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._lock = Lock()
        # The oldest first.
        self._failures: OrderedDict[str, _Failure] = OrderedDict()

    def get(self, key: str) -> ConfiguratorError | None:
        """The reason, as a new exception; None if it may be tried."""
        with self._lock:
            known = self._failures.get(key)
        return copy_error(known.error) if known and self._clock() < known.until else None

    def put(self, key: str, error: ConfiguratorError) -> None:
        """Store a failure, unless the machine is the cause rather than the design."""
        if isinstance(error, Blocked):
            return
        with self._lock:
            known = self._failures.pop(key, None)
            crashes = isinstance(error, Crashed) + (known.crashes if known else 0)
            self._failures[key] = _Failure(error, self._clock() + self._memory_s(error, crashes), crashes)
            if len(self._failures) > MAX_FAILURES:
                self._failures.popitem(last=False)

    def _memory_s(self, error: ConfiguratorError, crashes: int) -> float:
        if isinstance(error, Crashed):
            return CRASH_MEMORY_S if crashes >= MAX_CRASHES else 0.0
        return self._seconds


def copy_error(error: ConfiguratorError) -> ConfiguratorError:
    """The same error to raise elsewhere: an exception that is raised twice carries both traces."""
    return type(error)(*error.problems)
