"""How much room is left on the disks of this machine that the service writes to."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from configurator.services.common.context import Context
from configurator.store.object_probe import objects_folder


def local_folders(context: Context) -> Mapping[str, Path]:
    """The data folder, in which the cache lies, and where they are folders those of artefacts and database."""
    url = context.engine.url
    database = Path(url.database).parent if url.get_backend_name() == "sqlite" and url.database else None
    folders = {"data": context.cache.folder.parent, "artefacts": objects_folder(context.objects), "database": database}
    return {name: folder for name, folder in folders.items() if folder is not None}


def free_bytes(context: Context) -> Mapping[str, int]:
    """The room of each disk, by what lies there first; without what cannot be reached."""
    folders = {name: each for name, each in local_folders(context).items() if each.exists()}
    # The last of equal keys stays: the other way round, the first does.
    disks = {each.stat().st_dev: name for name, each in reversed(folders.items())}
    return {name: shutil.disk_usage(each).free for name, each in folders.items() if name in disks.values()}
