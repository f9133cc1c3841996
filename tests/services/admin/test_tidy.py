import os
import socket
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from obstore.store import MemoryStore
from support import ordering

from configurator.services.admin.tidy import STALE_AFTER_S, remove_stale
from configurator.store import objects

PUT = """
import sys
from configurator.store import objects
objects.put_object(objects.open_objects(sys.argv[1]), bytes(500_000_000))
"""


@pytest.fixture
def dead():
    """The id of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def half_done(folder, process):
    path = folder / f".partial-{socket.gethostname()}-{process}-0a1b2c3d"
    path.mkdir(parents=True)
    (path / "part.stl").touch()
    return path


def test_half_done_folders_of_the_dead_go_from_scratch_and_hot_folders(context, tmp_path, dead):
    elsewhere = tmp_path / "mounted"
    ordering.add_factories(context, ordering.BERLIN, replace(ordering.OSLO, folder=str(elsewhere)))
    folders = [tmp_path / "scratch", context.folders / "berlin", elsewhere]
    gone = [half_done(folder, dead) for folder in folders]
    kept = [half_done(folder, os.getpid()) for folder in folders]
    remove_stale(context, tmp_path / "scratch")
    assert [path.exists() for path in gone] == [False] * 3
    assert [path.exists() for path in kept] == [True] * 3


def test_a_hot_folder_that_is_not_mounted_is_no_obstacle_and_not_made(context, tmp_path):
    ordering.add_factories(context, replace(ordering.BERLIN, folder=str(tmp_path / "unmounted")))
    remove_stale(context, tmp_path / "scratch")
    assert not (tmp_path / "unmounted").exists()


def test_what_a_killed_process_was_storing_goes_once_it_has_lain_long_enough(context, tmp_path):
    place = tmp_path / "artefacts"
    whole = objects.put_object(context.objects, b"whole")
    with subprocess.Popen([sys.executable, "-c", PUT, str(place)]) as process:
        while not (begun := list(place.glob("sha256/*/*#*"))):
            assert process.poll() is None, "it was stored before it could be killed"
        process.kill()
    (left,) = begun
    remove_stale(context, tmp_path)
    assert left.exists(), "it may be in hand"
    long_ago = time.time() - STALE_AFTER_S - 1
    os.utime(left, (long_ago, long_ago))
    for path in place.glob("sha256/*/*"):
        os.utime(path, (long_ago, long_ago))
    remove_stale(context, tmp_path)
    assert not left.exists()
    assert objects.get_object(context.objects, whole) == b"whole"


def test_a_store_without_a_folder_has_nothing_to_tidy(context, tmp_path):
    remove_stale(replace(context, objects=MemoryStore()), tmp_path)
