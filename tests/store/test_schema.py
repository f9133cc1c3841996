import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from dbos import DBOS
from sqlalchemy import JSON, inspect, text
from support.ordering import BERLIN, add_factories, event_kinds, placed_order

from configurator.domain.errors import Failed, Refused
from configurator.domain.offers.installation import UNSAID
from configurator.domain.work_times import Spent, Step
from configurator.services.common.context import open_context
from configurator.services.orders.views import find_order, list_orders
from configurator.settings import read_settings
from configurator.store import batches, events, jobs, orders, quotes, schema, sessions
from configurator.store.database import open_engine, write_transaction
from configurator.store.tables import PREFIX, metadata
from configurator.store.work_times import add_work_times, read_work_times

MIGRATIONS = Path(schema.__file__).parent / "migrations" / "versions"
PREPARE = """
import sys
import dbos
from configurator.store.database import open_engine
from configurator.store.schema import prepare_schema
print("ready", flush=True)
prepare_schema(open_engine(sys.stdin.readline().strip()))
"""


OLD = {
    "id": "7KQ2M4XD9A", "state": "cancelled", "placed_at": "2026-01-01T00:00:00.000Z", "placed_by": "clinic-7",
    "key": "1", "person": "P-1",
}  # fmt: skip

OLD_JOB = (
    f"INSERT INTO mtm_orders ({', '.join(OLD)}) VALUES ({', '.join(map(repr, OLD.values()))})",
    "INSERT INTO mtm_designs VALUES ('d', 'grommet', '1', 'c', '{}')",
    "INSERT INTO mtm_items (id, order_id, position, design, quantity, offer, sheet, state, files, size_mm)"
    " VALUES ('i', '7KQ2M4XD9A', 0, 'd', 1, 'mjf-tpu', '{}', 'made', '{}', '[]')",
    "INSERT INTO mtm_jobs (id, order_id, item_id, state, created_at)"
    " VALUES ('7KQ2M4XD9B', '7KQ2M4XD9A', 'i', 'claimed', '')",
)


OLD_BATCH = (
    "INSERT INTO mtm_batches (id, token, template, formats, placed_at, placed_by, key, asked)"
    " VALUES ('7KQ2M4XD9C', 'token', 'grommet', '[]', '', 'clinic-7', '1', '')"
)


OLD_ACCOUNT = (
    "INSERT INTO mtm_accounts (id, email, name, created_at, code_secret)"
    " VALUES ('{0}', '{0}@example.org', 'x', '', '{1}')"
)


OLD_SESSION = (
    "INSERT INTO mtm_sessions (id, hash, account, created_at, seen_at, confirmed_at)"
    " VALUES ('{0}', '{0}', '{0}', '', '', '')"
)


OLD_EVENT = "INSERT INTO mtm_events (at, actor, kind, data) VALUES ('', 'clinic-7', 'order_placed', '{}')"


OLD_ROW = (
    "INSERT INTO mtm_batch_rows (batch, number, status, problems, files)"
    " VALUES ('7KQ2M4XD9C', 1, 'refused', '[]', '{}')"
)


@pytest.fixture
def engine(databases):
    opened = open_engine(databases.empty())
    yield opened
    opened.dispose()


def test_an_empty_database_gets_all_tables_and_a_second_time_nothing_changes(engine):
    assert schema.schema_revision(engine) is None
    schema.prepare_schema(engine)
    assert schema.schema_revision(engine) == schema.SCHEMA_REVISION
    tables = inspect(engine).get_table_names()
    schema.prepare_schema(engine)
    assert inspect(engine).get_table_names() == tables
    assert {name for name in tables if name.startswith(PREFIX)} == {*metadata.tables, schema.VERSION_TABLE}


def test_the_models_are_what_the_migrations_make(engine):
    schema.prepare_schema(engine)
    ours = {"include_object": lambda thing, name, kind, *_: kind != "table" or name.startswith(PREFIX)}
    options = {**ours, "version_table": schema.VERSION_TABLE}
    # On SQLite Alembic takes an empty default for none.
    options["compare_server_default"] = has_another_default if engine.dialect.name == "postgresql" else False
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def has_another_default(context, inspected, column, found, *rest):
    """Of JSON, which PostgreSQL cannot compare; None leaves other types to Alembic."""
    if not isinstance(inspected.type, JSON):
        return None
    return found != (f"'{column.server_default.arg}'::json" if column.server_default is not None else None)


def test_an_order_of_the_first_tables_goes_on_without_a_token(databases, tmp_path):
    settings = read_settings({"CONFIGURATOR_DATA": str(tmp_path), "DATABASE_URL": databases.empty()})
    engine = open_engine(settings.database)
    DBOS.migrate(engine.url.render_as_string(hide_password=False))
    with write_transaction(engine) as connection:
        schema._upgrade(connection, "0001")
        connection.execute(text(f"INSERT INTO mtm_orders ({', '.join(OLD)}) VALUES (:{', :'.join(OLD)})"), OLD)
    assert schema.schema_revision(engine) == "0001"
    engine.dispose()
    context = open_context(settings)
    assert schema.schema_revision(context.engine) == schema.SCHEMA_REVISION
    (order,) = list_orders(context)
    assert (order.id, order.placed_by, order.token, order.wish) == ("7KQ2M4XD9A", "clinic-7", "", "nearest")
    with pytest.raises(Refused, match="no order under this link"):
        find_order(context, "")
    assert find_order(context, placed_order(context, "2").token).state == "placed"
    context.engine.dispose()


def test_a_job_of_before_there_were_files_of_jobs_has_none(engine):
    DBOS.migrate(engine.url.render_as_string(hide_password=False))
    with write_transaction(engine) as connection:
        schema._upgrade(connection, "0002")
        for statement in OLD_JOB:
            connection.execute(text(statement))
    schema.prepare_schema(engine)
    with write_transaction(engine) as connection:
        assert jobs.get_job(connection, "7KQ2M4XD9B").state == "claimed"
        assert jobs.get_job_files(connection, "7KQ2M4XD9B") == {}


def test_a_database_of_before_there_were_work_times_has_none_and_takes_some(engine):
    DBOS.migrate(engine.url.render_as_string(hide_password=False))
    with write_transaction(engine) as connection:
        schema._upgrade(connection, "0003")
        connection.execute(text(OLD_BATCH))
    schema.prepare_schema(engine)
    with write_transaction(engine) as connection:
        assert batches.request_of_batch(connection, "7KQ2M4XD9C") == ""
        assert read_work_times(connection) == {}
        add_work_times(connection, {Step("part", "mesh"): Spent(1, 2.5)})
        assert read_work_times(connection) == {Step("part", "mesh"): Spent(1, 2.5)}


def test_a_row_of_before_its_line_was_taken_down_has_none(engine):
    DBOS.migrate(engine.url.render_as_string(hide_password=False))
    with write_transaction(engine) as connection:
        schema._upgrade(connection, "0004")
        connection.execute(text(OLD_BATCH))
        connection.execute(text(OLD_ROW))
    schema.prepare_schema(engine)
    with write_transaction(engine) as connection:
        row = batches.get_row(connection, "7KQ2M4XD9C", 1)
    assert (row.status, row.line, row.seconds) == ("refused", 0, 0)


def test_an_item_of_before_anybody_was_asked_where_it_sits_says_nothing_of_it(engine):
    DBOS.migrate(engine.url.render_as_string(hide_password=False))
    with write_transaction(engine) as connection:
        schema._upgrade(connection, "0006")
        for statement in OLD_JOB:
            connection.execute(text(statement))
    schema.prepare_schema(engine)
    with write_transaction(engine) as connection:
        assert orders.get_item(connection, "i").installation == UNSAID


def test_what_is_there_before_there_were_accounts_belongs_to_nobody_and_events_have_no_role(engine):
    DBOS.migrate(engine.url.render_as_string(hide_password=False))
    with write_transaction(engine) as connection:
        schema._upgrade(connection, "0008")
        for statement in (*OLD_JOB, OLD_BATCH, OLD_EVENT):
            connection.execute(text(statement))
    schema.prepare_schema(engine)
    with write_transaction(engine) as connection:
        order, batch = orders.get_order(connection, "7KQ2M4XD9A"), batches.get_batch(connection, "7KQ2M4XD9C")
        assert [(each.organisation, each.account) for each in (order, batch)] == [("", "")] * 2
        (event,) = events.select_events(connection)
    assert (event.actor, event.role, event.organisation) == ("clinic-7", "", "")


def test_who_had_codes_before_it_was_written_down_has_shown_one_in_each_session(engine):
    DBOS.migrate(engine.url.render_as_string(hide_password=False))
    with write_transaction(engine) as connection:
        schema._upgrade(connection, "0009")
        for name, secret in (("a", "S"), ("b", "")):
            connection.execute(text(OLD_ACCOUNT.format(name, secret)))
            connection.execute(text(OLD_SESSION.format(name)))
    schema.prepare_schema(engine)
    with write_transaction(engine) as connection:
        assert [sessions.find_session(connection, each).factor for each in ("a", "b")] == ["code", ""]


def test_an_item_of_before_there_were_quotes_has_no_volume_and_its_order_none(engine):
    DBOS.migrate(engine.url.render_as_string(hide_password=False))
    with write_transaction(engine) as connection:
        schema._upgrade(connection, "0009")
        for statement in OLD_JOB:
            connection.execute(text(statement))
    schema.prepare_schema(engine)
    with write_transaction(engine) as connection:
        assert orders.get_item(connection, "i").volume_mm3 is None
        assert quotes.quotes_of_order(connection, "7KQ2M4XD9A") == {}
        connection.execute(text("UPDATE mtm_jobs SET factory = 'berlin'"))
        (row,) = quotes.queue_rows(connection, ["berlin"])
    assert (row["id"], row["volume_mm3"]) == ("7KQ2M4XD9B", None)


def test_the_revision_is_that_of_the_last_migration():
    assert max(path.stem.partition("_")[0] for path in MIGRATIONS.glob("*.py")) == schema.SCHEMA_REVISION


def test_a_database_of_a_newer_program_is_left_alone(engine):
    schema.prepare_schema(engine)
    with write_transaction(engine) as connection:
        connection.execute(text(f"UPDATE {schema.VERSION_TABLE} SET version_num = '0999'"))
    with pytest.raises(Failed, match=f"0999, this program knows only {schema.SCHEMA_REVISION}") as error:
        schema.prepare_schema(engine)
    (problem,) = error.value.problems
    assert problem.fields == ("DATABASE_URL",) and "newer program" in problem.hint


def test_two_processes_may_prepare_one_database_at_once(databases, tmp_path):
    url = databases.empty()
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen([sys.executable, "-c", PREPARE], **pipes) for _ in range(2)]
    for each in processes:
        assert each.stdout.readline() == "ready\n"
    for each in processes:
        each.stdin.write(f"{url}\n")
        each.stdin.flush()
    for each in processes:
        each.communicate(timeout=60)
    assert [each.returncode for each in processes] == [0, 0]
    context = open_context(read_settings({"CONFIGURATOR_DATA": str(tmp_path), "DATABASE_URL": url}))
    add_factories(context, BERLIN)
    assert event_kinds(context) == ["factory_added"]
    context.engine.dispose()
