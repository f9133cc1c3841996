"""Files that are broken, or made to break what reads them: each a clear answer, within seconds."""

import random
from pathlib import Path

import ezdxf
import pytest
from support.dxf_drawings import PLATE, content, drawing, plate, refusal

from configurator.domain.errors import Refused
from configurator.kernel.outlines.reading import read_outline

FOLDER = Path(__file__).parents[2] / "support" / "drawings_of_programs"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10mm" viewBox="0 0 10 10">{}</svg>'
OUTSIDE = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
ENTITIES = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("name", "file", "said"),
    [
        ("a.dxf", b"PK\x03\x04\x14\x00", "It is a ZIP, not DXF or SVG."),
        ("a.dxf", b"AC1027\x00\x00", "It is a DWG, not DXF or SVG."),
        ("a.dxf", b"%PDF-1.7", "It is a PDF, not DXF or SVG."),
        ("a.svg", b"\x89PNG\r\n\x1a\n", "It is a picture, not DXF or SVG."),
        ("a.svg", b"\x1f\x8b\x08\x00", "It is compressed, not DXF or SVG."),
        ("a.dxf", b"ISO-10303-21;", "It is a STEP file, not DXF or SVG."),
        ("a.dxf", b"<!DOCTYPE html><html>", "It is a web page, not DXF or SVG."),
        ("a.dxf", b"Dear Sir or Madam", "It is called DXF, but does not begin like DXF."),
        ("a.dxf", SVG.encode(), "It is called DXF, but begins like SVG."),
        ("a.svg", b"  0\nSECTION\n", "It is called SVG, but begins like DXF."),
        ("a.txt", b"  0\nSECTION\n", "Its name ends neither in .dxf nor in .svg."),
        ("a", SVG.encode(), "Its name ends neither in .dxf nor in .svg."),
        ("a.dxf", b"  0\nSECTION\n  2\nHEADER\n  9\n", "It breaks off before its end."),
        ("a.dxf", b"0\nEOF\n", "It holds no lines and arcs."),
        ("a.dxf", b"AutoCAD Binary DXF\r\n\x1a\x00\x00\x00SECEOF\x00", "cannot be read to its end"),
        ("a.dxf", b"0\n" + b"\xff\x00" * 5000 + b"EOF", "It holds no lines and arcs."),
        ("a.svg", b"<svg", "It is not well-formed XML: line 1, column "),
        ("a.svg", b"<kml/>", "It is XML, but no SVG."),
        ("a.svg", SVG.encode("utf-16"), "does not begin like SVG"),
        ("a.svg", b'<?xml version="1.0" encoding="klingon"?><svg/>', "in an encoding that is unknown here"),
        ("a.svg", (ENTITIES + SVG.format("&b;")).encode(), "It declares entities"),
        ("a.svg", (OUTSIDE + SVG.format("&x;")).encode(), "It declares entities"),
        ("a.svg", (SVG.format("<g>" * 100 + "</g>" * 100)).encode(), "more than 64 deep"),
        ("a.svg", (SVG.format("<g/>" * 100_001)).encode(), "more than 100,000 elements"),
    ],
)  # fmt: skip
def test_what_is_no_drawing_is_refused_with_what_it_is(name, file, said):
    assert said in refusal(file, name, unit="")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.999])
def test_a_drawing_that_breaks_off_is_refused_and_not_read_without_its_bores(share):
    document, space = plate()
    for x in range(10, 90, 10):
        space.add_circle((x, 25), 3)
    file = content(document)
    assert refusal(file[: int(len(file) * share)]) == "It breaks off before its end."


def test_a_damaged_number_is_told():
    document, space = plate()
    space.add_circle((20, 20), 7.125)
    found = read_outline(content(document).replace(b"7.125", b"7.12S", 1), "a.dxf", "mm")
    assert "The file is damaged" in found.warnings[0].message


def test_an_open_outline_is_refused_with_both_ends_and_the_gap():
    document, space = drawing()
    for start, end in (((0, 0), (100, 0)), ((100, 0), (100, 50)), ((100, 50), (0, 50)), ((0, 50), (0, 0.42))):
        space.add_line(start, end)
    assert refusal(document) == "The outline is open: a gap of 0.42 mm between x 0, y 0 and x 0, y 0.42."


def test_places_are_those_of_the_drawing_in_mm():
    document, space = drawing(unit=1)
    for start, end in (((100, 0), (104, 0)), ((104, 0), (104, 4)), ((104, 4), (100, 0.5))):
        space.add_line(start, end)
    assert "a gap of 12.7 mm between x 2,540, y 0 and x 2,540, y 12.7" in refusal(document, unit="")


def test_a_line_that_belongs_to_nothing_is_told_apart_from_a_gap():
    document, space = plate()
    space.add_line((20, 20), (80, 20))
    assert refusal(document) == "A single line belongs to no loop: it ends at x 20, y 20 and x 80, y 20."


def test_lines_that_meet_in_threes_are_refused_with_the_place():
    document, space = plate()
    space.add_line((0, 0), (30, 30))
    assert refusal(document) == "3 lines meet at x 0, y 0; an outline has two at each corner."


def test_crossing_bores_are_refused_with_the_place():
    document, space = plate()
    space.add_circle((40, 25), 8)
    space.add_circle((52, 25), 8)
    assert refusal(document).startswith("Two loops cross or touch at x 46, y ")


def test_a_bore_over_the_edge_is_refused_with_the_place():
    document, space = plate()
    space.add_circle((100, 25), 5)
    said = refusal(document)
    assert "Two loops cross or touch at x 100, y " in said
    assert "the circle of 10 mm about x 100, y 25" in said


def test_two_parts_in_one_file_are_refused():
    document, space = plate()
    space.add_circle((200, 25), 5)
    assert "It has 2 outer loops: the loop of 100 × 50 mm about x 50, y 25; the circle of 10 mm" in refusal(document)


def test_a_model_in_three_dimensions_is_told_as_one():
    document, space = drawing()
    space.add_3dface([(0, 0, 0), (10, 0, 0), (10, 10, 5)])
    with space.add_mesh().edit_data() as mesh:
        mesh.vertices, mesh.faces = [(0, 0, 0), (1, 0, 0), (0, 1, 1)], [(0, 1, 2)]
    space.add_polymesh((3, 3))
    assert refusal(document) == "It holds no outline, but a 3D model (3 3D objects)."


@pytest.mark.parametrize("kind", ["line", "polyline", "spline"])
def test_lines_out_of_the_plane_are_refused(kind):
    document, space = drawing()
    points = [(0, 0, 0), (40, 0, 0), (40, 30, 7), (0, 30, 0)]
    if kind == "line":
        space.add_line(points[1], points[2])
    elif kind == "polyline":
        space.add_polyline3d(points, close=True)
    else:
        space.add_open_spline(points)
    assert refusal(document) == "It is not flat: a line goes from z 0 to z 7."


def test_circles_that_are_tilted_are_refused():
    document, space = drawing()
    space.add_circle((0, 0), 5, dxfattribs={"extrusion": (0, 1, 1)})
    assert refusal(document) == "It has lines that are tilted out of the plane."


@pytest.mark.parametrize("radius", [0, -5])
def test_circles_without_a_size_are_refused_or_left_out(radius):
    document, space = plate()
    space.add_circle((20, 20), radius)
    try:
        assert read_outline(content(document), "a.dxf", "").left_out
    except Refused as error:
        assert "a radius of" in str(error)


def test_blocks_that_double_with_each_level_are_refused():
    document, space = drawing()
    document.blocks.new("B0").add_circle((0, 0), 1)
    for level in range(1, 15):
        block = document.blocks.new(f"B{level}")
        for at in range(10):
            block.add_blockref(f"B{level - 1}", (at * 3.0, 0))
    space.add_blockref("B14", (0, 0))
    assert "more than" in refusal(document)


def test_blocks_without_an_end_are_refused():
    document, space = drawing()
    for level in range(30):
        document.blocks.new(f"B{level}").add_blockref(f"B{level + 1}", (0, 0))
    document.blocks.new("B30").add_circle((0, 0), 1)
    space.add_blockref("B0", (0, 0))
    assert "more than 16 deep" in refusal(document)


def test_a_block_that_holds_itself_is_refused():
    document, space = plate()
    block = document.blocks.new("A")
    block.add_circle((0, 0), 1)
    block.add_blockref("A", (5, 5))
    space.add_blockref("A", (20, 20))
    # ezdxf takes the reference out of it, or it has no end.
    try:
        assert read_outline(content(document), "a.dxf", "").text.count("Z") == 2
    except Refused as error:
        assert "more than 16 deep" in str(error)


def test_rows_of_a_thousand_million_blocks_are_refused():
    document, space = drawing()
    document.blocks.new("A").add_circle((0, 0), 1)
    rows = {"row_count": 32000, "column_count": 32000, "row_spacing": 3, "column_spacing": 3}
    space.add_blockref("A", (0, 0), dxfattribs=rows)
    assert "more than" in refusal(document)


@pytest.mark.parametrize("copies", ["nested", "endless"])
def test_copies_of_copies_are_refused(copies):
    defs = '<g id="a0"><circle r="1"/></g>' + "".join(
        f'<g id="a{at}">{f"<use href={chr(34)}#a{at - 1}{chr(34)}/>" * 10}</g>' for at in range(1, 9)
    )
    body = f'<defs>{defs}</defs><use href="#a8"/>' if copies == "nested" else '<g id="a"><use href="#a"/></g>'
    assert "more than" in refusal(SVG.format(body).encode(), "a.svg", unit="")


def test_more_lines_than_an_outline_may_have_are_refused():
    document, space = drawing()
    places = [(at / 100, at % 2) for at in range(2000)]
    space.add_lwpolyline([*places, (20, 50), (0, 50)], close=True)
    assert "at most 500 are taken" in refusal(document)
    space.add_lwpolyline([(at, 100) for at in range(5_001)])
    assert "more than 5,000 lines and arcs" in refusal(document)


def test_a_spline_that_makes_no_sense_is_refused():
    document, space = drawing()
    spline = space.add_open_spline([(0, 0), (5, 10), (10, 0), (20, 0)])
    spline.knots = [0, 0, 1]
    assert "a spline that makes no sense" in refusal(document)


def test_numbers_beyond_reason_are_refused():
    for side in (1e7, 1e300):
        document, space = drawing()
        space.add_lwpolyline([(0, 0), (side, 0), (side, side)], close=True)
        assert "from its origin" in refusal(document) or "no number" in refusal(document)
    document, space = drawing()
    space.add_lwpolyline([(x * 1e-3, y * 1e-3) for x, y in PLATE[:3]], close=True)
    assert "is too small" in refusal(document)


@pytest.mark.parametrize("name", sorted(each.name for each in FOLDER.iterdir()))
@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_changed_in_a_file_the_answer_is_an_outline_or_a_refusal(name, seed):
    chance = random.Random(f"{name} {seed}")
    file = bytearray((FOLDER / name).read_bytes())
    if seed % 3 == 0:
        del file[chance.randrange(len(file)) :]
    elif seed % 3 == 1:
        for _ in range(5):
            file[chance.randrange(len(file))] = chance.randrange(256)
    else:
        lines = bytes(file).split(b"\n")
        for _ in range(3):
            lines[chance.randrange(len(lines))] = lines[chance.randrange(len(lines))]
        file = bytearray(b"\n".join(lines))
    try:
        assert read_outline(bytes(file), name, "").text
    except Refused as error:
        assert all(each.fields and each.hint for each in error.problems)
        assert not any("Traceback" in str(each) or "ezdxf" in str(each) for each in error.problems)


def test_every_entity_that_ezdxf_makes_is_read_or_left_out():
    document, space = plate()
    for kind in ezdxf.entities.factory.ENTITY_CLASSES:
        try:
            space.new_entity(kind, {})
        except Exception:
            continue
    try:
        assert read_outline(content(document), "a.dxf", "").left_out
    except Refused as error:
        assert error.problems[0].hint
