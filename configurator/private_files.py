"""Files that only this program's user may read: they name patients and hold the tokens of orders."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# What all other users may do, in the bits of a file's mode.
OTHERS_MODE = 0o077


@contextmanager
def private_files() -> Iterator[None]:
    """Whatever the block creates, in this process or in its children, is closed to other users."""
    umask = os.umask(OTHERS_MODE)
    try:
        yield
    finally:
        os.umask(umask)


def is_open_to_others(path: Path) -> bool:
    """Whether other users may read, write or enter it: never a symbolic link, and nothing on a system without modes."""
    with suppress(OSError):
        return os.name == "posix" and not path.is_symlink() and bool(path.stat().st_mode & OTHERS_MODE)
    return False


def open_paths(place: Path) -> Iterator[Path]:
    """The file or folder, and whatever is below it, where other users may read, write or enter it."""
    return (path for path in (place, *place.rglob("*")) if is_open_to_others(path))


def close_to_others(place: Path) -> None:
    """Take from other users what `open_paths` finds; what is not this user's to close is left as it is."""
    for path in open_paths(place):
        with suppress(OSError):
            path.chmod(path.stat().st_mode & 0o7700)
