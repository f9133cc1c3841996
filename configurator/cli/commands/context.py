"""The context that the environment names, for as long as a command runs."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, DBAPIError

from configurator.cli.output import report_errors
from configurator.domain.actors import Actor, named_actor
from configurator.domain.errors import blocked, refused
from configurator.private_files import is_open_to_others, private_files
from configurator.services.admin.privacy import database_path
from configurator.services.common.context import Context, open_context
from configurator.services.common.database_faults import database_fault, driver_words, is_database_fault
from configurator.settings import Settings, read_settings
from configurator.store.database import LOCK_TIMEOUT_S

log = logging.getLogger("configurator.cli")
# The environment variables that say where data is stored.
STORE_SETTINGS = ("CONFIGURATOR_DATA", "DATABASE_URL")


@contextmanager
def read_context(as_json: bool = False) -> Iterator[Context]:
    """The context of a command that changes nothing; errors are reported as by `report_errors`."""
    with report_errors(as_json), open_command_context(read_settings(os.environ)) as context:
        yield context


@contextmanager
def write_context(actor: str, as_json: bool = False) -> Iterator[tuple[Context, Actor]]:
    """The context of a command that changes something, and who does it, as the event log has it."""
    with report_errors(as_json):
        if not actor.strip():
            raise refused(
                "Who does this must be said.",
                "actor",
                hint="Give --actor, such as clinic-7 or berlin:op2, or set CONFIGURATOR_ACTOR.",
            )
        acting = named_actor(actor)
        with open_command_context(read_settings(os.environ)) as context:
            yield context, acting


@contextmanager
def open_command_context(settings: Settings, lock_timeout_s: float = LOCK_TIMEOUT_S) -> Iterator[Context]:
    """A context, closed at the end; until then, all files that are created are private, whatever the umask.

    Raises Blocked for a database or a folder that cannot be reached.
    """
    with private_files():
        context = _open_context(settings, lock_timeout_s)
        _warn_if_open(settings)
        try:
            yield context
        except (DatabaseError, sqlite3.Error) as error:
            if not is_database_fault(error):
                raise
            raise database_fault(error, *STORE_SETTINGS, reason=driver_words(error)) from error
        finally:
            context.engine.dispose()


def _warn_if_open(settings: Settings) -> None:
    path = database_path(settings)
    if path is not None and is_open_to_others(path):
        log.warning("Other users may read %s. See: configurator store check --make-private", path)


def _open_context(settings: Settings, lock_timeout_s: float) -> Context:
    try:
        return open_context(settings, lock_timeout_s)
    except (DBAPIError, sqlite3.Error) as error:
        raise database_fault(error, *STORE_SETTINGS, reason=driver_words(error)) from error
    except OSError as error:
        hint = "Let this program's user write there, or name another place."
        place = error.filename or settings.data
        raise blocked(f"{place} cannot be used: {error.strerror}.", *STORE_SETTINGS, hint=hint) from error
