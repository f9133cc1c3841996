"""Where a worker makes items, and holds still when it must not tell what only its own end has caused."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from configurator.pool import Pool
from configurator.services.fulfil import make_item
from configurator.services.office import Office
from configurator.store import orders
from configurator.store.database import reading

# So often may the making of an item be cut off before it counts as what may have caused that.
SUSPECT = 3


@dataclass(frozen=True)
class Bench:
    """What a worker works with; `stop` is set when it is to end."""

    office: Office
    pool: Pool
    scratch: Path
    actor: str
    stop: threading.Event
    alone: threading.Lock = field(default_factory=threading.Lock)

    def make(self, item: str, attempt: int) -> bool:
        """Make an item's files; True if it must be done again at once. See `make_item`."""
        with _turn(self, item), _held(self.stop):
            return make_item(self.office, self.pool, self.scratch, self.actor, item, attempt)


def _turn(bench: Bench, item: str) -> AbstractContextManager[Any]:
    """One at a time for items whose making was cut off again and again.

    What kills workers would otherwise take the same neighbours with it every time, until all of
    them count as deadly.
    """
    with reading(bench.office.engine) as connection:
        found = orders.get_item(connection, item)
    return bench.alone if found.starts - found.crashes >= SUSPECT else nullcontext()


@contextmanager
def _held(stop: threading.Event) -> Iterator[None]:
    """Hold the thread for good once the worker ends: its stopped pool is no fault of the item's."""
    if stop.is_set():
        _hold()
    try:
        yield
    except CancelledError:
        if stop.is_set():
            _hold()
        raise


def _hold() -> None:
    threading.Event().wait()
