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
    message = refusal_of(tmp_path / "part.ply", BINARY[:length])
    assert "cut short" in message or "unexpected length" in message


@pytest.mark.parametrize("lines", [2, 4, 9, 11, 15, 20, 26, 28])
def test_a_text_that_is_cut_short_is_refused_wherever_it_was_cut(tmp_path, lines):
    message = refusal_of(tmp_path / "part.ply", b"\n".join(TEXT.split(b"\n")[:lines]))
    assert "cut short" in message or "cannot be read as PLY" in message


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b"face 12", b"face 4000000000", "It has 4,000,000,000 triangles"),
        (b"vertex 8", b"vertex 4000000000", "It has 4,000,000,000 corners"),
        (b"vertex 8", b"vertex 5000000", "It claims what takes at least 60,000,012 bytes"),
        (b"element vertex", b"element nothing 4000000000\nelement vertex", "It claims what takes"),
        (b"property float x", b"property quad x", "Its header has a line that PLY does not know: 'property quad x'"),
        (b"element vertex 8\n", b"", "Its header has a line that PLY does not know: 'property float x'"),
        (b"vertex 8", b"vertex -8", "Its header has a line that PLY does not know: 'element vertex -8'"),
        (b"comment", b"comment x\n" * 10_000 + b"comment", "Its header does not end"),
        (b"face 12", b"face 0", "It cannot be read as PLY"),
    ],
)
def test_a_header_that_cannot_be_true_is_refused_before_the_rest_is_read(tmp_path, monkeypatch, old, new, says):
    if "cannot be read" not in says:
        monkeypatch.setattr(ply, "parse_with", lambda *_: pytest.fail("the rest was read"))
    assert old in BINARY
    assert refusal_of(tmp_path / "part.ply", BINARY.replace(old, new, 1)).startswith(says)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b"\n3 1 3 0", b"\n3 1 3 999", "Its triangles name corners that are not among its 8."),
        (b"\n3 1 3 0", b"\n3 1 3 -7", "Its triangles name corners that are not among its 8."),
        (b"-15.00000000", b"nan", "1 of its corners are not numbers."),
        (b"-15.00000000", b"wide", "It cannot be read as PLY"),
    ],
)
def test_a_row_that_cannot_be_is_refused(tmp_path, old, new, says):
    assert old in TEXT
    assert refusal_of(tmp_path / "part.ply", TEXT.replace(old, new, 1)).startswith(says)


def test_points_alone_are_refused(tmp_path):
    head, _, rest = TEXT.partition(b"element face 12\nproperty list uchar int vertex_indices\n")
    points = b"\n".join((head + rest).split(b"\n")[:15])
    assert refusal_of(tmp_path / "part.ply", points) == "It holds no triangles."
