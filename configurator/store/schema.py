"""Brings a database to the tables this program expects."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from time import monotonic, sleep

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import OperationalError

from configurator.domain.errors import failed
from configurator.store.database import write_transaction
from configurator.store.tables import PREFIX

VERSION_TABLE = PREFIX + "version"
# The last of the files in migrations/versions; a test checks that the two agree.
SCHEMA_REVISION = "0014"
# The key of the advisory lock: any number that no other program on the same PostgreSQL uses.
ADVISORY_LOCK_KEY = 7_203_116
# How long an upgrade waits for a table before it lets go of all that it holds and begins anew, in ms: far less than the
# second after which PostgreSQL looks for a deadlock, and might end a request for it. In s, how long that goes on.
LOCK_WAIT_MS, UPGRADE_PATIENCE_S = 150, 60.0


def prepare_schema(engine: Engine) -> None:
    """Create or upgrade the tables, the durable engine's too; returns at once when all is there.

    Raises Failed for a database that a newer program has written.
    """
    revision = schema_revision(engine)
    if revision == SCHEMA_REVISION:
        return
    if revision and revision > SCHEMA_REVISION:
        raise failed(
            f"The database is of revision {revision}, this program knows only {SCHEMA_REVISION}.",
            "DATABASE_URL",
            hint="Install the newer program again, or restore a backup from before it ran.",
        )
    from dbos import DBOS

    DBOS.migrate(engine.url.render_as_string(hide_password=False))
    # Loaded before anything is locked: that takes longer than the upgrade.
    import_module("alembic.command")
    if engine.dialect.name == "postgresql":
        _upgrade_between_requests(engine)
        return
    with write_transaction(engine) as connection:
        _upgrade(connection)


def schema_revision(engine: Engine) -> str | None:
    """The revision of the tables; None for a database without them."""
    with engine.connect() as connection:
        if not inspect(connection).has_table(VERSION_TABLE):
            return None
        revision: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))
        return revision


def _upgrade_between_requests(engine: Engine) -> None:
    """Upgrade PostgreSQL while programs of the release before go on: whoever holds a table is let end first.

    Raises OperationalError where they leave it no moment.
    """
    deadline = monotonic() + UPGRADE_PATIENCE_S
    while True:
        try:
            with write_transaction(engine) as connection:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ADVISORY_LOCK_KEY})
                connection.execute(text(f"SET LOCAL lock_timeout = {LOCK_WAIT_MS}"))
                _lock_tables(connection)
                _upgrade(connection)
            return
        except OperationalError:
            if monotonic() > deadline:
                raise
            sleep(LOCK_WAIT_MS / 1000)


def _lock_tables(connection: Connection) -> None:
    """All of them before any is changed: later no request can hold what the upgrade waits for."""
    tables = [each for each in inspect(connection).get_table_names() if each.startswith(PREFIX)]
    if tables:
        connection.execute(text(f"LOCK TABLE {', '.join(sorted(tables))} IN ACCESS EXCLUSIVE MODE"))


def _upgrade(connection: Connection, to: str = "head") -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
