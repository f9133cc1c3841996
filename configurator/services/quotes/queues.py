"""The jobs that factories have, as the schedule takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from configurator.domain.errors import ConfiguratorError
from configurator.domain.offers.offers import OFFERS
from configurator.domain.production.capacity import QueuedJob
from configurator.domain.production.machine_rates import Piece
from configurator.domain.production.states import JobState
from configurator.services.common.context import Context
from configurator.services.making.artefacts import load_report
from configurator.store import quotes

Queues = Mapping[str, tuple[QueuedJob, ...]]


def read_queues(context: Context, connection: Connection, factories: Sequence[str]) -> Queues:
    """The queue of each of the factories that has one, in the order in which the jobs came."""
    rows = [row for row in quotes.queue_rows(connection, factories) if row["offer"] in OFFERS]
    began = quotes.started_at(connection, [row["id"] for row in rows if row["state"] == JobState.STARTED])
    queues: dict[str, list[QueuedJob]] = {}
    for row in rows:
        since = began.get(row["id"])
        running = datetime.fromisoformat(since) if since else None
        job = QueuedJob(row["id"], row["machine"], OFFERS[row["offer"]], _piece(context, row), running, row["is_rush"])
        queues.setdefault(row["factory"], []).append(job)
    return {name: tuple(queue) for name, queue in queues.items()}


def _piece(context: Context, row: Mapping[str, Any]) -> Piece | None:
    """What is made; of an item whose volume was not kept its report says it, None where that cannot be read."""
    volume = row["volume_mm3"]
    try:
        volume = load_report(context, row["files"]).volume_mm3 if volume is None else volume
    except (ConfiguratorError, KeyError):
        return None
    x, y, z = row["size_mm"]
    return Piece(volume, (x, y, z), row["quantity"])
