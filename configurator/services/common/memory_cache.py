"""Caches in memory, bounded in size or time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic
from typing import Generic, TypeVar

from configurator.domain.errors import Blocked, ConfiguratorError, Crashed

V = TypeVar("V")


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


class FailureCache:
    """Why designs failed, for so many seconds, so that dragging a slider over them builds nothing again."""

    def __init__(self, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._reasons: OrderedDict[str, tuple[float, ConfiguratorError]] = OrderedDict()

    def get(self, key: str) -> ConfiguratorError | None:
        """The reason, as a new exception; None if it did not fail within that time."""
        self._drop_expired()
        return copy_error(self._reasons[key][1]) if key in self._reasons else None

    def put(self, key: str, error: ConfiguratorError) -> None:
        """Store a failure, unless the machine is the cause rather than the design."""
        self._drop_expired()
        if not isinstance(error, Crashed | Blocked):
            self._reasons[key] = (self._clock() + self._seconds, error)
            self._reasons.move_to_end(key)

    def _drop_expired(self) -> None:
        while self._reasons and next(iter(self._reasons.values()))[0] <= self._clock():
            self._reasons.popitem(last=False)


def copy_error(error: ConfiguratorError) -> ConfiguratorError:
    """The same error to raise elsewhere: an exception that is raised twice carries both traces."""
    return type(error)(*error.problems)
