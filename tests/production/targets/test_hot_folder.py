import errno
import json
import os
import resource
import signal
import subprocess
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from configurator.domain.errors import Blocked, Failed, Refused
from configurator.production.targets.hot_folder import remove_job_folder, write_job_folder

HAND_OVER = """
from configurator.production.targets.hot_folder import write_job_folder
print(write_job_folder(*given))
"""
DIE_AT = """
import os, signal
def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
os.{call} = die
"""


def everything_in(root):
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def refusal(root, handover, kind=Failed):
    """The one problem of a hand-over that fails."""
    with pytest.raises(Failed) as caught:
        write_job_folder(root, handover)
    assert type(caught.value) is kind
    (problem,) = caught.value.problems
    return problem


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


@pytest.fixture
def full_disk(tmp_path, monkeypatch):
    """A folder on a disk of 64 kB where one may mount such a thing, else on one that says it is full."""
    folder = tmp_path / "full"
    folder.mkdir()
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", folder], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):

        def full(_):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(os, "fsync", full)
        yield folder
    else:
        yield folder
        subprocess.run(["umount", folder], check=True)


def test_a_job_gets_a_directory_with_all_its_files(tmp_path, handover):
    place = write_job_folder(tmp_path, handover)
    assert place == tmp_path / "7KQ2M4XD9A.1"
    assert sorted(path.name for path in place.iterdir()) == sorted([*handover.files, "job.json", "traveller.pdf"])
    assert {name: (place / name).read_bytes() for name in handover.files} == handover.files
    assert (place / "traveller.pdf").read_bytes().startswith(b"%PDF")
    for name, digest in json.loads((place / "job.json").read_bytes())["files"].items():
        assert sha256((place / name).read_bytes()).hexdigest() == digest
    assert list(tmp_path.iterdir()) == [place]


def test_handing_over_again_changes_nothing(tmp_path, handover):
    place = write_job_folder(tmp_path, handover)
    (place / "notes of the operator.txt").write_text("nozzle 2")
    before = everything_in(tmp_path), place.stat().st_mtime_ns, place.stat().st_ino
    assert write_job_folder(tmp_path, handover) == place
    assert (everything_in(tmp_path), place.stat().st_mtime_ns, place.stat().st_ino) == before
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.parametrize("name", ["ring.3mf", "ring.report.json", "job.json", "traveller.pdf"])
def test_a_missing_file_is_noticed(tmp_path, handover, name):
    (write_job_folder(tmp_path, handover) / name).unlink()
    before = everything_in(tmp_path)
    problem = refusal(tmp_path, handover)
    assert f"changed: {name}." in problem.message
    assert "move that directory away" in problem.hint
    assert problem.fields == ("folder",)
    assert everything_in(tmp_path) == before


def test_a_changed_file_is_noticed(tmp_path, handover):
    place = write_job_folder(tmp_path, handover)
    (place / "ring.step").write_bytes(b"scaled to fit")
    assert "changed: ring.step." in refusal(tmp_path, handover).message
    place.rename(tmp_path / "moved away")
    write_job_folder(tmp_path, handover)
    assert (place / "ring.step").read_bytes() == handover.files["ring.step"]


def test_another_job_under_the_same_ticket_is_noticed(tmp_path, handover):
    write_job_folder(tmp_path, handover)
    assert "changed: job.json." in refusal(tmp_path, replace(handover, quantity=2)).message


def test_what_is_no_directory_is_noticed(tmp_path, handover):
    (tmp_path / handover.ticket).touch()
    assert "job.json, traveller.pdf" in refusal(tmp_path, handover).message


@pytest.mark.parametrize("ticket", ["../7KQ2M4XD9A.1", "7KQ2M4XD9A", "", "withdrawn", "/etc"])
def test_what_is_no_ticket_leads_nowhere(tmp_path, handover, ticket):
    root = tmp_path / "root"
    root.mkdir()
    with pytest.raises(Refused, match="not a job's ticket"):
        write_job_folder(root, replace(handover, ticket=ticket))
    with pytest.raises(Refused, match="not a job's ticket"):
        remove_job_folder(root, ticket)
    assert list(tmp_path.rglob("*")) == [root]


def test_a_folder_whose_disk_is_not_mounted_is_not_made(tmp_path, handover):
    root = tmp_path / "not mounted"
    problem = refusal(root, handover, Blocked)
    assert str(root) in problem.message
    assert "Mount" in problem.hint
    with pytest.raises(Blocked, match="not mounted"):
        remove_job_folder(root, handover.ticket)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_one_may_not_write_is_told(tmp_path, handover):
    # Once before, as another user might not be able to load what is loaded on first use.
    write_job_folder(tmp_path, handover)
    # And not in tmp_path, whose own parents let nobody but root in.
    with TemporaryDirectory() as name:
        root = Path(name)
        root.chmod(0o555)
        with as_an_ordinary_user():
            problem = refusal(root, handover, Blocked)
        assert "Permission denied" in problem.message
        assert "write there" in problem.hint
        assert list(root.iterdir()) == []


def test_a_full_disk_leaves_nothing_behind(full_disk, handover):
    much = replace(handover, files={**handover.files, "ring.stl": bytes(200_000)})
    problem = refusal(full_disk, much, Blocked)
    assert "No space left" in problem.message
    assert str(full_disk) in problem.message
    assert "space" in problem.hint
    assert list(full_disk.iterdir()) == []


def test_a_file_cut_short_by_the_system_leaves_nothing_behind(tmp_path, handover):
    much = replace(handover, files={**handover.files, "ring.stl": bytes(200_000)})
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        assert "too large" in refusal(tmp_path, much, Blocked).message
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


def test_every_file_and_directory_is_on_the_disk_before_its_name_shows(tmp_path, handover, monkeypatch):
    done = []
    fsync, rename = os.fsync, Path.rename
    named = {}

    def note(descriptor):
        done.append(os.fstat(descriptor).st_ino)
        fsync(descriptor)

    def move(path, target):
        named.update({each.name: each.stat().st_ino for each in (path, *path.iterdir())})
        assert set(named.values()) <= set(done)
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", note)
    monkeypatch.setattr(Path, "rename", move)
    write_job_folder(tmp_path, handover)
    assert len(named) == len(handover.files) + 3
    assert done[-1] == tmp_path.stat().st_ino


@pytest.mark.parametrize("call", ["fsync", "rename"])
def test_a_process_killed_in_the_middle_leaves_what_the_next_one_sweeps(tmp_path, handover, elsewhere, call):
    child = elsewhere(DIE_AT.format(call=call) + HAND_OVER, tmp_path, handover)
    assert child.wait() == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".partial-")
    place = write_job_folder(tmp_path, handover)
    assert list(tmp_path.iterdir()) == [place]


def test_two_processes_may_hand_over_the_same_job(tmp_path, handover, elsewhere):
    children = [elsewhere(f"sys.stdin.buffer.read()\n{HAND_OVER}", tmp_path, handover) for _ in range(2)]
    for child in children:
        child.stdin.close()
    assert [child.wait() for child in children] == [0, 0]
    assert [path.name for path in tmp_path.iterdir()] == [handover.ticket]
    assert write_job_folder(tmp_path, handover).is_dir()


@pytest.mark.parametrize("same", [True, False])
def test_the_later_of_two_is_content_with_the_same_job_only(tmp_path, handover, monkeypatch, same):
    rename = Path.rename
    other = handover if same else replace(handover, quantity=2)

    def late(path, target):
        monkeypatch.setattr(Path, "rename", rename)
        write_job_folder(tmp_path, other)
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", late)
    if same:
        assert write_job_folder(tmp_path, handover) == tmp_path / handover.ticket
    else:
        assert "changed: job.json." in refusal(tmp_path, handover).message
    assert [path.name for path in tmp_path.iterdir()] == [handover.ticket]


def test_what_is_withdrawn_is_set_aside_whole(tmp_path, handover):
    place = write_job_folder(tmp_path, handover)
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    assert remove_job_folder(tmp_path, f"{handover.ticket.lower()}\n")
    assert not place.exists()
    assert {path.name: path.read_bytes() for path in (tmp_path / "withdrawn" / handover.ticket).iterdir()} == before
    assert not remove_job_folder(tmp_path, handover.ticket)


def test_what_was_never_there_cannot_be_withdrawn(tmp_path):
    assert not remove_job_folder(tmp_path, "7KQ2M4XD9A.1")
    assert list(tmp_path.iterdir()) == []


def test_what_was_withdrawn_is_not_handed_over_again(tmp_path, handover):
    write_job_folder(tmp_path, handover)
    remove_job_folder(tmp_path, handover.ticket)
    problem = refusal(tmp_path, handover)
    assert problem.fields == ("ticket",)
    assert "withdrawn" in problem.message
    assert [path.name for path in tmp_path.iterdir()] == ["withdrawn"]
    write_job_folder(tmp_path, replace(handover, ticket="7KQ2M4XD9A.2"))


def test_a_straggler_is_withdrawn_beside_the_first(tmp_path, handover):
    write_job_folder(tmp_path, handover).rename(tmp_path / "straggler")
    write_job_folder(tmp_path, handover)
    assert remove_job_folder(tmp_path, handover.ticket)
    (tmp_path / "straggler").rename(tmp_path / handover.ticket)
    assert remove_job_folder(tmp_path, handover.ticket)
    aside = tmp_path / "withdrawn"
    assert sorted(path.name for path in aside.iterdir()) == [handover.ticket, f"{handover.ticket}-2"]


def test_of_two_that_withdraw_one_does(tmp_path, handover, monkeypatch):
    rename = Path.rename
    said = []
    write_job_folder(tmp_path, handover)

    def late(path, target):
        monkeypatch.setattr(Path, "rename", rename)
        said.append(remove_job_folder(tmp_path, handover.ticket))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", late)
    said.append(remove_job_folder(tmp_path, handover.ticket))
    assert said == [True, False]
