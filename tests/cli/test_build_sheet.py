import json

import pytest
from support.command import files

SHEETS = [
    ("", "sheet", "not JSON"),
    ("[]", "sheet", "does not hold an object"),
    ('{"measurements": {"footlength": 262}', "sheet", "not JSON"),
    ('{"foot_length": 262}', "sheet", "'foot_length' that no sheet has"),
    ('{"measurements": [262]}', "sheet", "'measurements'"),
    ('{"prescription": "left"}', "sheet", "'prescription'"),
    ('{"template": "grommet"}', "sheet", "is a sheet for grommet"),
    ('{"template": null}', "sheet", "is a sheet for None"),
    ('{"prescription": {"heel_lfit": 3}}', "heel_lfit", "Did you mean 'heel_lift'?"),
    ('{"prescription": {"\\ud800": 3}}', "\ud800", "Known: "),
    ('{"measurements": {"footlength": 262, "foot_length_cm": 26.2}}', "foot_length", "twice"),
    ('{"measurements": {"footlength": NaN}}', "foot_length", "not a number"),
    ('{"measurements": {"footlength": 1e999}}', "foot_length", "not a number"),
    ('{"measurements": {"footlength": null}}', "foot_length", "not a number"),
    ('{"measurements": {"footlength": {"repeats": []}}}', "foot_length", "value or repeats"),
    ('{"measurements": {"footlength": {"value": 262, "units": "mm"}}}', "foot_length", "Use repeats"),
    ("[" * 100_000, "sheet", "not JSON"),
    ('{"measurements": {"footlength": ' + "9" * 5000 + "}}", "sheet", "not JSON"),
]


@pytest.mark.parametrize(("content", "field", "says"), SHEETS, ids=[content[:60] for content, _, _ in SHEETS])
def test_a_wrong_sheet_is_refused_with_field_and_remedy(call, pool, tmp_path, content, field, says):
    (tmp_path / "sheet.json").write_text(content)
    told = call("build", "foot_orthosis", "--set", "side=left", "--sheet", "sheet.json", "--json")
    assert told.exit_code == 1
    (problem,) = [each for each in json.loads(told.stdout)["problems"] if each["severity"] == "refusal"]
    assert problem["fields"] == [field]
    assert problem["hint"]
    assert says in f"{problem['message']} {problem['hint']}"
    assert (files(tmp_path), pool.requests) == (["sheet.json"], [])


@pytest.mark.parametrize(("name", "says"), [("gone.json", "No such file"), (".", "Is a directory"), ("utf16", "UTF-8")])
def test_a_sheet_that_cannot_be_read_is_refused(call, tmp_path, name, says):
    (tmp_path / "utf16").write_bytes('{"code": "ä"}'.encode("utf-16"))
    told = call("build", "grommet", "--sheet", name)
    assert told.exit_code == 1
    assert says in told.stderr
    assert told.stderr.startswith("error: sheet: ")


def test_swapped_measurements_are_a_warning(call, tmp_path):
    swapped = {
        "side": "left",
        "footlength": 290,
        "footbreadthhorizontal": 90,
        "balloffootlength": 210,
        "heelbreadth": 86,
    }
    (tmp_path / "sheet.json").write_text(json.dumps({"measurements": swapped}))
    told = call("build", "foot_orthosis", "--sheet", "sheet.json", "--json")
    assert told.exit_code == 0
    problems = json.loads(told.stdout)["problems"]
    assert {problem["severity"] for problem in problems} == {"warning"}
    assert ["heel_breadth", "foot_breadth"] in [problem["fields"] for problem in problems]
