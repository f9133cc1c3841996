"""A writer that fails, fails its own file, and says whom to tell."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from configurator.domain.errors import Failed
from configurator.formats import find_format
from configurator.kernel.export import write_files as module
from configurator.kernel.timings import Clock


@pytest.fixture
def write(monkeypatch, tmp_path):
    def with_writer(name):
        each = replace(find_format("stl"), writer=f"{__name__}:{name}")
        monkeypatch.setattr(module, "find_format", lambda kind: each)
        return module.write_files(SimpleNamespace(clock=Clock()), ["stl"], tmp_path / "part")

    return with_writer


def raises(job, path):
    raise KeyError("mesh")


def writes_nothing(job, path):
    pass


def fills_the_disk(job, path):
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("writer", "says"),
    [("raises", "KeyError: 'mesh'"), ("missing", "AttributeError"), ("writes_nothing", "has written nothing")],
)
def test_the_format_is_named(write, writer, says):
    with pytest.raises(Failed) as caught:
        write(writer)
    (problem,) = caught.value.problems
    assert says in problem.message and "stl" in problem.message
    assert problem.fields == ("formats",) and problem.hint


def test_a_full_disk_stays_one(write):
    with pytest.raises(OSError, match="No space"):
        write("fills_the_disk")


def test_a_stage_within_another_is_counted_once(monkeypatch):
    times = iter([0.0, 1.0, 3.0, 4.0])
    monkeypatch.setattr("configurator.kernel.timings.perf_counter", lambda: next(times))
    clock = Clock()
    with clock.stage("pdf"), clock.stage("drawing"):
        pass
    assert clock.stages == {"drawing": 2000.0, "pdf": 2000.0}
