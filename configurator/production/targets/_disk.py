"""Writing to the disk of a hot folder, and explaining its errors."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from configurator.domain.errors import blocked

# What a shared directory and its files take over of the mode of their folder: not that everybody may write there.
DIRECTORY_MODE, FILE_MODE, GROUP_READ_MODE = 0o2775, 0o664, 0o050
DISK_FULL_HINT = "Free some space on its disk."
PERMISSION_HINT = "Let this program's user write there."
MISSING_FOLDER_HINT = "Mount the disk it is on, or create the folder."
HINT_BY_ERRNO = {
    **dict.fromkeys([errno.ENOSPC, errno.EDQUOT, errno.EFBIG], DISK_FULL_HINT),
    **dict.fromkeys([errno.EACCES, errno.EPERM, errno.EROFS], PERMISSION_HINT),
    **dict.fromkeys([errno.ENOENT, errno.ENOTDIR, errno.ESTALE, errno.ENOTCONN, errno.EHOSTDOWN], MISSING_FOLDER_HINT),
}


@contextmanager
def explain_disk_errors(root: Path) -> Iterator[None]:
    """Turn an error of the system into Blocked, naming the hot folder and the remedy."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        hint = HINT_BY_ERRNO.get(error.errno or 0, "See that its disk is in order, then try again.")
        raise blocked(f"The hot folder {root} refuses: {reason}.", "folder", hint=hint) from None


def copy_files(files: Mapping[str, str], directory: Path) -> None:
    """Copy the files (name -> path) into a directory, and flush them to the disk before this returns."""
    for name, path in files.items():
        with Path(path).open("rb") as source, (directory / name).open("xb") as target:
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
    sync_folder(directory)


def sync_folder(directory: Path) -> None:
    """Flush the entries of a directory to the disk, so that they survive a power cut."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def share_directory(directory: Path) -> None:
    """Let the users of the folder that a directory lies in use it and its files as they may use that folder.

    A factory's own folder is read by the factory's user, while this program closes what it creates to all others.
    """
    mode = directory.parent.stat().st_mode
    # Whoever is in the group of that folder need not be in that of what this program creates in it.
    mode |= (mode & GROUP_READ_MODE) >> 3
    # A file system without modes refuses to change them, and lets in whom its mount lets in.
    with suppress(OSError):
        _add_mode(directory, mode & DIRECTORY_MODE)
        for path in directory.iterdir():
            _add_mode(path, mode & FILE_MODE)


def _add_mode(path: Path, mode: int) -> None:
    path.chmod(stat.S_IMODE(path.stat().st_mode) | mode)
