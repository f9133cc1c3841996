"""Remove what processes that were killed left half done."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from obstore.store import LocalStore, ObjectStore

from configurator.folders import remove_stale_folders
from configurator.services.common.context import Context
from configurator.services.factories.factories import list_factories

# How long a file of the store must have lain untouched, in s: whose it is cannot be told. Should its writer live
# after all, it fails and tries again.
STALE_AFTER_S = 60.0


def remove_stale(context: Context, scratch: Path) -> None:
    """Sweep the scratch folder, the hot folders, and the artefacts' folder if it is a local one.

    What a living process of this host, or any of another, is writing is left alone.
    """
    for folder in (scratch, *map(context.hot_folder, list_factories(context))):
        remove_stale_folders(folder)
    for left in _abandoned(context.objects):
        left.unlink(missing_ok=True)


def _abandoned(objects: ObjectStore) -> Iterator[Path]:
    """Files that the store began and never gave their name: it writes beside the place, with # and a number."""
    if isinstance(objects, LocalStore) and objects.prefix is not None:
        for left in Path(objects.prefix).glob("sha256/*/*#*"):
            if time.time() - left.stat().st_mtime > STALE_AFTER_S:
                yield left
