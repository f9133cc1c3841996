import os
import socket
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from obstore.store import MemoryStore

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


def test_half_done_folders_of_the_dead_go_from_scratch(context, tmp_path, dead):
    left, living = half_done(tmp_path / "scratch", dead), half_done(tmp_path / "scratch", os.getpid())
    remove_stale(context, tmp_path / "scratch")
    assert (left.exists(), living.exists()) == (False, True)


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
