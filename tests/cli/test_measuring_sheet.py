import json

from pypdfium2 import PdfDocument


def test_a_sheet_is_written_and_named(call, tmp_path):
    told = call("measuring-sheet", "grommet", "--paper", "Letter", "--out", tmp_path / "sheets").stdout
    path = tmp_path / "sheets" / "grommet-measuring-sheet.pdf"
    assert told.strip() == str(path)
    assert PdfDocument(path)[0].get_size() == (612, 792)


def test_in_json_it_is_named_too(call, tmp_path):
    told = json.loads(call("measuring-sheet", "foot_orthosis", "--out", tmp_path, "--json").stdout)
    assert PdfDocument(told["file"])[0].get_size()[0] < 600


def test_another_part_is_refused_with_a_hint(call, tmp_path):
    done = call("measuring-sheet", "gromet", "--out", tmp_path)
    assert done.exit_code == 1 and "grommet" in done.stderr and not list(tmp_path.iterdir())


def test_a_part_of_which_nothing_is_measured_has_none(call, tmp_path):
    done = call("measuring-sheet", "flat_gasket", "--out", tmp_path)
    assert done.exit_code == 1 and "Nothing is measured for Flat gasket" in done.stderr
    assert not list(tmp_path.iterdir())
