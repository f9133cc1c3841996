"""Directories that are there whole or not at all: filled under a hidden name, then renamed."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

OWNER = re.compile(r"\.partial-(?P<host>.+)-(?P<process>[1-9][0-9]{0,8})-[0-9a-f]+")


@contextmanager
def partial(root: Path) -> Iterator[Path]:
    """A hidden directory in `root`, named after its host and process; gone afterwards unless renamed."""
    hidden = root / f".partial-{_host()}-{os.getpid()}-{secrets.token_hex(4)}"
    # Not by tempfile: its directories are closed to everybody else, and a factory's program may be anybody.
    hidden.mkdir()
    try:
        yield hidden
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def fill(directory: Path, files: Mapping[str, bytes]) -> None:
    """Write the files, and have them on the disk before this returns."""
    for name, content in files.items():
        with (directory / name).open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    sync(directory)


def sync(directory: Path) -> None:
    """Have the names in a directory on the disk, so that they outlast a power cut."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(root: Path) -> None:
    """Remove what processes of this host left half done when they were killed.

    What another host left is not touched: whether its process lives cannot be known here.
    """
    for left in root.glob(".partial-*"):
        owner = OWNER.fullmatch(left.name)
        if owner and owner["host"] == _host() and not _alive(int(owner["process"])):
            shutil.rmtree(left, ignore_errors=True)


def _host() -> str:
    return re.sub(r"[^\w.-]", "_", socket.gethostname(), flags=re.ASCII) or "host"


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
