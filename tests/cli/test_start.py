"""What the command loads and opens before it has to."""

import subprocess
import sys

import pytest
from sqlalchemy.exc import OperationalError
from support.command import FOREVER

HEAVY = {"alembic", "cadquery", "dbos", "numpy", "obstore", "pydantic", "reportlab", "sqlalchemy"}
LOADED = """
import sys
from configurator.cli.main import main
try:
    main(sys.argv[1:], prog_name="configurator")
except SystemExit as ended:
    print("\\n", ended.code, *sorted(name for name in sys.modules if "." not in name))
"""


@pytest.mark.parametrize("words", [["--help"], ["order", "place", "--help"], ["worker", "--help"], ["order", "place"]])
def test_help_and_wrong_usage_load_nothing_heavy(tmp_path, words):
    run = [sys.executable, "-c", LOADED, *words]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, timeout=FOREVER, check=True)
    code, *modules = done.stdout.splitlines()[-1].split()
    assert code == ("0" if "--help" in words else "2")
    assert "click" in modules
    assert HEAVY & set(modules) == set()


WRONG = [
    ({"DATABASE_URL": "mysql://host/x"}, ["DATABASE_URL"], "begins with 'mysql'"),
    ({"DATABASE_URL": "postgresql://127.0.0.1:1/x"}, ["CONFIGURATOR_DATA", "DATABASE_URL"], "does not answer"),
    ({"DATABASE_URL": "sqlite:///taken.db"}, ["CONFIGURATOR_DATA", "DATABASE_URL"], "file is not a database"),
    ({"DATABASE_URL": "", "CONFIGURATOR_DATA": "taken.db"}, ["CONFIGURATOR_DATA", "DATABASE_URL"], "cannot be used"),
]


@pytest.mark.parametrize(("environment", "fields", "says"), WRONG, ids=[says for _, _, says in WRONG])
def test_where_nothing_can_be_kept_is_said_with_what_names_it(
    refusal, data, tmp_path, monkeypatch, environment, fields, says
):
    (tmp_path / "taken.db").write_text("This is no database, and no folder." * 10)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    problem = refusal("order", "list")
    assert says in problem["message"]
    assert (problem["fields"], bool(problem["hint"])) == (fields, True)


def test_a_database_that_goes_away_meanwhile_is_said(refusal, data, monkeypatch):
    def away(*_, **__):
        raise OperationalError("SELECT 1", {}, Exception("server closed the connection\nunexpectedly"))

    monkeypatch.setattr("configurator.services.orders.views.list_orders", away)
    problem = refusal("order", "list")
    assert problem["message"] == "The database does not answer: server closed the connection."
