"""Batches: a client sends a table, and workers make a part for each row, also after crashes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.exc import IntegrityError

from configurator import catalogue
from configurator.domain.accounts.rights import Right, owning_organisation
from configurator.domain.actors import Actor
from configurator.domain.errors import refused
from configurator.domain.identifiers import new_id, new_token
from configurator.domain.measures.sheets import Sheet
from configurator.domain.orders.batches import Batch, Row, RowStatus
from configurator.domain.orders.requests import ItemRequest
from configurator.domain.parts.templates import Template
from configurator.formats import check_formats, find_format, formats
from configurator.logs import current_request_id
from configurator.services.batches.installed_rows import installed_row, own_cells
from configurator.services.common.access import require
from configurator.services.common.context import Context
from configurator.services.common.idempotency import check_key, key_conflict, request_digest
from configurator.services.common.ownership import owner_of_batch
from configurator.services.common.workflows import make_row_work
from configurator.services.designs.configure import configure
from configurator.services.designs.csv_tables import row_sheet
from configurator.store import batches, events
from configurator.store.database import read_transaction, write_transaction
from configurator.store.state_changes import unknown_token

MAX_ROWS = 1000


@dataclass(frozen=True)
class PlacedBatch:
    """The batch, the names in it that match no parameter, and whether this call created it."""

    batch: Batch
    ignored: tuple[str, ...]
    new: bool


def place_batch(
    context: Context,
    actor: Actor,
    key: str,
    template: str,
    rows: Sequence[Mapping[str, Any]],
    formats: Sequence[str],
    lines: Sequence[int] = (),
) -> PlacedBatch:
    """Place a batch once per actor and key: each row has values, as text or number, by name as in a sheet.

    Empty values are left out. `lines` are the numbers that a spreadsheet shows beside the rows, where they come from
    a table. A row that cannot be made is refused by itself and at once, the others are enqueued; a report is made
    with any formats. Raises Refused for a table that cannot be begun at all, and for a key that was used for
    something else.
    """
    require(context, Right.PLACE_ORDER)
    key = check_key(key, "batch")
    part_template, kinds = catalogue.find(template), _ordered_formats(formats)
    check_formats(kinds, part_template)
    _check_size(rows)
    digest = request_digest(
        {"template": part_template.id, "formats": kinds, "rows": [dict(row) for row in rows]}, "batch"
    )
    filled = [_filled_cells(row) for row in rows]
    sheets = [row_sheet(part_template.parameters, own_cells(part_template, row)) for row in filled]
    batch_id = new_id()
    numbered = enumerate(zip(sheets, filled, lines or [0] * len(sheets), strict=True), start=1)
    placed_rows = tuple(
        replace(_configure_row(part_template, sheet, row), batch=batch_id, number=number, line=line)
        for number, (sheet, row, line) in numbered
    )
    batch = Batch(
        batch_id,
        part_template.id,
        kinds,
        events.now(),
        actor.id,
        key,
        placed_rows,
        new_token(),
        owning_organisation(actor),
        actor.account,
    )
    try:
        stored = _store_batch(context, batch, digest)
    except IntegrityError:
        # The same batch was placed at the same moment: now it is in the table.
        stored = _store_batch(context, batch, digest)
    ignored = dict.fromkeys(column for sheet in sheets for column in sheet.ignored)
    return PlacedBatch(stored, tuple(ignored), stored.id == batch.id)


def show_batch(context: Context, token: str) -> Batch:
    """The batch that a token leads to. Raises Refused for an empty or unknown one, which is not repeated."""
    with read_transaction(context.engine) as connection:
        batch_id = batches.find_batch_by_token(connection, token)
        if batch_id is None:
            raise unknown_token("batch")
        batch = batches.get_batch(connection, batch_id)
    require(context, Right.SEE_BATCH, owner_of_batch(context, batch), hidden=lambda: unknown_token("batch"))
    return batch


def _ordered_formats(kinds: Sequence[str]) -> tuple[str, ...]:
    """The formats, once each and always in the same order."""
    if not kinds:
        raise refused("No format is asked for.", "formats", hint=f"Name some of {', '.join(formats())}.")
    requested = {find_format(each).name for each in kinds}
    return tuple(each for each in formats() if each in requested)


def _check_size(rows: Sequence[Mapping[str, Any]]) -> None:
    if not 1 <= len(rows) <= MAX_ROWS:
        hint = f"Send 1 to {MAX_ROWS} rows; more as several batches, each with its own key."
        raise refused(f"The batch has {len(rows)} rows.", "rows", hint=hint)


def _filled_cells(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None and str(value).strip()}


def _configure_row(template: Template[Any], sheet: Sheet, row: Mapping[str, Any]) -> Row:
    request = ItemRequest(template.id, sheet, configure(template, sheet, complete=True))
    installed = installed_row(template, row, request)
    design, problems = installed.configured.design, installed.configured.problems
    status = RowStatus.WAITING if design else RowStatus.REFUSED
    return Row("", 0, status, design, problems, installation=installed.installation)


def _store_batch(context: Context, batch: Batch, digest: str) -> Batch:
    with write_transaction(context.engine) as connection:
        known_id = batches.find_batch_by_key(connection, batch.placed_by, batch.key)
        if known_id is None:
            batches.add_batch(connection, batch, digest, current_request_id())
            for row in batch.rows:
                if row.status is RowStatus.WAITING:
                    context.enqueue(connection, make_row_work(batch.id, row.number))
        elif batches.batch_request_digest(connection, known_id) != digest:
            raise key_conflict(batch.key, "batch", known_id)
        return batches.get_batch(connection, known_id or batch.id)
