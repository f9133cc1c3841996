"""Batches and their rows as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, insert, select, update

from configurator.domain.errors import Failed
from configurator.domain.identifiers import is_token
from configurator.domain.offers.installation import stored_installation
from configurator.domain.orders.batches import Batch, Row, RowStatus
from configurator.domain.parts.designs import Design
from configurator.domain.problems import Problem
from configurator.store.designs import save_design
from configurator.store.tables import batch_rows, batches, designs

BATCH_COLUMNS = ("id", "template", "placed_at", "placed_by", "key", "token", "organisation", "account")


def add_batch(connection: Connection, batch: Batch, request_digest: str, request: str = "") -> None:
    """Insert a batch with its rows, and the id of the request that placed it."""
    row = {name: getattr(batch, name) for name in BATCH_COLUMNS}
    connection.execute(
        insert(batches).values(**row, formats=list(batch.formats), asked=request_digest, request=request)
    )
    unique_designs = {each.design.digest: each.design for each in batch.rows if each.design}
    # Always in the same order, so that two transactions with the same designs cannot deadlock.
    for digest in sorted(unique_designs):
        save_design(connection, unique_designs[digest])
    connection.execute(insert(batch_rows), [_row_values(each) for each in batch.rows])


def find_batch_by_key(connection: Connection, actor: str, key: str) -> str | None:
    """The batch that this actor placed under this key."""
    return connection.scalar(select(batches.c.id).where(batches.c.placed_by == actor, batches.c.key == key))


def find_batch_by_token(connection: Connection, token: str) -> str | None:
    """The batch that this token leads to."""
    return connection.scalar(select(batches.c.id).where(batches.c.token == token)) if is_token(token) else None


def batch_request_digest(connection: Connection, batch: str) -> str:
    """The digest of the request that placed the batch."""
    request_digest: str = connection.execute(select(batches.c.asked).where(batches.c.id == batch)).scalar_one()
    return request_digest


def request_of_batch(connection: Connection, batch: str) -> str:
    """The id of the request that placed a batch, empty if none did."""
    request: str = connection.execute(select(batches.c.request).where(batches.c.id == batch)).scalar_one()
    return request


def get_batch(connection: Connection, batch: str) -> Batch:
    """The batch with its rows; one with a status of a later program is UNKNOWN, and says so among its problems."""
    record = connection.execute(select(batches).where(batches.c.id == batch)).mappings().one()
    query = _select_with_design().where(batch_rows.c.batch == batch).order_by(batch_rows.c.number)
    rows = tuple(_parse_row(each) for each in connection.execute(query).mappings())
    return Batch(**{name: record[name] for name in BATCH_COLUMNS}, formats=tuple(record["formats"]), rows=rows)


def batch_formats_and_date(connection: Connection, batch: str) -> tuple[tuple[str, ...], str]:
    """The formats made of each row, and the day (ISO 8601) on which the batch was placed."""
    formats, placed_at = connection.execute(
        select(batches.c.formats, batches.c.placed_at).where(batches.c.id == batch)
    ).one()
    return tuple(formats), placed_at[:10]


def lock_row(connection: Connection, batch: str, number: int) -> Row:
    """One row, which nobody else changes until the transaction ends."""
    connection.execute(select(batch_rows.c.number).where(*_row_key(batch, number)).with_for_update())
    return get_row(connection, batch, number)


def get_row(connection: Connection, batch: str, number: int) -> Row:
    """One row of a batch."""
    return _parse_row(connection.execute(_select_with_design().where(*_row_key(batch, number))).mappings().one())


def increment_row_counts(connection: Connection, batch: str, number: int, *, starts: int = 0, crashes: int = 0) -> None:
    """Add to the counts of how often building a row began and crashed."""
    counts = {"starts": batch_rows.c.starts + starts, "crashes": batch_rows.c.crashes + crashes}
    connection.execute(update(batch_rows).where(*_row_key(batch, number)).values(**counts))


def set_row_result(
    connection: Connection,
    batch: str,
    number: int,
    status: RowStatus,
    problems: Sequence[Problem] = (),
    files: Mapping[str, str] | None = None,
    seconds: float = 0.0,
) -> None:
    """Set the final status of a waiting row; a row already settled stays as it is."""
    problem_rows = [each.as_dict() for each in problems]
    values = {"status": status, "problems": problem_rows, "files": dict(files or {}), "seconds": seconds}
    waiting = (*_row_key(batch, number), batch_rows.c.status == RowStatus.WAITING)
    connection.execute(update(batch_rows).where(*waiting).values(**values))


def _row_key(batch: str, number: int) -> tuple[Any, ...]:
    return batch_rows.c.batch == batch, batch_rows.c.number == number


def _select_with_design() -> Select[Any]:
    columns = (designs.c.template, designs.c.version, designs.c.parameters)
    return select(batch_rows, *columns).join(designs, designs.c.digest == batch_rows.c.design, isouter=True)


def _row_values(row: Row) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in ("batch", "number", "line", "status")} | {"files": dict(row.files)}
    values |= {"design": row.design and row.design.digest, "installation": row.installation.as_dict()}
    return {**values, "problems": [each.as_dict() for each in row.problems]}


def _parse_row(record: RowMapping) -> Row:
    design = Design(record["template"], record["version"], record["parameters"]) if record["design"] else None
    problems = tuple(Problem(**{**each, "fields": tuple(each["fields"])}) for each in record["problems"])
    columns = {name: record[name] for name in ("batch", "number", "line", "files", "starts", "crashes", "seconds")}
    try:
        status = RowStatus.read(record["status"], f"row {record['number']} of batch {record['batch']}")
    except Failed as error:
        status, problems = RowStatus.UNKNOWN, (*error.problems, *problems)
    installation = stored_installation(record["installation"])
    return Row(**columns, status=status, design=design, problems=problems, installation=installation)
