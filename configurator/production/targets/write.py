"""Writing that outlasts a power cut."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def write_files(directory: Path, files: Mapping[str, bytes]) -> None:
    """Write the files, and have them on the disk before this returns."""
    for name, content in files.items():
        with (directory / name).open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    sync_folder(directory)


def sync_folder(directory: Path) -> None:
    """Have the names in a directory on the disk, so that they outlast a power cut."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
