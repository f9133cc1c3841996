"""Whether a connection to SQLite writes into the file that its name stands for: an open file outlives its name."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.pool import ConnectionPoolEntry

from configurator.domain.errors import blocked

# Under this name a connection knows the device and inode of its file.
_FILE = "file"


def remember_file(record: ConnectionPoolEntry, path: str) -> None:
    """Keep with a new connection which file it has opened."""
    record.info[_FILE] = _identity(path)


def check_file(connection: Connection, path: str) -> None:
    """Raises Blocked where that file was removed or replaced: what is written would be lost with it."""
    if connection.info[_FILE] != _identity(path):
        raise blocked(
            "The file of the database was removed or replaced while this program runs.",
            "DATABASE_URL",
            hint="End all servers and workers, put the file in its place, and start them again.",
        )


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = Path(path).stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
