"""A factory's hot folder: one directory per job, there whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, count
from pathlib import Path

from configurator.domain.errors import failed
from configurator.domain.production.handovers import Handover
from configurator.domain.production.jobs import read_ticket
from configurator.folders import hidden_folder, remove_stale_folders
from configurator.production.job_file import job_file
from configurator.production.targets.disk import explain_disk_errors, fill_folder, sync_folder

JOB_FILE = "job.json"
TRAVELLER_FILE = "traveller.pdf"
WITHDRAWN_FOLDER = "withdrawn"


def write_job_folder(root: Path, handover: Handover) -> Path:
    """Put a job into the hot folder `root` as `root/<ticket>/`: its files, job.json and traveller.pdf.

    The directory appears by one rename, with all its bytes on the disk. Handing over again is idempotent:
    a directory with these files and this job.json is left as it is, and two processes may do it at once.
    Other files that the factory puts in it are left alone. Temporary folders that a killed process left
    in `root` are removed.
    Raises Blocked, with the remedy, if the folder is missing or cannot be written; then nothing is
    left behind. Raises Failed if a file of the job was changed there, or the job was withdrawn.
    `root` is never created: an unmounted disk must not pass for an empty folder.
    """
    # Imported here: its library takes a tenth of a second to load, and withdrawing does not need it.
    from configurator.production.traveller import make_traveller

    folder = _job_folder(root, handover.ticket)
    files = {**handover.files, JOB_FILE: job_file(handover)}
    if not _is_written(folder):
        remove_stale_folders(root)
        _publish(folder, {**files, TRAVELLER_FILE: make_traveller(handover)})
    _check_unchanged(folder, files)
    return folder


def remove_job_folder(root: Path, ticket: str) -> bool:
    """Move `root/<ticket>/` to `root/withdrawn/<ticket>/` by one rename, so that the factory no longer makes it.

    True if it was there; withdrawing is idempotent. A withdrawn ticket is not handed over again, but a
    hand-over already under way in another process can still arrive: that process checks afterwards
    whether it still has the lease, and withdraws the job if not.
    Raises Blocked, with the remedy, if the folder is missing or cannot be written.
    """
    folder = _job_folder(root, ticket)
    with explain_disk_errors(root):
        root.stat()
        if not folder.exists():
            return False
        withdrawn = root / WITHDRAWN_FOLDER
        withdrawn.mkdir(exist_ok=True)
        try:
            folder.rename(_unused_path(withdrawn, folder.name))
        except FileNotFoundError:
            # Another process withdrew it first.
            return False
        sync_folder(withdrawn)
        sync_folder(root)
    return True


def _job_folder(root: Path, ticket: str) -> Path:
    """The job's folder in `root`. Raises Refused for a malformed ticket, which might lead out of `root`."""
    job, epoch = read_ticket(ticket)
    return root / f"{job}.{epoch}"


def _is_written(folder: Path) -> bool:
    root = folder.parent
    with explain_disk_errors(root):
        root.stat()
        if (root / WITHDRAWN_FOLDER / folder.name).exists():
            raise failed(
                f"Job {folder.name} was withdrawn from {root}.",
                "ticket",
                hint="Route the job anew: it gets another ticket.",
            )
        return folder.exists()


def _publish(folder: Path, files: Mapping[str, bytes]) -> None:
    root = folder.parent
    with explain_disk_errors(root), hidden_folder(root) as temporary:
        fill_folder(temporary, files)
        try:
            temporary.rename(folder)
        except OSError:
            # Another process was first; what it wrote is compared afterwards.
            if not folder.exists():
                raise
        sync_folder(root)


def _check_unchanged(folder: Path, files: Mapping[str, bytes]) -> None:
    with explain_disk_errors(folder.parent):
        changed = [name for name, content in files.items() if not _has_content(folder / name, content)]
        if not (folder / TRAVELLER_FILE).is_file():
            changed.append(TRAVELLER_FILE)
    if changed:
        raise failed(
            f"{folder} is not as it was handed over; missing or changed: {', '.join(changed)}.",
            "folder",
            hint="Ask at the factory whether it was used, then move that directory away to hand over anew.",
        )


def _has_content(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _unused_path(withdrawn: Path, ticket: str) -> Path:
    """A path not in use yet: a folder withdrawn before may contain the factory's notes."""
    names = chain([ticket], (f"{ticket}-{number}" for number in count(2)))
    return next(withdrawn / name for name in names if not (withdrawn / name).exists())
