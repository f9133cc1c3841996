"""Enqueues durable work by name, in the caller's transaction. What runs it is `configurator.worker.worker`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import Connection, Engine

if TYPE_CHECKING:
    from dbos import DBOSClient

# The queues for the CAD kernel: items of orders, and rows of batches, which stand back for them. E-mail has its own, so
# that a server that does not answer holds nothing up, and so has quoting, as a slicer takes minutes. The other one is
# for the rest.
MAKING, BATCHES, PRODUCING, MAILING, QUOTING = "making", "batches", "producing", "mailing", "quoting"
# All workers take up each other's work, whichever release of this program enqueued it.
APPLICATION_VERSION = "1"

# No work waits longer than this before it is done, in s: what lies further ahead was delayed by a wrong clock.
MAX_DELAY_S = 3600.0


@dataclass(frozen=True)
class Work:
    """One call of a workflow; `name` and `key` together are done once. `delay` in s; in a queue the lowest `priority`
    is first, 0 before all, and of equal ones the oldest.

    The key names what the work is done to and, after its last hyphen, which call this is.
    """

    name: str
    key: str
    arguments: tuple[str | int, ...]
    queue: str = PRODUCING
    delay: float = 0.0
    priority: int = 0

    @property
    def id(self) -> str:
        """By which the engine knows it."""
        return f"{self.name}-{self.key}"

    @property
    def subject(self) -> str:
        """What is done to what, whichever call it is: `make_item-7KQ2M4XD9A` of `make_item-7KQ2M4XD9A-2`."""
        return work_subject(self.id)

    def repeated(self, delay: float) -> Work:
        """The same work under the next name: if two enqueue it at once, it is done once."""
        key, _, times = self.key.partition("~")
        return replace(self, key=f"{key}~{int(times or 0) + 1}", delay=delay)


def parse_work(work_id: str, name: str, arguments: tuple[str | int, ...], queue: str, priority: int = 0) -> Work:
    """The work that has this id."""
    return Work(name, work_id.removeprefix(f"{name}-"), arguments, queue, priority=priority)


def work_subject(work_id: str) -> str:
    """The subject of the work that has this id."""
    return work_id.rpartition("-")[0]


class Enqueue(Protocol):
    """Adds work to the queue if, and when, the transaction is committed."""

    def __call__(self, connection: Connection, work: Work) -> None:
        """Raises nothing for work that is known already: it is done once."""


def open_queue(engine: Engine) -> Enqueue:
    """The queue in the same database as everything else; nothing is loaded before the first work."""
    return partial(_enqueue, engine)


@cache
def queue_client(engine: Engine) -> DBOSClient:
    """The durable engine's client. Who serves many at once opens it before: it needs a connection of its own for a
    moment, which within a transaction might be the last one."""
    from dbos import DBOSClient

    return DBOSClient(system_database_engine=engine)


def _enqueue(engine: Engine, connection: Connection, work: Work) -> None:
    from dbos import EnqueueOptions, WorkflowSerializationFormat

    options: EnqueueOptions = {
        "workflow_name": work.name,
        "queue_name": work.queue,
        "workflow_id": work.id,
        "app_version": APPLICATION_VERSION,
        # JSON: any program can read what is waiting, and none can be made to run code by it.
        "serialization_type": WorkflowSerializationFormat.PORTABLE,
    }
    if work.priority:
        options["priority"] = work.priority
    if work.delay:
        options["delay_seconds"] = min(work.delay, MAX_DELAY_S)
    queue_client(engine).enqueue_in_transaction(connection, options, *work.arguments)
