"""Copy hot folders that are in use, and bring the copy to what the copied record says."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from configurator.domain.errors import Refused
from configurator.domain.production.jobs import read_ticket
from configurator.domain.production.states import MOVABLE, PHYSICAL
from configurator.production.targets.hot_folder import WITHDRAWN_FILE
from configurator.services.factories.factories import NO_LIMIT
from configurator.store.jobs import select_jobs


@dataclass(frozen=True)
class Leases:
    """The last lease of every job, and which factory holds which ticket."""

    last: dict[str, int]
    holder: dict[str, str]

    def unknown(self, ticket: str) -> bool:
        """Whether the record has never heard of this lease."""
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
            if path.name != WITHDRAWN_FILE and not path.name.startswith(".partial-"):
                _copy(path, copy / path.name)
        # Last: what is withdrawn meanwhile goes there, and is met at least once.
        _copy(folder / WITHDRAWN_FILE, copy / WITHDRAWN_FILE)
        _settle(copy, leases)


def _leases(connection: Connection) -> Leases:
    known = select_jobs(connection, limit=NO_LIMIT)
    holder = {job.ticket: job.factory for job in known if job.state in MOVABLE | PHYSICAL}
    return Leases({job.id: job.epoch for job in known}, holder)


def _copy(source: Path, target: Path) -> None:
    # What vanishes under the eyes was withdrawn, or is the factory's own affair.
    with suppress(FileNotFoundError):
        if source.is_symlink() or source.is_file():
            shutil.copy2(source, target, follow_symlinks=False)
        elif source.is_dir():
            target.mkdir()
            for path in source.iterdir():
                _copy(path, target / path.name)


def _settle(copy: Path, leases: Leases) -> None:
    for path in _jobs_in(copy):
        if leases.unknown(path.name):
            shutil.rmtree(path)
    for path in _jobs_in(copy / WITHDRAWN_FILE):
        if leases.holder.get(path.name) == copy.name:
            # This is the whole one: the other may have been moved while it was being copied.
            shutil.rmtree(copy / path.name, ignore_errors=True)
            path.rename(copy / path.name)
        elif leases.unknown(path.name):
            shutil.rmtree(path)


def _jobs_in(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_dir() and _is_ticket(path.name)] if folder.is_dir() else []


def _is_ticket(name: str) -> bool:
    try:
        read_ticket(name)
    except Refused:
        return False
    return True
