import json
from concurrent.futures import Future
from contextlib import contextmanager

import pytest
import trimesh
from support.command import configurator

from configurator.domain.errors import ConfiguratorError
from configurator.kernel.jobs.examine_file import run_examine


class HerePool:
    """Judges in this process what it is asked to."""

    def submit(self, function, request, limits):
        assert function == "configurator.kernel.jobs.examine_file:run_examine"
        answer = Future()
        try:
            answer.set_result(json.loads(json.dumps(run_examine(request), allow_nan=False)))
        except ConfiguratorError as error:
            answer.set_exception(error)
        return answer

    @contextmanager
    def opened(self):
        """Stands in for `open_pool`."""
        yield self


@pytest.fixture
def pool(monkeypatch):
    here = HerePool()
    monkeypatch.setattr("configurator.pool.open_pool", here.opened)
    return here


@pytest.fixture
def block(tmp_path):
    """Two blocks without a unit, 50 long and 10 long, and one that is open."""
    mesh = trimesh.creation.box((30, 40, 50))
    mesh.export(tmp_path / "block.stl")
    mesh.copy().apply_scale(0.2).export(tmp_path / "small.stl")
    trimesh.Trimesh(mesh.vertices, mesh.faces[1:], process=False).export(tmp_path / "open.stl")


def test_a_sound_file_is_told_with_its_unit_its_sizes_and_how_it_can_be_made(call, block):
    told = call("examine", "block.stl")
    assert (told.exit_code, told.stderr) == (0, "")
    lines = told.stdout.splitlines()
    assert lines[:5] == [
        "block.stl: sound",
        "  unit                  mm, inferred: its longest side is then 50 mm; it would be 500 mm in cm",
        "  size                  30.00 x 40.00 x 50.00 mm",
        "  volume                60.00 cm3",
        "  area                  94.00 cm2",
    ]
    assert [line.split()[:3] for line in lines if line.startswith("  fdm-pla ")] == [["fdm-pla", "74", "g"]]


def test_in_json_the_report_is_all_there_is(told, block):
    report = told("examine", "block.stl")
    assert set(report) == {
        "file", "format", "unit", "valid", "solids", "watertight", "self_intersecting", "volume_mm3", "area_mm2",
        "bounds_mm", "centre_of_gravity_mm", "triangles", "findings", "making", "versions", "digests",
    }  # fmt: skip
    assert report["unit"] == {
        "value": "mm", "how": "inferred: its longest side is then 50 mm; it would be 500 mm in cm"
    }  # fmt: skip


def test_a_file_that_is_open_is_refused_with_place_and_remedy(call, block):
    told = call("examine", "open.stl")
    assert told.exit_code == 1
    lines = told.stdout.splitlines()
    assert lines[0] == "open.stl: refused"
    assert "  volume                -" in lines
    (line,) = [line for line in lines if line.startswith("refusal: ")]
    assert "The mesh is open along" in line
    assert "Look near (" in line
    assert "Close the holes" in line


def test_the_json_of_a_refused_file_says_why(call, block):
    told = call("examine", "open.stl", "--json")
    assert told.exit_code == 1
    assert [each["code"] for each in json.loads(told.stdout)["findings"]] == ["open"]


def test_a_unit_that_nothing_tells_is_asked_for(refusal, told, block):
    problem = refusal("examine", "small.stl")
    assert problem["fields"] == ["unit"]
    assert "10 mm in mm, 100 mm in cm or 254 mm in in" in problem["message"]
    assert problem["hint"] == "Say which: --unit mm or --unit cm or --unit in."
    assert told("examine", "small.stl", "--unit", "in")["unit"] == {"value": "in", "how": "given"}


def test_for_one_offer_all_is_told_that_speaks_against_it(call, block, tmp_path):
    trimesh.creation.box((30, 40, 0.05)).export(tmp_path / "foil.stl")
    told = call("examine", "block.stl", "--offer", "sls-pa12")
    assert told.exit_code == 0
    assert "sls-pa12, 55." in told.stdout
    told = call("examine", "foil.stl", "--offer", "fdm-pla")
    assert told.exit_code == 1
    assert told.stdout.startswith("foil.stl: refused")
    assert "refusal: A wall of 0.05 mm" in told.stdout
    assert call("examine", "foil.stl").exit_code == 0


def test_an_unknown_offer_is_refused(refusal, block):
    assert refusal("examine", "block.stl", "--offer", "fdm-plaa")["hint"] == "Did you mean 'fdm-pla'?"


@pytest.mark.parametrize("words", [["examine"], ["examine", "a.stl", "b.stl"], ["examine", "a.stl", "--unit", "ell"]])
def test_wrong_usage_has_a_status_of_its_own(call, words):
    assert call(*words).exit_code == 2


def test_a_file_that_is_not_there_is_refused(refusal):
    problem = refusal("examine", "gone.stl")
    assert problem["fields"] == ["file"]
    assert "No such file" in problem["message"]


def test_the_installed_command_examines_a_file(tmp_path, block):
    done = configurator("examine", "block.stl", "--json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["volume_mm3"] == pytest.approx(60_000)
