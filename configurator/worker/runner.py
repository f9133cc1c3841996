"""Makes items and rows in a worker; while the worker stops, its cancelled jobs are not reported as failures."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from configurator.domain.actors import Actor
from configurator.domain.orders.batches import Row
from configurator.domain.orders.orders import Item
from configurator.logs import request_id
from configurator.services.batches.make_row import make_row
from configurator.services.common.context import MakingContext
from configurator.services.orders.make_item import make_item
from configurator.store import batches, events, orders
from configurator.store.database import read_transaction
from configurator.worker.precedence import Precedence

log = logging.getLogger("configurator.worker.worker")
# After so many interrupted starts an item or row counts as a suspect: it may be what kills the workers.
SUSPECT_STARTS = 3


@dataclass(frozen=True)
class Runner:
    """What a worker needs to make files; `stop` is set when it is to end."""

    context: MakingContext
    actor: Actor
    stop: threading.Event
    precedence: Precedence
    suspect_lock: threading.Lock = field(default_factory=threading.Lock)

    def make(self, item: str, attempt: int) -> bool:
        """Make an item's files; True if it must be done again at once. See `make_item`."""
        with read_transaction(self.context.engine) as connection:
            target = orders.get_item(connection, item)
            request = events.request_of_order(connection, target.order)
        with request_id(request), self.precedence.item(), _suspect_lock(self, target), _block_when_stopped(self.stop):
            again = make_item(self.context, self.actor, item, attempt)
            log.info("item %s: %s", item, _outcome(again))
            return again

    def make_row(self, batch: str, number: int, attempt: int) -> bool:
        """Make the files of a row of a batch; True if it must be done again at once. See `make_row`."""
        # The turn first: who waits for it holds nothing that another waits for.
        with self.precedence.row():
            with read_transaction(self.context.engine) as connection:
                target = batches.get_row(connection, batch, number)
                request = batches.request_of_batch(connection, batch)
            with request_id(request), _suspect_lock(self, target), _block_when_stopped(self.stop):
                again = make_row(self.context, batch, number, attempt)
                log.info("batch %s row %d: %s", batch, number, _outcome(again))
                return again


def _outcome(again: bool) -> str:
    return "crashed, tried again" if again else "ended"


def _suspect_lock(runner: Runner, target: Item | Row) -> AbstractContextManager[Any]:
    """A lock that lets one suspect run at a time; no lock for the others.

    An item that kills its worker would otherwise interrupt the same neighbours every time, until all
    of them count as crashed too often.
    """
    return runner.suspect_lock if target.starts - target.crashes >= SUSPECT_STARTS else nullcontext()


@contextmanager
def _block_when_stopped(stop: threading.Event) -> Iterator[None]:
    """Block the thread for good once the worker stops: its stopped pool must not be recorded as the item's failure."""
    if stop.is_set():
        _block_forever()
    try:
        yield
    except CancelledError:
        if stop.is_set():
            _block_forever()
        raise


def _block_forever() -> None:
    threading.Event().wait()
