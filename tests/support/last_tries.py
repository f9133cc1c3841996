"""What may fail with the next kill: whatever has crashed or was cut off too often counts as the cause of it."""

from sqlalchemy import select

from configurator.services.making.retry import MAX_CRASHES, MAX_WORKER_DEATHS
from configurator.store.database import read_transaction
from configurator.store.tables import batch_rows, items


def has_last_try(engine):
    """Whether one more crash, or death of a worker, might fail an item or row that is still to be made."""
    waiting = ((items, items.c.state == "waiting"), (batch_rows, batch_rows.c.status == "waiting"))
    queries = [select(table.c.starts, table.c.crashes).where(condition) for table, condition in waiting]
    with read_transaction(engine) as connection:
        tries = [row for query in queries for row in connection.execute(query)]
    return any(crashes >= MAX_CRASHES - 1 or starts - crashes >= MAX_WORKER_DEATHS - 1 for starts, crashes in tries)
