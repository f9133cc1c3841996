"""Where a worker makes items and rows, and holds still when it must not tell what only its own end has caused."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from configurator.domain.orders.batches import Row
from configurator.domain.orders.orders import Item
from configurator.services.batches.make_row import make_row
from configurator.services.common.context import MakingContext
from configurator.services.orders.make_item import make_item
from configurator.store import batches, orders
from configurator.store.database import reading

# So often may the making of one be cut off before it counts as what may have caused that.
SUSPECT_STARTS = 3


@dataclass(frozen=True)
class Runner:
    """What a worker works with; `stop` is set when it is to end."""

    context: MakingContext
    actor: str
    stop: threading.Event
    alone: threading.Lock = field(default_factory=threading.Lock)

    def make(self, item: str, attempt: int) -> bool:
        """Make an item's files; True if it must be done again at once. See `make_item`."""
        with reading(self.context.engine) as connection:
            found = orders.get_item(connection, item)
        with _turn(self, found), _held(self.stop):
            return make_item(self.context, self.actor, item, attempt)

    def make_row(self, batch: str, number: int, attempt: int) -> bool:
        """Make the files of a row of a batch; True if it must be done again at once. See the function."""
        with reading(self.context.engine) as connection:
            found = batches.get_row(connection, batch, number)
        with _turn(self, found), _held(self.stop):
            return make_row(self.context, batch, number, attempt)


def _turn(runner: Runner, found: Item | Row) -> AbstractContextManager[Any]:
    """One at a time for those whose making was cut off again and again.

    What kills workers would otherwise take the same neighbours with it every time, until all of
    them count as deadly.
    """
    return runner.alone if found.starts - found.crashes >= SUSPECT_STARTS else nullcontext()


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
