"""The event log, as the command line prints it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from configurator.cli.output import print_json, print_line
from configurator.domain.production.history import Event
from configurator.services.orders.json_shapes import events_json

# Printed only with --json; routes are also printed by `order show` and `job show`.
OMITTED_FIELDS = ("chosen", "rejected", "others", "files", "reports", "machines", "place")


def show_events(events: Sequence[Event], as_json: bool) -> None:
    """A line an event, in the order they happened."""
    if as_json:
        print_json(events_json(events))
        return
    for event in events:
        print_line(f"{event.number}  {event_line(event, 'order_id', 'item_id', 'job_id', 'factory')}")


def event_line(event: Event, *subjects: str) -> str:
    """When, what, by whom, to which of the subjects, and what the data adds; what is empty or long is left out."""
    subject_ids = {name.removesuffix("_id"): getattr(event, name) for name in subjects}
    details = "".join(f", {name.replace('_', ' ')} {value}" for name, value in _details(event, subject_ids) if value)
    return f"{event.at}  {event.kind.replace('_', ' ')} by {event.actor}{details}"


def _details(event: Event, subject_ids: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from subject_ids.items()
    for name, value in event.data.items():
        # The kind already says how the state changed, and the operator is the actor.
        if name not in ("id", "from", "to", "operator", *OMITTED_FIELDS):
            yield name, value[:12] if name == "design" else value
