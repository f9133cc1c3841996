import json
from pathlib import Path

from support.command import PANEL, configurator, files

from configurator import catalogue


def test_a_part_is_built_from_values_and_a_sheet(call, pool, tmp_path):
    sheet = tmp_path / "sheet.json"
    sheet.write_text(json.dumps({"measurements": {"hole_diameter": "1in", "age": 40}, "prescription": {}}))
    told = call(
        "build", "grommet", "--sheet", sheet, "--set", "cable_diameter=9", "--out", "made", "--format", "STL, stl"
    )
    assert told.exit_code == 0
    (request,) = pool.requests
    assert request["parameters"] == {
        "form": "one cable", "standard": "as measured",
        "hole_diameter": 25.4, "panel_thickness": 1.5, "cable_diameter": 9.0, "flange_diameter": None,
    }  # fmt: skip
    assert request["formats"] == ["stl"]
    assert told.stdout.splitlines() == [f"made/{request['stem']}.stl", f"made/{request['stem']}.report.json"]
    assert "ignored: age" in told.stderr
    assert "warning: panel_thickness: Not given: 1.5 mm is taken." in told.stderr
    assert files(tmp_path / "made") == sorted(Path(line).name for line in told.stdout.splitlines())


def test_what_is_set_goes_before_the_sheet(call, pool, tmp_path):
    (tmp_path / "sheet.json").write_text('\ufeff{"prescription": {"hole_diameter": 30}}', encoding="utf-8")
    assert call("build", "grommet", "--sheet", "sheet.json", "--set", "hole_diameter=20").exit_code == 0
    assert pool.requests[0]["parameters"]["hole_diameter"] == 20


def test_a_preset_fills_in_what_is_not_set(call, pool):
    assert call("build", "grommet", "--preset", "an931-16-22", "--set", "panel_thickness=3").exit_code == 0
    made, preset = pool.requests[0]["parameters"], catalogue.find("grommet").presets["an931-16-22"]
    assert (made["hole_diameter"], made["panel_thickness"]) == (preset.hole_diameter, 3)


def test_an_unknown_preset_is_refused(refusal, pool):
    assert refusal("build", "grommet", "--preset", "small")["fields"] == ["preset"]
    assert pool.requests == []


def test_in_json_stdout_holds_json_only(call):
    told = call("build", "foot_orthosis", "--set", "side=RIGHT", "--set", "heel_lift=12", "--json")
    assert told.exit_code == 0
    answer = json.loads(told.stdout)
    assert set(answer) == {"design", "files", "report", "problems", "timings_ms", "sheet"}
    assert answer["design"]["parameters"]["side"] == "right"
    assert [(entry["parameter"], entry["value"], entry["entered"]) for entry in answer["sheet"]] == [
        ("side", "right", "RIGHT"), ("heel_lift", 12, "12"),
    ]  # fmt: skip
    assert set(answer["files"]) == {"stl", "step", "3mf", "report"}
    assert ["heel_lift"] in [problem["fields"] for problem in answer["problems"]]


def test_holes_are_compensated_for_an_offer_that_is_named_and_only_then(call, pool):
    for offer in ((), ("--offer", "sls-pa12"), ("--offer", "mjf-tpu")):
        told = call("build", "grommet", *PANEL, *offer)
        assert told.exit_code == 0
        assert ("The model's holes are 0.1 mm wider" in told.stderr) == ("sls-pa12" in offer)
    assert [each["drafting"]["hole_compensation_mm"] for each in pool.requests] == [0.0, 0.1, 0.0]


def test_a_size_out_of_tolerance_is_warned_about(call, pool):
    pool.ok = False
    told = call("build", "grommet", *PANEL)
    assert told.exit_code == 0
    assert "warning: height was asked 4.5 and measures 4.5, more than 0.05 off." in told.stderr
    assert "OUT OF TOLERANCE" in told.stderr


def test_the_installed_command_builds_a_part(tmp_path):
    done = configurator(
        "build", "grommet", *PANEL, "--out", "out/deep", "--format", "stl,step,3mf,glb", "--json", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["report"]["watertight"]
    assert told["problems"] == []
    assert all((tmp_path / path).stat().st_size > 500 for path in told["files"].values())
    assert sorted(files(tmp_path)) == sorted(["out", "out/deep", *told["files"].values()])
