"""The digest of all code and data that a part is built and judged with: a change of either is a part made anew."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from secrets import token_bytes
from time import time
from typing import Any

import configurator
from configurator import catalogue, checks, formats
from configurator.extensions import DISTRIBUTION, Extension

# Read as files: nothing here may import them.
CORE_FOLDERS = ("domain", "kernel", "paper", "shapes")
_PROCESS_STARTED_AT = time()


@cache
def source_digest(template: str) -> str:
    """SHA-256 (hex) of the files of the packages that the template and strangers' formats and checks lie in, and of
    all that builds, judges and draws them; the same throughout a process.

    A packed module has no file, and an unknown template none either: then the versions alone identify them.
    """
    digest = sha256(_core_digest())
    for module in sorted({*_template_modules(template), *_strangers_modules()}):
        digest.update(_package_digest(module))
    return digest.hexdigest()


def forget_digests() -> None:
    """Work out the digests anew, as files have changed."""
    for digest in (source_digest, _core_digest, _package_digest):
        digest.cache_clear()


def _template_modules(template: str) -> Iterator[str]:
    return (each.module for each in catalogue.entries() if each.value is not None and each.value.id == template)


def _strangers_modules() -> Iterator[str]:
    brought: tuple[Extension[Any], ...] = (*formats.entries(), *checks.entries())
    return (each.module for each in brought if each.distribution != DISTRIBUTION)


@cache
def _core_digest() -> bytes:
    root = Path(configurator.__file__).parent
    return _folder_digest([path for folder in CORE_FOLDERS for path in (root / folder).rglob("*")])


@cache
def _package_digest(module: str) -> bytes:
    """Of the whole package that the module is part of, with the tables that lie in it, or of the module's one file."""
    spec = find_spec(module.partition(".")[0])
    if spec is None:
        return b""
    folders = [Path(each) for each in spec.submodule_search_locations or ()]
    paths = [path for folder in folders for path in folder.rglob("*")] or [Path(spec.origin or "")]
    return _folder_digest(paths)


def _folder_digest(paths: list[Path]) -> bytes:
    files = sorted(path for path in paths if path.is_file() and "__pycache__" not in path.parts)
    return sha256(b"".join(path.name.encode() + b"\0" + _read_file(path) for path in files)).digest()


def _read_file(path: Path) -> bytes:
    """The content of a file; random bytes if it may have changed since it was imported."""
    return path.read_bytes() if path.stat().st_mtime < _PROCESS_STARTED_AT else token_bytes()
