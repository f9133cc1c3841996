"""A file's bytes, if it is a file and not too large."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from configurator.kernel.inspect.reading.geometry import unreadable_file
from configurator.kernel.inspect.reading.limits import MAX_BYTES


def load(path: Path) -> bytes:
    """All bytes of a file. Raises Refused for one that cannot be read, is empty, too large or no file."""
    try:
        with open(path, "rb", opener=_open) as file:
            _check_status(os.fstat(file.fileno()))
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise unreadable_file(
            f"Cannot read {path}: {error.strerror}.", "Check the path, and who may read it."
        ) from None
    if not content:
        raise unreadable_file("The file is empty.")
    if len(content) > MAX_BYTES:
        raise _too_large()
    return content


def _open(path: str, flags: int) -> int:
    # Opening a pipe would wait for somebody to write into it.
    return os.open(path, flags | os.O_NONBLOCK)


def _check_status(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        what = "pipe" if stat.S_ISFIFO(status.st_mode) else "device"
        raise unreadable_file(f"This is a {what}, not a file.", "Name a file.")
    if status.st_size > MAX_BYTES:
        raise _too_large()


def _too_large() -> Exception:
    return unreadable_file(
        f"The file has more than {MAX_BYTES // 10**6} MB.", "Export it coarser, or in a binary format."
    )
