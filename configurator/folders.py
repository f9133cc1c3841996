"""Files that appear whole or not at all: made in a hidden folder beside their place, then renamed."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from os import getpid
from pathlib import Path

from configurator.domain.errors import blocked


@contextmanager
def writable_folder(folder: Path) -> Iterator[Path]:
    """The folder, made if need be; what this made is removed again if it stays empty.

    Raises Failed, with the remedy, if the folder cannot be made or written.
    """
    made: list[Path] = []
    try:
        _prepare(folder, made)
        yield folder
    finally:
        for each in made:
            # It holds files, or was never made.
            with suppress(OSError):
                each.rmdir()


def _prepare(folder: Path, made: list[Path]) -> None:
    """Make the folder and prove that it can be written; `made` receives those that were not there."""
    try:
        made += [each for each in (folder, *folder.parents) if not each.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        remove_stale_folders(folder)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise cannot_write(folder, error) from None


@contextmanager
def work_folder(folder: Path) -> Iterator[Path]:
    """A hidden folder in `folder` to write into; gone afterwards with all that was not moved out.

    Raises Blocked, with the remedy, if it cannot be made.
    """
    with ExitStack() as stack:
        try:
            made = stack.enter_context(hidden_folder(folder))
        except OSError as error:
            raise cannot_write(folder, error) from None
        yield made


@contextmanager
def hidden_folder(folder: Path) -> Iterator[Path]:
    """A folder in `folder` named after this host and process; gone afterwards unless renamed. Raises OSError."""
    path = folder / f"{_prefix()}{getpid()}-{secrets.token_hex(4)}"
    # Not by tempfile: its folders are closed to everybody else, and whoever gets this one may be anybody.
    path.mkdir()
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def publish_files(hidden: Path, folder: Path, names: list[str]) -> list[Path]:
    """Move files out of the hidden folder, in this order; an older file of the name is replaced.

    Raises Failed, with the remedy, if one cannot be moved; then none of them stays.
    """
    try:
        return [(hidden / name).replace(folder / name) for name in names]
    except OSError as error:
        for name in names:
            if not (hidden / name).exists():
                (folder / name).unlink(missing_ok=True)
        raise cannot_write(folder, error) from None


def cannot_write(folder: Path, error: OSError) -> Exception:
    """What to say when a folder refuses."""
    reason = error.strerror or str(error)
    return blocked(f"Cannot write to {folder}: {reason}.", "out", hint="Choose another folder, or free some space.")


def remove_stale_folders(folder: Path) -> None:
    """Remove what processes of this host left half done when they were killed.

    What another host left is not touched: whether its process lives cannot be known here.
    """
    ours = re.compile(re.escape(_prefix()) + r"(\d+)-\w+")
    for left in folder.glob(".partial-*"):
        owner = ours.fullmatch(left.name)
        if owner and not _alive(int(owner[1])):
            shutil.rmtree(left, ignore_errors=True)


def _prefix() -> str:
    """How this host's hidden folders begin: what another host left on a shared folder is not for us to judge."""
    host = re.sub(r"[^\w.-]", "_", socket.gethostname(), flags=re.ASCII)
    return f".partial-{host[:64]}-"


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
