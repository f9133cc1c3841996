"""Which stored files other users of this machine may read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import make_url

from configurator import private_files
from configurator.settings import Settings


def database_path(settings: Settings) -> Path | None:
    """The database's file, None where it is on a server."""
    url = make_url(settings.database)
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def open_paths(settings: Settings) -> list[Path]:
    """All of the data folder, the database and the artefacts that other users may read, write or enter."""
    return sorted({path for place in _places(settings) for path in private_files.open_paths(place)})


def close_to_others(settings: Settings) -> None:
    """Close all of it to other users, but for what belongs to another user than this program's."""
    for place in _places(settings):
        private_files.close_to_others(place)


def _places(settings: Settings) -> Iterator[Path]:
    yield settings.data
    if (path := database_path(settings)) is not None:
        yield from (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm"))
    if "://" not in settings.artefacts:
        yield Path(settings.artefacts)
