"""The context of every service: database, artefacts, queue, folders and disk cache, and who asks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from obstore.store import ObjectStore
from sqlalchemy import Engine

from configurator.domain.actors import LOCAL, Actor
from configurator.queue import Enqueue, open_queue
from configurator.services.common.disk_cache import DiskCache
from configurator.services.common.work_times import WorkTimes
from configurator.settings import IdentityProvider, MailServer, Settings
from configurator.store import objects, schema
from configurator.store.database import LOCK_TIMEOUT_S, open_engine

if TYPE_CHECKING:
    # Most commands only read, and need not load the pool.
    from configurator.pool import Pool


@dataclass(frozen=True)
class Context:
    """The database, the artefacts' store, the queue, the folder that has one for each factory, and the disk cache.

    `times` adds up how long this process works at what. `actor` is on whose behalf services answer, by whose rights:
    without accounts whoever sits at this machine. `link` is the secret of an order or a batch by whose link the request
    came, empty for none. `mail` sends e-mail, where there is a server for it. `public_url` is the address that people
    type, and empty where they come from this machine alone; by the `provider` they sign in, where there is one.
    """

    engine: Engine
    objects: ObjectStore
    enqueue: Enqueue
    folders: Path
    cache: DiskCache
    times: WorkTimes = field(default_factory=WorkTimes, kw_only=True)
    actor: Actor = field(default=LOCAL, kw_only=True)
    link: str = field(default="", kw_only=True)
    mail: MailServer | None = field(default=None, kw_only=True)
    public_url: str = field(default="", kw_only=True)
    provider: IdentityProvider | None = field(default=None, kw_only=True)

    def acting_as(self, actor: Actor, link: str = "") -> Self:
        """The same on behalf of another, who came by a link."""
        return replace(self, actor=actor, link=link)

    def with_pool(self, pool: Pool, scratch: Path) -> MakingContext:
        """The same with the kernel's child processes and a scratch folder, so that parts can be made."""
        return MakingContext(
            self.engine,
            self.objects,
            self.enqueue,
            self.folders,
            self.cache,
            pool,
            scratch,
            times=self.times,
            actor=self.actor,
            link=self.link,
            mail=self.mail,
            public_url=self.public_url,
            provider=self.provider,
        )


@dataclass(frozen=True)
class MakingContext(Context):
    """A context with the kernel's child processes, and a folder for work in progress."""

    pool: Pool
    scratch: Path


def open_context(settings: Settings, lock_timeout_s: float = LOCK_TIMEOUT_S) -> Context:
    """Open everything the settings name, and create what is missing. Raises Failed.

    On SQLite a writer waits so long for another.
    """
    engine = open_engine(settings.database, lock_timeout_s)
    schema.prepare_schema(engine)
    cache = DiskCache(settings.cache)
    artefacts = objects.open_objects(settings.artefacts)
    opened = Context(engine, artefacts, open_queue(engine), settings.folders, cache)
    return replace(opened, mail=settings.mail, public_url=settings.public_url, provider=settings.provider)
