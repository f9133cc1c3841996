import csv
import io
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
from configurator.domain.parts.declarations import choice, length
from configurator.domain.parts.parameters import Parameters
from configurator.services.batches.results import append_row, begin_table, reread_table
from configurator.services.designs.csv_rows import MAX_CELL_LENGTH, MAX_COLUMNS, MAX_ROW_LENGTH
from configurator.services.designs.csv_tables import SURPLUS_COLUMN, open_table, parse_table, row_sheet, surplus_cells


class Strap(Parameters):
    side: Literal["left", "right"] = choice("left", title="Side", group="Limb")
    girth: float = length(200, 100, 500, title="Girth", group="Limb", measured=True, ansur="wristcircumference")
    width: float = length(20, 5, 50, title="Width", group="Shape")


def read_whole(path, fixed=()):
    with open_table(path, Strap, fixed) as table:
        return replace(table, rows=[row.cells for row in table.rows])


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
        ' girth , "width",,\n\n "200",20,,\n,,\n8in,  \n',
        "girth\twidth\n200\t20\n8in\t\n",
        "sep=;\ngirth;width\n200;20\n8in;\n",
        '\n"SEP=\t"\r\n\r\ngirth\twidth\r\n200\t20\r\n8in\r\n',
        "sep=|\ngirth|width\n200|20\n8in\n",
        "\n\n \ngirth,width\n200,20\n8in,\n",
        ",,\ngirth,width\n200,20\n8in,\n",
        "girth\twidth\r\n200\t20\r\n8in\t\r\n".encode("utf-16"),
        b"\xfe\xff" + "girth,width\n200,20\n8in,\n".encode("utf-16-be"),
        "girth,width\n200,20\n8in,\n".encode("utf-16-le"),
    ],
    ids=[
        "usual", "no last newline", "semicolons", "old Mac", "byte order mark", "blanks", "tabs", "separator named",
        "tab named between blank lines", "bar named", "blank lines first", "an empty row first", "Excel's Unicode text",
        "UTF-16 of high bytes first", "UTF-16 without its mark",
    ],
)  # fmt: skip
def test_rows_are_read_however_a_spreadsheet_writes_them(read, content):
    table = read(content)
    assert table.rows == ROWS
    assert table.ignored == []


def test_columns_that_no_parameter_answers_to_are_listed(read):
    table = read("person,girth,,note\nP-1,200,x,limps\n")
    assert table.ignored == ["person", "column 3", "note"]
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
        ("grith,width\n200,20\n", "Is it 'grith' for girth? Then call it so."),
        ("girth|width\n200|20\n", "no column for girth"),
        (b"PK\x03\x04\x14\x00\x06\x00", "a workbook of a spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as CSV UTF-8"),
        ("girth,width,girth\n200,20,200\n", "the column 'girth' twice"),
        ("girth,größe\n200,ä\n".encode("latin-1"), "not UTF-8 (line 1)"),
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


def test_a_row_in_a_pipe_waits_for_no_other():
    end, other_end = os.pipe()
    os.write(other_end, b"girth,width,note\n200,20,45\n")
    with open_table(Path(f"/dev/fd/{end}"), Strap, ()) as table:
        assert next(table.rows).cells == {"girth": "200", "width": "20", "note": "45"}
        os.write(other_end, b"200,5,20,\n")
        os.close(other_end)
        assert next(table.rows).cells[SURPLUS_COLUMN] == "200,5"
    os.close(end)


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


CUT = "girth,width,note\n"


@pytest.mark.parametrize(
    ("content", "cut"),
    [
        (CUT + "35,5,1.6,\n", "35,5"),
        (CUT + "200,5mm,20,,\n", "200,5mm"),
        (CUT + "-3,5,1.6,\n", "-3,5"),
        (CUT + "200.5,20,5,\n", "20,5"),
        (CUT + "200,5,20\n210.5,21\n", "200,5"),
        (CUT + "210.5,21\n200,5,20\n", "200,5"),
        ("girth,width,,\n200,5,20,\n", "20"),
        (CUT + "200,5,20\n", "200,5"),
    ],
)
def test_a_row_that_a_decimal_comma_seems_to_have_shifted_is_refused(read, content, cut):
    surplus = [row[SURPLUS_COLUMN] for row in read(content).rows if SURPLUS_COLUMN in row]
    assert surplus == [cut]


@pytest.mark.parametrize(
    "content",
    [
        CUT + "200.5,20,\n",
        CUT + "200.5,20,limps,\n",
        CUT + "200.5,20.5\n210,21,limps\n",
        CUT + "200,20,45\n210,21,46\n",
        CUT + "200,20\n210\n",
        CUT + "200,20\n",
        CUT + "200,20,limps\n",
        CUT + "200.5,20.5,45\n",
        "girth;width;note\n200;5;20;\n",
        "girth\twidth\n200\t20\t\n",
    ],
)
def test_a_row_that_is_as_its_header_says_or_ends_in_an_idle_comma_is_taken(read, content):
    assert not any(SURPLUS_COLUMN in row for row in read(content).rows)


@pytest.mark.parametrize(
    "header",
    ["Girth", "GIRTH", "girth (mm)", "Girth [mm]", "girth, mm", "Girth / mm", "WristCircumference", "girth(MM)"],
)
def test_a_column_may_have_its_title_or_other_capitals(read, header):
    (row,) = read(f'"{header}"\n200\n').rows
    assert row_sheet(Strap, row).values() == {"girth": 200}


def test_a_unit_in_the_title_is_that_of_its_cells(read):
    (row,) = read("Girth (in),Width [cm]\n8,2\n").rows
    assert row_sheet(Strap, row).values() == {"girth": pytest.approx(203.2), "width": pytest.approx(20)}
    (row,) = read("girth (ft)\n0.7\n").rows
    assert "does not fit" in str(row_sheet(Strap, row).problems[0])


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("girth\n200\n\n210\n", [2, 4]),
        ('\n\ngirth,note\n200,"a\nb\nc"\n210,\n', [4, 5]),
        ("sep=,\ngirth,note\n,\n200,\n", [3]),
    ],
)
def test_a_row_has_the_number_that_a_spreadsheet_shows(tmp_path, content, lines):
    (tmp_path / "table.csv").write_text(content)
    with open_table(tmp_path / "table.csv", Strap, ()) as table:
        assert [row.line for row in table.rows] == lines


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


SAFE = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=8).map(str.strip)


@given(
    st.lists(st.tuples(SAFE, SAFE), min_size=1, max_size=5),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["", "\n", " \n\n"]),
    st.booleans(),
)
def test_a_table_is_the_same_in_every_dialect(tmp_path_factory, cells, delimiter, newline, encoding, before, is_named):
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=newline)
    writer.writerows([("girth", "one", "two"), *(("200", *each) for each in cells)])
    path = tmp_path_factory.mktemp("table") / "table.csv"
    named = f"sep={delimiter}{newline}" if is_named else ""
    path.write_bytes((before + named + buffer.getvalue()).encode(encoding))
    written = [{"girth": "200", "one": one, "two": two} for one, two in cells]
    assert read_whole(path).rows == [{name: cell for name, cell in row.items() if cell} for row in written]


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
        assert [next(table.rows).cells, next(table.rows).cells] == [{"girth": "200"}, {"girth": "201"}]
        with pytest.raises(Refused, match="unexpected end of data"):
            next(table.rows)


def test_rows_are_read_when_they_are_asked_for():
    end, other_end = os.pipe()
    os.write(other_end, b"girth\n200\n" + 5_000 * b"201\n")
    with open_table(Path(f"/dev/fd/{end}"), Strap, ()) as table:
        assert next(table.rows).cells == {"girth": "200"}
        os.write(other_end, b"202\n")
        os.close(other_end)
        assert list(table.rows)[-1].cells == {"girth": "202"}
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
