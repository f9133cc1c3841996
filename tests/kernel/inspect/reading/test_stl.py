import struct

import numpy as np
import pytest
import trimesh
from support.strange_files import refusal_of

from configurator.kernel.build.brep_mesh import STL_HEAD, STL_TRIANGLE
from configurator.kernel.inspect.reading import limits, read_file, stl

BOX = trimesh.creation.box((30, 40, 50))
BINARY = trimesh.exchange.stl.export_stl(BOX)
TEXT = trimesh.exchange.stl.export_stl_ascii(BOX).encode()


def with_first_corner(value):
    return BINARY[: STL_HEAD + 12] + struct.pack("<f", value) + BINARY[STL_HEAD + 16 :]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(BINARY, id="binary"),
        pytest.param(b"solid " + BINARY[6:], id="binary that begins like a text"),
        pytest.param(TEXT, id="text"),
        pytest.param(TEXT.upper(), id="text in capitals"),
        pytest.param(TEXT.replace(b"\n", b"\r\n"), id="text from Windows"),
        pytest.param(TEXT.replace(b"\n", b"\n\t  "), id="text that is indented"),
        pytest.param(b"\xef\xbb\xbf" + TEXT + b"\n\n", id="text with a mark before and empty lines behind"),
        pytest.param(TEXT.replace(b"solid", b"solid facet \xe9 vertex"), id="text with an awkward name"),
    ],
)
def test_every_kind_of_stl_holds_the_same_triangles(tmp_path, content):
    (tmp_path / "part.stl").write_bytes(content)
    found = read_file(tmp_path / "part.stl", "mm").geometry
    assert found.vertices[found.faces] == pytest.approx(BOX.triangles)


def test_a_text_of_several_solids_and_many_pieces_is_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(stl, "TEXT_PIECE", 500)
    (tmp_path / "part.stl").write_bytes(TEXT + TEXT)
    assert len(read_file(tmp_path / "part.stl", "mm").geometry.faces) == 24


@pytest.mark.parametrize("length", [1, 40, 83, STL_HEAD, 100, 400, len(BINARY) - 1])
def test_a_binary_file_that_is_cut_short_is_refused_wherever_it_was_cut(tmp_path, length):
    assert "less than the head" in (found := refusal_of(tmp_path / "part.stl", BINARY[:length])) or "cut short" in found


@pytest.mark.parametrize("length", range(len(b"solid"), len(TEXT) - len(b"endsolid\n"), 37))
def test_a_text_that_is_cut_short_is_refused_wherever_it_was_cut(tmp_path, length):
    assert refusal_of(tmp_path / "part.stl", TEXT[:length]).endswith("the file is cut short.")


@pytest.mark.parametrize("content", [bytes(STL_HEAD), b"solid a\nendsolid a\n"], ids=["binary", "text"])
def test_no_triangles_are_refused(tmp_path, content):
    assert refusal_of(tmp_path / "part.stl", content) == "It holds no triangles."


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_corners_that_are_no_numbers_are_counted(tmp_path, value):
    assert refusal_of(tmp_path / "part.stl", with_first_corner(value)) == "1 of its corners are not numbers."
    text = TEXT.replace(b"vertex -15.0", f"vertex {value}".encode(), 1)
    assert refusal_of(tmp_path / "part.stl", text) == "1 of its corners are not numbers."


def test_a_corner_beyond_all_measure_is_refused(tmp_path):
    assert "m from its origin" in refusal_of(tmp_path / "part.stl", with_first_corner(3e38))


def test_a_claim_of_two_gigabytes_is_held_against_the_length(tmp_path):
    claim = BINARY[:80] + struct.pack("<I", 42_949_672) + BINARY[STL_HEAD:]
    assert refusal_of(tmp_path / "part.stl", claim) == (
        "It claims 42,949,672 triangles, which take 2,147,483,684 bytes, and has 684: it is cut short, or no STL."
    )


def test_bytes_behind_the_last_triangle_are_not_passed_over(tmp_path):
    assert refusal_of(tmp_path / "part.stl", BINARY + b"\0" * 7).endswith("take 684 bytes, and has 691.")


def test_more_triangles_than_are_examined_are_refused_by_their_count(tmp_path):
    number = limits.MAX_TRIANGLES + 1
    content = bytes(80) + struct.pack("<I", number) + bytes(STL_TRIANGLE.itemsize * number)
    assert refusal_of(tmp_path / "part.stl", content) == "It has 2,000,001 triangles; at most 2,000,000 are examined."


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"hello, world", "It is no STL"),
        (TEXT.replace(b"vertex -15.0", b"vertex -15,0", 1), "A corner after facet 1 is no number."),
        (TEXT.replace(b"endloop", b"endlop", 1), "Facet 1 is not written"),
        (TEXT.replace(b"endfacet", b"", 1), "Facet 1 is not written"),
        (b"solid a\nfacet normal " + b"9" * 10_000_000 + b"\nendsolid a", "Facet 1 is not written"),
        (b"solid a\nthis is a poem\nendsolid a", "Facet 1 is not written"),
    ],
    ids=["no STL", "decimal comma", "wrong word", "missing word", "endless word", "poem"],
)
def test_a_text_that_is_none_of_an_stl_is_told_with_the_place(tmp_path, content, says):
    assert refusal_of(tmp_path / "part.stl", content).startswith(says)


@pytest.mark.parametrize(
    ("head", "unit", "factor"),
    [
        (b"made-to-measure 0.1.0, mm, grommet 12345678", "mm", 1),
        (b"UNITS=in", "in", 25.4),
        (b"COLOR=abcd Units: cm", "cm", 10),
    ],
)
def test_a_unit_in_the_header_is_taken_as_stated(tmp_path, head, unit, factor):
    (tmp_path / "part.stl").write_bytes(head.ljust(80) + BINARY[80:])
    found = read_file(tmp_path / "part.stl")
    assert (found.unit.value, found.unit.how) == (unit, "stated by the file")
    assert np.ptp(found.geometry.vertices, axis=0) == pytest.approx(factor * BOX.extents)
