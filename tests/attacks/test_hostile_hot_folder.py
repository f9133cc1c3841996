"""What somebody at a factory may put into its hot folder: links, pipes, files without end."""

import os
from contextlib import suppress

import pytest
from support.here import run_here
from support.ordering import BERLIN, WORKER, add_factories, dispatch_job, job_in_state, load_job

from configurator.pool.limits import Limits
from configurator.pool.process import run_in_process
from configurator.production.plain_files import has_content, open_plain_file, open_plain_folder
from configurator.services.admin import backup_folders

EIGHT_TB = 8 * 2**40


def link(path, elsewhere):
    path.symlink_to(elsewhere)


def pipe(path, elsewhere):
    os.mkfifo(path)


def endless(path, elsewhere):
    with path.open("wb") as file:
        file.truncate(EIGHT_TB)


@pytest.mark.parametrize("trap", [link, pipe, endless])
def test_a_trap_in_the_place_of_a_file_is_a_changed_file_and_nobody_waits_for_it(context, tmp_path, monkeypatch, trap):
    add_factories(context, BERLIN)
    job = job_in_state(context, "routed")
    folder = context.folders / "berlin" / job.ticket
    folder.mkdir(parents=True)
    (tmp_path / "secret").write_text("secret")
    with suppress(OSError):
        trap(folder / "job.json", tmp_path / "secret")
    within = Limits(20, 1)
    in_process = {"configurator.production.target_call:call": run_in_process}
    monkeypatch.setattr(
        "configurator.pool.process.run_in_process",
        lambda function, request, limits: in_process.get(function, run_here)(function, request, within),
    )
    dispatch_job(context, WORKER, job.id)
    assert "is not as it was handed over" in load_job(context, job.id).flag


@pytest.mark.parametrize("trap", [link, pipe])
def test_only_regular_files_are_read(tmp_path, trap):
    (tmp_path / "secret").write_text("secret")
    trap(tmp_path / "trap", tmp_path / "secret")
    with pytest.raises(OSError), open_plain_file(tmp_path / "trap"):
        pass
    with open_plain_folder(tmp_path) as folder:
        assert not has_content("trap", folder, None, 6) and has_content("secret", folder, None, 6)


def test_a_link_to_a_folder_is_no_job_s_folder(context, tmp_path):
    add_factories(context, BERLIN)
    job = job_in_state(context, "routed")
    (context.folders / "berlin").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (context.folders / "berlin" / job.ticket).symlink_to(tmp_path / "elsewhere")
    dispatch_job(context, WORKER, job.id)
    assert "is not as it was handed over" in load_job(context, job.id).flag


def test_a_backup_copies_no_file_without_end_and_waits_for_no_pipe(tmp_path, caplog):
    (tmp_path / "from").mkdir()
    for trap in (pipe, link):
        trap(tmp_path / "from" / trap.__name__, "/etc/shadow")
    (tmp_path / "from" / "notes.txt").write_text("notes")
    with suppress(OSError):
        endless(tmp_path / "from" / "endless", None)
    backup_folders._copy_path(tmp_path / "from", tmp_path / "to")
    assert {path.name for path in (tmp_path / "to").iterdir()} == {"link", "notes.txt"}
    assert (tmp_path / "to" / "link").is_symlink()
