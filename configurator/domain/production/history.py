"""What the events alone say has become of every order, item and job."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from configurator.domain.production.states import ITEM_MOVES, JOB_MOVES, ORDER_MOVES, Moves


@dataclass(frozen=True)
class Event:
    """One entry of the record. An event that changes a state has `from` and `to` in its data."""

    number: int
    at: str
    actor: str
    kind: str
    order_id: str = ""
    item_id: str = ""
    job_id: str = ""
    factory: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON."""
        return asdict(self)


@dataclass(frozen=True)
class History:
    """States by id as the events tell them, factory, epoch and flag of each job, and what cannot be."""

    orders: dict[str, str] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    jobs: dict[str, str] = field(default_factory=dict)
    leases: dict[str, tuple[str, int]] = field(default_factory=dict)
    flags: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def replay(events: Iterable[Event]) -> History:
    """Go through the events in their order."""
    history = History()
    for event in events:
        history.faults.extend(_moved(history, event))
        if event.job_id:
            _noted(history, event)
    return history


def _moved(history: History, event: Event) -> Iterator[str]:
    """Take over the change of state, if it is one; yield what is wrong with it."""
    if "to" not in event.data:
        return
    states, moves, subject = _subject(history, event)
    start, end = event.data.get("from"), event.data["to"]
    if states.get(subject) != start:
        yield f"event {event.number}: {subject} was {states.get(subject)}, not {start}"
    if not _allowed(moves, start, end):
        yield f"event {event.number}: {subject} cannot go from {start} to {end}"
    states[subject] = end


def _allowed(moves: Moves, start: str | None, end: str) -> bool:
    return end == next(iter(moves)) if start is None else end in moves.get(start, ())


def _subject(history: History, event: Event) -> tuple[dict[str, str], Moves, str]:
    if event.kind.startswith("job"):
        return history.jobs, JOB_MOVES, event.job_id
    if event.kind.startswith("item"):
        return history.items, ITEM_MOVES, event.item_id
    return history.orders, ORDER_MOVES, event.order_id


def _noted(history: History, event: Event) -> None:
    """Take over the lease and the flag."""
    if "epoch" in event.data:
        holder = "" if event.kind == "job_released" else event.factory
        history.leases[event.job_id] = (holder, event.data["epoch"])
    if "flag" in event.data:
        history.flags[event.job_id] = event.data["flag"]
