import os
import socket
import stat
import subprocess
import sys

import pytest

from configurator import folders
from configurator.folders import hidden_folder, remove_stale_folders


@pytest.fixture
def dead():
    """The id of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def leave(root, *names):
    for name in names:
        (root / name).mkdir()
        (root / name / "part.step").touch()


def names_in(root):
    return sorted(path.name for path in root.iterdir())


@pytest.mark.parametrize("error", [None, KeyboardInterrupt])
def test_it_goes_with_all_in_it(tmp_path, error):
    try:
        with hidden_folder(tmp_path) as made:
            assert made.name.startswith(f".partial-{socket.gethostname()}-{os.getpid()}-")
            (made / "part.step").write_bytes(b"solid")
            if error:
                raise error
    except KeyboardInterrupt:
        pass
    assert names_in(tmp_path) == []


def test_it_stays_under_its_new_name(tmp_path):
    with hidden_folder(tmp_path) as made:
        (made / "part.step").write_bytes(b"solid")
        made.rename(tmp_path / "job")
    assert (tmp_path / "job" / "part.step").read_bytes() == b"solid"


def test_others_may_read_what_the_mask_lets_them(tmp_path):
    mask = os.umask(0o022)
    try:
        with hidden_folder(tmp_path) as made:
            (made / "part.step").write_bytes(b"solid")
            assert stat.S_IMODE(made.stat().st_mode) == 0o755
            assert stat.S_IMODE((made / "part.step").stat().st_mode) == 0o644
    finally:
        os.umask(mask)


def test_what_the_dead_left_is_swept_and_what_the_living_hold_is_kept(tmp_path, dead):
    host = socket.gethostname()
    ours = [f".partial-{host}-{process}-0a1b2c3d" for process in (dead, os.getpid(), 1)]
    leave(tmp_path, *ours)
    remove_stale_folders(tmp_path)
    assert names_in(tmp_path) == sorted(ours[1:])


def test_a_process_that_one_may_not_signal_is_alive(tmp_path, monkeypatch):
    def forbid(*_):
        raise PermissionError

    monkeypatch.setattr(os, "kill", forbid)
    with hidden_folder(tmp_path) as made:
        remove_stale_folders(tmp_path)
        assert made.is_dir()


def test_what_another_host_or_nobody_left_is_kept(tmp_path, dead):
    host = socket.gethostname()
    others = [f".partial-{host}x-{dead}-0a1b2c3d", f".partial-{host}-{dead}", f"{host}-{dead}-0a1b2c3d", "7KQ2M4XD9A.1"]
    leave(tmp_path, *others)
    remove_stale_folders(tmp_path)
    assert names_in(tmp_path) == sorted(others)


@pytest.mark.parametrize("host", ["a-b.example.org", "odd name/with\tmarks", ""])
def test_any_name_of_a_host_will_do(tmp_path, dead, monkeypatch, host):
    monkeypatch.setattr(socket, "gethostname", lambda: host)
    # Not of `os`: the threads of a pool would take it for their own.
    monkeypatch.setattr(folders, "getpid", lambda: dead)
    with hidden_folder(tmp_path) as made:
        assert made.parent == tmp_path
        remove_stale_folders(tmp_path)
        assert names_in(tmp_path) == []


def test_a_missing_folder_has_nothing_to_sweep(tmp_path):
    remove_stale_folders(tmp_path / "gone")
    assert names_in(tmp_path) == []
