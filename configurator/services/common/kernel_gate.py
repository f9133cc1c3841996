"""How many callers may have the kernel work for pages, by kind of work and by visitor; one more is told so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock
from time import monotonic
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
# Browsers and people have given up by then, and whoever holds a thread keeps it from others.
MAX_WAIT_S = 30.0


@dataclass(frozen=True)
class GateUsage:
    """Of one kind of work: callers at this moment and how many there may be; admitted and refused since the start.

    `turns` is how often the kernel began for them, `waited_s` how long all that began had waited for it.
    """

    callers: int
    most: int
    admitted: int = 0
    refused: int = 0
    turns: int = 0
    waited_s: float = 0.0


class Busy(Blocked):
    """Too many are waiting; `seconds` later there may be room."""

    def __init__(self, seconds: int) -> None:
        super().__init__(refusal("The server is busy.", hint="Try again in a moment."))
        self.seconds = seconds


class KernelGate:
    """Admits callers for any number of threads."""

    def __init__(self, rooms: Mapping[KernelWork, Room] = ROOMS, max_wait_s: float = MAX_WAIT_S) -> None:
        self._rooms, self._max_wait_s = rooms, max_wait_s
        self._lock = Lock()
        self._callers: Counter[tuple[KernelWork, str]] = Counter()
        self._usage = {work: GateUsage(0, room.callers) for work, room in rooms.items()}
        # One picture or set of files at a time, so that a kernel process is always free for previews.
        self._turn = Lock()

    def admit(self, work: KernelWork, visitor: str) -> Callable[[], None]:
        """Admit a caller, who leaves by calling the answer once. Raises Busy where there is no room."""
        room = self._rooms[work]
        with self._lock:
            usage = self._usage[work]
            if usage.callers >= room.callers or self._callers[work, visitor] >= room.callers_of_visitor:
                raise self._refuse(work)
            self._usage[work] = replace(usage, callers=usage.callers + 1, admitted=usage.admitted + 1)
            self._callers[work, visitor] += 1
        return partial(self._leave, work, visitor)

    @contextmanager
    def turn(self, work: KernelWork, visitor: str) -> Iterator[None]:
        """Wait until no other has a turn, and have it for the block.

        Raises Busy where there is no room to wait, or the turn does not come in time.
        """
        leave, since = self.admit(work, visitor), monotonic()
        try:
            self._wait_for_turn(work)
            try:
                self.note_turn(work, monotonic() - since)
                yield
            finally:
                self._turn.release()
        finally:
            leave()

    def _wait_for_turn(self, work: KernelWork) -> None:
        if not self._turn.acquire(timeout=self._max_wait_s):
            with self._lock:
                raise self._refuse(work)

    def _refuse(self, work: KernelWork) -> Busy:
        """Count a refusal, under the lock, and give the error to raise."""
        usage = self._usage[work]
        self._usage[work] = replace(usage, refused=usage.refused + 1)
        return Busy(self._rooms[work].retry_after_s)

    def note_turn(self, work: KernelWork, waited_s: float) -> None:
        """Count that the kernel begins for admitted callers, who have waited so long for it."""
        with self._lock:
            usage = self._usage[work]
            self._usage[work] = replace(usage, turns=usage.turns + 1, waited_s=usage.waited_s + waited_s)

    def usage(self) -> Mapping[KernelWork, GateUsage]:
        """How much of the room is taken, and what became of those who came."""
        with self._lock:
            return dict(self._usage)

    def _leave(self, work: KernelWork, visitor: str) -> None:
        with self._lock:
            usage = self._usage[work]
            self._usage[work] = replace(usage, callers=usage.callers - 1)
            self._callers[work, visitor] -= 1
            if not self._callers[work, visitor]:
                del self._callers[work, visitor]
