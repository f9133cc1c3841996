"""Copy hot folders that are in use, and match the copy to the copied database."""

from __future__ import annotations

import logging
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from configurator.domain.production.jobs import read_ticket
from configurator.production.job_folders import WITHDRAWN_FOLDER, job_folders
from configurator.production.plain_files import open_plain_file
from configurator.services.factories.factories import MAX_SELECTED_ROWS
from configurator.store.jobs import select_jobs

log = logging.getLogger("configurator.services.admin.backup_folders")
# Far more than any file of a part: a file without end that somebody left in a hot folder must not stop all backups.
MAX_FILE_BYTES = 2 * 2**30


@dataclass(frozen=True)
class Leases:
    """The last lease of every job, and which factory holds which ticket."""

    last: dict[str, int]
    holder: dict[str, str]

    def is_unknown(self, ticket: str) -> bool:
        """Whether the database has no such lease."""
        job, epoch = read_ticket(ticket)
        return epoch > self.last.get(job, 0)


def copy_hot_folders(connection: Connection, source: Path, target: Path) -> None:
    """Copy every factory's folder in `source`; `connection` is to a copy of the database, made before.

    What was handed over or withdrawn since then is put back to how it was: that work is done again.
    """
    leases = _leases(connection)
    for folder in [each for each in source.glob("*") if each.is_dir()]:
        copy = target / folder.name
        copy.mkdir(parents=True)
        for path in folder.iterdir():
            if path.name != WITHDRAWN_FOLDER and not path.name.startswith(".partial-"):
                _copy_path(path, copy / path.name)
        # Last: a job that is withdrawn meanwhile is moved there, and so is copied at least once.
        _copy_path(folder / WITHDRAWN_FOLDER, copy / WITHDRAWN_FOLDER)
        _undo_later_changes(copy, leases)


def _leases(connection: Connection) -> Leases:
    all_jobs = select_jobs(connection, limit=MAX_SELECTED_ROWS)
    holder = {job.ticket: job.factory for job in all_jobs if job.state.is_leased}
    return Leases({job.id: job.epoch for job in all_jobs}, holder)


def _copy_path(source: Path, target: Path) -> None:
    # A path that disappears meanwhile was withdrawn, or removed by the factory.
    with suppress(FileNotFoundError):
        if source.is_symlink():
            shutil.copy2(source, target, follow_symlinks=False)
        elif source.is_file():
            _copy_file(source, target)
        elif source.is_dir():
            target.mkdir()
            for path in source.iterdir():
                _copy_path(path, target / path.name)


def _copy_file(source: Path, target: Path) -> None:
    if (size := source.stat().st_size) > MAX_FILE_BYTES:
        log.warning("%s is left out of the backup: it has %d bytes", source, size)
        return
    with open_plain_file(source) as file, target.open("xb") as copy:
        shutil.copyfileobj(file, copy)
    shutil.copystat(source, target, follow_symlinks=False)


def _undo_later_changes(copy: Path, leases: Leases) -> None:
    for path in job_folders(copy):
        if leases.is_unknown(path.name):
            shutil.rmtree(path)
    withdrawn = copy / WITHDRAWN_FOLDER
    for path in job_folders(withdrawn) if withdrawn.is_dir() else []:
        if leases.holder.get(path.name) == copy.name:
            # This one is complete: the other may have been moved while it was being copied.
            shutil.rmtree(copy / path.name, ignore_errors=True)
            path.rename(copy / path.name)
        elif leases.is_unknown(path.name):
            shutil.rmtree(path)
