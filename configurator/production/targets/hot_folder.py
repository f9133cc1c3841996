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
WITHDRAWN_FILE = "withdrawn"


def write_job_folder(root: Path, handover: Handover) -> Path:
    """Put a job into the hot folder `root` as `root/<ticket>/`: its files, job.json and traveller.pdf.

    The directory comes by one rename, with all its bytes on the disk. If it is there already with
    these files and this job.json, that is well: handing over again changes nothing, and two processes
    may do it at once. Whatever else the factory keeps in it is left alone; what a process that was
    killed left half done in `root` is swept.
    Raises Blocked, with the remedy, if the folder is missing or cannot be written; then nothing is
    left behind. Raises Failed if a file of the job was changed there, or the job was withdrawn.
    `root` is never created: an unmounted disk must not pass for an empty folder.
    """
    # Here, as its library takes a tenth of a second to load, and whoever only withdraws has no use for it.
    from configurator.production.traveller import make_traveller

    place = _place(root, handover.ticket)
    files = {**handover.files, JOB_FILE: job_file(handover)}
    if not _is_there(place):
        remove_stale_folders(root)
        _publish(place, {**files, TRAVELLER_FILE: make_traveller(handover)})
    _compare(place, files)
    return place


def remove_job_folder(root: Path, ticket: str) -> bool:
    """Move `root/<ticket>/` to `root/withdrawn/<ticket>/` by one rename, so that nobody makes it any more.

    True if it was there; withdrawing again changes nothing. A ticket once withdrawn is not handed over
    again, but one that is just being handed over elsewhere can still arrive: whoever hands over looks
    afterwards whether the lease is still its own, and withdraws if not.
    Raises Blocked, with the remedy, if the folder is missing or cannot be written.
    """
    place = _place(root, ticket)
    with explain_disk_errors(root):
        root.stat()
        if not place.exists():
            return False
        aside = root / WITHDRAWN_FILE
        aside.mkdir(exist_ok=True)
        try:
            place.rename(_free(aside, place.name))
        except FileNotFoundError:
            # Another process withdrew it first.
            return False
        sync_folder(aside)
        sync_folder(root)
    return True


def _place(root: Path, ticket: str) -> Path:
    """Raises Refused for what is no ticket, and might lead out of the folder."""
    job, epoch = read_ticket(ticket)
    return root / f"{job}.{epoch}"


def _is_there(place: Path) -> bool:
    root = place.parent
    with explain_disk_errors(root):
        root.stat()
        if (root / WITHDRAWN_FILE / place.name).exists():
            raise failed(
                f"Job {place.name} was withdrawn from {root}.",
                "ticket",
                hint="Route the job anew: it gets another ticket.",
            )
        return place.exists()


def _publish(place: Path, files: Mapping[str, bytes]) -> None:
    root = place.parent
    with explain_disk_errors(root), hidden_folder(root) as filling:
        fill_folder(filling, files)
        try:
            filling.rename(place)
        except OSError:
            # Another process came first; what it put there is compared like any other.
            if not place.exists():
                raise
        sync_folder(root)


def _compare(place: Path, files: Mapping[str, bytes]) -> None:
    with explain_disk_errors(place.parent):
        changed = [name for name, content in files.items() if not _holds(place / name, content)]
        if not (place / TRAVELLER_FILE).is_file():
            changed.append(TRAVELLER_FILE)
    if changed:
        raise failed(
            f"{place} is not as it was handed over; missing or changed: {', '.join(changed)}.",
            "folder",
            hint="Ask at the factory whether it was used, then move that directory away to hand over anew.",
        )


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _free(aside: Path, ticket: str) -> Path:
    """A name that nothing has: what was withdrawn before may hold the factory's notes."""
    names = chain([ticket], (f"{ticket}-{number}" for number in count(2)))
    return next(aside / name for name in names if not (aside / name).exists())
