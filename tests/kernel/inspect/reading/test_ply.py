import struct

import numpy as np
import pytest
import trimesh
from support.strange_files import refusal_of

from configurator.kernel.inspect.reading import ply, read_file

BOX = trimesh.creation.box((30, 40, 50))
BINARY = trimesh.exchange.ply.export_ply(BOX)
TEXT = trimesh.exchange.ply.export_ply(BOX, encoding="ascii")
QUADS = b"""ply
format ascii 1.0
comment made by hand
element vertex 5
property double x
property double y
property double z
element face 2
property list uint8 int32 vertex_index
end_header
0 0 0
30 0 0
30 30 0
0 30 0
0 0 30
4 0 1 2 3
3 0 1 4
"""
BODY = BINARY.find(b"end_header\n") + len(b"end_header\n")


@pytest.mark.parametrize("content", [BINARY, TEXT], ids=["binary", "text"])
def test_both_kinds_hold_the_same_triangles(tmp_path, content):
    (tmp_path / "part.ply").write_bytes(content)
    found = read_file(tmp_path / "part.ply", "mm").geometry
    assert found.vertices[found.faces] == pytest.approx(BOX.triangles)


def test_polygons_are_divided(tmp_path):
    (tmp_path / "part.ply").write_bytes(QUADS)
    assert len(read_file(tmp_path / "part.ply", "mm").geometry.faces) == 3


@pytest.mark.parametrize("length", [4, 30, 90, BODY - 3, BODY, BODY + 1, (BODY + len(BINARY)) // 2, len(BINARY) - 1])
def test_a_binary_file_that_is_cut_short_is_refused_wherever_it_was_cut(tmp_path, length):
    assert "cut short" in refusal_of(tmp_path / "part.ply", BINARY[:length])


@pytest.mark.parametrize("lines", [2, 4, 9, 11, 15, 20, 26, 28])
def test_a_text_that_is_cut_short_is_refused_wherever_it_was_cut(tmp_path, lines):
    assert "cut short" in refusal_of(tmp_path / "part.ply", b"\n".join(TEXT.split(b"\n")[:lines]))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b"face 12", b"face 4000000000", "It has 4,000,000,000 triangles"),
        (b"vertex 8", b"vertex 4000000000", "It has 4,000,000,000 corners"),
        (b"vertex 8", b"vertex 5000000", "It claims what takes at least 60,000,012 bytes"),
        (b"element vertex", b"element nothing 4000000000\nelement vertex", "It claims what takes"),
        (b"property float x", b"property quad x", "Line 5: its header has what PLY does not know: 'property quad x'"),
        (b"element vertex 8\n", b"", "Line 4: its header has what PLY does not know: 'property float x'"),
        (b"vertex 8", b"vertex -8", "Line 4: its header has what PLY does not know: 'element vertex -8'"),
        (b"comment", b"comment x\n" * 10_000 + b"comment", "Its header does not end"),
        (b"element face", b"element vertex", "Line 8: its header has what PLY does not know: 'element vertex 12'"),
        (b"binary_little_endian", b"zipped", "Its header states no encoding that PLY knows: 'zipped'."),
    ],
)
def test_a_header_that_cannot_be_true_is_refused_before_the_rest_is_read(tmp_path, monkeypatch, old, new, says):
    monkeypatch.setattr(ply, "_read_tables", lambda *_: pytest.fail("the rest was read"))
    assert old in BINARY
    assert refusal_of(tmp_path / "part.ply", BINARY.replace(old, new, 1)).startswith(says)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b"\n3 1 3 0", b"\n3 1 3 999", "Face 1 names corner 999; there are 8, counted from 0."),
        (b"\n3 1 3 0", b"\n3 1 3 -7", "Face 1 names corner -7; there are 8, counted from 0."),
        (b"-15.00000000", b"nan", "1 of its corners are not numbers."),
        (b"-15.00000000", b"wide", "Line 11: 'wide' is not a number."),
        (b"-15.00000000", b"-15,00000000", "Line 11: '-15,00000000' is not a number."),
        (b"\n3 1 3 0", b"\n-3 1 3 0", "Line 19: a list cannot have -3 numbers."),
        (b"\n3 1 3 0", b"\n4 1 3 0", "Line 19: the row has fewer numbers than its header and lists say."),
        (b"\n3 1 3 0", b"\n3 1\n3 0 7", "It claims 12 rows of 'face' and ends in row 12: it is cut short."),
        (b"-15.00000000 -20.00000000 25.00000000", b"-15 -20", "Line 12: the row has fewer numbers"),
        (b"\n15.00000000 20.00000000 25.00000000", b"\n15 20", "Line 18: the row has fewer numbers"),
        (b"element face 12", b"element face 11", "Line 30: it goes on behind the last row"),
        (b"vertex_indices", b"corners", "Its table 'face' does not say which corners belong to a row"),
        (b"property float z", b"property float w", "Its corners have no x, y and z."),
    ],
)
def test_a_row_that_cannot_be_is_refused(tmp_path, old, new, says):
    assert old in TEXT
    assert refusal_of(tmp_path / "part.ply", TEXT.replace(old, new, 1)).startswith(says)


def test_points_alone_are_refused(tmp_path):
    head, _, rest = TEXT.partition(b"element face 12\nproperty list uchar int vertex_indices\n")
    points = b"\n".join((head + rest).split(b"\n")[:16])
    assert refusal_of(tmp_path / "part.ply", points) == "It holds no triangles."


HEADER = b"""ply
format %s 1.0
element vertex 5
property float x
property float y
property float z
property uchar red
element face 3
property list uchar int vertex_indices
property list uchar float texcoord
property int texnumber
end_header
"""
POINTS = ((0, 0, 0), (30, 0, 0), (30, 30, 0), (0, 30, 0), (0, 0, 30))
FACES = (((0, 3, 2, 1), (0.5, 0.5)), ((0, 1, 4), ()), ((1, 2, 4), (0, 0, 0, 1, 1, 1)))


def mixed(order, name):
    """A binary PLY of polygons and lists of different lengths."""
    rows = [struct.pack(f"{order}fffB", *point, 7) for point in POINTS]
    for corners, texture in FACES:
        rows.append(struct.pack(f"{order}B{len(corners)}i", len(corners), *corners))
        rows.append(struct.pack(f"{order}B{len(texture)}fi", len(texture), *texture, -1))
    return HEADER % name + b"".join(rows)


def mixed_text(between=b"\n"):
    """The same in digits, with something between the rows."""
    rows = [(*point, 7) for point in POINTS]
    rows += [(len(corners), *corners, len(texture), *texture, -1) for corners, texture in FACES]
    return HEADER % b"ascii" + between.join(" ".join(map(str, row)).encode() for row in rows)


def test_more_in_a_row_than_its_header_says_is_passed_over(tmp_path):
    rows = mixed_text().replace(b"\n0 0 0 7", b"\n0 0 0 7 255").replace(b"-1\n", b"-1 9 1 1 1\n")
    (tmp_path / "part.ply").write_bytes(rows)
    found = read_file(tmp_path / "part.ply", "mm").geometry
    assert found.vertices.tolist() == [list(point) for point in POINTS]
    assert len(found.faces) == 4


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(mixed("<", b"binary_little_endian"), id="little endian"),
        pytest.param(mixed(">", b"binary_big_endian"), id="big endian"),
        pytest.param(mixed("<", b"binary_little_endian") + bytes(3), id="noughts behind"),
        pytest.param(mixed_text(), id="text"),
        pytest.param(mixed_text(b"\r\n"), id="text from Windows"),
        pytest.param(mixed_text(b" ") + b"\n\n", id="text on one line"),
        pytest.param(mixed_text().replace(b" ", b"\t").replace(b"\n", b"\r"), id="text with tabs, lines ended by CR"),
    ],
)
def test_rows_of_different_lengths_are_read_beside_what_has_to_do_with_looks(tmp_path, content, capfd):
    textured = content.replace(b"element vertex", b"comment TextureFile gone.png\nelement vertex", 1)
    (tmp_path / "part.ply").write_bytes(textured)
    found = read_file(tmp_path / "part.ply", "mm").geometry
    assert found.vertices.tolist() == [list(point) for point in POINTS]
    assert sorted(found.faces.tolist()) == [[0, 1, 4], [0, 2, 1], [0, 3, 2], [1, 2, 4]]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("length", range(len(HEADER), len(mixed("<", b"binary_little_endian")), 5))
def test_rows_of_different_lengths_are_refused_wherever_they_were_cut(tmp_path, length):
    assert "cut short" in refusal_of(tmp_path / "part.ply", mixed("<", b"binary_little_endian")[:length])


def test_bytes_behind_the_last_row_are_not_passed_over(tmp_path):
    content = mixed("<", b"binary_little_endian")
    assert refusal_of(tmp_path / "part.ply", content + b"more").startswith(f"Byte {len(content):,}: it goes on behind")


@pytest.mark.parametrize(
    ("strip", "triangles"),
    [
        ([0, 1, 2, 3, 4], [[0, 1, 2], [1, 3, 2], [2, 3, 4]]),
        ([0, 1, 2, -1, 2, 3, 4, 0], [[0, 1, 2], [2, 3, 4], [3, 0, 4]]),
        ([0, 1, 2, -1, 4, -1, 3, 4, 0, -1], [[0, 1, 2], [3, 4, 0]]),
    ],
)
def test_strips_turn_every_other_triangle(tmp_path, strip, triangles):
    head = QUADS.replace(b"element face 2", b"element tristrips 1").partition(b"4 0 1 2 3")[0]
    (tmp_path / "part.ply").write_bytes(head + " ".join(map(str, [len(strip), *strip])).encode() + b"\n")
    found = read_file(tmp_path / "part.ply", "mm").geometry
    sorted_turns = sorted(tuple(np.roll(each, -int(np.argmin(each)))) for each in found.faces.tolist())
    assert sorted_turns == sorted(tuple(np.roll(each, -int(np.argmin(each)))) for each in triangles)


def test_a_unit_in_a_comment_is_taken_as_stated(tmp_path):
    (tmp_path / "part.ply").write_bytes(QUADS.replace(b"made by hand", b"units: cm"))
    assert read_file(tmp_path / "part.ply").unit.value == "cm"
