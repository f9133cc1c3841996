"""What was made lately, held in memory within bounds."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic
from typing import Generic, TypeVar

from configurator.domain.errors import Blocked, ConfiguratorError, Crashed

V = TypeVar("V")


class MemoryCache(Generic[V]):
    """Values by key; those not asked for the longest give way when all together exceed so many bytes."""

    def __init__(self, most: int, size_of: Callable[[V], int]) -> None:
        self._most = most
        self._size_of = size_of
        self._values: OrderedDict[str, V] = OrderedDict()
        self._held = 0

    def get(self, key: str) -> V | None:
        """The value, which is now the last asked for; None if it is not held."""
        found = self._values.get(key)
        if found is not None:
            self._values.move_to_end(key)
        return found

    def put(self, key: str, value: V) -> None:
        """Hold a value, unless it alone exceeds the bound."""
        if key in self._values or self._size_of(value) > self._most:
            return
        self._values[key] = value
        self._held += self._size_of(value)
        while self._held > self._most:
            self._held -= self._size_of(self._values.popitem(last=False)[1])


class FailureCache:
    """Why designs failed, for so many seconds: long enough that dragging over them builds nothing again."""

    def __init__(self, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._reasons: OrderedDict[str, tuple[float, ConfiguratorError]] = OrderedDict()

    def get(self, key: str) -> ConfiguratorError | None:
        """The reason, as a new exception; None if it did not fail of late."""
        self._forget()
        return copy_error(self._reasons[key][1]) if key in self._reasons else None

    def put(self, key: str, error: ConfiguratorError) -> None:
        """Remember a failure, unless it says more of the machine than of the design."""
        self._forget()
        if not isinstance(error, Crashed | Blocked):
            self._reasons[key] = (self._clock() + self._seconds, error)
            self._reasons.move_to_end(key)

    def _forget(self) -> None:
        while self._reasons and next(iter(self._reasons.values()))[0] <= self._clock():
            self._reasons.popitem(last=False)


def copy_error(error: ConfiguratorError) -> ConfiguratorError:
    """The same error to raise elsewhere: an exception that is raised twice carries both traces."""
    return type(error)(*error.problems)
