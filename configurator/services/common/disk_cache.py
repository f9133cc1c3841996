"""Previews and shapes kept on this machine's disk within bounds: what was drawn once need not be built again.

They are no artefacts: a page makes thousands that nobody orders, and whatever is gone is built anew.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# Together in bytes; a preview of an orthosis with its shape takes 0.5 MB.
MAX_DISK_BYTES = 512 * 2**20
# Down to this share of the bound it is cleared, and looked at once in so many puts.
CLEARED, SELDOM = 0.75, 32


@dataclass(frozen=True)
class DiskCache:
    """A folder of files by key (hex) and kind. What the disk refuses is not kept, which nobody need know."""

    folder: Path
    most: int = MAX_DISK_BYTES

    def path(self, key: str, kind: str) -> Path:
        """Where it lies, if it is there."""
        return self.folder / key[:2] / f"{key}.{kind}"

    def get(self, key: str, kind: str) -> bytes | None:
        """The bytes, which are now the last asked for; None if they are not there."""
        path = self.path(key, kind)
        try:
            os.utime(path)
            return path.read_bytes()
        except OSError:
            return None

    def put(self, key: str, files: Mapping[str, bytes]) -> None:
        """Keep the files of a key, each whole or not at all; those not asked for the longest give way."""
        with suppress(OSError):
            for kind, content in files.items():
                path = self.path(key, kind)
                path.parent.mkdir(parents=True, exist_ok=True)
                new = path.with_name(f"{path.name}.{os.getpid()}.new")
                new.write_bytes(content)
                new.replace(path)
            if int(key[-2:], 16) % SELDOM == 0:
                self.clear()

    def clear(self) -> None:
        """Remove what has not been asked for the longest, until there is room."""
        found = []
        for path in self.folder.glob("*/*"):
            with suppress(OSError):
                state = path.stat()
                found.append((state.st_mtime, state.st_size, path))
        held = sum(size for _, size, _ in found)
        if held <= self.most:
            return
        for _, size, path in sorted(found):
            path.unlink(missing_ok=True)
            held -= size
            if held <= CLEARED * self.most:
                return
