import os
import re

import pytest
import trimesh
from support.strange_files import refusal_of

from configurator.kernel.inspect.reading import obj, read_file

BOX = trimesh.creation.box((30, 40, 50))
TEXT = trimesh.exchange.obj.export_obj(BOX).encode()
FIVE = b"mtllib gone.mtl\no part\nv 0 0 0\nv 30 0 0\nv 30 30 0\nv 0 30 0\nv 0 0 30\nvn 0 0 1\nusemtl blue\n"


def test_an_obj_holds_its_triangles(tmp_path):
    (tmp_path / "part.obj").write_bytes(TEXT)
    found = read_file(tmp_path / "part.obj", "mm").geometry
    assert found.vertices[found.faces] == pytest.approx(BOX.triangles)


@pytest.mark.parametrize(
    ("faces", "number"),
    [
        (b"f 1//1 2//1 3//1 4//1\n", 2),
        (b"f -5 -4 -3\nf -5/1 -3/1 -1/1\n", 2),
        (b"f 1 2 3 4 5\n", 3),
        (b"fo 1 2 3\n", 1),
        (b"f 1 2 \\\n 3 4\n", 2),
        (b"f 1/1/1 2/ 3 # the bottom 9\nl 1 2\np 1\n", 1),
        (b"f 1 2 3\nf 1 2\nf 1 1 2\n", 2),
    ],
)
def test_polygons_are_divided_and_looks_left_aside(tmp_path, faces, number):
    (tmp_path / "part.obj").write_bytes(FIVE + faces)
    assert len(read_file(tmp_path / "part.obj", "mm").geometry.faces) == number


def test_a_corner_below_nought_counts_back_from_the_line_it_stands_on(tmp_path):
    (tmp_path / "part.obj").write_bytes(FIVE + b"f -5 -4 -3\nv 9 9 9\nf -6 -5 -4\n")
    assert read_file(tmp_path / "part.obj", "mm").geometry.faces.tolist() == [[0, 1, 2]] * 2


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TEXT.replace(b" ", b"\t"), id="tabs"),
        pytest.param(b"\n".join(b" \t" + line for line in TEXT.split(b"\n")), id="leading blanks"),
        pytest.param(TEXT.replace(b"\n", b"\r"), id="lines ended by CR"),
        pytest.param(TEXT.replace(b"\n", b"\r\n"), id="lines ended by CR and LF"),
        pytest.param(b"\xef\xbb\xbf" + TEXT, id="mark of the encoding"),
        pytest.param(re.sub(rb"(?m)^(v .*)$", rb"\1 1.0 0.5 0.5 0.5", TEXT), id="weights and colours"),
        pytest.param(re.sub(rb"(?m)^(v \S+) ", rb"\1 \\\n  ", TEXT), id="lines that go on"),
    ],
)
def test_a_text_may_be_laid_out_in_many_ways(tmp_path, content):
    (tmp_path / "part.obj").write_bytes(content)
    found = read_file(tmp_path / "part.obj", "mm").geometry
    assert found.vertices[found.faces] == pytest.approx(BOX.triangles)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"v 0 0 0\n", "It holds no triangles."),
        (b"hello", "It holds no triangles."),
        (FIVE + b"f 1 2 300\n", "Line 10: a face names corner 300 of 5."),
        (FIVE + b"f 1 2 0\n", "Line 10: a face names corner 0, and OBJ counts from 1."),
        (FIVE + b"\\\n\nf 0/1 1/1 2/1\n", "Line 12: a face names corner 0, and OBJ counts from 1."),
        (FIVE + b"f 1 2 -6\n", "Line 10: a face names corner -6 of the 5 before it."),
        (FIVE + b"f 1 2 99999999999999999999\n", "Line 10: a face names corner"),
        (FIVE + b"f 1 2 3.5\n", "Line 10: '3.5' is not a number."),
        (FIVE.replace(b"30", b"wide") + b"f 1 2 3\n", "Line 4: 'wide' is not a number."),
        (FIVE.replace(b"v 30 0 0", b"v 30,0 0,0 0,0") + b"f 1 2 3\n", "Line 4: '30,0' is not a number."),
        (FIVE.replace(b"v 30 0 0", b"v 30 0") + b"f 1 2 3\n", "Line 4: a corner needs three numbers, and has 2."),
        (FIVE.replace(b"v 0 0 0", b"v nan 0 0") + b"f 1 2 3\n", "1 of its corners are not numbers."),
        (FIVE + b"f 1 2 3\nsurf 0 1 0 1 1 2 3 4\n", "Line 11: it holds a free-form surface ('surf')"),
        (bytes(10) + os.urandom(100), "It is no OBJ: it is not a text."),
    ],
)
def test_what_is_no_obj_is_refused_with_its_line(tmp_path, content, says):
    assert refusal_of(tmp_path / "part.obj", content).startswith(says)


def test_more_polygons_than_are_examined_are_refused_by_their_count(tmp_path, monkeypatch):
    monkeypatch.setattr(obj, "read_numbers", lambda *_: pytest.fail("it was read"))
    many = FIVE + b"f 1 2 3\n" * 2_000_001
    assert refusal_of(tmp_path / "part.obj", many) == "It has 2,000,001 triangles; at most 2,000,000 are examined."


def test_polygons_of_more_triangles_than_are_examined_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("configurator.kernel.inspect.reading.geometry.MAX_TRIANGLES", 2)
    assert refusal_of(tmp_path / "part.obj", FIVE + b"f 1 2 3 4 5\n").startswith("It has 3 triangles")


@pytest.mark.parametrize(
    ("comment", "unit", "side"),
    [
        (b"# File units = inches", "in", 762),
        (b"# This file uses centimeters as units for non-parametric coordinates.", "cm", 300),
        (b"#units: Millimeters", "mm", 30),
        (b"# Units are in feet", "ft", 9144),
        (b"# one unit is shown in red", "mm", 30),
    ],
)
def test_a_unit_in_a_comment_is_taken_as_stated(tmp_path, comment, unit, side):
    (tmp_path / "part.obj").write_bytes(comment + b"\n" + FIVE + b"f 1 2 3 4\n")
    found = read_file(tmp_path / "part.obj")
    assert found.unit.value == unit
    assert found.geometry.vertices.max() == pytest.approx(side)
