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
    """The folder, created if it does not exist; folders that this created are removed again if they stay empty.

    Raises Failed, with the remedy, if the folder cannot be made or written.
    """
    created: list[Path] = []
    try:
        _create_folder(folder, created)
        yield folder
    finally:
        for each in created:
            # It holds files, or was never created.
            with suppress(OSError):
                each.rmdir()


def _create_folder(folder: Path, created: list[Path]) -> None:
    """Create the folder and prove that it can be written; `created` receives those that did not exist."""
    try:
        created += [each for each in (folder, *folder.parents) if not each.exists()]
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
            hidden = stack.enter_context(hidden_folder(folder))
        except OSError as error:
            raise cannot_write(folder, error) from None
        yield hidden


@contextmanager
def hidden_folder(folder: Path) -> Iterator[Path]:
    """A folder in `folder` named after this host and process; gone afterwards unless renamed. Raises OSError."""
    path = folder / f"{_host_prefix()}{getpid()}-{secrets.token_hex(4)}"
    # Not by tempfile: its folders are closed to everybody else, and any user may need to read this one.
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
    """The error to raise when a folder cannot be written."""
    reason = error.strerror or str(error)
    return blocked(f"Cannot write to {folder}: {reason}.", "out", hint="Choose another folder, or free some space.")


def remove_stale_folders(folder: Path) -> None:
    """Remove the hidden folders of processes of this host that were killed.

    Those of another host are not touched: whether their process is alive cannot be known here.
    """
    pattern = re.compile(re.escape(_host_prefix()) + r"(\d+)-\w+")
    for leftover in folder.glob(".partial-*"):
        owner = pattern.fullmatch(leftover.name)
        if owner and not _is_alive(int(owner[1])):
            shutil.rmtree(leftover, ignore_errors=True)


def _host_prefix() -> str:
    """How the names of this host's hidden folders begin; a shared folder may hold those of other hosts too."""
    host = re.sub(r"[^\w.-]", "_", socket.gethostname(), flags=re.ASCII)
    return f".partial-{host[:64]}-"


def _is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
