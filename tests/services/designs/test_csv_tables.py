import os
import tracemalloc
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.errors import Refused
from configurator.domain.parts.parameters import Parameters, choice, length
from configurator.services.batches.results import append_row, begin_table, reread_table
from configurator.services.designs.csv_rows import MAX_CELL_LENGTH, MAX_COLUMNS, MAX_ROW_LENGTH
from configurator.services.designs.csv_tables import SURPLUS_COLUMN, open_table, parse_table, row_sheet, surplus_cells


class Strap(Parameters):
    side: Literal["left", "right"] = choice("left", title="Side", group="Limb")
    girth: float = length(200, 100, 500, title="Girth", group="Limb", measured=True, ansur="wristcircumference")
    width: float = length(20, 5, 50, title="Width", group="Shape")


def read_whole(path, fixed=()):
    with open_table(path, Strap, fixed) as table:
        return replace(table, rows=list(table.rows))


@pytest.fixture
def read(tmp_path):
    def read_bytes(content, *fixed):
        path = tmp_path / "table.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_whole(path, fixed)

    return read_bytes


@pytest.fixture
def refused(read):
    def problem_of(content, *fixed):
        with pytest.raises(Refused) as caught:
            read(content, *fixed)
        (problem,) = caught.value.problems
        assert problem.fields
        assert problem.hint
        return str(problem)

    return problem_of


ROWS = [{"girth": "200", "width": "20"}, {"girth": "8in"}]


@pytest.mark.parametrize(
    "content",
    [
        "girth,width\n200,20\n8in,\n",
        "girth,width\n200,20\n8in",
        "girth;width\r\n200;20\r\n8in;\r\n",
        "girth,width\r200,20\r8in,\r",
        b"\xef\xbb\xbfgirth,width\n200,20\n8in,\n",
        ' girth , "width"\n\n "200",20,,\n,,\n8in,  \n',
    ],
    ids=["usual", "no last newline", "semicolons", "old Mac", "byte order mark", "blanks"],
)
def test_rows_are_read_however_a_spreadsheet_writes_them(read, content):
    table = read(content)
    assert table.rows == ROWS
    assert table.ignored == []


def test_columns_that_no_parameter_answers_to_are_listed(read):
    table = read("person,girth,,note\nP-1,200,x,limps\n")
    assert table.ignored == ["person", "note"]
    assert table.rows == [{"person": "P-1", "girth": "200", "note": "limps"}]


@pytest.mark.parametrize("header", ["girth", "girth_in", "wristcircumference", "wristcircumference_cm"])
def test_a_measurement_may_stand_under_any_of_its_names(read, header):
    assert read(f"{header}\n20\n").rows == [{header: "20"}]


def test_a_measurement_may_be_given_for_all_rows(read):
    assert read("width\n20\n", "girth").rows == [{"width": "20"}]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "is empty"),
        (" \n\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        ("girth,width\n", "no rows"),
        ("girth,width\n,\n\n", "no rows"),
        ("width\n20\n", "no column for girth"),
        ("\ngirth,width\n200,20\n", "no column for girth"),
        ("girth\twidth\n200\t20\n", "no column for girth"),
        ("girth,width,girth\n200,20,200\n", "the column 'girth' twice"),
        ("girth,größe\n200,ä\n".encode("latin-1"), "not UTF-8 (line 1)"),
        ("girth,width\n200,20\n".encode("utf-16"), "not UTF-8"),
        ('girth,width\n200,"20\n300,20\n300,20\n', "not a CSV file"),
        ('girth,width\n200,"20"5\n', "not a CSV file"),
        ("girth,width\n200," + 200_000 * "9" + "\n", "field larger than field limit"),
        ("girth,width\n200," + 500_000 * "9", "a row has more than 400600 characters (line 2)"),
        ("girth," + 500_000 * "x,", "a row has more than 400600 characters (line 1)"),
        ('girth,width\n"' + 200_000 * '","\n', "a row has more than"),
    ],
)
def test_a_file_that_is_no_table_of_parts_is_refused_with_a_remedy(refused, content, says):
    assert says in refused(content)


@pytest.mark.parametrize(
    ("name", "says"), [("gone.csv", "No such file"), (".", "Is a directory"), ("x" * 300, "too long")]
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path, name, says):
    with pytest.raises(Refused, match=says):
        read_whole(tmp_path / name)


def test_a_table_may_come_through_a_pipe():
    end, other_end = os.pipe()
    os.write(other_end, b"girth;width\n200;20\n")
    os.close(other_end)
    table = read_whole(Path(f"/dev/fd/{end}"))
    os.close(end)
    assert table.rows == [{"girth": "200", "width": "20"}]


def test_an_inch_mark_is_no_quote(read):
    assert read('girth,width\n8",20\n').rows == [{"girth": '8"', "width": "20"}]


def test_a_cell_may_hold_anything_even_nothing_readable(read):
    assert read(b'girth,note\n200,"a\x00b\n,;c"\n').rows == [{"girth": "200", "note": "a\x00b\n,;c"}]


def test_a_decimal_comma_that_shifts_the_cells_is_found(read):
    shifted, right = read("girth,width\n200,5,20\n200,20\n").rows
    assert shifted[SURPLUS_COLUMN] == "20"
    (problem,) = surplus_cells(shifted)
    assert problem.severity == "refusal"
    assert "Write decimals with a point" in problem.hint
    assert list(surplus_cells(right)) == []


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_what_is_written_is_read_again(tmp_path_factory, cells):
    path = tmp_path_factory.mktemp("table") / "table.csv"
    written = [{"girth": "200", "one": one, "two": two} for one, two in cells]
    begin_table(path, ["girth", "one", "two"])
    for row in written:
        append_row(path, ["girth", "one", "two"], row)
    assert list(reread_table(path)) == written
    kept = [{name: cell.strip() for name, cell in row.items() if cell.strip()} for row in written]
    assert read_whole(path).rows == kept


def test_a_row_that_is_not_utf8_is_refused_by_itself(read):
    table = read("girth,note,width\n200,a,20\n200,ä,2ä\n200,,20,ä\n200,b,20\n".encode("cp1252"))
    problems = [[(each.message, each.fields) for each in row_sheet(Strap, row).problems] for row in table.rows]
    says = "The cell is not UTF-8; it looks like Latin-1 or Windows-1252."
    assert problems[0] == problems[3] == []
    assert problems[1] == [(says, ("note",)), (says, ("width",))]
    assert problems[2][0] == (says, ("file",))


def test_where_a_table_breaks_its_rows_before_have_been_read(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text('girth\n200\n201\n"202\n203\n')
    with open_table(path, Strap, ()) as table:
        assert [next(table.rows), next(table.rows)] == [{"girth": "200"}, {"girth": "201"}]
        with pytest.raises(Refused, match="unexpected end of data"):
            next(table.rows)


def test_rows_are_read_when_they_are_asked_for():
    end, other_end = os.pipe()
    os.write(other_end, b"girth\n200\n" + 5_000 * b"201\n")
    with open_table(Path(f"/dev/fd/{end}"), Strap, ()) as table:
        assert next(table.rows) == {"girth": "200"}
        os.write(other_end, b"202\n")
        os.close(other_end)
        assert list(table.rows)[-1] == {"girth": "202"}
    os.close(end)


@pytest.mark.parametrize(
    "content",
    ["girth,note\n" + 50_000 * f"200,{'x' * 180}\n", "girth," + 5_000_000 * "x,", 'girth\n"' + 3_000_000 * '","\n'],
    ids=["many rows", "an endless header", "an endless row"],
)
def test_however_much_a_table_holds_little_of_it_is_in_memory(tmp_path, content):
    path = tmp_path / "table.csv"
    path.write_text(content)
    tracemalloc.start()
    with suppress(Refused), open_table(path, Strap, ()) as table:
        for _ in table.rows:
            pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40 * MAX_ROW_LENGTH


def test_a_header_of_very_many_columns_is_refused_before_anything_is_looked_up():
    names = ",".join(f"c{number}" for number in range(620_000))
    with pytest.raises(Refused) as caught:
        parse_table(f"girth,{names}\n200\n", "The table", Strap)
    assert caught.value.problems[0].message == "The table has 620001 columns."
    assert str(MAX_COLUMNS) in caught.value.problems[0].hint


@pytest.mark.parametrize("column", ["girth", "note"])
def test_an_endless_cell_is_refused_in_its_row(column):
    sheet = row_sheet(Strap, {"girth": "200", column: "1" * (MAX_CELL_LENGTH + 1)})
    assert [(each.fields, each.severity) for each in sheet.problems] == [((column,), "refusal")]
    assert row_sheet(Strap, {"girth": "200", "note": "1" * MAX_CELL_LENGTH}).problems == ()
