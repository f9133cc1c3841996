import numpy as np
import pytest
import trimesh

from configurator.domain.errors import Refused
from configurator.kernel.inspect.reading import read_file


@pytest.fixture
def sized(tmp_path):
    """An STL without a unit, whose longest side is so many of whatever it counts in."""

    def make(longest):
        path = tmp_path / "part.stl"
        trimesh.creation.box((longest / 2, longest / 3, longest)).export(path)
        return path

    return make


@pytest.mark.parametrize(
    ("longest", "unit", "how"),
    [
        (276.3, "mm", "inferred: its longest side is then 276.3 mm; no other unit makes a part of it"),
        (0.2763, "m", "inferred: its longest side is then 276.3 mm; it would be 7.018 mm in in"),
        (26.5, "mm", "inferred: its longest side is then 26.5 mm; it would be 265 mm in cm or 673.1 mm in in"),
        (2999, "mm", "inferred: its longest side is then 2999 mm; no other unit makes a part of it"),
    ],
)
def test_a_size_that_leaves_no_doubt_tells_the_unit_and_says_so(sized, longest, unit, how):
    found = read_file(sized(longest))
    assert (found.unit.value, found.unit.how) == (unit, how)
    assert np.ptp(found.geometry.vertices, axis=0).max() == pytest.approx(longest * {"mm": 1, "m": 1000}[unit])


@pytest.mark.parametrize(
    ("longest", "says", "hint"),
    [
        (10.4, "Its longest side may be 10.4 mm in mm, 104 mm in cm or 264.2 mm in in.", "--unit mm or --unit cm or"),
        (0.7, "Its longest side may be 7 mm in cm, 700 mm in m or 17.78 mm in in.", "--unit cm or --unit m or"),
        (4000, "No unit makes a part of a longest side of 4000.", "Give --unit if it is right."),
        (0.004, "No unit makes a part of a longest side of 0.004.", "Give --unit if it is right."),
    ],
)
def test_a_size_that_several_units_make_or_none_is_refused_with_all_of_them(sized, longest, says, hint):
    with pytest.raises(Refused) as caught:
        read_file(sized(longest))
    (problem,) = caught.value.problems
    assert problem.fields == ("unit",)
    assert problem.message == f"The file does not say in which unit it counts. {says}"
    assert hint in problem.hint


@pytest.mark.parametrize(("unit", "factor"), [("mm", 1), ("cm", 10), ("m", 1000), ("in", 25.4)])
def test_a_unit_that_is_given_is_taken_whatever_the_size(sized, unit, factor):
    found = read_file(sized(10.4), unit)
    assert (found.unit.value, found.unit.how) == (unit, "given")
    assert np.ptp(found.geometry.vertices, axis=0).max() == pytest.approx(10.4 * factor)


def test_a_unit_that_makes_a_part_of_100_m_is_refused(sized):
    with pytest.raises(Refused, match="from its origin; at most 100 m are examined"):
        read_file(sized(300), "m")


def test_corners_that_no_triangle_uses_do_not_count(tmp_path):
    text = trimesh.exchange.obj.export_obj(trimesh.creation.box((30, 40, 276))).encode()
    (tmp_path / "part.obj").write_bytes(b"v 90000 0 0\n" + text.replace(b"v ", b"v ", 1))
    content = (tmp_path / "part.obj").read_bytes()
    shifted = b"\n".join(
        b"f " + b" ".join(str(int(word) + 1).encode() for word in line.split()[1:]) if line.startswith(b"f ") else line
        for line in content.split(b"\n")
    )
    (tmp_path / "part.obj").write_bytes(shifted)
    assert read_file(tmp_path / "part.obj").unit.value == "mm"
