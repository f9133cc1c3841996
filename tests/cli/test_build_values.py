import json

import pytest
from support.command import configurator, files

ORTHOSIS = [
    ("foot_length=NaN", "foot_length", "not a number"),
    ("foot_length=inf", "foot_length", "not a number"),
    ("foot_length=-262", "foot_length", "Measure again"),
    ("foot_length=0", "foot_length", "Measure again"),
    ("foot_length=1e9", "foot_length", "Measure again"),
    ("foot_length=1e400", "foot_length", "not a finite number"),
    ("foot_length=10.2", "foot_length", "write 10.2in (259.08 mm)"),
    ("foot_length=26.2", "foot_length", "write 26.2cm (262 mm)"),
    ("foot_length=", "foot_length", "not a number"),
    ("foot_length=262,5", "foot_length", "with a decimal point"),
    ("foot_length=260kg", "foot_length", "Give it in mm, cm, m, in."),
    ("foot_length_in=262", "foot_length", "write 262mm"),
    ("body_mass=260kg", "body_mass", "10 kg to 250 kg"),
    ("rearfoot_posting=-15-1/2", "rearfoot_posting", "-15.5 deg lies outside"),
    ("foot_lenght=262", "foot_lenght", "Did you mean 'foot_length'?"),
    ("side=both", "side", "not one of left, right"),
    ("side=", "side", "not one of left, right"),
    ("пята=1", "пята", "Known: arch_height"),
]


@pytest.mark.parametrize(("setting", "field", "says"), ORTHOSIS, ids=[setting for setting, _, _ in ORTHOSIS])
def test_bad_values_are_refused_with_field_and_remedy_and_no_file(call, pool, tmp_path, setting, field, says):
    side = () if setting.startswith("side=") else ("--set", "side=left")
    told = call("build", "foot_orthosis", *side, "--set", setting, "--out", "new/out", "--json")
    assert told.exit_code == 1
    (problem,) = [each for each in json.loads(told.stdout)["problems"] if each["severity"] == "refusal"]
    assert set(problem) == {"severity", "message", "hint", "fields"}
    assert problem["fields"] == [field]
    assert problem["hint"]
    assert says in f"{problem['message']} {problem['hint']}"
    assert f"error: {field}: {problem['message']} {problem['hint']}" in told.stderr
    assert (files(tmp_path), pool.requests) == ([], [])


def test_a_part_with_sides_is_not_made_unless_its_side_is_said(call, pool):
    told = call("build", "foot_orthosis", "--set", "heel_lift=3", "--json")
    problems = [each for each in json.loads(told.stdout)["problems"] if each["severity"] == "refusal"]
    assert [each["fields"] for each in problems] == [["side"]]
    assert pool.requests == []


def test_all_that_is_wrong_is_told_at_once(call):
    told = call(
        "build", "foot_orthosis", "--set", "foot_lenght=1", "--set", "side=up", "--set", "heel_lift=x", "--json"
    )
    assert [each["fields"] for each in json.loads(told.stdout)["problems"]] == [
        ["foot_lenght"],
        ["side"],
        ["heel_lift"],
    ]


def test_a_cable_larger_than_its_hole_is_refused(call, tmp_path):
    told = call("build", "grommet", "--set", "hole_diameter=14", "--set", "cable_diameter=20", "--json")
    assert told.exit_code == 1
    (problem,) = json.loads(told.stdout)["problems"]
    assert problem["fields"] == ["cable_diameter", "hole_diameter"]
    assert problem["hint"] == "Make it at most 12 mm, or check hole_diameter."
    assert files(tmp_path) == []


def test_words_of_any_script_pass_through_any_encoding(tmp_path):
    words = ["build", "grommet", "--set", "größe=1", "--set", b"\xff=1", "--json"]
    words = [word.decode("utf-8", "surrogateescape") if isinstance(word, bytes) else word for word in words]
    for encoding in ("utf-8:strict", "ascii:strict"):
        done = configurator(*words, cwd=tmp_path, environment={"PYTHONIOENCODING": encoding})
        assert done.returncode == 1, done.stderr
        assert [problem["fields"] for problem in json.loads(done.stdout)["problems"]] == [["größe"], ["\udcff"]]


def test_a_drawing_named_without_its_sign_has_the_hint_to_write_it(refusal, tmp_path):
    (tmp_path / "plate.dxf").touch()
    assert (
        refusal("build", "flat_gasket", "--set", "shape=plate.dxf")["hint"] == "To read the drawing, write @plate.dxf."
    )
    (tmp_path / "sheet.json").write_text('{"prescription": {"shape": "plate.dxf"}}')
    assert refusal("build", "flat_gasket", "--sheet", "sheet.json")["hint"] == "To read the drawing, write @plate.dxf."
