"""What is the matter with the database, and the remedy, from the error that its driver raises."""

from __future__ import annotations

from sqlalchemy.exc import OperationalError

from configurator.domain.errors import Blocked, blocked
from configurator.store.json_columns import DAMAGED_HINT

# By a part of the driver's text: SQLite's own (sqlite.org/rescode.html), PostgreSQL's where it ends likewise.
DAMAGED = ("malformed", "is not a database", "disk i/o error", "could not decode to utf-8")
FULL = ("disk is full", "no space left")
READ_ONLY = ("readonly database", "read-only")
BUSY = ("is locked",)
FAULTS = (
    (DAMAGED, "The database is damaged", DAMAGED_HINT),
    (FULL, "The disk of the database is full", "Free some space; what is stored can be read meanwhile."),
    (READ_ONLY, "The database cannot be written", "Let this program's user write its file and folder."),
    (BUSY, "Another program holds the database", "Try again in a moment, or end that program."),
)
UNREACHABLE = ("The database does not answer", "See that it runs, and that it is the one you mean.")


def database_fault(error: Exception, *fields: str, reason: str = "") -> Blocked:
    """The fault that an error of SQLAlchemy or of its driver means; the driver's own words may name hosts and users."""
    message, hint = _known_fault(driver_words(error)) or UNREACHABLE
    return blocked(f"{message}: {reason}." if reason else f"{message}.", *fields, hint=hint)


def is_database_fault(error: Exception) -> bool:
    """Whether it is the database's fault, and not that of the statement that it refuses."""
    return isinstance(error, OperationalError) or _known_fault(driver_words(error)) is not None


def driver_words(error: Exception) -> str:
    """The first line of what the driver said."""
    return str(getattr(error, "orig", error)).strip().partition("\n")[0].rstrip(".")


def _known_fault(reason: str) -> tuple[str, str] | None:
    text = reason.lower()
    return next(((message, hint) for parts, message, hint in FAULTS if any(part in text for part in parts)), None)
