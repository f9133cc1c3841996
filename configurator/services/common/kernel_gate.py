"""How many callers may have the kernel work for pages, by kind of work and by visitor; one more is told so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Lock
from types import MappingProxyType
from typing import Final, Literal

from configurator.domain.errors import Blocked
from configurator.domain.problems import refusal

KernelWork = Literal["preview", "picture", "files"]


@dataclass(frozen=True)
class Room:
    """How many callers may work or wait at once, in all and of one visitor; in how many s some have been served."""

    callers: int
    callers_of_visitor: int
    retry_after_s: int


# Each caller holds a thread of the server: together they must leave some to whatever needs no kernel. A browser loads
# six pictures at once. On two processors a preview takes 0.2 s, a picture 0.7 s and a set of files 3 s.
ROOMS: Final[Mapping[KernelWork, Room]] = MappingProxyType(
    {"preview": Room(48, 12, 1), "picture": Room(10, 6, 2), "files": Room(5, 3, 3)}
)


class Busy(Blocked):
    """Too many are waiting; `seconds` later there may be room."""

    def __init__(self, seconds: int) -> None:
        super().__init__(refusal("The server is busy.", hint="Try again in a moment."))
        self.seconds = seconds


class KernelGate:
    """Admits callers for any number of threads."""

    def __init__(self, rooms: Mapping[KernelWork, Room] = ROOMS) -> None:
        self._rooms = rooms
        self._lock = Lock()
        self._callers: Counter[tuple[KernelWork, str]] = Counter()
        # One picture or set of files at a time, so that a kernel process is always free for previews.
        self._turn = Lock()

    def admit(self, work: KernelWork, visitor: str) -> Callable[[], None]:
        """Admit a caller, who leaves by calling the answer once. Raises Busy where there is no room."""
        room = self._rooms[work]
        with self._lock:
            callers = sum(count for (kind, _), count in self._callers.items() if kind == work)
            if callers >= room.callers or self._callers[work, visitor] >= room.callers_of_visitor:
                raise Busy(room.retry_after_s)
            self._callers[work, visitor] += 1
        return partial(self._leave, work, visitor)

    @contextmanager
    def turn(self, work: KernelWork, visitor: str) -> Iterator[None]:
        """Wait until no other has a turn, and have it for the block. Raises Busy where there is no room to wait."""
        leave = self.admit(work, visitor)
        try:
            with self._turn:
                yield
        finally:
            leave()

    def _leave(self, work: KernelWork, visitor: str) -> None:
        with self._lock:
            self._callers[work, visitor] -= 1
            if not self._callers[work, visitor]:
                del self._callers[work, visitor]
