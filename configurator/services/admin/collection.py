"""Clear away artefacts that no order, batch or job has: what was made for a page and not ordered."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from configurator.services.common.context import Context
from configurator.store import designs, objects
from configurator.store.database import read_transaction, write_transaction
from configurator.store.objects import StoredObject
from configurator.store.references import kept_among, lock_artefacts, unkept_artefacts

# Whoever looks at what was made finds it that long; and not less, however much there is: an order may follow.
DEFAULT_AGE, LEAST_AGE = timedelta(days=1), timedelta(hours=1)
# What nothing keeps may take so much; beyond that the oldest goes, down to this share.
MAX_UNUSED_BYTES, CLEARED_SHARE = 4 * 2**30, 0.75
# On SQLite there is one writer at a time, and whoever waits to be it looks every 0.1 s at the least: so many artefacts
# go in one transaction, which takes some hundredths of a second, and after it others have so long (s).
BATCH_ARTEFACTS, PAUSE_S = 50, 0.11


@dataclass(frozen=True)
class Collection:
    """How many artefacts there were and their bytes, and how many of them were removed."""

    artefacts: int
    bytes: int
    removed: int
    removed_bytes: int

    def as_dict(self) -> dict[str, int]:
        """As it stands in JSON: artefacts, bytes, removed, removed_bytes."""
        return asdict(self)


def collect_artefacts(
    context: Context, age: timedelta = DEFAULT_AGE, max_unused_bytes: int = MAX_UNUSED_BYTES
) -> Collection:
    """Remove artefacts that nothing keeps: the older ones, and where they take too much, the oldest.

    It may run while parts are made and ordered. What this database knows nothing of stays, as it may be another's.
    Raises Blocked where the store cannot be reached.
    """
    with read_transaction(context.engine) as connection:
        unkept = unkept_artefacts(connection)
    stored = list(objects.list_objects(context.objects))
    unused = sorted((each for each in stored if each.sha256 in unkept), key=lambda each: each.modified)
    due = list(_due_objects(unused, datetime.now(UTC), age, max_unused_bytes))
    removed = list(_remove_due(context, due))
    return Collection(len(stored), _total_bytes(stored), len(removed), _total_bytes(removed))


def _due_objects(
    unused: Sequence[StoredObject], now: datetime, age: timedelta, max_unused_bytes: int
) -> Iterator[StoredObject]:
    """Those to remove, of unused ones from the oldest on."""
    unused_bytes = _total_bytes(unused)
    excess_bytes = unused_bytes - CLEARED_SHARE * max_unused_bytes if unused_bytes > max_unused_bytes else 0.0
    for each in unused:
        object_age = now - each.modified
        if object_age < age and (excess_bytes <= 0 or object_age < LEAST_AGE):
            return
        excess_bytes -= each.size
        yield each


def _remove_due(context: Context, due: Sequence[StoredObject]) -> Iterator[StoredObject]:
    """Remove those that nothing keeps by then, in turn with others who write; which these were."""
    for start in range(0, len(due), BATCH_ARTEFACTS):
        if start:
            time.sleep(PAUSE_S)
        yield from _remove_unused(context, due[start : start + BATCH_ARTEFACTS])


def _remove_unused(context: Context, batch: Sequence[StoredObject]) -> list[StoredObject]:
    """Remove those that still nothing keeps, and the record that they were made; which these were."""
    with write_transaction(context.engine) as connection:
        lock_artefacts(connection, collecting=True)
        kept = kept_among(connection, [each.sha256 for each in batch])
        unused = [each for each in batch if each.sha256 not in kept]
        digests = [each.sha256 for each in unused]
        designs.forget_artefacts(connection, digests)
        objects.delete_objects(context.objects, digests)
    return unused


def _total_bytes(stored: Sequence[StoredObject]) -> int:
    return sum(each.size for each in stored)
