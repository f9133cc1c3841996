import os

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
    [(b"f 1//1 2//1 3//1 4//1\n", 2), (b"f -5 -4 -3\nf -5/1 -3/1 -1/1\n", 2), (b"f 1 2 3 4 5\n", 3)],
)
def test_polygons_are_divided_and_looks_left_aside(tmp_path, faces, number):
    (tmp_path / "part.obj").write_bytes(FIVE + faces)
    assert len(read_file(tmp_path / "part.obj", "mm").geometry.faces) == number


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"v 0 0 0\n", "It holds no triangles."),
        (b"hello", "It holds no triangles."),
        (FIVE + b"f 1 2 300\n", "It cannot be read as OBJ"),
        (FIVE.replace(b"30", b"wide") + b"f 1 2 3\n", "It cannot be read as OBJ"),
        (FIVE.replace(b"v 0 0 0", b"v nan 0 0") + b"f 1 2 3\n", "1 of its corners are not numbers."),
        (bytes(10) + os.urandom(100), "It is no OBJ: it is not a text."),
    ],
    ids=["points", "no OBJ", "missing corner", "word for a number", "nan", "no text"],
)
def test_what_is_no_obj_is_refused(tmp_path, content, says):
    assert refusal_of(tmp_path / "part.obj", content).startswith(says)


def test_more_polygons_than_are_examined_are_refused_by_their_count(tmp_path, monkeypatch):
    monkeypatch.setattr(obj, "parse_with", lambda *_: pytest.fail("it was read"))
    many = FIVE + b"f 1 2 3\n" * 2_000_001
    assert refusal_of(tmp_path / "part.obj", many) == "It has 2,000,001 triangles; at most 2,000,000 are examined."
