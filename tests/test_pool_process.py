import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from configurator.domain.errors import Crashed, Failed, Refused
from configurator.logs import request_id
from configurator.pool import process
from configurator.pool.limits import Limits
from configurator.pool.process import KILL_GRACE_S, run_in_process

ENOUGH = Limits(60, 1)


def job(name):
    return f"support.pool_jobs:{name}"


def test_a_function_answers_from_a_process_of_its_own():
    assert run_in_process(job("double"), {"value": 21}, ENOUGH) == {"value": 42}


def test_a_long_request_and_a_long_answer_arrive():
    assert run_in_process("support.here:give_back", {"text": "ü" * 200_000}, ENOUGH) == {"text": "ü" * 200_000}


@pytest.mark.parametrize("name", ["hang", "hang_holding_the_gil"])
def test_what_takes_too_long_is_killed(name, tmp_path):
    with pytest.raises(TimeoutError, match="longer than 1 s"):
        run_in_process(job(name), {"started": str(tmp_path / "pid")}, Limits(1, 1))
    if (tmp_path / "pid").exists():
        assert not psutil.pid_exists(int((tmp_path / "pid").read_text()))


@pytest.mark.filterwarnings("ignore:subprocess:ResourceWarning")
def test_one_that_cannot_be_killed_is_not_waited_for(monkeypatch):
    # As in the uninterruptible sleep of a disk that is gone: signals do nothing.
    immortal, waits = [], []
    wait = subprocess.Popen.wait
    monkeypatch.setattr(process.os, "killpg", lambda group, _: immortal.append(group))
    monkeypatch.setattr(subprocess.Popen, "wait", lambda it, timeout=None: waits.append(timeout) or wait(it, timeout))
    with pytest.raises(TimeoutError):
        run_in_process(job("hang"), {}, Limits(1, 1))
    assert len(immortal) == 1 and waits[-1] == KILL_GRACE_S and None not in waits


@pytest.mark.parametrize(
    ("name", "kind"), [("refuse", Refused), ("fail", Failed), ("segfault", Crashed), ("hog", Crashed)]
)
def test_how_it_ends_is_known(name, kind):
    with pytest.raises(kind):
        run_in_process(job(name), {}, Limits(60, 0.5))


def test_what_it_prints_is_no_answer(capfd):
    assert run_in_process("support.here:print_and_answer", {}, ENOUGH) == {}
    assert "no answer" in capfd.readouterr().err


def test_a_module_in_the_current_folder_does_not_pass_for_one_of_the_library_s(monkeypatch, tmp_path):
    (tmp_path / "json.py").write_text("raise SystemExit('a stranger')")
    monkeypatch.chdir(tmp_path)
    assert run_in_process(job("double"), {"value": 1}, ENOUGH) == {"value": 2}


def test_it_ends_with_its_parent(tmp_path):
    code = (
        "from configurator.pool.limits import Limits; from configurator.pool.process import run_in_process\n"
        f"request = {{'started': {str(tmp_path / 'pid')!r}}}\n"
        "run_in_process('support.pool_jobs:hang_holding_the_gil', request, Limits(60, 1))"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    parent = subprocess.Popen([sys.executable, "-c", code], env=environment)
    deadline = time.monotonic() + 60
    while not (tmp_path / "pid").exists() or not Path(tmp_path / "pid").read_text():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    parent.kill()
    parent.wait()
    child = int((tmp_path / "pid").read_text())
    while psutil.pid_exists(child) and psutil.Process(child).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_it_logs_under_the_id_of_the_request_that_it_works_for():
    with request_id("R-1"):
        assert run_in_process(job("request_in_the_log"), {}, ENOUGH)["request"] == "R-1"
