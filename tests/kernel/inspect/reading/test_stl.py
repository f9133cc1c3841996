import struct

import numpy as np
import pytest
import trimesh
from support.strange_files import refusal_of

from configurator.domain.errors import Refused
from configurator.kernel.inspect.reading import limits, read_file, stl
from configurator.shapes.triangles import STL_HEAD, STL_TRIANGLE

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


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TEXT.replace(b"endsolid", b"end solid"), id="end solid"),
        pytest.param(TEXT.replace(b"endloop", b"end loop").replace(b"endfacet", b"end \tfacet"), id="end loop"),
        pytest.param(TEXT.replace(b"endloop\nendfacet", b"endloop of 1\nendfacet 1 ;"), id="words behind"),
        pytest.param(TEXT + b"\x1a", id="end of a file under DOS"),
        pytest.param(TEXT.replace(b"\n", b"\r\n") + b"\r\n\x1a\x1a", id="the same from Windows"),
        pytest.param(TEXT + b"\0" * 700, id="noughts behind"),
        pytest.param(TEXT + b"# exported for you\n; solid as a rock\n", id="remarks behind"),
        pytest.param(TEXT.replace(b"\n", b"\r"), id="text from old Macs"),
    ],
)
def test_what_programs_and_downloads_add_to_a_text_changes_nothing(tmp_path, content):
    (tmp_path / "part.stl").write_bytes(content)
    found = read_file(tmp_path / "part.stl", "mm").geometry
    assert found.vertices[found.faces] == pytest.approx(BOX.triangles)


def test_a_second_solid_that_is_cut_short_is_missed(tmp_path):
    assert refusal_of(tmp_path / "part.stl", TEXT + TEXT[:700]).startswith("It ends in line 127, after 17 whole facets")


def test_a_text_of_several_solids_and_many_pieces_is_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(stl, "TEXT_PIECE", 500)
    (tmp_path / "part.stl").write_bytes(TEXT + TEXT)
    assert len(read_file(tmp_path / "part.stl", "mm").geometry.faces) == 24


@pytest.mark.parametrize("length", [1, 40, 83, STL_HEAD, 100, 400, len(BINARY) - 1])
def test_a_binary_file_that_is_cut_short_is_refused_wherever_it_was_cut(tmp_path, length):
    assert "less than the head" in (found := refusal_of(tmp_path / "part.stl", BINARY[:length])) or "cut short" in found


@pytest.mark.parametrize("length", range(len(b"solid"), len(TEXT) - len(b"endsolid\n"), 37))
def test_a_text_that_is_cut_short_is_refused_wherever_it_was_cut(tmp_path, length):
    assert refusal_of(tmp_path / "part.stl", TEXT[:length]).endswith("it is cut short.")


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


@pytest.mark.parametrize(("tail", "words"), [(b"\n", "1 byte"), (b"\r\n", "2 bytes"), (bytes(4), "4 bytes")])
def test_a_few_bytes_behind_the_last_triangle_are_named_and_left_aside(tmp_path, tail, words):
    (tmp_path / "part.stl").write_bytes(BINARY + tail)
    found = read_file(tmp_path / "part.stl", "mm").geometry
    assert found.vertices[found.faces] == pytest.approx(BOX.triangles)
    (remark,) = found.remarks
    assert (remark.severity, remark.code) == ("warning", "left_aside")
    assert remark.message == f"It also holds what is not judged: {words} behind its last triangle."


def test_what_is_missing_is_no_few_bytes_too_many(tmp_path):
    claim = BINARY[:80] + struct.pack("<I", 13) + BINARY[STL_HEAD:]
    assert "cut short" in refusal_of(tmp_path / "part.stl", claim + bytes(49))


def test_more_triangles_than_are_examined_are_refused_by_their_count(tmp_path):
    number = limits.MAX_TRIANGLES + 1
    content = bytes(80) + struct.pack("<I", number) + bytes(STL_TRIANGLE.itemsize * number)
    assert refusal_of(tmp_path / "part.stl", content) == "It has 2,000,001 triangles; at most 2,000,000 are examined."


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"hello, world", "It is no STL"),
        (TEXT.replace(b"vertex -15.0", b"vertex -15,0", 1), "Line 4, facet 1: '-15,0' is not a number."),
        (TEXT.replace(b"endloop", b"endlop", 1), "Line 7, facet 1: 'endlop' stands where endloop belongs."),
        (TEXT.replace(b"endfacet", b"", 1), "Line 9, facet 1: 'facet' stands where endfacet belongs."),
        (b"solid a\nfacet normal " + b"9" * 10_000_000 + b"\nendsolid a", "Line 3: its last facet is not whole."),
        (b"solid a\nthis is a poem\nendsolid a", "Line 2, facet 1: 'this' stands where facet belongs."),
        (TEXT[:600] + b"\nendsolid", "Line 34, facet 5: 'verte' stands where vertex belongs."),
    ],
    ids=["no STL", "decimal comma", "wrong word", "missing word", "endless word", "poem", "cut within a facet"],
)
def test_a_text_that_is_none_of_an_stl_is_told_with_the_place(tmp_path, content, says):
    assert refusal_of(tmp_path / "part.stl", content).startswith(says)


@pytest.mark.parametrize(
    ("head", "unit", "factor"),
    [
        (b"made-to-measure 0.1.0, mm, grommet 12345678", "mm", 1),
        (b"UNITS=in", "in", 25.4),
        (b"COLOR=abcd Units: cm", "cm", 10),
        (b"made by own tool UNITS=inches", "in", 25.4),
        (b"unit = Inch", "in", 25.4),
        (b"UNITS=ft", "ft", 304.8),
        (b"units: mil", "mil", 0.0254),
        (b"UNITS=micron", "micron", 0.001),
        ("Units: µm".encode(), "micron", 0.001),
        (b'unit:"', "in", 25.4),
    ],
)
def test_a_unit_in_the_header_is_taken_as_stated(tmp_path, head, unit, factor):
    (tmp_path / "part.stl").write_bytes(head.ljust(80) + BINARY[80:])
    found = read_file(tmp_path / "part.stl")
    assert (found.unit.value, found.unit.how) == (unit, "stated by the file")
    assert np.ptp(found.geometry.vertices, axis=0) == pytest.approx(factor * BOX.extents)


def test_a_word_for_a_unit_that_nobody_knows_is_asked_about(tmp_path):
    (tmp_path / "part.stl").write_bytes(b"UNITS=furlong".ljust(80) + BINARY[80:])
    with pytest.raises(Refused, match="The file states 'furlong', which is no unit known here") as caught:
        read_file(tmp_path / "part.stl")
    assert caught.value.problems[0].fields == ("unit",)
    found = read_file(tmp_path / "part.stl", "cm")
    assert (found.unit.value, np.ptp(found.geometry.vertices, axis=0).max()) == ("cm", pytest.approx(500))
    assert found.unit.how == "given; the file states 'furlong', which is no unit known here"


@pytest.mark.parametrize("head", [b"the unit of the third floor", b"one unit: 12", b"unity = in", b"community=mm"])
def test_a_header_that_only_speaks_of_units_states_none(tmp_path, head):
    (tmp_path / "part.stl").write_bytes(head.ljust(80) + BINARY[80:])
    assert read_file(tmp_path / "part.stl").unit.how.startswith("inferred")
