"""Another user of the machine, who looks at what lies there."""

import os
import stat
from dataclasses import replace

import pytest
from support import ordering
from support.command import configurator
from support.server import running_server

from configurator.cli.commands.context import open_command_context
from configurator.services.common.context import open_context
from configurator.settings import read_settings


@pytest.fixture(autouse=True)
def usual_umask():
    """That of nearly every account: others may read whatever is created."""
    umask = os.umask(0o022)
    yield
    os.umask(umask)


@pytest.fixture
def data(tmp_path):
    """The path of a data folder that is not there yet."""
    return tmp_path / "data"


def open_to_others(folder):
    """Whatever other users may read, write or enter."""
    return [path for path in (folder, *folder.rglob("*")) if stat.S_IMODE(path.lstat().st_mode) & 0o077]


def command(data, *words):
    done = configurator(*words, cwd=data.parent, environment={"CONFIGURATOR_DATA": str(data)})
    assert done.returncode == 0, done.stderr
    return done


@pytest.mark.slow
def test_nobody_else_may_read_what_a_server_stores(tmp_path):
    with running_server(tmp_path, "--no-worker") as server:
        assert "Parts made to your measurements" in server.get("/")
        # Its log is the test's.
        assert open_to_others(tmp_path) == [tmp_path / "serve.log"]
        assert (tmp_path / "configurator.db-wal").is_file()


def test_nobody_else_may_read_what_was_made_and_handed_over(data):
    with open_command_context(read_settings({"CONFIGURATOR_DATA": str(data)})) as context:
        ordering.add_factories(context, ordering.BERLIN)
        job = ordering.job_in_state(context, "handed_over")
        assert (data / "factories" / "berlin" / job.ticket / "traveller.pdf").is_file()
        assert (data / "configurator.db-wal").is_file()
        assert open_to_others(data) == []


def test_a_factory_reads_what_lies_in_its_own_folder(data, tmp_path):
    own = tmp_path / "share"
    own.mkdir(0o755)
    with open_command_context(read_settings({"CONFIGURATOR_DATA": str(data)})) as context:
        ordering.add_factories(context, replace(ordering.BERLIN, folder=str(own)))
        job = ordering.job_in_state(context, "handed_over")
    files = [*(own / job.ticket).iterdir()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o644}
    assert stat.S_IMODE((own / job.ticket).stat().st_mode) == 0o755


def test_a_group_works_in_its_own_folder(data, tmp_path):
    own = tmp_path / "share"
    own.mkdir()
    own.chmod(0o2770)
    with open_command_context(read_settings({"CONFIGURATOR_DATA": str(data)})) as context:
        ordering.add_factories(context, replace(ordering.BERLIN, folder=str(own)))
        job = ordering.job_in_state(context, "handed_over")
    assert stat.S_IMODE((own / job.ticket).stat().st_mode) == 0o2775
    assert stat.S_IMODE((own / job.ticket / "job.json").stat().st_mode) == 0o664


@pytest.mark.slow
def test_what_was_left_open_is_named_and_closed(data):
    context = open_context(read_settings({"CONFIGURATOR_DATA": str(data)}))
    ordering.made_order(context)
    context.engine.dispose()
    left = open_to_others(data)
    assert data / "configurator.db" in left
    assert "Other users may read" in command(data, "order", "list").stderr
    done = command(data, "store", "check")
    assert [path for path in left if f"look at: other users may read {path}\n" not in done.stderr] == []
    assert "Other users" not in command(data, "store", "check", "--make-private").stderr
    command(data, "store", "backup", "saved")
    assert open_to_others(data) == open_to_others(data.parent / "saved") == []
