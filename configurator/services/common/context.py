"""What every service of orders and jobs works on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from obstore.store import ObjectStore
from sqlalchemy import Engine

from configurator.domain.production.factories import Factory
from configurator.production.targets.disk import explained
from configurator.queue import Enqueue, open_queue
from configurator.services.common.disk_cache import Shelf
from configurator.settings import Settings
from configurator.store import objects, schema
from configurator.store.database import open_engine


@dataclass(frozen=True)
class Office:
    """The database, the artefacts' bytes, the queue, the folder of the hot folders, and what was drawn lately."""

    engine: Engine
    objects: ObjectStore
    enqueue: Enqueue
    folders: Path
    shelf: Shelf

    def hot_folder(self, factory: Factory) -> Path:
        """Where a factory finds its jobs; made if it is ours to make. Raises Blocked."""
        if factory.folder:
            # One that is missing is a disk that is not mounted.
            return Path(factory.folder)
        folder = self.folders / factory.id
        with explained(folder):
            folder.mkdir(parents=True, exist_ok=True)
        return folder


def open_office(settings: Settings) -> Office:
    """Open, and where need be create, everything the settings name. Raises Failed."""
    engine = open_engine(settings.database)
    schema.prepare(engine)
    shelf = Shelf(settings.shelf)
    return Office(engine, objects.open_objects(settings.artefacts), open_queue(engine), settings.folders, shelf)
