from __future__ import annotations

import math
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from pebble.pool.process import PoolManager

from configurator.domain.errors import Crashed, Failed, Refused
from configurator.domain.problems import refusal, warning
from configurator.logs import request_id
from configurator.pool import Pool, open_pool
from configurator.pool.limits import Limits

HERE = Path(__file__).parent
PRELOAD = "configurator.domain.errors"
SHORT = Limits(seconds=0.5)
# Beside others a job gets little of a processor.
PATIENT = Limits(seconds=0.5, clock_factor=100)
# Far more than anything here takes: reached only by what would otherwise wait for ever.
FOREVER = 120


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    sys.path.insert(0, str(HERE))
    with open_pool(workers=2, preload=PRELOAD, limits=Limits(seconds=FOREVER)) as pool:
        yield pool
    sys.path.remove(str(HERE))


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + FOREVER
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def written(file: Path) -> bool:
    return file.exists() and file.read_text() != ""


def gone(process: psutil.Process) -> bool:
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def within(folder: Path) -> dict[str, str]:
    """An environment for programs that import from the folder, without the tester's own preferences."""
    ours = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    return {**ours, "PYTHONPATH": str(folder)}


def failure(pool: Pool, job: str, limits: Limits | None = None) -> Failed:
    with pytest.raises(Failed) as caught:
        pool.submit(f"support.pool_jobs:{job}", {}, limits).result(FOREVER)
    return caught.value


def test_a_job_returns_its_result(pool: Pool) -> None:
    assert pool.run("support.pool_jobs:double", {"value": 21}) == {"value": 42}


@pytest.mark.parametrize(
    ("job", "limits", "kind", "message"),
    [
        ("work_without_end", PATIENT, Crashed, "The work took longer than 0.5 s and was stopped."),
        ("hang", SHORT, Crashed, "The work got nowhere for 2 s and was stopped."),
        ("hang_holding_the_gil", SHORT, Crashed, "The work got nowhere for 2 s and was stopped."),
        ("segfault", None, Crashed, "The CAD kernel crashed (SIGSEGV)."),
        ("die", None, Crashed, "The CAD kernel crashed (SIGKILL)."),
        ("leave", None, Crashed, "The CAD kernel crashed (exit code 3)."),
        ("leave_politely", None, Failed, "The CAD kernel could not finish (SystemExit: enough; pool_jobs.py, line #)."),
        ("hog", Limits(seconds=30, memory_gib=3), Crashed, "The work needed more than 3 GiB of memory."),
        (
            "raise_unpicklable",
            None,
            Failed,
            "The CAD kernel could not finish (UnpicklableError: the fillet failed; pool_jobs.py, line #).",
        ),
    ],
)
def test_a_job_that_goes_wrong_fails_alone(
    pool: Pool, tmp_path: Path, job: str, limits: Limits | None, kind: type[Failed], message: str
) -> None:
    started, until = tmp_path / "started", tmp_path / "until"
    neighbour = pool.submit("support.pool_jobs:wait_for_file", {"started": str(started), "until": str(until)})
    wait_until(lambda: written(started))

    try:
        error = failure(pool, job, limits)

        assert type(error) is kind
        (problem,) = error.problems
        assert re.sub(r"line \d+", "line #", problem.message) == message
        assert problem.hint
        assert not neighbour.done()
        assert pool.run("support.pool_jobs:double", {"value": 1}) == {"value": 2}, "the next job runs"
    finally:
        # Or it would hold its child from the tests that follow.
        until.touch()
    assert neighbour.result(FOREVER) == {"pid": int(started.read_text())}


def test_a_job_that_waits_for_a_processor_is_not_stopped(pool: Pool) -> None:
    seconds = 0.5
    assert pool.run("support.pool_jobs:wait", {"seconds": 2 * seconds}, Limits(seconds)) == {}


def test_what_a_job_took_does_not_count_for_the_next(pool: Pool) -> None:
    with open_pool(workers=1, preload=PRELOAD) as single:
        for _ in range(3):
            assert single.run("support.pool_jobs:work", {"seconds": 0.3}, PATIENT) == {}


def test_a_refusal_arrives_with_its_problems(pool: Pool) -> None:
    with pytest.raises(Refused) as caught:
        pool.run("support.pool_jobs:refuse", {})
    assert caught.value.problems == (
        refusal("Too thin.", "wall", "size", hint="Make it 1 mm."),
        warning("Rarely asked for.", "colour"),
    )


def test_a_failure_arrives_with_its_problems(pool: Pool) -> None:
    error = failure(pool, "fail")
    assert type(error) is Failed
    assert error.problems == (refusal("No solid.", hint="Tell its author."),)


def test_an_unexpected_exception_keeps_its_traceback_for_the_log(pool: Pool) -> None:
    (trace,) = failure(pool, "raise_unpicklable").__notes__
    assert "in raise_unpicklable" in trace


@pytest.mark.parametrize("job", ["answer_in_no_json", "answer_nan"])
def test_an_answer_that_is_no_json_is_a_failure(pool: Pool, job: str) -> None:
    assert "JSON" in str(failure(pool, job))


def test_a_request_that_is_no_json_is_a_mistake_of_the_caller(pool: Pool) -> None:
    with pytest.raises(ValueError, match="JSON"):
        pool.submit("support.pool_jobs:double", {"value": math.nan})


@pytest.mark.parametrize("function", ["no_such_module:job", "support.pool_jobs:no_such_job"])
def test_a_job_that_cannot_be_loaded_says_why(pool: Pool, function: str) -> None:
    with pytest.raises(Failed, match=f"{function} cannot be loaded .*no_such_.*Check the installation"):
        pool.run(function, {})


def test_a_child_that_ran_out_of_memory_serves_on_within_the_next_jobs_limit(pool: Pool) -> None:
    with open_pool(workers=1, preload=PRELOAD) as single:
        before = single.run("support.pool_jobs:about_the_child", {})
        failure(single, "hog", Limits(memory_gib=3))
        after = single.run("support.pool_jobs:take_memory", {"gib": 3}, Limits(memory_gib=8))
    assert after == {"pid": before["pid"], "bytes": 3 * 2**30}


def test_cancelling_kills_the_child_at_work(pool: Pool, tmp_path: Path) -> None:
    started = tmp_path / "started"
    job = pool.submit("support.pool_jobs:hang_holding_the_gil", {"started": str(started)})
    wait_until(lambda: written(started))

    assert job.cancel()

    wait_until(lambda: not psutil.pid_exists(int(started.read_text())))
    assert pool.run("support.pool_jobs:double", {"value": 4}) == {"value": 8}


def test_the_pool_outlives_an_idle_child_killed_from_outside(pool: Pool) -> None:
    os.kill(pool.run("support.pool_jobs:about_the_child", {})["pid"], signal.SIGKILL)
    wait_until(lambda: _answers(pool))


def _answers(pool: Pool) -> bool:
    try:
        return pool.run("support.pool_jobs:double", {"value": 5}) == {"value": 10}
    except Failed:
        return False


def test_a_job_that_comes_as_pebble_gives_up_fails_and_the_next_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    schedule = PoolManager.schedule

    def give_up_first(manager: PoolManager, task: Any) -> None:
        monkeypatch.setattr(PoolManager, "schedule", schedule)
        manager.handle_broken_pool(BrokenProcessPool())
        schedule(manager, task)

    monkeypatch.setattr(PoolManager, "schedule", give_up_first)
    with open_pool(workers=1, preload=PRELOAD, limits=Limits(seconds=FOREVER)) as pool:
        assert "ended from outside" in str(failure(pool, "double"))
        assert pool.run("support.pool_jobs:double", {"value": 6}) == {"value": 12}


def test_leaving_by_an_exception_ends_the_children_at_once(pool: Pool, tmp_path: Path) -> None:
    started = tmp_path / "started"
    with pytest.raises(KeyboardInterrupt), open_pool(preload=PRELOAD) as other:
        job = other.submit("support.pool_jobs:hang_holding_the_gil", {"started": str(started)})
        wait_until(lambda: written(started))
        raise KeyboardInterrupt

    with pytest.raises(CancelledError):
        job.result(FOREVER)
    assert not psutil.pid_exists(int(started.read_text()))


def test_leaving_normally_finishes_what_was_submitted(pool: Pool) -> None:
    with open_pool(preload=PRELOAD) as other:
        jobs = [other.submit("support.pool_jobs:double", {"value": value}) for value in range(5)]
    assert [job.result(0)["value"] for job in jobs] == [0, 2, 4, 6, 8]


def test_a_closed_pool_starts_nothing(pool: Pool) -> None:
    with open_pool(preload=PRELOAD) as other:
        pass
    error = failure(other, "double")
    assert isinstance(error, Crashed)
    assert "could not be started" in str(error)


Program = tuple[subprocess.Popen[str], list[psutil.Process]]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """A running program with a hung and an idle child, and every process it has started."""
    command = [sys.executable, "-m", "support.pool_script", str(tmp_path)]
    pids = [tmp_path / "hung", tmp_path / "idle"]
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    with subprocess.Popen(
        command, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        wait_until(lambda: all(written(file) for file in pids))
        offspring = psutil.Process(process.pid).children(recursive=True)
        yield process, offspring
        for child in offspring:
            with suppress(psutil.NoSuchProcess):
                child.kill()


def test_no_child_outlives_a_parent_that_is_killed(program: Program, tmp_path: Path) -> None:
    process, offspring = program
    assert {int((tmp_path / name).read_text()) for name in ("hung", "idle")} < {child.pid for child in offspring}
    process.kill()
    wait_until(lambda: all(gone(child) for child in offspring))


def test_control_c_ends_all_with_one_traceback(program: Program) -> None:
    process, offspring = program
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(FOREVER) == -signal.SIGINT
    wait_until(lambda: all(gone(child) for child in offspring))
    assert process.stderr is not None
    assert process.stderr.read().count("Traceback") == 1


def test_control_c_during_the_preload_ends_all_with_one_traceback(tmp_path: Path) -> None:
    began = tmp_path / "began"
    (tmp_path / "slow.py").write_text(
        f"import pathlib, time; pathlib.Path({str(began)!r}).write_text('now'); time.sleep(1000)"
    )
    script = "from configurator.pool import open_pool\nwith open_pool(preload='slow') as pool: pool.run('a:b', {})"
    with subprocess.Popen(
        [sys.executable, "-c", script], env=within(tmp_path), stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        wait_until(lambda: written(began))
        os.killpg(process.pid, signal.SIGINT)
        _, stderr = process.communicate(timeout=FOREVER)
    assert stderr.count("Traceback") == 1, stderr


ABOUT = """
from configurator.pool import open_pool
print("main runs")
with open_pool(preload="colorsys") as pool:
    about = pool.run("support.pool_jobs:about_the_child", {"modules": ["colorsys", "wave"]})
    pool.run("support.pool_jobs:print_everywhere", {})
print(about["threads"], about["imported"])
"""


@pytest.mark.parametrize("way", ["file", "stdin"])
def test_a_child_is_preloaded_single_threaded_silent_and_leaves_the_main_module_alone(tmp_path: Path, way: str) -> None:
    script = tmp_path / "program.py"
    script.write_text(ABOUT)
    done = subprocess.run(
        [sys.executable, str(script) if way == "file" else "-"],
        input=ABOUT,
        env=within(HERE),
        capture_output=True,
        text=True,
        timeout=FOREVER,
    )
    assert done.stdout == "main runs\n1 ['colorsys']\n", done.stderr
    assert "printed by Python" in done.stderr
    assert "printed by C" in done.stderr


def test_a_preload_that_kills_the_fork_server_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "deadly.py").write_text("import os; os._exit(7)")
    script = "from configurator.pool import open_pool\nwith open_pool(preload='deadly') as pool: pool.run('a:b', {})"
    done = subprocess.run(
        [sys.executable, "-c", script], env=within(tmp_path), capture_output=True, text=True, timeout=FOREVER
    )
    assert "Crashed: The CAD kernel's processes could not be started" in done.stderr


def test_a_child_logs_under_the_id_of_the_request_that_it_works_for(pool: Pool) -> None:
    with request_id("R-1"):
        assert pool.run("support.pool_jobs:request_in_the_log", {}) == {"request": "R-1", "formatter": "TextLine"}
    assert pool.run("support.pool_jobs:request_in_the_log", {})["request"] == ""
