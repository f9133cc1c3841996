import io
import re
from dataclasses import replace
from itertools import combinations

import pytest
from pypdf import PdfReader
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.pdfbase.pdfmetrics import stringWidth

from configurator.domain.errors import Failed
from configurator.domain.production.handovers import Approval
from configurator.paper import typeface
from configurator.paper.page import BOTTOM, LEFT, RIGHT
from configurator.production.traveller import make_traveller

A4 = (595.28, 841.89)
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenkassenkassier" * 3


def pages(handover):
    return PdfReader(io.BytesIO(make_traveller(handover))).pages


def rectangles(page):
    """Left, bottom, width and height of each rectangle that is drawn."""
    found = []

    def note(operator, operands, matrix, _):
        if operator == b"re":
            x, y, width, height = map(float, operands)
            found.append((matrix[4] + x, matrix[5] + y, width, height))

    page.extract_text(visitor_operand_before=note)
    return found


def pictures(page):
    """Left, bottom, width and height of each picture on a page."""
    found = []

    def note(operator, operands, matrix, _):
        if operator == b"Do" and page["/Resources"]["/XObject"][operands[0]]["/Subtype"] == "/Image":
            found.append((matrix[4], matrix[5], matrix[0], matrix[3]))

    page.extract_text(visitor_operand_before=note)
    return found


def lines(page):
    """Text, left, right and baseline of each piece of text on a page."""
    found = []

    def note(text, matrix, at, font, size):
        if text.strip():
            left = matrix[4] + at[4]
            name = font["/BaseFont"].partition("+")[2]
            found.append((text.strip(), left, left + stringWidth(text.strip(), name, size), matrix[5] + at[5]))

    page.extract_text(visitor_text=note)
    return found


def with_dimensions(handover, dimensions):
    return replace(handover, report=replace(handover.report, dimensions=tuple(dimensions)))


def test_the_code_to_scan_is_the_ticket(handover):
    """The dark runs drawn on the page are those of the ticket's code, row by row."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(handover.ticket)
    code.make()
    runs = [len(run) for row in code.modules for run in re.findall("#+", "".join(" #"[bool(dark)] for dark in row))]
    drawn = rectangles(pages(handover)[0])
    module = drawn[0][2] / 7
    assert [round(width / module) for _, _, width, _ in drawn] == runs
    assert module * 25.4 / 72 > 1
    assert max(x + width for x, _, width, _ in drawn) == pytest.approx(A4[0] - RIGHT, abs=0.1)


@pytest.mark.parametrize(("width", "height"), [(120, 90), (40, 200), (400, 30)])
def test_the_picture_keeps_its_proportions_within_its_place(handover, png, width, height):
    ((x, _, wide, high),) = pictures(pages(replace(handover, picture=png(width, height)))[0])
    assert wide / high == pytest.approx(width / height, rel=1e-3)
    assert x >= LEFT - 0.1
    assert wide <= 104 / 25.4 * 72 + 0.1
    assert high <= 78 / 25.4 * 72 + 0.1
    assert wide == pytest.approx(104 / 25.4 * 72, rel=1e-3) or high == pytest.approx(78 / 25.4 * 72, rel=1e-3)


def test_without_a_picture_its_place_stays_empty(handover):
    bare = replace(handover, picture=None)
    assert pictures(pages(bare)[0]) == []
    assert lines(pages(bare)[0]) == lines(pages(handover)[0])


def test_many_dimensions_flow_over_pages_under_the_same_header(handover):
    many = [replace(handover.report.dimensions[2], name=f"rib_{number}_height") for number in range(80)]
    sheets = pages(with_dimensions(handover, many))
    texts = [" ".join(sheet.extract_text().split()) for sheet in sheets]
    assert len(sheets) > 2
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of {len(sheets)}" in text
        assert f"{handover.ticket} · {handover.design.code}" in text
    assert all("ON THE MODEL" in text for text in texts if "Rib" in text)
    assert sorted(re.findall(r"Rib \d+ height", " ".join(texts))) == sorted(f"Rib {n} height" for n in range(80))


def test_long_texts_wrap_and_never_run_over_others(handover):
    offer = replace(handover.offer, process=LONG, grade="Grade " * 30, finish=LONG)
    dimensions = [replace(each, name=f"{each.name}_{LONG}") for each in handover.report.dimensions]
    tall = replace(
        handover,
        title=LONG,
        factory=LONG,
        machine="machine " * 20,
        offer=offer,
        remake_of="3ZK8P0QRTV",
        approvals=(Approval(LONG, "2026-11-20T09:12:44", "Because. " * 900 + LONG),),
    )
    for sheet in pages(with_dimensions(tall, dimensions)):
        pieces = lines(sheet)
        for text, left, right, baseline in pieces:
            assert left >= LEFT - 0.1, text
            assert right <= A4[0] - RIGHT + 0.1, text
            assert baseline > BOTTOM or baseline == pytest.approx(10 / 25.4 * 72, abs=0.1), text
        for (text, left, right, baseline), (other, start, end, line) in combinations(pieces, 2):
            apart = abs(baseline - line) > 5 or right <= start + 0.1 or end <= left + 0.1
            assert apart, (text, other)


def test_the_lines_of_a_deviation_stay_lines(handover):
    deviant = replace(handover, approvals=(Approval("customer:7", "2026-11-21T00:00:00", "rim low\nworn so"),))
    baselines = {text: baseline for text, _, _, baseline in lines(pages(deviant)[0])}
    assert baselines["Deviation: rim low"] > baselines["worn so"]


def test_without_its_fonts_it_says_who_brings_them(monkeypatch):
    monkeypatch.setattr(typeface, "find_spec", lambda _: None)
    with pytest.raises(Failed, match="fonts"):
        typeface.load_fonts.__wrapped__()


def test_every_font_is_in_the_file(handover):
    fonts = pages(handover)[0]["/Resources"]["/Font"].values()
    assert len(fonts) >= 3
    for font in (font.get_object() for font in fonts):
        assert "/FontFile2" in font["/FontDescriptor"], font["/BaseFont"]
