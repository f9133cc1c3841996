"""A cache of previews and shapes on this machine's disk, bounded in size.

They are not artefacts: a page makes thousands that nobody orders, and whatever is evicted is built again.
What is read may be damaged: each kind of file has its own digest.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# In total; a preview of an orthosis with its shape takes 0.5 MB.
MAX_DISK_BYTES = 512 * 2**20
# The share of the bound that eviction goes down to, and in how many puts the size is checked once.
CLEARED_SHARE, PUTS_PER_CHECK = 0.75, 32


@dataclass(frozen=True)
class DiskCache:
    """A folder of files by key (hex) and kind. A write that fails is ignored: the file is then not cached."""

    folder: Path
    max_bytes: int = MAX_DISK_BYTES

    def path(self, key: str, kind: str) -> Path:
        """The path of a file, whether or not it exists."""
        return self.folder / key[:2] / f"{key}.{kind}"

    def get(self, key: str, kind: str) -> bytes | None:
        """The bytes, marked as the most recently used; None if they are not cached."""
        path = self.path(key, kind)
        try:
            os.utime(path)
            return path.read_bytes()
        except OSError:
            return None

    def put(self, key: str, files: Mapping[str, bytes]) -> None:
        """Write the files of a key, each whole or not at all; the least recently used are evicted."""
        with suppress(OSError):
            for kind, content in files.items():
                path = self.path(key, kind)
                path.parent.mkdir(parents=True, exist_ok=True)
                temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
                temporary.write_bytes(content)
                temporary.replace(path)
            if int(key[-2:], 16) % PUTS_PER_CHECK == 0:
                self.clear()

    def size(self) -> int:
        """The bytes of all files."""
        return sum(size for _, size, _ in self._entries())

    def clear(self) -> None:
        """Remove the least recently used files once they exceed the bound together."""
        entries = self._entries()
        total_bytes = sum(size for _, size, _ in entries)
        if total_bytes <= self.max_bytes:
            return
        for _, size, path in sorted(entries):
            path.unlink(missing_ok=True)
            total_bytes -= size
            if total_bytes <= CLEARED_SHARE * self.max_bytes:
                return

    def _entries(self) -> list[tuple[float, int, Path]]:
        """When each file was used last (Unix time), its bytes, its path."""
        entries = []
        for path in self.folder.glob("*/*"):
            with suppress(OSError):
                status = path.stat()
                entries.append((status.st_mtime, status.st_size, path))
        return entries
