"""The hot folder: one directory per job in a folder of the factory's, there whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from configurator.domain.errors import failed
from configurator.domain.production.jobs import read_ticket
from configurator.domain.validation import StrictModel
from configurator.folders import hidden_folder, remove_stale_folders
from configurator.production.job_folders import WITHDRAWN_FOLDER, job_folders
from configurator.production.plain_files import has_content, open_plain_folder
from configurator.production.targets import Target
from configurator.production.targets._disk import copy_files, explain_disk_errors, share_directory, sync_folder


class HotFolderSettings(StrictModel):
    """`folder` is the factory's own hot folder; empty: the folder of this machine."""

    folder: Annotated[str, Field(description="The path of its hot folder, or leave it out.")] = ""


def hand_over(request: Mapping[str, Any]) -> dict[str, Any]:
    """Put a job into the hot folder as `<ticket>/`.

    The directory appears by one rename, with all its bytes on the disk. Other files that the factory puts in it
    are left alone. Temporary folders that a killed process left are removed. A folder of the factory's own is
    never created: an unmounted disk must not pass for an empty folder. If it is missing or cannot be written,
    Blocked has the remedy, and nothing is left behind.
    """
    with _open_root(request) as root:
        remove_stale_folders(root)
        folder = _job_folder(root, request["ticket"])
        if not _is_written(folder):
            _publish(folder, request["files"], is_own=bool(request["settings"]["folder"]))
        _check_unchanged(folder, request["files"], request["digests"])
    return {}


def withdraw(request: Mapping[str, Any]) -> dict[str, Any]:
    """Move `<ticket>/` to `withdrawn/<ticket>/` by one rename, so that the factory no longer makes it.

    A withdrawn ticket is not handed over again, but a hand-over already under way in another process can still
    arrive: that process checks afterwards whether it still has the lease, and withdraws the job if not.
    """
    with _open_root(request) as root:
        remove_stale_folders(root)
        folder = _job_folder(root, request["ticket"])
        return {"withdrawn": _withdraw_folder(folder, is_own=bool(request["settings"]["folder"]))}


def status(request: Mapping[str, Any]) -> dict[str, Any]:
    """The tickets of the directories that lie in the hot folder, those that are withdrawn left out."""
    with _open_root(request) as root:
        return {"tickets": [path.name for path in job_folders(root)]}


def place(request: Mapping[str, Any]) -> str:
    """The path of the job's directory."""
    return str(_root(request) / request["ticket"])


def _root(request: Mapping[str, Any]) -> Path:
    return Path(request["settings"]["folder"] or request["folder"])


@contextmanager
def _open_root(request: Mapping[str, Any]) -> Iterator[Path]:
    """The hot folder, which is there. Raises Blocked for every error of the system."""
    root = _root(request)
    with explain_disk_errors(root):
        if not request["settings"]["folder"]:
            root.mkdir(parents=True, exist_ok=True)
        root.stat()
        yield root


def _job_folder(root: Path, ticket: str) -> Path:
    """The job's folder in `root`. Raises Refused for a malformed ticket, which might lead out of `root`."""
    job, epoch = read_ticket(ticket)
    return root / f"{job}.{epoch}"


def _is_written(folder: Path) -> bool:
    if (folder.parent / WITHDRAWN_FOLDER / folder.name).exists():
        raise failed(
            f"Job {folder.name} was withdrawn from {folder.parent}.",
            "ticket",
            hint="Route the job anew: it gets another ticket.",
        )
    return folder.exists()


def _publish(folder: Path, files: Mapping[str, str], is_own: bool) -> None:
    with hidden_folder(folder.parent) as temporary:
        copy_files(files, temporary)
        if is_own:
            share_directory(temporary)
        try:
            temporary.rename(folder)
        except OSError:
            # Another process was first; what it wrote is compared afterwards.
            if not folder.exists():
                raise
        sync_folder(folder.parent)


def _check_unchanged(folder: Path, files: Mapping[str, str], digests: Mapping[str, str]) -> None:
    if changed := _changed_files(folder, files, digests):
        raise failed(
            f"{folder} is not as it was handed over; missing or changed: {', '.join(changed)}.",
            "folder",
            hint="Ask at the factory whether it was used, then move that directory away to hand over anew.",
        )


def _changed_files(folder: Path, files: Mapping[str, str], digests: Mapping[str, str]) -> list[str]:
    if folder.is_symlink() or not folder.is_dir():
        return list(files)
    with open_plain_folder(folder) as opened:
        sizes = {name: Path(path).stat().st_size for name, path in files.items()}
        return [name for name in files if not has_content(name, opened, digests.get(name), sizes[name])]


def _withdraw_folder(folder: Path, is_own: bool) -> bool:
    root = folder.parent
    if not folder.exists():
        return False
    withdrawn = root / WITHDRAWN_FOLDER
    if not withdrawn.exists():
        withdrawn.mkdir(exist_ok=True)
        if is_own:
            share_directory(withdrawn)
    try:
        folder.rename(_unused_path(withdrawn, folder.name))
    except FileNotFoundError:
        # Another process withdrew it first.
        return False
    sync_folder(withdrawn)
    sync_folder(root)
    return True


def _unused_path(withdrawn: Path, ticket: str) -> Path:
    """A path not in use yet: a folder withdrawn before may contain the factory's notes."""
    names = chain([ticket], (f"{ticket}-{number}" for number in count(2)))
    return next(withdrawn / name for name in names if not (withdrawn / name).exists())


TARGETS = (Target("hot-folder", "A hot folder", HotFolderSettings, hand_over, withdraw, status, place),)
