import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from configurator import folders
from configurator.domain.errors import Failed
from configurator.folders import publish_files, work_folder, writable_folder


@pytest.fixture
def dead():
    """The id of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


@pytest.fixture
def on_host(monkeypatch):
    """Be on the host of this name."""
    return lambda name: monkeypatch.setattr(socket, "gethostname", lambda: name)


@contextmanager
def as_an_ordinary_user():
    """Root may write anywhere, so as root become nobody for a while."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def refused(folder):
    with pytest.raises(Failed) as caught, writable_folder(folder):
        pass
    (problem,) = caught.value.problems
    assert problem.fields == ("out",)
    assert "another folder" in problem.hint
    return problem.message


def test_folders_are_made_and_kept_with_what_is_in_them(tmp_path):
    with writable_folder(tmp_path / "a" / "b") as folder:
        (folder / "part.stl").touch()
    assert (tmp_path / "a" / "b" / "part.stl").exists()


@pytest.mark.parametrize("error", [None, KeyboardInterrupt, ValueError])
def test_what_it_made_goes_again_when_it_stays_empty(tmp_path, error):
    try:
        with writable_folder(tmp_path / "a" / "b"):
            if error:
                raise error
    except (KeyboardInterrupt, ValueError):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_there_stays_though_empty(tmp_path):
    with writable_folder(tmp_path / "mine" / "new"):
        (tmp_path / "mine" / "file").touch()
    (tmp_path / "empty").mkdir()
    with writable_folder(tmp_path / "empty"):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "mine"]
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["file"]


def test_what_cannot_be_a_folder_is_refused_and_leaves_nothing(tmp_path):
    (tmp_path / "file").touch()
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    before = sorted(tmp_path.rglob("*"))
    assert "exists" in refused(tmp_path / "file")
    assert "Not a directory" in refused(tmp_path / "file" / "below")
    assert "too long" in refused(tmp_path / "new" / ("x" * 300))
    assert "exists" in refused(tmp_path / "nowhere")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="this system has no /proc")
def test_a_folder_of_the_system_is_refused():
    assert "/proc" in refused(Path("/proc/nothing/here"))


@pytest.mark.parametrize("mode", [0o000, 0o555])
def test_a_folder_one_may_not_write_is_refused(tmp_path, mode):
    (tmp_path / "locked").mkdir()
    (tmp_path / "locked").chmod(mode)
    with as_an_ordinary_user():
        assert "Permission denied" in refused(tmp_path / "locked" / "a" / "b")
    (tmp_path / "locked").chmod(0o755)
    assert list((tmp_path / "locked").iterdir()) == []


def test_half_done_work_of_the_dead_is_removed_and_of_the_living_kept(tmp_path, dead, on_host):
    on_host("alpha")
    for owner in (dead, os.getpid(), 1):
        (tmp_path / f".partial-alpha-{owner}-abc_1").mkdir()
        (tmp_path / f".partial-alpha-{owner}-abc_1" / "part.stl").touch()
    with writable_folder(tmp_path):
        left = sorted(path.name for path in tmp_path.iterdir())
    assert left == sorted([f".partial-alpha-{os.getpid()}-abc_1", ".partial-alpha-1-abc_1"])


def test_of_another_host_nothing_is_known_so_its_work_is_kept(tmp_path, dead, on_host):
    names = [f".partial-{host}-{dead}-abc" for host in ("beta", "alpha-1", "1-alpha", "alphA", "alphax")]
    for name in names:
        (tmp_path / name).mkdir()
    on_host("alph.")
    with writable_folder(tmp_path):
        pass
    on_host("alpha")
    with writable_folder(tmp_path):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)


@pytest.mark.parametrize("name", ["alpha", "alpha-1.example.org", "", "a/../b", "gerät 1", "x" * 255])
def test_any_name_of_a_host_is_fit_for_a_folder_and_known_again(tmp_path, dead, on_host, monkeypatch, name):
    on_host(name)
    # Not of `os`: the threads of a pool would take it for their own.
    monkeypatch.setattr(folders, "getpid", lambda: dead)
    with work_folder(tmp_path) as hidden:
        assert hidden.parent == tmp_path
        with writable_folder(tmp_path):
            assert not hidden.exists()


def test_what_only_looks_like_half_done_work_is_kept(tmp_path, dead, on_host):
    on_host("alpha")
    names = [f".partial-{dead}-abc", *(f".partial-alpha-{rest}" for rest in (dead, f"{dead}-a.b", "me-abc"))]
    names.append(f"x.partial-alpha-{dead}-abc")
    for name in names:
        (tmp_path / name).mkdir()
    with writable_folder(tmp_path):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)


@pytest.mark.parametrize("error", [None, KeyboardInterrupt])
def test_a_partial_folder_goes_with_all_in_it(tmp_path, on_host, error):
    on_host("alpha")
    try:
        with work_folder(tmp_path) as hidden:
            assert hidden.name.startswith(f".partial-alpha-{os.getpid()}-")
            (hidden / "sub").mkdir()
            (hidden / "sub" / "part.stl").touch()
            if error:
                raise error
    except KeyboardInterrupt:
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_partial_folder_needs_a_folder(tmp_path):
    with pytest.raises(Failed, match="No such file"), work_folder(tmp_path / "gone"):
        pass


def test_files_are_published_over_older_ones(tmp_path):
    (tmp_path / "a").write_text("old")
    with work_folder(tmp_path) as hidden:
        (hidden / "a").write_text("new")
        (hidden / "b").write_text("new")
        assert publish_files(hidden, tmp_path, ["a", "b"]) == [tmp_path / "a", tmp_path / "b"]
    assert [(tmp_path / name).read_text() for name in "ab"] == ["new", "new"]
    assert len(list(tmp_path.iterdir())) == 2


def test_all_are_published_or_none(tmp_path):
    (tmp_path / "b").mkdir()
    with pytest.raises(Failed, match="Cannot write"), work_folder(tmp_path) as hidden:
        for name in "abc":
            (hidden / name).touch()
        publish_files(hidden, tmp_path, ["a", "b", "c"])
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
