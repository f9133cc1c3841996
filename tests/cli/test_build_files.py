import json
import resource
from functools import partial

import pytest
from support.command import PANEL, configurator, files

from configurator.domain.errors import failed


def test_a_folder_that_cannot_be_written_is_a_failure_with_a_remedy(call, pool, tmp_path):
    (tmp_path / "file").touch()
    for out in ("file/below", "/dev/null/below", "new/" + "x" * 300):
        told = call("build", "grommet", *PANEL, "--out", out, "--json")
        assert told.exit_code == 1
        (problem,) = json.loads(told.stdout)["problems"]
        assert problem["message"].startswith("Cannot write to")
        assert "another folder" in problem["hint"]
        assert problem["fields"] == ["out"]
    assert (files(tmp_path), pool.requests) == (["file"], [])


def test_when_the_kernel_fails_the_reason_is_told_and_no_file_left(call, pool, tmp_path):
    def on_request(request):
        raise failed("The CAD kernel crashed (SIGSEGV).", hint="Try others.")

    pool.on_request = on_request
    told = call("build", "grommet", *PANEL, "--out", "new/out", "--json")
    assert told.exit_code == 1
    assert json.loads(told.stdout)["problems"][0]["message"] == "The CAD kernel crashed (SIGSEGV)."
    assert files(tmp_path) == []


@pytest.mark.parametrize("most", [1_000, 110_000], ids=["at once", "after the first file"])
def test_a_full_disk_is_a_failure_that_leaves_nothing(tmp_path, most):
    """As far as a program can tell: no file may grow beyond so many bytes."""
    full = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most, most))
    words = ["build", "grommet", *PANEL, "--out", "out", "--format", "stl,png", "--json"]
    done = configurator(*words, cwd=tmp_path, preexec_fn=full)
    assert done.returncode == 1
    (problem,) = json.loads(done.stdout)["problems"]
    assert problem["hint"]
    assert most == 1_000 or "File too large" in problem["message"]
    assert "Traceback" not in done.stderr
    assert files(tmp_path) == []


def test_a_part_is_cut_after_a_drawing_that_is_named(tmp_path):
    path = '<path d="M0 0H30V20H0Z"/><circle cx="15" cy="10" r="4"/>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="30mm" height="20mm" viewBox="0 0 30 20">{path}</svg>'
    (tmp_path / "plate.svg").write_text(drawing)
    done = configurator("build", "flat_gasket", "--set", "shape=@plate.svg", "--format", "stl", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)["report"]
    sizes = {each["name"]: each["measured"] for each in report["dimensions"]}
    assert (sizes["length"], sizes["width"]) == pytest.approx((30, 20), abs=1e-3)
    assert sizes["hole_1"] == pytest.approx(8, abs=0.01)
    assert report["volume_mm3"] == pytest.approx(1.5 * (600 - 3.14159265 * 16), rel=1e-3)
