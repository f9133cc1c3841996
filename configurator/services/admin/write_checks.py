"""Whether database and artefacts can be written: tried now and then only, and remembered in between."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from sqlalchemy.exc import SQLAlchemyError

from configurator.domain.errors import Blocked
from configurator.services.common.context import Context
from configurator.services.common.database_faults import database_fault
from configurator.store.database import check_writable
from configurator.store.object_probe import check_objects_writable

# How often they are tried at most, in s: whoever asks for health asks more often.
INTERVAL_S = 30.0
OK = "ok"


class WriteChecks:
    """The last outcomes: "ok", or in plain words what is wrong."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        # By what was tried: when, and the outcome.
        self._last: dict[str, tuple[float, str]] = {}

    def database(self, context: Context) -> str:
        """Of the database."""
        return self._recent("database", lambda: _try_database(context))

    def artefacts(self, context: Context) -> str:
        """Of the store of artefacts."""
        return self._recent("artefacts", lambda: _try_artefacts(context))

    def _recent(self, name: str, attempt: Callable[[], str]) -> str:
        tried_at, outcome = self._last.get(name, (-INTERVAL_S, ""))
        if not outcome or self._clock() - tried_at >= INTERVAL_S:
            outcome = attempt()
            self._last[name] = self._clock(), outcome
        return outcome


def _try_database(context: Context) -> str:
    try:
        check_writable(context.engine)
    except SQLAlchemyError as error:
        return database_fault(error).problems[0].message
    except Blocked as error:
        return error.problems[0].message
    return OK


def _try_artefacts(context: Context) -> str:
    try:
        check_objects_writable(context.objects)
    except Blocked as error:
        return error.problems[0].message
    return OK
