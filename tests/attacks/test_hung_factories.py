"""Factories whose disks or servers never answer."""

import json
import os
import time
from dataclasses import replace

import pytest
from support import ordering
from support.processes import command_line
from support.workers import CRASHING, HASTE, TESTS, wait_until, worker_crew

pytestmark = pytest.mark.slow
# A stranger's target that hangs until a file appears, holding Python's lock as a system call may.
HANGING = """
import ctypes
from pathlib import Path

from configurator.domain.validation import StrictModel
from configurator.production.targets import Target


class Until(StrictModel):
    until: str


def hang(request):
    while not Path(request["settings"]["until"]).exists():
        ctypes.PyDLL(None).sleep(1000)
    return {}


TARGETS = (Target("hanging", "It hangs", Until, hang, hang, hang, lambda request: "nowhere"),)
"""
LIMITS = {"TARGET_LIMIT_S": 3.0, "SLOW_AFTER_S": 1.0}
HUNG = [f"hung-{number}" for number in range(5)]
JOBS_EACH = 2
# In s; on this program before it had limits: for ever.
PATIENCE = 30


@pytest.fixture
def strangers(tmp_path):
    """The folder of another distribution with that target."""
    (tmp_path / "strangers_targets").mkdir()
    (tmp_path / "strangers_targets" / "__init__.py").touch()
    (tmp_path / "strangers_targets" / "hanging.py").write_text(HANGING)
    about = tmp_path / "strangers_targets-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: strangers-targets\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[configurator.targets]\nall = strangers_targets\n")
    return tmp_path


@pytest.fixture
def crew(context, tmp_path, strangers):
    path = os.pathsep.join(map(str, (TESTS, CRASHING, strangers)))
    with worker_crew(context, tmp_path, PYTHONPATH=path, HASTE=json.dumps(HASTE | LIMITS)) as crew:
        yield crew


def approved_job(context, factory, key):
    request = ordering.order_request(place=None, pick_up=factory)
    approved = ordering.approved_order(context, f"{factory} {key}", request)
    return ordering.jobs_of(context, approved.id)[0].id


def test_factories_that_hang_hold_up_no_other(context, crew, tmp_path):
    until = {"target": "hanging", "settings": {"until": str(tmp_path / "go")}}
    hung = [replace(ordering.factory(name, 52.5, 13.4), **until) for name in HUNG]
    ordering.add_factories(context, ordering.OSLO, *hung)
    stuck = [approved_job(context, name, key) for key in range(JOBS_EACH) for name in HUNG]
    free = approved_job(context, "oslo", 1)

    def state(job):
        return ordering.load_job(context, job).state

    crew.start()
    begun = time.monotonic()
    wait_until(lambda: state(free) == "handed_over", PATIENCE)
    print(f"handed over after {time.monotonic() - begun:.1f} s")
    flags = wait_until(lambda: [each for each in stuck if ordering.load_job(context, each).flag], PATIENCE)
    assert "did not answer within 3 s" in ordering.load_job(context, flags[0]).flag
    (tmp_path / "go").touch()
    wait_until(lambda: any(state(each) == "handed_over" for each in stuck), PATIENCE)


def test_a_killed_worker_leaves_no_process_that_hangs(context, crew, tmp_path):
    until = {"target": "hanging", "settings": {"until": str(tmp_path / "go")}}
    ordering.add_factories(context, replace(ordering.factory("hung", 52.5, 13.4), **until))
    approved_job(context, "hung", 1)
    worker = crew.start()
    wait_until(lambda: [each for each in crew.running_processes() if "target_call" in " ".join(command_line(each))])
    worker.kill()
    wait_until(lambda: not crew.running_processes(), 10)
