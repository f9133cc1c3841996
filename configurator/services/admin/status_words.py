"""A status in words: kinds of work, what became of them, states, sizes, times."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from configurator.domain.orders.batches import RowStatus
from configurator.domain.orders.states import ItemState, OrderState
from configurator.domain.production.states import JobState
from configurator.domain.states import State, Status
from configurator.queue import work_subject

WORK_WORDS: Mapping[str, str] = {
    "make_item": "Parts of orders",
    "make_row": "Rows of batches",
    "produce_job": "Jobs for factories",
    "withdraw_job": "Withdrawals",
    "send_mail": "Word by e-mail",
    "quote_order": "Quotes of orders",
}
# By the durable engine's own word for it.
PROGRESS_WORDS: Mapping[str, str] = {
    "enqueued": "waiting",
    "pending": "at work",
    "delayed": "tried again later",
    "error": "failed, taken up soon",
    "max_recovery_attempts_exceeded": "failed, taken up soon",
}
STATES: Mapping[str, type[Status]] = {"orders": OrderState, "items": ItemState, "rows": RowStatus, "jobs": JobState}


def state_words(noun: str, state: str) -> str:
    """What a state of orders, items, rows or jobs means; the state itself if only a later program knows it.

    An item's words are its order's before approval, and it keeps its state after: here it is only made.
    """
    known = next((each for each in STATES[noun] if each == state and noun != "items"), None)
    return known.words if isinstance(known, State) else state.replace("_", " ").capitalize()


def work_words(work_id: str) -> str:
    """The kind and the subject of the work that has this id: `Parts of orders 7KQ2M4XD9A`."""
    name, _, subject = work_subject(work_id).partition("-")
    return f"{WORK_WORDS.get(name, name)} {subject}"


def size_words(size: int) -> str:
    """A number of bytes in kB, MB or GB: `1.2 MB`."""
    for unit, factor in (("GB", 1e9), ("MB", 1e6)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}"
    return f"{size / 1e3:.0f} kB"


def age_words(since: str, now: datetime) -> str:
    """How long ago a moment (ISO 8601) was, in its largest unit: `3 min`."""
    age = now - datetime.fromisoformat(since)
    for unit, length in (("days", timedelta(days=2)), ("h", timedelta(hours=2)), ("min", timedelta(minutes=2))):
        if age >= length:
            return f"{age // (length / 2)} {unit}"
    return f"{max(0, round(age.total_seconds()))} s"
