"""Token buckets as rows: how often something may still be done, by whom it is done."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from configurator.store.tables import rate_buckets


def read_bucket(connection: Connection, key: str, full: float, at: float) -> tuple[float, float]:
    """How much is left of a bucket, and since when it was refilled; locked until the transaction ends, if it is there.

    A bucket that is not there is made, full.
    """
    query = select(rate_buckets.c.left, rate_buckets.c.at).where(rate_buckets.c.key == key).with_for_update()
    row = connection.execute(query).one_or_none()
    if row is None:
        try:
            with connection.begin_nested():
                connection.execute(insert(rate_buckets).values(key=key, left=full, at=at))
        except IntegrityError:
            # Another made it at the same moment.
            pass
        row = connection.execute(query).one()
    return row.left, row.at


def write_bucket(connection: Connection, key: str, left: float, at: float) -> None:
    """Set how much is left of a bucket, as of a moment."""
    connection.execute(update(rate_buckets).where(rate_buckets.c.key == key).values(left=left, at=at))


def delete_buckets(connection: Connection, before: float) -> int:
    """Delete the buckets that nobody has used since a moment; returns how many."""
    return connection.execute(delete(rate_buckets).where(rate_buckets.c.at < before)).rowcount
