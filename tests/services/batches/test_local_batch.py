import csv
import json
import os
import subprocess
import time
from concurrent.futures import Future
from itertools import count
from pathlib import Path

import pytest
from support.command import COMMAND, FOREVER, configurator
from support.fake_pool import FakePool

from configurator import catalogue
from configurator.domain.errors import Failed, failed, refused
from configurator.domain.measures.sheets import read_values
from configurator.services.batches import local_batch
from configurator.services.batches.local_batch import RESULTS_FILE, SOURCES_FILE, LocalBatch, run_batch
from configurator.services.designs.csv_tables import SURPLUS_COLUMN, TableRow

GROMMET = catalogue.find("grommet")
NOTHING = read_values(GROMMET.parameters, {})
FORMATS = ["stl", "step"]


def row(hole, cable=8.0):
    return {"hole_diameter": str(hole), "panel_thickness": "1.5", "cable_diameter": str(cable)}


def numbered(rows):
    """The rows as a table has them that begins with its header."""
    return (TableRow(number, cells) for number, cells in enumerate(rows, 2))


@pytest.fixture
def batch(tmp_path):
    def run(rows, pool=None, fixed=NOTHING, formats=FORMATS, workers=2):
        told = []
        wanted = LocalBatch(GROMMET, numbered(rows), fixed, formats, tmp_path, workers)
        run_batch(pool or FakePool(), wanted, told.append)
        assert [outcome.row for outcome in told] == list(range(1, len(told) + 1))
        assert not list(tmp_path.glob(".partial-*"))
        return told

    return run


def results(folder):
    with (folder / RESULTS_FILE).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def statuses(outcomes):
    return [outcome.status for outcome in outcomes]


def test_every_row_becomes_files_and_a_line(batch, tmp_path):
    outcomes = batch([row(14), row(15)])
    lines = results(tmp_path)
    assert list(lines[0]) == [
        "row",
        "line",
        "status",
        "digest",
        "fields",
        "message",
        "hint",
        "stl",
        "step",
        "report",
        "seconds",
    ]
    assert [line["row"] for line in lines] == ["1", "2"]
    assert [line["digest"] for line in lines] == [outcome.design.digest for outcome in outcomes]
    for line in lines:
        report = json.loads(Path(line["report"]).read_text())
        assert report["digests"]["design"] == line["digest"]
        assert all(Path(line[kind]).read_text() for kind in FORMATS)
    assert len(list(tmp_path.iterdir())) == 8


def test_one_bad_row_of_a_thousand_stops_nothing(batch, tmp_path):
    rows = [row(14 + number / 1000) for number in range(1000)]
    rows[500] = row(14, cable="10,2")
    assert [outcome.row for outcome in batch(rows, formats=["stl"]) if outcome.status != "made"] == [501]
    lines = results(tmp_path)
    assert [int(line["row"]) for line in lines] == list(range(1, 1001))
    bad = lines[500]
    assert (bad["status"], bad["fields"], bad["stl"], bad["digest"]) == ("refused", "cable_diameter", "", "")
    assert bad["message"] == "'10,2' is not a number."
    assert "decimal point" in bad["hint"]


@pytest.mark.parametrize(
    ("bad", "field", "says"),
    [
        (row("nan"), "hole_diameter", "not a number"),
        (row(-14), "hole_diameter", "outside"),
        (row(14, cable=20), "cable_diameter hole_diameter", "wall"),
        ({"hole_diameter": "14"}, "panel_thickness cable_diameter", "missing"),
        (row(14) | {"hole_diameter_in": "0.5"}, "hole_diameter", "twice"),
        (row(14) | {SURPLUS_COLUMN: "5"}, "file", "a cell too many"),
        (row("9" * 1900 + " 8"), "hole_diameter", "not a number"),
        (row("9" * 5000 + " 8"), "hole_diameter", "more than 2000 characters"),
        (row('=1+1"\n,;\x00'), "hole_diameter", "not a number"),
    ],
)
def test_a_bad_row_has_field_and_remedy_and_no_file(batch, tmp_path, bad, field, says):
    pool = FakePool()
    assert statuses(batch([bad], pool)) == ["refused"]
    (line,) = results(tmp_path)
    assert line["fields"] == field
    assert says in line["message"]
    assert line["hint"]
    assert pool.requests == []
    assert {path.name for path in tmp_path.iterdir()} == {RESULTS_FILE, SOURCES_FILE}


def test_a_row_that_fails_is_told_and_the_others_go_on(batch, tmp_path):
    def on_request(request):
        if request["parameters"]["hole_diameter"] == 15:
            raise failed("The CAD kernel crashed.", hint="Try others.")

    outcomes = batch([row(14), row(15), row(16)], FakePool(on_request))
    assert statuses(outcomes) == ["made", "failed", "made"]
    line = results(tmp_path)[1]
    assert (line["message"], line["hint"], line["stl"]) == ("The CAD kernel crashed.", "Try others.", "")
    assert line["digest"] == outcomes[1].design.digest


def test_a_doubt_is_told_and_the_part_is_made(batch, tmp_path):
    thick = {"hole_diameter": "5", "panel_thickness": "8", "cable_diameter": "2"}
    assert statuses(batch([thick])) == ["made"]
    assert "swapped" in results(tmp_path)[0]["hint"]


def test_a_size_out_of_tolerance_is_told_whenever_the_row_is_run(batch, tmp_path):
    for pool in (FakePool(ok=False), FakePool()):
        assert statuses(batch([row(14)], pool)) == ["made"]
        assert "height" in results(tmp_path)[0]["message"]


def test_what_is_fixed_fills_what_a_row_lacks_and_no_more(batch):
    fixed = read_values(GROMMET.parameters, {"cable_diameter": "5", "hole_diameter": "20"})
    (outcome,) = batch([{"hole_diameter": "14", "panel_thickness": "1.5"}], fixed=fixed)
    assert outcome.design.parameters["hole_diameter"] == 14
    assert outcome.design.parameters["cable_diameter"] == 5


@pytest.mark.parametrize("workers", [1, 2, 64])
def test_rows_of_the_same_design_share_their_files(batch, tmp_path, workers):
    outcomes = batch([row(25.4), row("1in"), row("2.54cm"), row(30), row(25.4)], workers=workers)
    assert statuses(outcomes) == ["made"] * 5
    assert len({outcome.design.digest for outcome in outcomes}) == 2
    assert len({outcome.files["stl"] for outcome in outcomes}) == 2
    assert len(list(tmp_path.iterdir())) == 8


def test_run_again_only_what_is_missing_is_made(batch, tmp_path):
    rows = [row(14), row(15), row(16, cable=20)]
    first = batch(rows)
    pool = FakePool()
    again = batch([*rows, row(17)], pool)
    assert [request["parameters"]["hole_diameter"] for request in pool.requests] == [17]
    assert statuses(again) == ["made", "made", "refused", "made"]
    assert [outcome.files for outcome in again[:3]] == [outcome.files for outcome in first]
    assert len(results(tmp_path)) == 4


@pytest.mark.parametrize("content", ["", "short", "[]", "null", "{"])
@pytest.mark.parametrize("ending", ["stl", "report.json"])
def test_a_spoilt_file_is_made_anew(batch, tmp_path, ending, content):
    batch([row(14), row(15)])
    spoilt = sorted(tmp_path.glob(f"*.{ending}"))[0]
    before = spoilt.read_text()
    spoilt.write_text(content)
    pool = FakePool()
    assert statuses(batch([row(14), row(15)], pool)) == ["made", "made"]
    assert len(pool.requests) == 1
    assert spoilt.read_text() == before


def test_an_interrupt_leaves_what_was_made_and_nothing_half_done(tmp_path, batch):
    numbers = count(1)

    def on_request(request):
        if next(numbers) == 8:
            raise KeyboardInterrupt

    rows = [row(14 + number) for number in range(9)]
    with pytest.raises(KeyboardInterrupt):
        batch(rows, FakePool(on_request), formats=["stl"], workers=1)
    left = sorted(path.name for path in tmp_path.iterdir() if path.name not in (SOURCES_FILE, RESULTS_FILE))
    assert left
    assert not [name for name in left if name.startswith(".partial-")]
    assert len(left) % 2 == 0
    assert [line["status"] for line in results(tmp_path)] == ["made"] * (len(left) // 2)
    pool = FakePool()
    assert statuses(batch(rows, pool, formats=["stl"])) == ["made"] * 9
    assert len(pool.requests) == 9 - len(left) // 2


def test_results_that_cannot_be_written_are_a_failure(batch, tmp_path, monkeypatch):
    (tmp_path / RESULTS_FILE).mkdir()
    with pytest.raises(Failed, match="Cannot write"):
        batch([row(14)])


def test_a_disk_that_is_full_ends_the_batch(batch, tmp_path):
    (tmp_path / RESULTS_FILE).symlink_to("/dev/full")
    with pytest.raises(Failed, match="No space left"):
        batch([row(14)])


def test_results_are_written_as_rows_end_and_rows_are_read_as_they_are_made(batch, tmp_path):
    lines = []

    def rows():
        for number in range(50):
            lines.append(len(results(tmp_path)))
            yield row(14 + number / 1000, cable=8 if number % 5 else 20)

    batch(rows(), formats=["stl"], workers=2)
    assert len(results(tmp_path)) == 50
    # Twice as many as are made at once, and what was refused between them.
    assert all(number - written <= 6 for number, written in enumerate(lines)), lines


def test_rows_behind_a_slow_one_end_and_are_bounded(batch, tmp_path, monkeypatch):
    monkeypatch.setattr(local_batch, "MAX_ENDED_ROWS", 10)
    pool = FakePool()
    reads = []

    class Slow(Future):
        def result(self, timeout=None):
            reads.append(len(list(taken)))
            return super().result(timeout)

    submit, taken = pool.submit, []

    def submit_slowly(function, request, limits=None):
        answer = Slow()
        answer.set_result(submit(function, request).result())
        return answer

    pool.submit = submit_slowly

    def rows():
        for number in range(30):
            taken.append(number)
            yield row(14, cable=20 if number else 8)

    assert statuses(batch(rows(), pool, formats=["stl"])) == ["made"] + ["refused"] * 29
    assert reads == [11]


def test_where_the_table_breaks_is_the_last_line_of_its_results(batch, tmp_path):
    def rows():
        yield row(14)
        raise refused("t.csv is not a CSV file: unexpected end of data (line 3).", "file", hint="Look there.")

    assert statuses(batch(rows())) == ["made", "refused"]
    made, broken = results(tmp_path)
    assert (made["status"], broken["row"], broken["fields"]) == ("made", "2", "file")
    assert (made["line"], broken["line"]) == ("2", "")
    assert "line 3" in broken["message"] and broken["hint"] == "Look there."


def test_a_small_real_run_and_again(pool, batch, tmp_path):
    rows = [row(14), row(14), row(14, cable=13), row('1"')]
    assert statuses(batch(rows, pool, formats=["stl", "3mf"], workers=1)) == ["made", "made", "refused", "made"]
    assert len(list(tmp_path.glob("*.stl"))) == len(list(tmp_path.glob("*.3mf"))) == 2
    idle = FakePool()
    assert statuses(batch(rows, idle, formats=["stl"])) == ["made", "made", "refused", "made"]
    assert idle.requests == []


def wait_for(true):
    deadline = time.monotonic() + FOREVER
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


@pytest.mark.slow
def test_killed_in_the_middle_it_completes_when_run_again(tmp_path):
    table, out = tmp_path / "table.csv", tmp_path / "out"
    table.write_text("hole_diameter,panel_thickness,cable_diameter\n" + "".join(f"{14 + n},1.5,8\n" for n in range(12)))
    words = ["batch", table, "--template", "grommet", "--out", out, "--format", "stl", "--workers", "1"]
    with subprocess.Popen([COMMAND, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        wait_for(lambda: list(out.glob("*.report.json")) or process.poll() is not None)
        process.kill()
    kept = {path: path.stat().st_mtime_ns for path in out.glob("*.stl")}
    assert len(kept) < 12
    assert list(out.glob(".partial-*"))

    done = configurator(*words, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "12 made, 0 refused, 0 failed" in done.stderr
    assert {line["status"] for line in results(out)} == {"made"}
    assert len(list(out.glob("*.stl"))) == len(list(out.glob("*.report.json"))) == 12
    assert not list(out.glob(".partial-*"))
    assert {path: path.stat().st_mtime_ns for path in kept} == kept


def test_what_other_code_or_tables_made_is_made_again_once(batch, tmp_path, monkeypatch):
    first, again, changed, resumed = FakePool(), FakePool(), FakePool(), FakePool()
    batch([row(14)], first)
    batch([row(14)], again)
    monkeypatch.setattr(local_batch, "source_digest", lambda template: "other code")
    os.utime(next(tmp_path.glob("*.report.json")), (1000, 1000))
    batch([row(14)], changed)
    batch([row(14)], resumed)
    assert [len(pool.requests) for pool in (first, again, changed, resumed)] == [1, 0, 1, 0]


@pytest.mark.parametrize("name", ["out\udce9", "=1+1", "a\nb", "\x1b[2J"])
def test_a_folder_of_any_name_has_its_results(tmp_path, name):
    folder = tmp_path / name
    folder.mkdir()
    told = []
    run_batch(FakePool(), LocalBatch(GROMMET, numbered([row(14)]), NOTHING, ["stl"], folder, 1), told.append)
    (line,) = results(folder)
    assert (line["status"], Path(line["stl"]).name) == ("made", told[0].files["stl"].name)
    assert line["stl"].isprintable() and not line["stl"].startswith("=")


def test_a_row_is_judged_where_it_says_that_it_sits_and_drawn_for_the_first_offer_that_fits_there(batch):
    pool = FakePool()
    rows = [
        row(14),
        row(15) | {"zone": "cabin", "fluids": "brake fluid; water"},
        row(16) | {"zone": "hot side"},
        row(17) | {"fluids": "beer"},
        row(18) | {"zone": "brakes"},
        row(19) | {"fluids": "none"},
    ]
    outcomes = batch(rows, pool)
    assert statuses(outcomes) == ["made", "made", "refused", "refused", "refused", "made"]
    assert [each.problems[0].fields for each in outcomes[2:5]] == [("offer",), ("fluids",), ("zone",)]
    offers = [request["drafting"]["offer"] for request in pool.requests]
    assert offers == ["mjf-tpu", "mjf-pa12", "mjf-tpu"]
