"""Whether each part that the service needs can be used now."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from configurator.domain.errors import ConfiguratorError
from configurator.services.admin.disks import local_folders
from configurator.services.admin.status import WorkerWatch
from configurator.services.admin.write_checks import OK, WriteChecks
from configurator.services.common.context import Context
from configurator.store import objects
from configurator.store.database import read_transaction

# In s: a worker beats every second, and on a busy machine later.
WORKER_TIMEOUT_S = 10.0
# What the files of some orders take, with the database's own growth.
MIN_FREE_BYTES = 256 * 2**20
# No artefact has this SHA-256: asking for it only reaches the store.
NO_DIGEST = "0" * 64


@dataclass(frozen=True)
class Watch:
    """What is remembered from one question to the next: which workers beat, and what could be written."""

    workers: WorkerWatch = field(default_factory=WorkerWatch)
    writes: WriteChecks = field(default_factory=WriteChecks)


def check_parts(context: Context, watch: Watch) -> Mapping[str, str]:
    """By part: "ok", or in plain words what is wrong, without addresses or secrets."""
    checks: dict[str, Callable[[], str]] = {
        "database": lambda: _check_database(context, watch),
        "worker": lambda: _check_worker(context, watch),
        "disk": lambda: _check_room(context, "data"),
        "artefacts": lambda: _check_artefacts(context, watch),
    }
    return {part: _outcome(check) for part, check in checks.items()}


def _outcome(check: Callable[[], str]) -> str:
    try:
        return check()
    except (SQLAlchemyError, ConfiguratorError, OSError):
        return "cannot be reached"


def _check_database(context: Context, watch: Watch) -> str:
    with read_transaction(context.engine) as connection:
        connection.execute(text("SELECT 1"))
    return _first_fault(_check_room(context, "database"), watch.writes.database(context))


def _check_worker(context: Context, watch: Watch) -> str:
    return OK if watch.workers.living(context, WORKER_TIMEOUT_S) else f"none has beaten for {WORKER_TIMEOUT_S:g} s"


def _check_artefacts(context: Context, watch: Watch) -> str:
    objects.has_object(context.objects, NO_DIGEST)
    return _first_fault(watch.writes.artefacts(context), _check_room(context, "artefacts"))


def _check_room(context: Context, name: str) -> str:
    """Of what lies in a folder: whether its disk has room."""
    folder = local_folders(context).get(name)
    if folder is not None and (free_bytes := shutil.disk_usage(folder).free) < MIN_FREE_BYTES:
        return f"{free_bytes / 1e6:.0f} MB are free"
    return OK


def _first_fault(*outcomes: str) -> str:
    return next((each for each in outcomes if each != OK), OK)
