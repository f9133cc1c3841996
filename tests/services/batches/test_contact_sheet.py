"""The contact sheet: a tile for each row, made or not."""

import io

from PIL import Image
from pypdf import PdfReader

from configurator import catalogue
from configurator.domain.measures.sheets import Sheet
from configurator.paper.contact_sheet import Tile, contact_sheet
from configurator.services.batches import contact_sheet as sheets
from configurator.services.batches.contact_sheet import write_contact_sheets
from configurator.services.batches.local_batch import LocalBatch, run_batch
from configurator.services.designs.csv_tables import TableRow


def png():
    content = io.BytesIO()
    Image.new("RGB", (32, 24), "grey").save(content, "PNG")
    return content.getvalue()


def text_of(content):
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def test_each_row_has_its_tile_and_pages_follow_one_another():
    tiles = [Tile(row, f"CODE{row:04}", "1.0 × 2.0 × 3.0 mm", png()) for row in range(1, 101)]
    pages = text_of(contact_sheet("Feet", tiles))
    assert len(pages) == 5
    together = " ".join(pages)
    assert all(f"Row {row} CODE{row:04}" in together for row in range(1, 101))


def test_what_was_not_made_says_why_in_its_tile():
    (page,) = text_of(contact_sheet("Feet", [Tile(1, reason="200 mm lies outside 45 mm to 150 mm. Measure again.")]))
    assert "200 mm lies outside 45 mm to 150 mm. Measure again. Row 1 not made" in page


def test_equal_tiles_give_equal_bytes():
    tiles = [Tile(1, "CODE", "1 mm", png()), Tile(2, reason="No.")]
    assert contact_sheet("Feet", tiles) == contact_sheet("Feet", tiles)


def test_a_reason_without_end_stays_in_its_tile():
    pages = text_of(contact_sheet("Feet", [Tile(row, reason="far too long " * 60) for row in (1, 2, 3, 4, 5)]))
    assert len(pages) == 1
    assert "Row 5" in pages[0]


GROMMET = catalogue.find("grommet")


def run(pool, folder, *cables):
    rows = [{"hole_diameter": "14", "panel_thickness": "1.5", "cable_diameter": str(cable)} for cable in cables]
    table_rows = [TableRow(number, cells) for number, cells in enumerate(rows, 2)]
    batch = LocalBatch(GROMMET, table_rows, Sheet({}), ["stl", "thumb"], folder, 1)
    run_batch(pool, batch, lambda outcome: None)
    return batch.results


def test_a_batch_leaves_one_from_what_its_rows_left(pool, tmp_path):
    (path,) = write_contact_sheets("Holes", run(pool, tmp_path, 8, 80))
    (page,) = text_of(path.read_bytes())
    assert path.name == "contact-sheet.pdf"
    assert "21.4 × 21.4 × 4.5 mm" in page and "Row 2 not made" in page


def test_a_folder_whose_name_is_no_utf8_has_one_too(pool, tmp_path):
    folder = tmp_path / "caf\udce9"
    folder.mkdir()
    (path,) = write_contact_sheets("caf\udce9.csv", run(pool, folder, 8))
    assert "caf\\udce9.csv" in text_of(path.read_bytes())[0]


def test_what_does_not_fit_into_one_goes_into_another(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MAX_TILES", 2)
    paths = list(write_contact_sheets("Holes", run(None, tmp_path, 80, 81, 82, 83, 84)))
    assert [path.name for path in paths] == ["contact-sheet.pdf", "contact-sheet-2.pdf", "contact-sheet-3.pdf"]
    assert [[f"Row {row}" in text_of(path.read_bytes())[0] for row in (1, 4, 5)] for path in paths] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]


def test_nothing_else_is_needed_for_a_row_that_was_refused(tmp_path):
    (path,) = write_contact_sheets("Holes", run(None, tmp_path, 80))
    (page,) = text_of(path.read_bytes())
    assert "80 mm" in page and "Row 1 not made" in page
