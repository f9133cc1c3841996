import errno
import os
import resource
import signal
import socket
import stat
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from configurator.domain.errors import Blocked, Failed, Refused
from configurator.domain.sha256 import sha256_of
from configurator.production.target_registry import find_target

HOT_FOLDER = find_target("hot-folder")
HAND_OVER = """
from configurator.production.target_registry import find_target
find_target("hot-folder").hand_over(*given)
"""
DIE_AT = """
import os, signal
def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
os.{call} = die
"""
TICKET = "7KQ2M4XD9A.1"
FILES = {"ring.3mf": b"three", "ring.step": b"step" * 1000, "ring.report.json": b"{}", "job.json": b"{1}"}
TRAVELLER = {"traveller.pdf": b"%PDF"}


@pytest.fixture
def jobs(tmp_path_factory):
    """Makes the request to hand a job over to a factory's own folder; the traveller alone has no digest."""

    def request(root, ticket=TICKET, **files):
        prepared = tmp_path_factory.mktemp("prepared")
        content = {**FILES, **{name.replace("_", "."): data for name, data in files.items()}, **TRAVELLER}
        for name, data in content.items():
            (prepared / name).write_bytes(data)
        paths = {name: str(prepared / name) for name in content}
        digests = {name: sha256_of(Path(path)) for name, path in paths.items() if name not in TRAVELLER}
        return {**about(root, ticket), "files": paths, "digests": digests}

    return request


def about(root, ticket=TICKET):
    return {"settings": {"folder": str(root)}, "folder": "/nowhere", "ticket": ticket}


def hand_over(request):
    """The directory that the job got."""
    assert HOT_FOLDER.hand_over(request) == {}
    return Path(HOT_FOLDER.place(request))


def withdraw(root, ticket=TICKET):
    return HOT_FOLDER.withdraw(about(root, ticket))["withdrawn"]


def everything_in(root):
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def refusal(request, kind=Failed):
    """The one problem of a hand-over that fails."""
    with pytest.raises(Failed) as caught:
        HOT_FOLDER.hand_over(request)
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


def test_a_job_gets_a_directory_with_all_its_files(tmp_path, jobs):
    place = hand_over(jobs(tmp_path))
    assert place == tmp_path / TICKET
    assert {path.name: path.read_bytes() for path in place.iterdir()} == {**FILES, **TRAVELLER}
    assert list(tmp_path.iterdir()) == [place]


def test_without_a_folder_of_its_own_a_factory_gets_one_of_this_machine(tmp_path, jobs):
    request = {**jobs(""), "folder": str(tmp_path / "factories" / "berlin")}
    assert HOT_FOLDER.status(request) == {"tickets": []}
    assert hand_over(request) == tmp_path / "factories" / "berlin" / TICKET
    assert HOT_FOLDER.status(request) == {"tickets": [TICKET]}


def test_others_may_read_what_the_mask_lets_them(tmp_path, jobs):
    mask = os.umask(0o022)
    try:
        place = hand_over(jobs(tmp_path))
    finally:
        os.umask(mask)
    assert {stat.S_IMODE(path.stat().st_mode) for path in place.iterdir()} == {0o644}
    assert stat.S_IMODE(place.stat().st_mode) == 0o755


def test_handing_over_again_changes_nothing(tmp_path, jobs):
    place = hand_over(jobs(tmp_path))
    (place / "notes of the operator.txt").write_text("nozzle 2")
    before = everything_in(tmp_path), place.stat().st_mtime_ns, place.stat().st_ino
    assert hand_over(jobs(tmp_path)) == place
    assert (everything_in(tmp_path), place.stat().st_mtime_ns, place.stat().st_ino) == before
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.parametrize("name", ["ring.3mf", "ring.report.json", "job.json", "traveller.pdf"])
def test_a_missing_file_is_noticed(tmp_path, jobs, name):
    (hand_over(jobs(tmp_path)) / name).unlink()
    before = everything_in(tmp_path)
    problem = refusal(jobs(tmp_path))
    assert f"changed: {name}." in problem.message
    assert "move that directory away" in problem.hint
    assert problem.fields == ("folder",)
    assert everything_in(tmp_path) == before


def test_a_changed_file_is_noticed(tmp_path, jobs):
    place = hand_over(jobs(tmp_path))
    (place / "ring.step").write_bytes(b"scaled to fit")
    assert "changed: ring.step." in refusal(jobs(tmp_path)).message
    place.rename(tmp_path / "moved away")
    hand_over(jobs(tmp_path))
    assert (place / "ring.step").read_bytes() == FILES["ring.step"]


def test_another_job_under_the_same_ticket_is_noticed(tmp_path, jobs):
    hand_over(jobs(tmp_path))
    assert "changed: job.json." in refusal(jobs(tmp_path, job_json=b"{2}")).message


def test_what_is_no_directory_is_noticed(tmp_path, jobs):
    (tmp_path / TICKET).touch()
    assert "job.json, traveller.pdf" in refusal(jobs(tmp_path)).message


@pytest.mark.parametrize("ticket", ["../7KQ2M4XD9A.1", "7KQ2M4XD9A", "", "withdrawn", "/etc"])
def test_what_is_no_ticket_leads_nowhere(tmp_path, jobs, ticket):
    root = tmp_path / "root"
    root.mkdir()
    with pytest.raises(Refused, match="not a job's ticket"):
        HOT_FOLDER.hand_over(jobs(root, ticket))
    with pytest.raises(Refused, match="not a job's ticket"):
        withdraw(root, ticket)
    assert list(tmp_path.rglob("*")) == [root]


def test_a_folder_whose_disk_is_not_mounted_is_not_made(tmp_path, jobs):
    root = tmp_path / "not mounted"
    problem = refusal(jobs(root), Blocked)
    assert str(root) in problem.message
    assert "Mount" in problem.hint
    with pytest.raises(Blocked, match="not mounted"):
        withdraw(root)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_one_may_not_write_is_told(tmp_path, jobs):
    # And not in tmp_path, whose own parents let nobody but root in.
    with TemporaryDirectory() as name:
        root = Path(name)
        root.chmod(0o555)
        request = jobs(root)
        # What is to be handed over may be read by nobody but root: it is not got so far.
        with as_an_ordinary_user():
            problem = refusal(request, Blocked)
        assert "Permission denied" in problem.message
        assert "write there" in problem.hint
        assert list(root.iterdir()) == []


def test_a_full_disk_leaves_nothing_behind(full_disk, jobs):
    problem = refusal(jobs(full_disk, ring_stl=bytes(200_000)), Blocked)
    assert "No space left" in problem.message
    assert str(full_disk) in problem.message
    assert "space" in problem.hint
    assert list(full_disk.iterdir()) == []


def test_a_file_cut_short_by_the_system_leaves_nothing_behind(tmp_path, jobs):
    much = jobs(tmp_path, ring_stl=bytes(200_000))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        assert "too large" in refusal(much, Blocked).message
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


def test_every_file_and_directory_is_on_the_disk_before_its_name_shows(tmp_path, jobs, monkeypatch):
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
    hand_over(jobs(tmp_path))
    assert len(named) == len(FILES) + 2
    assert done[-1] == tmp_path.stat().st_ino


@pytest.mark.parametrize("call", ["fsync", "rename"])
def test_a_process_killed_in_the_middle_leaves_what_the_next_one_sweeps(tmp_path, jobs, elsewhere, call):
    child = elsewhere(DIE_AT.format(call=call) + HAND_OVER, jobs(tmp_path))
    assert child.wait() == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".partial-")
    place = hand_over(jobs(tmp_path))
    assert list(tmp_path.iterdir()) == [place]


def test_two_processes_may_hand_over_the_same_job(tmp_path, jobs, elsewhere):
    children = [elsewhere(f"sys.stdin.buffer.read()\n{HAND_OVER}", jobs(tmp_path)) for _ in range(2)]
    for child in children:
        child.stdin.close()
    assert [child.wait() for child in children] == [0, 0]
    assert [path.name for path in tmp_path.iterdir()] == [TICKET]
    assert hand_over(jobs(tmp_path)).is_dir()


@pytest.mark.parametrize("same", [True, False])
def test_the_later_of_two_is_content_with_the_same_job_only(tmp_path, jobs, monkeypatch, same):
    rename = Path.rename
    other = jobs(tmp_path) if same else jobs(tmp_path, job_json=b"{2}")

    def late(path, target):
        monkeypatch.setattr(Path, "rename", rename)
        hand_over(other)
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", late)
    if same:
        assert hand_over(jobs(tmp_path)) == tmp_path / TICKET
    else:
        assert "changed: job.json." in refusal(jobs(tmp_path)).message
    assert [path.name for path in tmp_path.iterdir()] == [TICKET]


def test_what_is_withdrawn_is_set_aside_whole(tmp_path, jobs):
    place = hand_over(jobs(tmp_path))
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    assert withdraw(tmp_path, f"{TICKET.lower()}\n")
    assert not place.exists()
    assert {path.name: path.read_bytes() for path in (tmp_path / "withdrawn" / TICKET).iterdir()} == before
    assert not withdraw(tmp_path)


def test_what_was_never_there_cannot_be_withdrawn(tmp_path):
    assert not withdraw(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_was_withdrawn_is_not_handed_over_again(tmp_path, jobs):
    hand_over(jobs(tmp_path))
    withdraw(tmp_path)
    problem = refusal(jobs(tmp_path))
    assert problem.fields == ("ticket",)
    assert "withdrawn" in problem.message
    assert [path.name for path in tmp_path.iterdir()] == ["withdrawn"]
    hand_over(jobs(tmp_path, "7KQ2M4XD9A.2"))


def test_a_straggler_is_withdrawn_beside_the_first(tmp_path, jobs):
    hand_over(jobs(tmp_path)).rename(tmp_path / "straggler")
    hand_over(jobs(tmp_path))
    assert withdraw(tmp_path)
    (tmp_path / "straggler").rename(tmp_path / TICKET)
    assert withdraw(tmp_path)
    aside = tmp_path / "withdrawn"
    assert sorted(path.name for path in aside.iterdir()) == [TICKET, f"{TICKET}-2"]


def test_of_two_that_withdraw_one_does(tmp_path, jobs, monkeypatch):
    rename = Path.rename
    said = []
    hand_over(jobs(tmp_path))

    def late(path, target):
        monkeypatch.setattr(Path, "rename", rename)
        said.append(withdraw(tmp_path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", late)
    said.append(withdraw(tmp_path))
    assert said == [True, False]


@pytest.fixture
def dead():
    """The id of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


@pytest.mark.parametrize("verb", ["hand_over", "withdraw"])
def test_what_the_dead_left_half_done_goes_and_what_the_living_do_stays(tmp_path, jobs, dead, verb):
    left, living = (tmp_path / f".partial-{socket.gethostname()}-{process}-0a1b2c3d" for process in (dead, os.getpid()))
    for path in (left, living):
        path.mkdir()
    getattr(HOT_FOLDER, verb)(jobs(tmp_path))
    assert (left.exists(), living.exists()) == (False, True)


def test_only_what_lies_there_under_a_ticket_is_told(tmp_path, jobs):
    for ticket in (TICKET, "7KQ2M4XD9A.2"):
        hand_over(jobs(tmp_path, ticket))
    withdraw(tmp_path)
    (tmp_path / "notes").mkdir()
    (tmp_path / "7KQ2M4XD9A.3").touch()
    assert HOT_FOLDER.status(about(tmp_path)) == {"tickets": ["7KQ2M4XD9A.2"]}


def test_a_folder_whose_disk_is_not_mounted_cannot_be_asked(tmp_path):
    with pytest.raises(Blocked, match="not mounted"):
        HOT_FOLDER.status(about(tmp_path / "not mounted"))
    assert list(tmp_path.iterdir()) == []
