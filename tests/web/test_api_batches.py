import csv
import io

import pytest
from sqlalchemy import update
from support.http_requests import GROMMET, fields, get, messages, post
from support.ordering import PicturePool

from configurator.services.batches.local_batch import LocalBatch
from configurator.services.batches.make_row import make_row
from configurator.store import tables
from configurator.store.database import write_transaction

BATCH = {"template": "grommet", "rows": [GROMMET, {"hole_diameter": "wide"}], "formats": ["stl"], "key": "1"} | {
    "actor": "clinic-7"
}
TABLE = "hole_diameter,panel_thickness,cable_diameter,note\n14,1.5,8,\nwide,1.5,8,left wing\n"
BESIDE = "batches?template=grommet&formats=stl,step&key=1&actor=clinic-7"


def send(client, table, path=BESIDE, status=202):
    answer = client.post(f"/api/v1/{path}", data=table, content_type="text/csv")
    assert answer.status_code == status, answer.text
    return answer


@pytest.fixture
def made(client, context, tmp_path):
    placed = send(client, TABLE).json
    make_row(context.with_pool(PicturePool(), tmp_path), placed["id"], 1, 1)
    return placed["follow"]


def test_a_batch_is_placed_once_per_actor_and_key(client):
    first, again = post(client, "batches", BATCH, 202), post(client, "batches", BATCH, 202)
    assert again == first
    assert fields(post(client, "batches", BATCH | {"formats": ["step"]}, 422)) == ["key"]


def test_a_row_that_cannot_be_made_is_refused_by_itself(client):
    shown = get(client, post(client, "batches", BATCH, 202)["follow"]).json
    assert [each["status"] for each in shown["rows"]] == ["waiting", "refused"]
    assert shown["counts"] == {"waiting": 1, "made": 0, "refused": 1, "failed": 0}
    assert "hole_diameter" in fields(shown["rows"][1])


@pytest.mark.parametrize(
    "table",
    [
        "\ufeff" + TABLE.replace(",", ";"),
        TABLE.replace(",", "\t").encode("utf-16"),
        "sep=;\n" + TABLE.replace(",", ";"),
        "\n\n" + TABLE.replace("hole_diameter", "Hole diameter (mm)"),
    ],
    ids=["semicolons", "Unicode text", "separator named", "titles"],
)
def test_a_table_is_taken_as_spreadsheets_write_it(client, table):
    answer = send(client, table)
    assert answer.json["ignored"] == ["note"]
    shown = get(client, answer.headers["Location"]).json
    assert ([each["status"] for each in shown["rows"]], shown["formats"]) == (["waiting", "refused"], ["stl", "step"])


def test_a_workbook_is_called_one(client):
    body = send(client, b"PK\x03\x04\x14\x00\x06\x00", status=422).json
    assert "workbook" in messages(body)


def test_a_row_that_a_decimal_comma_has_shifted_is_refused_by_itself(client):
    answer = send(client, "hole_diameter,panel_thickness,cable_diameter,note\n35,5,1.6,25,\n14,1.5,8,\n")
    shown = get(client, answer.headers["Location"]).json
    assert [each["status"] for each in shown["rows"]] == ["refused", "waiting"]
    assert "'35,5'" in messages(shown["rows"][0])


def test_what_was_made_is_told_with_the_addresses_of_its_files(client, made):
    first, second = get(client, made).json["rows"]
    assert (first["status"], set(first["files"]), second["files"]) == ("made", {"stl", "step", "report"}, {})
    assert get(client, first["files"]["stl"]).content_type == "model/stl"


def test_the_results_come_as_a_table_too(client, made):
    answer = get(client, f"{made}/results.csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    first, second = csv.DictReader(io.StringIO(answer.text))
    assert list(first) == LocalBatch(None, (), None, ["stl", "step"], None, 1).columns
    assert (first["row"], first["line"], first["status"]) == ("1", "2", "made")
    assert float(first["seconds"]) > 0 == float(second["seconds"])
    assert get(client, first["stl"]).content_type == "model/stl"
    assert (second["status"], second["fields"], second["stl"]) == ("refused", "hole_diameter", "")
    assert "is not a number" in second["message"]


def test_a_cell_of_two_lines_and_an_empty_line_are_counted_as_a_spreadsheet_does(client):
    table = TABLE.replace("left wing", '"left\nwing"') + "\n14,1.5,8,\n"
    rows = csv.DictReader(io.StringIO(get(client, f"{send(client, table).json['follow']}/results.csv").text))
    assert [(each["row"], each["line"]) for each in rows] == [("1", "2"), ("2", "3"), ("3", "5")]


def test_rows_that_are_no_table_have_no_line(client):
    address = post(client, "batches", BATCH, 202)["follow"]
    rows = csv.DictReader(io.StringIO(get(client, f"{address}/results.csv").text))
    assert [each["line"] for each in rows] == ["", ""]


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        ("", ["file"]),
        ("hole_diameter\n", ["panel_thickness", "cable_diameter"]),
        ("hole_diameter,panel_thickness,cable_diameter\n", ["file"]),
        ("hole_diameter,panel_thickness,cable_diameter\n14,1.5,8\0\n", ["rows.0.cable_diameter"]),
        ('hole_diameter,panel_thickness,cable_diameter\n14,1.5,"8\n', ["file"]),
    ],
)
def test_a_table_that_cannot_be_begun_is_refused(client, table, wrong):
    assert fields(send(client, table, status=422).json) == wrong


def test_a_table_in_another_encoding_is_told_apart(client):
    answer = send(client, "größe\n1\n".encode("latin-1"), status=400)
    assert "UTF-8" in messages(answer.json)


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("batches?template=grommet&formats=stl&key=1", "actor"),
        ("batches?template=grommet&formats=gcode&key=1&actor=a", "formats.0"),
        ("batches?template=grommet&key=1&actor=a", "formats"),
        ("batches?formats=stl&key=1&actor=a", "template"),
    ],
)
def test_what_stands_beside_a_table_is_needed(client, path, wrong):
    assert fields(send(client, TABLE, path, 422).json) == [wrong]


def test_with_json_nothing_stands_beside(client):
    assert fields(post(client, "batches?key=2", BATCH, 422)) == ["key"]


@pytest.mark.parametrize("change", [{"rows": []}, {"rows": [GROMMET] * 1001}, {"rows": [[1]]}])
def test_rows_are_judged(client, change):
    assert fields(post(client, "batches", BATCH | change, 422))[0].startswith("rows")


def test_a_token_that_nobody_has_leads_nowhere(client):
    get(client, f"batches/{'x' * 32}", 404)
    get(client, f"batches/{'x' * 32}/results.csv", 404)


def test_a_row_of_a_later_program_is_shown_as_unknown_beside_the_others(client, context, made):
    with write_transaction(context.engine) as connection:
        first = tables.batch_rows.c.number == 1
        connection.execute(update(tables.batch_rows).where(first).values(status="boxed"))
    shown = get(client, made).json
    assert shown["rows"][0]["status"] == "unknown"
    assert "is not known here" in shown["rows"][0]["problems"][0]["message"]
    assert shown["counts"]["unknown"] == 1
    strange, *others = csv.DictReader(io.StringIO(get(client, f"{made}/results.csv").text))
    assert strange["status"] == "unknown" and others
