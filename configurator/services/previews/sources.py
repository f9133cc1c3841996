"""The code that a part's shape comes out of, so that whoever works on it sees no shape of before."""

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
_BEGUN = time()


@cache
def source_digest(template: str) -> str:
    """SHA-256 (hex) of the template's file and of all that builds and draws it; the same throughout a process."""
    digest = sha256(_ours())
    # Not every way of packing modules leaves a file; then versions alone tell.
    with suppress(OSError, TypeError):
        digest.update(_code(Path(inspect.getfile(catalogue.find(template).parameters))))
    return digest.hexdigest()


@cache
def _ours() -> bytes:
    root = Path(configurator.__file__).parent
    paths = sorted(path for package in SHARED_PACKAGES for path in (root / package).rglob("*.py"))
    return sha256(b"".join(map(_code, paths))).digest()


def _code(path: Path) -> bytes:
    """What the file holds; like no other, where it may have changed since it was imported."""
    return path.read_bytes() if path.stat().st_mtime < _BEGUN else token_bytes()
