"""Whether each part that the service needs can be used now."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from configurator.domain.errors import ConfiguratorError
from configurator.services.admin.status import WorkerWatch
from configurator.services.common.context import Context
from configurator.store import objects
from configurator.store.database import read_transaction

# In s: a worker beats every second, and on a busy machine later.
WORKER_TIMEOUT_S = 10.0
# What the files of some orders take, with the database's own growth.
MIN_FREE_BYTES = 256 * 2**20
OK = "ok"
# No artefact has this SHA-256: asking for it only reaches the store.
NO_DIGEST = "0" * 64


def check_parts(context: Context, watch: WorkerWatch) -> Mapping[str, str]:
    """By part: "ok", or in plain words what is wrong, without addresses or secrets."""
    checks: dict[str, Callable[[], str]] = {
        "database": lambda: _check_database(context),
        "worker": lambda: _check_worker(context, watch),
        "disk": lambda: _check_disk(context),
        "artefacts": lambda: _check_artefacts(context),
    }
    return {part: _outcome(check) for part, check in checks.items()}


def _outcome(check: Callable[[], str]) -> str:
    try:
        return check()
    except (SQLAlchemyError, ConfiguratorError, OSError):
        return "cannot be reached"


def _check_database(context: Context) -> str:
    with read_transaction(context.engine) as connection:
        connection.execute(text("SELECT 1"))
    return OK


def _check_worker(context: Context, watch: WorkerWatch) -> str:
    return OK if watch.living(context, WORKER_TIMEOUT_S) else f"none has beaten for {WORKER_TIMEOUT_S:g} s"


def _check_disk(context: Context) -> str:
    free_bytes = shutil.disk_usage(context.cache.folder.parent).free
    if free_bytes < MIN_FREE_BYTES:
        return f"{free_bytes / 1e6:.0f} MB are free"
    return OK


def _check_artefacts(context: Context) -> str:
    objects.has_object(context.objects, NO_DIGEST)
    return OK
