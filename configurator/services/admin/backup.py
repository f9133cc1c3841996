"""Back up database, artefacts and hot folders while orders run; another machine can go on from the copy."""

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
from configurator.private_files import close_to_others
from configurator.services.admin.backup_folders import copy_hot_folders
from configurator.services.admin.verify_files import check_artefact
from configurator.settings import Settings, read_settings
from configurator.store import objects
from configurator.store.database import open_engine, read_transaction
from configurator.store.references import kept_artefacts, known_artefacts


@dataclass(frozen=True)
class Backup:
    """Its directory, how many artefacts it has, and which could not be copied, with the reason."""

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
    database = _database_path(settings)
    _check_target(settings, directory)
    with _explain_write_errors(directory), _hidden_folder_beside(directory) as copy:
        copy_settings = read_settings({"CONFIGURATOR_DATA": str(copy)})
        _copy_database(database, make_url(copy_settings.database).database or "")
        with _open_copied_database(copy_settings) as connection:
            digests, kept = known_artefacts(connection), kept_artefacts(connection)
            faults = dict(_copy_artefacts(settings, copy_settings, sorted(digests)))
            # What nothing keeps may have been cleared away meanwhile, and is made again.
            missing = tuple(fault for digest, fault in faults.items() if digest in kept)
            copy_hot_folders(connection, settings.folders, copy_settings.folders)
        close_to_others(copy)
        # Everything is on the disk before the copy gets its name.
        os.sync()
        copy.rename(directory)
    return Backup(directory, len(digests) - len(faults), missing)


def _database_path(settings: Settings) -> str:
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


def _check_target(settings: Settings, directory: Path) -> None:
    if directory.exists() and not (directory.is_dir() and not any(directory.iterdir())):
        raise refused(f"{directory} is there and holds something.", "directory", hint="Name a directory of its own.")
    if directory.resolve().is_relative_to(settings.folders.resolve()):
        raise refused(f"{directory} lies in a hot folder.", "directory", hint="Name a directory elsewhere.")


@contextmanager
def _hidden_folder_beside(directory: Path) -> Iterator[Path]:
    """A hidden folder beside the directory, readable by its owner alone: it will contain names and addresses."""
    directory.parent.mkdir(parents=True, exist_ok=True)
    remove_stale_folders(directory.parent)
    with hidden_folder(directory.parent) as folder:
        folder.chmod(0o700)
        yield folder


@contextmanager
def _explain_write_errors(directory: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        hint = "Free some space, or name another directory."
        raise blocked(f"Cannot write to {directory}: {reason}.", "directory", hint=hint) from None


def _copy_database(source: str, target: str) -> None:
    """By SQLite's backup: the file alone lacks what is in its write-ahead log, and changes while it is read."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        (integrity,) = new.execute("PRAGMA quick_check(1)").fetchone()
    if integrity != "ok":
        hint = "Stop everything, keep the file, and restore the last good backup."
        raise failed(f"The database {source} is damaged: {integrity}.", "DATABASE_URL", hint=hint)


@contextmanager
def _open_copied_database(settings: Settings) -> Iterator[Connection]:
    """A connection to the copied database; once it is closed, the database is one file again."""
    engine = open_engine(settings.database)
    try:
        with read_transaction(engine) as connection:
            yield connection
    finally:
        engine.dispose()


def _copy_artefacts(settings: Settings, copy_settings: Settings, digests: list[str]) -> Iterator[tuple[str, str]]:
    """Yields the digests and faults of those that are missing or damaged; the others are copied all the same."""
    source, target = objects.open_objects(settings.artefacts), objects.open_objects(copy_settings.artefacts)
    for digest in digests:
        data, fault = check_artefact(source, digest)
        if fault:
            yield digest, fault
        else:
            objects.put_object(target, data)
