import json
import os
import time

import pytest
from support.ordering import BERLIN, LYON, add_factories, job_in_state, made_order, placed_order

from configurator.store import designs, objects, works
from configurator.store.database import open_engine, write_transaction
from configurator.store.schema import prepare_schema


def _all_done(context):
    with write_transaction(context.engine) as connection:
        connection.exec_driver_sql(f"UPDATE {works.ENGINE_TABLES['sqlite']} SET status = 'SUCCESS'")


@pytest.fixture
def lost(context, data):
    """The artefacts' files, of which the first is gone."""
    made_order(context)
    files = sorted(path for path in (data / "artefacts").rglob("*") if path.is_file())
    files[0].unlink()
    return files


def test_backup_prints_where_it_lies(call, context, tmp_path):
    add_factories(context, BERLIN)
    job_in_state(context, "handed_over")
    done = call("store", "backup", "monday")
    assert (done.exit_code, done.stdout) == (0, f"{tmp_path / 'monday'}\n")
    assert done.stderr == "artefacts 10, not copied 0\n"
    assert (tmp_path / "monday" / "configurator.db").is_file()


def test_backup_tells_in_json(told, context, tmp_path):
    assert told("store", "backup", "monday") == {"directory": str(tmp_path / "monday"), "artefacts": 0, "missing": []}


def test_backup_that_lacks_something_says_so_and_fails(call, lost, tmp_path):
    done = call("store", "backup", "monday", "--json")
    assert done.exit_code == 1
    (missing,) = json.loads(done.stdout)["missing"]
    assert f"not copied: {missing}" in done.stderr
    assert lost[0].name in missing
    assert (tmp_path / "monday").is_dir()


def test_backup_is_refused_where_something_is(refusal, context, tmp_path):
    (tmp_path / "monday").mkdir()
    (tmp_path / "monday" / "file").touch()
    assert refusal("store", "backup", "monday")["fields"] == ["directory"]


def test_backup_can_be_the_data_folder_elsewhere(call, told, context, tmp_path, monkeypatch):
    order = placed_order(context)
    assert call("store", "backup", "monday").exit_code == 0
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("CONFIGURATOR_DATA", str(tmp_path / "monday"))
    assert [each["id"] for each in told("order", "list")["orders"]] == [order.id]


def test_copy_counts_what_went_over(call, told, context, tmp_path):
    add_factories(context, BERLIN, LYON)
    url = f"sqlite:///{tmp_path / 'other.db'}"
    assert told("store", "copy", url)["counts"]["factories"] == 2
    again = call("store", "copy", url)
    assert (again.exit_code, again.stdout) == (1, "")
    assert "holds something already" in again.stderr


def test_copy_says_what_to_do_next(call, context, tmp_path):
    done = call("store", "copy", f"sqlite:///{tmp_path / 'other.db'}")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.endswith("Set DATABASE_URL to the new database everywhere, and put the old one away.\n")


def test_copy_is_refused_while_work_waits(refusal, context, tmp_path):
    placed_order(context)
    problem = refusal("store", "copy", f"sqlite:///{tmp_path / 'other.db'}")
    assert problem["hint"].endswith("configurator worker --until-idle")


def test_copy_refuses_what_is_no_database(refusal, context):
    assert refusal("store", "copy", "mysql://host/shop")["fields"] == ["DATABASE_URL"]


def test_check_counts_and_finds_nothing(call, told, context):
    placed_order(context)
    assert told("store", "check") == {
        "counts": {"orders": 1, "items": 1, "jobs": 0, "batches": 0, "batch_rows": 0, "events": 2, "artefacts": 0},
        "differences": [],
        "doubts": [],
    }
    done = call("store", "check")
    assert (done.exit_code, done.stdout) == (0, "")
    counted = "orders 1, items 1, jobs 0, batches 0, batch rows 0, events 2, artefacts 0"
    assert done.stderr == f"{counted}, differences 0\n"


def test_check_prints_the_differences_and_fails(call, lost):
    done = call("store", "check")
    assert done.exit_code == 1
    assert done.stdout == f"The artefact {lost[0].name[:12]} is missing: {lost[0].name}\n"
    assert done.stderr.endswith("differences 1\n")
    assert json.loads(call("store", "check", "--json").stdout)["differences"] == [done.stdout.strip()]
    assert call("store", "check", "--quick").exit_code == 0


def test_check_tells_what_to_look_at_and_succeeds(call, context, data):
    add_factories(context, BERLIN)
    job = job_in_state(context, "handed_over")
    (data / "factories" / "berlin" / job.ticket).rename(data / "factories" / "berlin" / "aside")
    _all_done(context)
    done = call("store", "check")
    assert (done.exit_code, done.stdout) == (0, "")
    assert f"look at: job {job.ticket} is handed_over at berlin" in done.stderr


def test_a_prepared_database_may_be_the_target(told, context, tmp_path):
    url = f"sqlite:///{tmp_path / 'other.db'}"
    engine = open_engine(url)
    prepare_schema(engine)
    engine.dispose()
    assert told("store", "copy", url)["counts"]["orders"] == 0


def test_tidy_clears_away_what_is_old_and_nobody_ordered(call, told, context, data):
    order = made_order(context)
    with write_transaction(context.engine) as connection:
        digest = objects.put_object(context.objects, b"made for a page")
        designs.save_artefacts(connection, order.items[0].design, {"glb": (digest, 15)})
    counts = told("store", "tidy")
    assert (counts["artefacts"], counts["removed"], counts["removed_bytes"]) == (9, 0, 0)
    old_s = time.time() - 3 * 24 * 3600
    for path in (data / "artefacts").rglob(f"*{digest}"):
        os.utime(path, (old_s, old_s))
    assert told("store", "tidy", "--older-than", "4")["removed"] == 0
    assert "removed 1, 0.0 MB" in call("store", "tidy").stderr
    assert objects.size_of(context.objects, digest) is None
