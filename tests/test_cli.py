import csv
import json
import resource
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from fake_pool import FakePool
from program import configurator

from configurator import __version__, catalogue
from configurator.cli import main
from configurator.domain.errors import failed
from configurator.domain.parameters import SCHEMA

GROMMET = "hole_diameter,panel_thickness,cable_diameter\n14,1.5,8\n"
PANEL = ["--set", "hole_diameter=14", "--set", "panel_thickness=1.5", "--set", "cable_diameter=8"]


@pytest.fixture
def pool(monkeypatch):
    """No kernel: what the command line does before and after it is all there is to see."""
    fake = FakePool()
    monkeypatch.setattr("configurator.pool.open_pool", fake.opened)
    return fake


@pytest.fixture
def call(tmp_path, monkeypatch, pool):
    """The command, in an empty folder and in this process."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words], prog_name="configurator")


def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


# What it says of itself.


def test_help_lists_every_command(call):
    listed = call("--help").stdout
    assert all(f"\n  {command} " in listed for command in main.commands)
    assert {"batch", "build", "check", "completion", "show", "templates"} <= set(main.commands)


@pytest.mark.parametrize("command", main.commands)
def test_every_command_explains_itself_and_its_options(call, command):
    told = call(command, "-h")
    assert told.exit_code == 0
    assert main.commands[command].help.splitlines()[0][:60] in " ".join(told.stdout.split())
    for parameter in main.commands[command].params:
        assert parameter.param_type_name == "argument" or parameter.help, parameter.name


def test_it_tells_its_version(call):
    assert call("--version").stdout == f"configurator, version {__version__}\n"


def test_templates_are_listed_one_a_line(call):
    lines = [line.split("\t") for line in call("templates").stdout.splitlines()]
    assert [(line[0], line[2]) for line in lines] == [(each.id, each.title) for each in catalogue.templates().values()]


@pytest.mark.parametrize("template", catalogue.templates())
def test_a_template_shows_every_parameter_with_its_range(call, template):
    told = call("show", template).stdout
    for name, field in catalogue.find(template).parameters.model_fields.items():
        assert f"\n  {name}: " in told
        assert field.title in told


@pytest.mark.parametrize("template", catalogue.templates())
def test_a_template_in_json_has_a_schema_that_its_presets_satisfy(call, template):
    told = json.loads(call("show", template, "--json").stdout)
    schema = told["parameters"]
    assert schema["$schema"] == SCHEMA
    assert (schema["type"], schema["additionalProperties"]) == ("object", False)
    assert told["presets"]
    for name, declared in schema["properties"].items():
        assert {"title", "unit", "group", "ansur", "measured", "default"} <= declared.keys()
        kinds = declared.get("anyOf", [declared])
        assert all(
            satisfies(kinds, preset[name]) for preset in [*told["presets"].values(), {name: declared["default"]}]
        )
        assert not satisfies(kinds, 1e9)
        assert not satisfies(kinds, "LEFT")


def satisfies(kinds, value):
    """By the few words of JSON Schema that a parameter may use."""
    known = {
        "type",
        "enum",
        "minimum",
        "maximum",
        "default",
        "title",
        "description",
        "unit",
        "group",
        "ansur",
        "measured",
    }
    assert all(kind.keys() <= known | {"anyOf"} and kind["type"] in ("number", "string", "null") for kind in kinds)
    types = {"number": (int, float), "string": str, "null": type(None)}
    return any(
        isinstance(value, types[kind["type"]])
        and value in kind.get("enum", [value])
        and (kind["type"] != "number" or kind["minimum"] <= value <= kind["maximum"])
        for kind in kinds
    )


# Completion, and the command as installed.


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_each_shell(tmp_path, shell):
    done = configurator("completion", shell, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"_CONFIGURATOR_COMPLETE={shell}_complete" in done.stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("configurator ba", "plain,batch"),
        ("configurator show gr", "plain,grommet"),
        ("configurator build foo", "plain,foot_orthosis"),
        ("configurator batch x.csv --template gro", "plain,grommet"),
        ("configurator check foot_orthosis gro", "plain,grommet"),
        ("configurator completion z", "plain,zsh"),
    ],
)
def test_commands_and_templates_are_completed(tmp_path, words, expected):
    asked = {"_CONFIGURATOR_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    assert configurator(cwd=tmp_path, environment=asked).stdout.split() == [expected]


def test_words_of_any_script_pass_through_any_encoding(tmp_path):
    words = ["build", "grommet", "--set", "größe=1", "--set", b"\xff=1", "--json"]
    words = [word.decode("utf-8", "surrogateescape") if isinstance(word, bytes) else word for word in words]
    for encoding in ("utf-8:strict", "ascii:strict"):
        done = configurator(*words, cwd=tmp_path, environment={"PYTHONIOENCODING": encoding})
        assert done.returncode == 1, done.stderr
        assert [problem["fields"] for problem in json.loads(done.stdout)["problems"]] == [["größe"], ["\udcff"]]


# Building one part.


def test_a_part_is_built_from_values_and_a_sheet(call, pool, tmp_path):
    sheet = tmp_path / "sheet.json"
    sheet.write_text(json.dumps({"measurements": {"hole_diameter": "1in", "age": 40}, "prescription": {}}))
    told = call(
        "build", "grommet", "--sheet", sheet, "--set", "cable_diameter=9", "--out", "made", "--format", "STL, stl"
    )
    assert told.exit_code == 0
    (request,) = pool.requests
    assert request["parameters"] == {
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
    ("foot_length_in=262", "foot_length", "Measure again"),
    ("body_mass=260kg", "body_mass", "10 kg to 250 kg"),
    ("rearfoot_posting=-15-1/2", "rearfoot_posting", "-15.5 deg lies outside"),
    ("foot_lenght=262", "foot_lenght", "Did you mean 'foot_length'?"),
    ("side=both", "side", "not one of left, right"),
    ("side=", "side", "not one of left, right"),
    ("пята=1", "пята", "Known: arch_height"),
]


@pytest.mark.parametrize(("setting", "field", "says"), ORTHOSIS, ids=[setting for setting, _, _ in ORTHOSIS])
def test_bad_values_are_refused_with_field_and_remedy_and_no_file(call, pool, tmp_path, setting, field, says):
    told = call("build", "foot_orthosis", "--set", setting, "--out", "new/out", "--json")
    assert told.exit_code == 1
    (problem,) = [each for each in json.loads(told.stdout)["problems"] if each["severity"] == "refusal"]
    assert set(problem) == {"severity", "message", "hint", "fields"}
    assert problem["fields"] == [field]
    assert problem["hint"]
    assert says in f"{problem['message']} {problem['hint']}"
    assert f"error: {field}: {problem['message']} {problem['hint']}" in told.stderr
    assert (files(tmp_path), pool.requests) == ([], [])


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


@pytest.mark.parametrize("words", [["build", "gromet"], ["show", "gromet"], ["check", "gromet"]])
def test_an_unknown_template_is_refused_with_the_nearest(call, tmp_path, words):
    told = call(*words, "--json")
    assert told.exit_code == 1
    assert json.loads(told.stdout)["problems"][0] == {
        "severity": "refusal", "message": "There is no template 'gromet'.", "hint": "Did you mean 'grommet'?",
        "fields": ["template"],
    }  # fmt: skip
    assert files(tmp_path) == []


WRONG_USAGE = [
    (["build", "grommet", "--set", "hole_diameter"], "is not name=value"),
    (["build", "grommet", "--set", "=14"], "is not name=value"),
    (["build", "grommet", "--set", " =14"], "is not name=value"),
    (["build", "grommet", "--set", "hole_diameter=14", "--set", "hole_diameter=15"], "is given twice"),
    (["build", "grommet", "--format", "pdf"], "pdf is not among stl, step"),
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


SHEETS = [
    ("", "sheet", "not JSON"),
    ("[]", "sheet", "is not a sheet"),
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
    told = call("build", "foot_orthosis", "--sheet", "sheet.json", "--json")
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
    swapped = {"footlength": 290, "footbreadthhorizontal": 90, "balloffootlength": 210, "heelbreadth": 86}
    (tmp_path / "sheet.json").write_text(json.dumps({"measurements": swapped}))
    told = call("build", "foot_orthosis", "--sheet", "sheet.json", "--json")
    assert told.exit_code == 0
    problems = json.loads(told.stdout)["problems"]
    assert {problem["severity"] for problem in problems} == {"warning"}
    assert ["heel_breadth", "foot_breadth"] in [problem["fields"] for problem in problems]


# Where files go.


def test_a_folder_that_cannot_be_written_is_a_failure_with_a_remedy(call, pool, tmp_path):
    (tmp_path / "file").touch()
    for out in ("file/below", "/dev/null/below", "new/" + "x" * 300):
        told = call("build", "grommet", *PANEL, "--out", out, "--json")
        assert told.exit_code == 1
        (problem,) = json.loads(told.stdout)["problems"]
        assert problem["message"].startswith("Cannot write to")
        assert "--out" in problem["hint"]
        assert problem["fields"] == ["out"]
    assert (files(tmp_path), pool.requests) == (["file"], [])


def test_a_size_out_of_tolerance_is_warned_about(call, pool):
    pool.ok = False
    told = call("build", "grommet", *PANEL)
    assert told.exit_code == 0
    assert "warning: height was asked 4.5 and measures 4.5, more than 0.05 off." in told.stderr
    assert "OUT OF TOLERANCE" in told.stderr


def test_when_the_kernel_fails_the_reason_is_told_and_no_file_left(call, pool, tmp_path):
    def befall(request):
        raise failed("The CAD kernel crashed (SIGSEGV).", hint="Try others.")

    pool.befall = befall
    told = call("build", "grommet", *PANEL, "--out", "new/out", "--json")
    assert told.exit_code == 1
    assert json.loads(told.stdout)["problems"][0]["message"] == "The CAD kernel crashed (SIGSEGV)."
    assert files(tmp_path) == []


@pytest.mark.parametrize("most", [1_000, 150_000], ids=["at once", "after the first file"])
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


# Batches.

TABLES = [
    ("", "is empty"),
    ("hole_diameter,panel_thickness,cable_diameter\n", "no rows"),
    ("hole_diameter,cable_diameter\n14,8\n", "no column for panel_thickness"),
    ("hole_diameter,panel_thickness,cable_diameter,cable_diameter\n14,1,8,8\n", "twice"),
    ('hole_diameter,panel_thickness,cable_diameter\n14,1,"8\n', "not a CSV file"),
    (GROMMET.replace("\n14", ",größe\n14").encode("latin-1"), "iconv -f latin1"),
    (None, "No such file"),
]


@pytest.mark.parametrize(("content", "says"), TABLES, ids=[says for _, says in TABLES])
def test_a_wrong_table_is_refused_before_anything_is_made(call, pool, tmp_path, content, says):
    if content is not None:
        (tmp_path / "t.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    before = files(tmp_path)
    told = call("batch", "t.csv", "--template", "grommet", "--out", "new/out")
    assert told.exit_code == 1
    assert told.stderr.startswith("error: ")
    assert says in told.stderr
    assert (told.stdout, files(tmp_path), pool.requests) == ("", before, [])


def test_a_folder_is_no_table(call):
    assert "Is a directory" in call("batch", ".", "--template", "grommet", "--out", "out").stderr


def test_a_bad_fixed_value_is_refused_before_anything_is_made(call, tmp_path):
    (tmp_path / "t.csv").write_text(GROMMET)
    told = call("batch", "t.csv", "--template", "grommet", "--out", "out", "--set", "flange_diameter=wide")
    assert told.exit_code == 1
    assert "error: flange_diameter: 'wide' is not a number." in told.stderr
    assert files(tmp_path) == ["t.csv"]


@pytest.mark.parametrize(
    "content",
    [GROMMET, GROMMET.replace(",", ";"), "\ufeff" + GROMMET, GROMMET.replace("\n", "\r\n")],
    ids=["usual", "semicolons", "byte order mark", "DOS"],
)
def test_a_table_from_any_spreadsheet_is_made(call, tmp_path, content):
    (tmp_path / "t.csv").write_bytes(content.encode())
    told = call("batch", "t.csv", "--template", "grommet", "--out", "out", "--format", "stl")
    assert told.exit_code == 0
    assert told.stdout == "out/results.csv\n"
    assert "1 made, 0 refused, 0 failed" in told.stderr
    assert len(files(tmp_path / "out")) == 3


def test_a_batch_tells_what_it_ignored_and_each_row_that_was_not_made(call, tmp_path):
    rows = "person,hole_diameter,panel_thickness_in,cable_diameter\nP-1,14,1/16,8\nP-2,14,1/16,20\nP-3,14,1/16,wide\n"
    (tmp_path / "t.csv").write_text(rows)
    told = call("batch", "t.csv", "--template", "grommet", "--out", "out", "--format", "stl")
    assert told.exit_code == 1
    assert "ignored: person" in told.stderr
    assert "row 2 refused: 20 mm cannot be" in told.stderr
    assert "row 3 refused: 'wide' is not a number." in told.stderr
    assert "1 made, 2 refused, 0 failed" in told.stderr
    assert told.stdout == "out/results.csv\n"
    with (tmp_path / "out" / "results.csv").open(newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    assert [line["status"] for line in lines] == ["made", "refused", "refused"]
    assert all(line["fields"] and line["message"] and line["hint"] for line in lines[1:])


# Sweeps, and one real part.


def test_a_sweep_tells_counts_and_the_worst(call):
    told = call("check", "grommet", "--samples", "3", "--json")
    counts = json.loads(told.stdout)["grommet"]["counts"]
    assert told.exit_code == 0
    assert sum(counts.values()) == 5
    assert "height" in json.loads(told.stdout)["grommet"]["worst"]


@pytest.mark.parametrize("wrong", ["off", "failed"])
def test_a_sweep_in_which_a_part_is_wrong_has_status_1(call, pool, wrong):
    def befall(request):
        raise failed("It crashed.")

    pool.ok, pool.befall = wrong != "off", befall if wrong == "failed" else pool.befall
    told = call("check", "grommet", "--samples", "0", "--json")
    assert told.exit_code == 1
    not_made = json.loads(told.stdout)["grommet"]["not_made"].values()
    assert wrong in {each["status"] for each in not_made}
    assert ("out of tolerance" if wrong == "off" else "It crashed.") in told.stderr


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
