import json

import pytest
from support.command import files


@pytest.mark.parametrize("words", [["build", "gromet"], ["show", "gromet"], ["check", "gromet"]])
def test_an_unknown_template_is_refused_with_the_nearest(call, tmp_path, words):
    told = call(*words, "--json")
    assert told.exit_code == 1
    assert json.loads(told.stdout)["problems"][0] == {
        "severity": "refusal", "message": "There is no template 'gromet'.",
        "hint": "Did you mean 'grommet'? See: configurator templates",
        "fields": ["template"],
    }  # fmt: skip
    assert files(tmp_path) == []


WRONG_USAGE = [
    (["build", "grommet", "--set", "hole_diameter"], "is not name=value"),
    (["build", "grommet", "--set", "=14"], "is not name=value"),
    (["build", "grommet", "--set", " =14"], "is not name=value"),
    (["build", "grommet", "--set", "hole_diameter=14", "--set", "hole_diameter=15"], "is given twice"),
    (["build", "grommet", "--format", "gcode"], "gcode is not among stl, step"),
    (["build", "grommet", "--format", "stl;step"], "stl;step is not among"),
    (["build", "grommet", "--format", ","], "nothing is not among"),
    (["build", "grommet", "--out", "taken"], "is a file"),
    (["build"], "Missing argument"),
    (["build", "grommet", "extra"], "unexpected extra argument"),
    (["biuld"], "No such command"),
    (["batch", "x.csv", "--template", "grommet"], "Missing option '--out'"),
    (["batch", "x.csv", "--out", "out"], "Missing option '--template'"),
    (["batch", "x.csv", "--template", "grommet", "--out", "out", "--workers", "0"], "is not in the range"),
    (["check", "--samples", "-1"], "is not in the range"),
    (["completion", "powershell"], "is not one of"),
]


@pytest.mark.parametrize(("words", "says"), WRONG_USAGE, ids=[" ".join(words) for words, _ in WRONG_USAGE])
def test_wrong_usage_has_a_status_of_its_own(call, tmp_path, words, says):
    (tmp_path / "taken").touch()
    told = call(*words)
    assert told.exit_code == 2
    assert says in told.stderr
    assert told.stdout == ""
    assert files(tmp_path) == ["taken"]
