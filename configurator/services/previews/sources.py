"""The digest of the code that builds a part's shape, so that a change of the code invalidates cached shapes."""

from __future__ import annotations

import inspect
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from time import time

import configurator
from configurator import catalogue

# Read as files: nothing here may import them.
SHARED_PACKAGES = ("domain", "kernel", "shapes")
_PROCESS_STARTED_AT = time()


@cache
def source_digest(template: str) -> str:
    """SHA-256 (hex) of the template's file and of all that builds and draws it; the same throughout a process."""
    digest = sha256(_shared_code_digest())
    # A packed module may have no file; then the versions alone identify it.
    with suppress(OSError, TypeError):
        digest.update(_read_code(Path(inspect.getfile(catalogue.find(template).parameters))))
    return digest.hexdigest()


@cache
def _shared_code_digest() -> bytes:
    root = Path(configurator.__file__).parent
    paths = sorted(path for package in SHARED_PACKAGES for path in (root / package).rglob("*.py"))
    return sha256(b"".join(map(_read_code, paths))).digest()


def _read_code(path: Path) -> bytes:
    """The content of a file; random bytes if it may have changed since it was imported."""
    return path.read_bytes() if path.stat().st_mtime < _PROCESS_STARTED_AT else token_bytes()
