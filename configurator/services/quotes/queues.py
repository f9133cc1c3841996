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
from configurator.services.quotes.made_pieces import sliced_file
from configurator.store import quotes
from configurator.store.slicing import Sliced, hours_of_files

Queues = Mapping[str, tuple[QueuedJob, ...]]


def read_queues(context: Context, connection: Connection, factories: Sequence[str]) -> Queues:
    """The queue of each of the factories that has one, in the order in which the jobs came."""
    rows = [row for row in quotes.queue_rows(connection, factories) if row["offer"] in OFFERS]
    began = quotes.started_at(connection, [row["id"] for row in rows if row["state"] == JobState.STARTED])
    files = {file for row in rows if (file := sliced_file(OFFERS[row["offer"]], row["files"]))}
    sliced = hours_of_files(connection, files)
    queues: dict[str, list[QueuedJob]] = {}
    for row in rows:
        since = began.get(row["id"])
        running = datetime.fromisoformat(since) if since else None
        offer, piece = OFFERS[row["offer"]], _piece(context, row, sliced)
        job = QueuedJob(row["id"], row["machine"], offer, piece, running, row["is_rush"])
        queues.setdefault(row["factory"], []).append(job)
    return {name: tuple(queue) for name, queue in queues.items()}


def _piece(context: Context, row: Mapping[str, Any], sliced: Sliced) -> Piece | None:
    """What is made; of an item whose volume was not kept its report says it, None where that cannot be read."""
    volume = row["volume_mm3"]
    try:
        volume = load_report(context, row["files"]).volume_mm3 if volume is None else volume
    except (ConfiguratorError, KeyError):
        return None
    x, y, z = row["size_mm"]
    told = sliced.get(sliced_file(OFFERS[row["offer"]], row["files"]), {})
    return Piece(volume, (x, y, z), row["quantity"], sliced=told)
