"""Copy everything that is kept, while orders run, so that another machine can go on from the copy."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, make_url

from configurator.domain.errors import blocked, failed, refused
from configurator.folders import hidden_folder, remove_stale_folders
from configurator.services.admin.backup_folders import copy_hot_folders
from configurator.services.admin.verify_files import check_artefact, wanted_artefacts
from configurator.settings import Settings, read_settings
from configurator.store import objects
from configurator.store.database import open_engine, reading


@dataclass(frozen=True)
class Backup:
    """Where it lies, how many artefacts it has, and which could not be copied, with the reason."""

    directory: Path
    artefacts: int
    missing: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON: directory, artefacts, missing."""
        return {"directory": str(self.directory), "artefacts": self.artefacts, "missing": list(self.missing)}


def back_up(settings: Settings, directory: Path) -> Backup:
    """Copy database, artefacts and the hot folders below the data folder to `directory`, whole or not at all.

    The copy is of one moment, and can be used as CONFIGURATOR_DATA. The database comes first: artefacts
    are written once and before it names them, so all that the copy names is there to be copied. A factory's
    own hot folder, outside the data folder, is the factory's and is not copied.
    Raises Refused for PostgreSQL, or if the directory holds something; Blocked if it cannot be written.
    """
    directory = directory.absolute()
    database = _database(settings)
    _check(settings, directory)
    with _explained(directory), _beside(directory) as copy:
        copied = read_settings({"CONFIGURATOR_DATA": str(copy)})
        _copy_database(database, make_url(copied.database).database or "")
        with _read(copied) as connection:
            wanted = wanted_artefacts(connection)
            missing = tuple(_copy_artefacts(settings, copied, wanted))
            copy_hot_folders(connection, settings.folders, copied.folders)
        # On the disk before it has its name.
        os.sync()
        copy.rename(directory)
    return Backup(directory, len(wanted) - len(missing), missing)


def _database(settings: Settings) -> str:
    url = make_url(settings.database)
    if url.get_backend_name() != "sqlite":
        raise refused(
            "The database is PostgreSQL, which has its own way to copy it.",
            "DATABASE_URL",
            hint="Run pg_dump first, then copy the artefacts and the hot folders: docs/operator.md shows how.",
        )
    path = url.database or ""
    if not Path(path).is_file():
        raise refused(f"There is no database at {path}.", "CONFIGURATOR_DATA", hint="Name the data folder in use.")
    return path


def _check(settings: Settings, directory: Path) -> None:
    if directory.exists() and not (directory.is_dir() and not any(directory.iterdir())):
        raise refused(f"{directory} is there and holds something.", "directory", hint="Name a directory of its own.")
    if directory.resolve().is_relative_to(settings.folders.resolve()):
        raise refused(f"{directory} lies in a hot folder.", "directory", hint="Name a directory elsewhere.")


@contextmanager
def _beside(directory: Path) -> Iterator[Path]:
    """A hidden folder beside the directory, closed to everybody else: names and addresses will lie in it."""
    directory.parent.mkdir(parents=True, exist_ok=True)
    remove_stale_folders(directory.parent)
    with hidden_folder(directory.parent) as folder:
        folder.chmod(0o700)
        yield folder


@contextmanager
def _explained(directory: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        hint = "Free some space, or name another directory."
        raise blocked(f"Cannot write to {directory}: {reason}.", "directory", hint=hint) from None


def _copy_database(source: str, target: str) -> None:
    """By the database's own means: the file alone lacks what lies in its log, and changes while it is read."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        (sound,) = new.execute("PRAGMA quick_check(1)").fetchone()
    if sound != "ok":
        hint = "Stop everything, keep the file, and restore the last good backup."
        raise failed(f"The database {source} is damaged: {sound}.", "DATABASE_URL", hint=hint)


@contextmanager
def _read(settings: Settings) -> Iterator[Connection]:
    """A look at the copied database, which afterwards is one file again."""
    engine = open_engine(settings.database)
    try:
        with reading(engine) as connection:
            yield connection
    finally:
        engine.dispose()


def _copy_artefacts(settings: Settings, copied: Settings, wanted: list[str]) -> Iterator[str]:
    """Yields those that are missing or damaged; the rest is still worth keeping."""
    old, new = objects.open_objects(settings.artefacts), objects.open_objects(copied.artefacts)
    for digest in wanted:
        data, wrong = check_artefact(old, digest)
        if wrong:
            yield wrong
        else:
            objects.put_object(new, data)
