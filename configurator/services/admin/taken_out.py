"""Backups and copies of the database hold all personal data: that somebody made one stands in the record."""

from __future__ import annotations

import logging

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from configurator.domain.actors import Actor
from configurator.settings import Settings
from configurator.store import events
from configurator.store.database import open_engine, write_transaction
from configurator.store.schema import SCHEMA_REVISION, schema_revision

log = logging.getLogger("configurator.admin")


def record_backup(settings: Settings, actor: Actor) -> None:
    """Record a backup in the database of which it is; where that cannot be written it is logged, and stands."""
    engine = open_engine(settings.database)
    try:
        record_taken(engine, actor, "backup_exported")
    except (DBAPIError, OSError) as error:
        log.warning("that a backup was made could not be recorded: %s", type(error).__name__)
    finally:
        engine.dispose()


def record_taken(engine: Engine, actor: Actor, kind: str) -> None:
    """Append the event, unless the database is of an older program, which has no such record. Raises DBAPIError."""
    if schema_revision(engine) != SCHEMA_REVISION:
        log.warning("the database is of an older program: that it was taken out is not recorded")
        return
    with write_transaction(engine) as connection:
        events.append_event(connection, actor, kind)
