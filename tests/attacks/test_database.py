"""A database that is held, damaged or read-only; damaged files; rows that a later program has written."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import contextmanager

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DatabaseError, OperationalError
from support import ordering
from support.http_requests import ORDER, PREFIX
from support.ordering import BERLIN, LYON

from configurator.domain.parts.formats import REPORT
from configurator.services.common.context import open_context
from configurator.services.common.database_faults import database_fault, is_database_fault
from configurator.services.orders.views import list_jobs, list_orders
from configurator.settings import read_settings
from configurator.store import database, tables
from configurator.store.database import write_transaction
from web.app import create_app
from web.context import serve_previews

HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute(sys.argv[2])
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def context(data):
    """A context in which a writer waits a second for another."""
    opened = open_context(read_settings({"CONFIGURATOR_DATA": str(data)}), 1.0)
    ordering.add_factories(opened, BERLIN, LYON)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def client(context, tmp_path):
    """A browser, at an application as a server has it."""
    return create_app(serve_previews(context.with_pool(ordering.PicturePool(), tmp_path), 8)).test_client()


@contextmanager
def held(data, statement):
    """While another program holds the database."""
    words = [sys.executable, "-c", HOLD, str(data / "configurator.db"), statement]
    holder = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout.readline() == "held\n"
        yield
    finally:
        holder.communicate("")


@pytest.mark.parametrize("statement", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_whoever_only_reads_is_answered_meanwhile_and_whoever_writes_is_told(client, context, data, statement):
    order = ordering.made_order(context)
    with held(data, statement):
        for page in ("/", f"/orders/{order.token}", "/factories/berlin", "/factories/berlin/jobs", "/clinic/orders"):
            assert client.get(page).status_code == 200, page
        approved = client.post(f"{PREFIX}/orders/{order.token}/approve", json={"actor": "clinic-7"})
        placed = client.post(f"{PREFIX}/orders", json=ORDER | {"deliver_to": None, "pick_up": "berlin", "key": "2"})
        for response in (approved, placed):
            assert response.status_code == 503, response.text
            assert int(response.headers["Retry-After"]) > 0
            assert "Another program holds the database." in response.text
    assert client.post(f"{PREFIX}/orders/{order.token}/approve", json={"actor": "clinic-7"}).status_code == 200


@pytest.mark.parametrize("replace", [False, True])
def test_nothing_is_written_into_a_file_that_was_removed_or_replaced(client, context, data, replace):
    ordering.placed_order(context)
    wanted = ORDER | {"key": "2"}
    path = data / "configurator.db"
    aside = path.rename(data / "aside.db")
    if replace:
        shutil.copy(aside, path)
    response = client.post(f"{PREFIX}/orders", json=wanted)
    assert response.status_code == 503
    assert "was removed or replaced while this program runs" in response.text
    assert "was removed or replaced" in client.get("/health/ready").json["database"]
    path.unlink(missing_ok=True)
    aside.rename(path)
    assert client.post(f"{PREFIX}/orders", json=wanted).status_code == 201


def test_overwritten_pages_are_named(client, context, data):
    ordering.placed_order(context)
    context.engine.dispose()
    path = data / "configurator.db"
    path.write_bytes(path.read_bytes()[:4096] + b"\xa5" * (path.stat().st_size - 4096))
    response = client.get("/factories/")
    assert response.status_code == 503
    assert "The database is damaged." in response.text
    assert "restore the last good backup" in response.text
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (sqlite3.DatabaseError("file is not a database"), "damaged"),
        (sqlite3.DatabaseError("database disk image is malformed"), "damaged"),
        (sqlite3.OperationalError("database or disk is full"), "full"),
        (Exception("could not extend file: No space left on device"), "full"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "cannot be written"),
        (sqlite3.OperationalError("Could not decode to UTF-8 column 'offer' with text '\xa5'"), "damaged"),
        (sqlite3.OperationalError("database is locked"), "holds"),
        (sqlite3.OperationalError("server closed the connection"), "does not answer"),
    ],
)
def test_each_trouble_has_its_name_and_remedy(error, message):
    wrapped = OperationalError("select", {}, error)
    (problem,) = database_fault(wrapped).problems
    assert message in problem.message
    assert problem.hint
    assert is_database_fault(wrapped)


def test_a_wrong_statement_is_no_fault_of_the_database():
    assert not is_database_fault(DatabaseError("select", {}, sqlite3.ProgrammingError("no such column")))


def test_who_finds_too_many_that_wait_to_write_is_told_when_to_come_again(client, context, monkeypatch):
    monkeypatch.setattr(database, "WRITER_SLOTS", database.BoundedSemaphore(1))
    monkeypatch.setattr(database, "WRITER_SLOT_TIMEOUT_S", 0.0)
    with database.WRITER_SLOTS:
        response = client.post(f"{PREFIX}/orders", json=ORDER)
    assert (response.status_code, int(response.headers["Retry-After"]) > 0) == (503, True)
    assert "configurator_database_refused_total 1.0" in client.get("/metrics").text


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("sheet = '{\\xa5\\xa5'", "is no JSON"),
        ("sheet = '[]'", "has a wrong shape"),
        ("size_mm = '7'", "has a wrong shape"),
    ],
)
def test_a_value_that_was_overwritten_is_named(client, context, value, fault):
    order = ordering.placed_order(context)
    with write_transaction(context.engine) as connection:
        connection.exec_driver_sql(f"UPDATE mtm_items SET {value}")
    for path in (f"/orders/{order.token}", f"{PREFIX}/orders/{order.token}"):
        response = client.get(path)
        assert response.status_code == 503, path
        assert f"The database is damaged: a value in it {fault}." in response.text
        assert "restore the last good backup" in response.text
    with write_transaction(context.engine) as connection:
        connection.exec_driver_sql("UPDATE mtm_items SET offer = CAST(x'a5a5' AS TEXT), sheet = '{}'")
    response = client.get(f"/orders/{order.token}")
    assert (response.status_code, "The database is damaged." in response.text) == (503, True)
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("damage", ["missing", "changed"])
def test_a_damaged_report_hides_nothing_but_itself(client, context, data, damage):
    order = ordering.made_order(context, request=ordering.order_request("firewall", "smallest"))
    digest = order.items[0].files[REPORT]
    path = data / "artefacts" / "sha256" / digest[:2] / digest
    path.unlink() if damage == "missing" else path.write_text("{")
    page = client.get(f"/orders/{order.token}")
    assert page.status_code == 200
    assert "Restore it from a backup." in page.text
    shown = client.get(f"{PREFIX}/orders/{order.token}").json["order"]["items"]
    assert [each["report"] is None for each in shown] == [True, False]
    assert [bool(each["report_fault"]) for each in shown] == [True, False]


def test_a_row_of_a_later_program_hides_no_other(client, context):
    strange, plain = ordering.placed_order(context, "1"), ordering.placed_order(context, "2")
    job, other = ordering.job_in_state(context, "handed_over", "3"), ordering.job_in_state(context, "handed_over", "4")
    with write_transaction(context.engine) as connection:
        connection.execute(update(tables.orders).where(tables.orders.c.id == strange.id).values(state="boxed"))
        connection.execute(update(tables.jobs).where(tables.jobs.c.id == job.id).values(state="boxed"))
        connection.execute(update(tables.factories).where(tables.factories.c.id == "lyon").values(state="boxed"))
    assert plain.id in {each.id for each in list_orders(context)}
    assert [each.id for each in list_jobs(context)] == [other.id]
    for page in ("/factories/", "/factories/berlin", f"/orders/{plain.token}", f"{PREFIX}/jobs"):
        assert client.get(page).status_code == 200, page
