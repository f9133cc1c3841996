"""The states of orders, items and jobs, rebuilt from the events alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from configurator.domain.orders.states import ItemState, OrderState
from configurator.domain.production.states import JobState
from configurator.domain.states import State


@dataclass(frozen=True)
class Event:
    """One entry of the record. An event that changes a state has `from` and `to` in its data.

    Before there were accounts, an actor is what somebody called himself, without a role.
    """

    number: int
    at: str
    actor: str
    kind: str
    order_id: str = ""
    item_id: str = ""
    job_id: str = ""
    factory: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    role: str = ""
    organisation: str = ""

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON."""
        return asdict(self)


@dataclass(frozen=True)
class History:
    """States by id according to the events, factory, epoch and flag of each job, and contradictions."""

    orders: dict[str, str] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    jobs: dict[str, str] = field(default_factory=dict)
    leases: dict[str, tuple[str, int]] = field(default_factory=dict)
    flags: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def replay(events: Iterable[Event]) -> History:
    """The history after these events, in their order."""
    history = History()
    for event in events:
        history.faults.extend(_apply_move(history, event))
        if event.job_id:
            _apply_lease(history, event)
    return history


def _apply_move(history: History, event: Event) -> Iterator[str]:
    """Apply the event's change of state, if it has one; yield what is wrong with it."""
    if "to" not in event.data:
        return
    states, kind, subject = _find_subject(history, event)
    start, end = event.data.get("from"), event.data["to"]
    if states.get(subject) != start:
        yield f"event {event.number}: {subject} was {states.get(subject)}, not {start}"
    if not kind.is_move(start, end):
        yield f"event {event.number}: {subject} cannot go from {start} to {end}"
    states[subject] = end


def _find_subject(history: History, event: Event) -> tuple[dict[str, str], type[State], str]:
    if event.kind.startswith("job"):
        return history.jobs, JobState, event.job_id
    if event.kind.startswith("item"):
        return history.items, ItemState, event.item_id
    return history.orders, OrderState, event.order_id


def _apply_lease(history: History, event: Event) -> None:
    """Apply the event's change of lease and of flag, if it has one."""
    if "epoch" in event.data:
        holder = "" if event.kind == "job_released" else event.factory
        history.leases[event.job_id] = (holder, event.data["epoch"])
    if "flag" in event.data:
        history.flags[event.job_id] = event.data["flag"]
