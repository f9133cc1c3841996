"""The artefacts' bytes, write-once under their own SHA-256, in a local folder or in S3."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from configurator.domain.errors import Blocked, Damaged, blocked, damaged, failed
from configurator.domain.sha256 import sha256

FOLDER = "sha256"
PROBE_PATH = "probe/create-only"
PROBE_RETRIES = {"max_retries": 1, "retry_timeout": timedelta(seconds=10)}
STORAGE_HINT = "Free some space, or check ARTEFACTS and the way to it; the work goes on by itself."


@dataclass(frozen=True)
class StoredObject:
    """The bytes under a SHA-256: how many, and when they were written."""

    sha256: str
    size: int
    modified: datetime


def open_objects(place: str) -> ObjectStore:
    """The store at a folder's path, or at a URL such as s3://bucket/prefix.

    Raises Blocked, and Failed for a store at a URL that overwrites what is there.
    """
    try:
        if "://" in place:
            _check_create_only(from_url(place, **_probe_options(place)))
            return from_url(place)
        Path(place).mkdir(parents=True, exist_ok=True)
        return LocalStore(place)
    except (BaseError, OSError, ValueError) as error:
        raise blocked(
            f"The artefacts at {place} cannot be reached: {_first_line(error)}.", "ARTEFACTS", hint=STORAGE_HINT
        ) from error


def _probe_options(place: str) -> Any:
    """So that a store that does not answer is told of soon; the store of a folder takes no such options."""
    return {} if place.startswith("file:") else {"retry_config": PROBE_RETRIES}


def _check_create_only(store: ObjectStore) -> None:
    """Raise Failed for a store that puts an object where one is, though it is told to create it.

    The probe stays there: the next start needs it only once.
    """
    for content in (b"1", b"2"):
        try:
            obstore.put(store, PROBE_PATH, content, mode="create")
        except AlreadyExistsError:
            return
    raise failed(
        "The store of the artefacts overwrites what is there, though it is told not to.",
        "ARTEFACTS",
        hint="Take one that knows conditional writes (If-None-Match), as Amazon S3 and MinIO do.",
    )


def put_object(objects: ObjectStore, data: bytes) -> str:
    """Store the bytes and return their SHA-256 (hex); equal bytes are stored once. Raises Blocked."""
    digest = sha256(data)
    try:
        _write_once(objects, _object_path(digest), data)
        if isinstance(objects, LocalStore):
            _sync_file(Path(str(objects.prefix)) / _object_path(digest))
    except (BaseError, OSError) as error:
        raise _unavailable(digest, error) from error
    return digest


def get_object(objects: ObjectStore, digest: str) -> bytes:
    """The bytes of this SHA-256. Raises Blocked, or Damaged where they are missing or no longer what they were."""
    try:
        data = bytes(obstore.get(objects, _object_path(digest)).bytes())
    except FileNotFoundError:
        raise _damaged(digest, "is missing") from None
    except (BaseError, OSError) as error:
        raise _unavailable(digest, error) from error
    if sha256(data) != digest:
        raise _damaged(digest, "was changed on its disk")
    return data


def has_object(objects: ObjectStore, digest: str) -> bool:
    """Whether there are bytes under this SHA-256. Raises Blocked."""
    return size_of(objects, digest) is not None


def size_of(objects: ObjectStore, digest: str) -> int | None:
    """How many bytes there are under this SHA-256, None for nothing. Raises Blocked."""
    try:
        return obstore.head(objects, _object_path(digest))["size"]
    except FileNotFoundError:
        return None
    except (BaseError, OSError) as error:
        raise _unavailable(digest, error) from error


def list_objects(objects: ObjectStore) -> Iterator[StoredObject]:
    """Everything that is stored. Raises Blocked."""
    try:
        for chunk in obstore.list(objects, prefix=FOLDER):
            for each in chunk:
                name = each["path"].rpartition("/")[2]
                if re.fullmatch("[0-9a-f]{64}", name):
                    yield StoredObject(name, each["size"], each["last_modified"])
    except (BaseError, OSError) as error:
        raise _unreachable(error) from error


def delete_objects(objects: ObjectStore, digests: Iterable[str]) -> None:
    """Delete the bytes under these SHA-256, as far as there are any. Raises Blocked."""
    try:
        for digest in digests:
            # Some stores say so, others do not.
            with suppress(FileNotFoundError):
                obstore.delete(objects, _object_path(digest))
    except (BaseError, OSError) as error:
        raise _unreachable(error) from error


def _write_once(objects: ObjectStore, path: str, data: bytes) -> None:
    try:
        obstore.put(objects, path, data, mode="create")
    except AlreadyExistsError:
        # A power cut or a failing disk has damaged it: write it again.
        if bytes(obstore.get(objects, path).bytes()) != data:
            obstore.put(objects, path, data)


def _sync_file(path: Path) -> None:
    """Flush a file and the folders above it to the disk, as the database does with its own files."""
    for each in (path, path.parent, path.parent.parent):
        descriptor = os.open(each, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _damaged(digest: str, how: str) -> Damaged:
    return damaged(f"The artefact {digest[:12]} {how}.", "ARTEFACTS", hint="Restore it from a backup.")


def _object_path(digest: str) -> str:
    return f"{FOLDER}/{digest[:2]}/{digest}"


def _unavailable(digest: str, error: Exception) -> Blocked:
    return blocked(
        f"The artefact {digest[:12]} cannot be kept or read: {_first_line(error)}.", "ARTEFACTS", hint=STORAGE_HINT
    )


def _unreachable(error: Exception) -> Blocked:
    return blocked(f"The artefacts cannot be reached: {_first_line(error)}.", "ARTEFACTS", hint=STORAGE_HINT)


def _first_line(error: Exception) -> str:
    # The library appends its internal state for debugging.
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
