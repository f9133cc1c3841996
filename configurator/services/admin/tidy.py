"""Remove unfinished files and folders of processes that were killed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from obstore.store import LocalStore, ObjectStore

from configurator.folders import remove_stale_folders
from configurator.services.common.context import Context

# How long a file of the store must be unmodified, as its writer is unknown. A writer that is still alive
# fails and tries again.
STALE_AFTER_S = 60.0


def remove_stale(context: Context, scratch: Path) -> None:
    """Remove stale folders of the scratch folder, and stale files of the artefacts' folder if it is a local one.

    Folders of a living process of this host, or of any process of another host, are left alone.
    """
    remove_stale_folders(scratch)
    for path in _abandoned_files(context.objects):
        path.unlink(missing_ok=True)


def _abandoned_files(objects: ObjectStore) -> Iterator[Path]:
    """Temporary files of the store, which it never renamed: it names them with # and a number."""
    if isinstance(objects, LocalStore) and objects.prefix is not None:
        for path in Path(objects.prefix).glob("sha256/*/*#*"):
            if time.time() - path.stat().st_mtime > STALE_AFTER_S:
                yield path
