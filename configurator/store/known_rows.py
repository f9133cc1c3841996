"""Lists of rows of which some may hold what only a later program knows."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from configurator.domain.errors import Blocked, Failed

log = logging.getLogger("configurator.store")
Row = TypeVar("Row")
Read = TypeVar("Read")


def read_rows(rows: Iterable[Row], read: Callable[[Row], Read], strict: bool = True) -> list[Read]:
    """Every row as `read` makes it. Unless it is strict, one that cannot be read is logged, and the others are listed.

    Raises Failed as `read` does.
    """
    return [each for row in rows for each in _read_row(row, read, strict)]


def _read_row(row: Row, read: Callable[[Row], Read], strict: bool) -> list[Read]:
    try:
        return [read(row)]
    except Failed as error:
        if strict or isinstance(error, Blocked):
            raise
        log.error("left out of a list: %s", error)
        return []
