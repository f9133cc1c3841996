"""Each part that the service needs is tried; what cannot be written is named, and tried now and then only."""

import shutil
import subprocess

import pytest

from configurator.services.admin import readiness, write_checks
from configurator.services.admin.readiness import Watch, check_parts
from configurator.services.admin.write_checks import INTERVAL_S, WriteChecks
from configurator.services.common.context import open_context
from configurator.settings import read_settings
from configurator.store import heartbeats
from configurator.store.database import write_transaction


class Clock:
    def __init__(self):
        self.now_s = 0.0

    def __call__(self):
        return self.now_s


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def watch(clock):
    return Watch(writes=WriteChecks(clock))


@pytest.fixture
def opened(databases, tmp_path):
    """A context whose artefacts lie on a disk of their own, of 64 kB."""
    disk = tmp_path / "disk"
    for each in (disk, tmp_path / "data"):
        each.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("a disk can be mounted by root alone")
    with databases.prepared() as url:
        settings = {"CONFIGURATOR_DATA": str(tmp_path / "data"), "DATABASE_URL": url, "ARTEFACTS": str(disk)}
        context = open_context(read_settings(settings))
        yield context
        context.engine.dispose()
    subprocess.run(["umount", disk], check=True)


@pytest.fixture(autouse=True)
def _little_room_is_enough(monkeypatch):
    monkeypatch.setattr(readiness, "MIN_FREE_BYTES", 0)


def ready(context, watch):
    with write_transaction(context.engine) as connection:
        heartbeats.write_heartbeat(connection, "me")
    return {part: words for part, words in check_parts(context, watch).items() if words != "ok"}


def fill(folder):
    with (folder / "filling").open("wb", buffering=0) as file, pytest.raises(OSError, match="No space left"):
        while True:
            file.write(bytes(4096))


def test_a_full_disk_of_the_artefacts_is_named_and_its_end_noticed(opened, watch, clock, tmp_path):
    assert ready(opened, watch) == {}
    fill(tmp_path / "disk")
    clock.now_s += INTERVAL_S
    assert ready(opened, watch) == {"artefacts": "cannot be written: No space left on device"}
    (tmp_path / "disk" / "filling").unlink()
    clock.now_s += INTERVAL_S
    assert ready(opened, watch) == {}


def test_a_read_only_disk_of_the_artefacts_is_named(opened, watch, tmp_path):
    subprocess.run(["mount", "-o", "remount,ro", tmp_path / "disk"], check=True)
    assert ready(opened, watch) == {"artefacts": "cannot be written: Read-only file system"}


def test_trying_leaves_one_byte_however_often(opened, watch, clock, tmp_path):
    for _ in range(3):
        ready(opened, watch)
        clock.now_s += INTERVAL_S
    assert {path.name: path.stat().st_size for path in (tmp_path / "disk").rglob("*") if path.is_file()} == {
        "create-only": 1
    }


def test_a_disk_with_little_room_is_named_by_what_lies_there(opened, watch, monkeypatch):
    monkeypatch.setattr(readiness, "MIN_FREE_BYTES", 2**20)
    assert shutil.disk_usage(opened.cache.folder.parent).free > 2**20
    assert ready(opened, watch) == {"artefacts": "0 MB are free"}


def test_what_was_tried_a_moment_ago_is_not_tried_again(context, watch, clock, monkeypatch):
    tried = []
    monkeypatch.setattr(write_checks, "check_objects_writable", tried.append)
    monkeypatch.setattr(write_checks, "check_writable", tried.append)
    for _ in range(5):
        ready(context, watch)
    assert tried == [context.engine, context.objects]
    clock.now_s += INTERVAL_S
    ready(context, watch)
    assert len(tried) == 4


def test_a_database_that_cannot_be_written_is_named(context, watch, tmp_path):
    with write_transaction(context.engine) as connection:
        heartbeats.write_heartbeat(connection, "me")
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA query_only = on")
        connection.exec_driver_sql("BEGIN")
    assert check_parts(context, watch)["database"] == "The database cannot be written."


def test_trying_to_write_changes_nothing_in_the_database(context, watch):
    with write_transaction(context.engine) as connection:
        heartbeats.write_heartbeat(connection, "me")
    check_parts(context, watch)
    with write_transaction(context.engine) as connection:
        assert heartbeats.read_heartbeats(connection) == {"me": 1}


def test_a_store_whose_place_is_taken_is_named(tmp_path, context, watch):
    place = objects_place(context)
    shutil.rmtree(place / "probe", ignore_errors=True)
    (place / "probe").write_text("")
    assert ready(context, watch) == {"artefacts": "cannot be written: Not a directory"}


def objects_place(context):
    return context.cache.folder.parent / "artefacts"
