import csv
import os
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from support.command import FOREVER, files

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
    assert "row 2 (line 3) refused: 20 mm is too large" in told.stderr
    assert "row 3 (line 4) refused: 'wide' is not a number." in told.stderr
    assert "1 made, 2 refused, 0 failed" in told.stderr
    assert told.stdout == "out/results.csv\n"
    with (tmp_path / "out" / "results.csv").open(newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    assert [line["status"] for line in lines] == ["made", "refused", "refused"]
    assert all(line["fields"] and line["message"] and line["hint"] for line in lines[1:])


def test_a_table_that_breaks_later_leaves_what_came_before(call, tmp_path):
    (tmp_path / "t.csv").write_text(GROMMET + '15,1.5,8\n16,"1.5"0,8\n17,1.5,8\n')
    told = call("batch", "t.csv", "--template", "grommet", "--out", "out", "--format", "stl")
    assert told.exit_code == 1
    assert "row 3 refused: t.csv is not a CSV file: ',' expected after '\"' (line 4)." in told.stderr
    assert "2 made, 1 refused, 0 failed" in told.stderr
    assert len(list((tmp_path / "out").glob("*.stl"))) == 2


def test_a_cell_in_another_encoding_is_refused_in_its_row(call, tmp_path):
    table = GROMMET.replace("\n14", ",note\n14") + "15,1.5,8,größe\n16,1.5ä,8\n17,1.5,8,,ä\n"
    (tmp_path / "t.csv").write_bytes(table.encode("latin-1"))
    told = call("batch", "t.csv", "--template", "grommet", "--out", "out", "--format", "stl")
    assert "row 2 (line 3) refused: The cell is not UTF-8" in told.stderr
    assert "1 made, 3 refused, 0 failed" in told.stderr


def test_parts_are_made_while_later_rows_are_still_being_written(pool, call, tmp_path):
    made = Event()
    pool.on_request = lambda request: made.set()
    os.mkfifo(tmp_path / "pipe")
    with ThreadPoolExecutor(1) as thread:
        done = thread.submit(call, "batch", "pipe", "--template", "grommet", "--out", "out", "--format", "stl")
        with (tmp_path / "pipe").open("w") as pipe:
            pipe.write(GROMMET + "15,1.5,8\n")
            pipe.flush()
            assert made.wait(FOREVER)
            pipe.write("16,1.5,8\n")
    assert "3 made, 0 refused, 0 failed" in done.result().stderr


def test_columns_that_say_where_a_part_sits_are_not_ignored(call, tmp_path):
    (tmp_path / "t.csv").write_text("hole_diameter,panel_thickness,cable_diameter,zone,owner\n14,1.5,8,brakes,me\n")
    told = call("batch", "t.csv", "--template", "grommet", "--out", "out", "--format", "stl")
    assert "ignored: owner\n" in told.stderr and "0 made, 1 refused" in told.stderr
    assert "No part for brakes is made here" in (tmp_path / "out" / "results.csv").read_text()
