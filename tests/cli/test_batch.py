import csv

import pytest
from support.command import files

GROMMET = "hole_diameter,panel_thickness,cable_diameter\n14,1.5,8\n"

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
    assert len(files(tmp_path / "out")) == 4


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
