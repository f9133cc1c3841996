"""Reading files that strangers put into a folder: links are not followed, and pipes and devices never waited for."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

# What the system says where nothing lies, or a link, a pipe, a socket, a device or a folder.
NOT_PLAIN = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EINVAL, errno.ENXIO, errno.ENODEV, errno.EISDIR)


@contextmanager
def open_plain_file(path: Path | str, folder: int | None = None) -> Iterator[BinaryIO]:
    """A regular file to read, in an open folder (a descriptor) if one is given.

    Raises OSError, also for whatever else lies there, a link to a file included.
    """
    # Without O_NONBLOCK the opening of a pipe waits for whoever writes into it.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    with os.fdopen(os.open(path, flags, dir_fd=folder), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, f"{path} is no regular file")
        yield file


@contextmanager
def open_plain_folder(path: Path) -> Iterator[int]:
    """The descriptor of a folder. Raises OSError, also for a link to one."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def has_content(name: str, folder: int, digest: str | None, size: int) -> bool:
    """Whether a regular file of this name lies in an open folder; with a digest, of this SHA-256 and so many bytes.

    No more than `size` bytes are read, however long the file is. Raises OSError if it cannot be read.
    """
    try:
        with open_plain_file(name, folder) as file:
            if digest is None:
                return True
            is_as_long = os.fstat(file.fileno()).st_size == size
            return is_as_long and hashlib.sha256(file.read(size)).hexdigest() == digest
    except OSError as error:
        if error.errno in NOT_PLAIN:
            return False
        raise
