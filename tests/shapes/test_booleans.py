"""Booleans that say when the CAD kernel is wrong."""

from math import pi

import cadquery as cq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.sound_shapes import sound_volume

from configurator.domain.errors import Failed
from configurator.shapes.booleans import cut, fuse, intersect, mesh_volume


def block():
    return cq.Workplane().box(30, 20, 10)


def drill(diameter=6.0, at=(0, 0, 0)):
    return cq.Workplane().circle(diameter / 2).extrude(40, both=True).translate(at)


@settings(max_examples=8, deadline=None, derandomize=True)
@given(diameter=st.floats(0.5, 18))
def test_a_hole_takes_away_its_cylinder(diameter):
    expected = 6000 - 10 * pi * diameter**2 / 4
    assert sound_volume(cut(block(), drill(diameter), "Bore")) == pytest.approx(expected, rel=2e-3)


def test_a_boss_adds_what_stands_out():
    boss = cq.Workplane().circle(3).extrude(15)
    assert sound_volume(fuse(block(), boss, "Boss")) == pytest.approx(6000 + 10 * pi * 9, rel=1e-3)


def test_what_two_have_in_common_remains():
    assert sound_volume(intersect(block(), drill(), "Core")) == pytest.approx(10 * pi * 9, rel=3e-3)


def test_several_tools_cut_at_once():
    tools = drill(at=(-8, 0, 0)).add(drill(at=(8, 0, 0)))
    assert sound_volume(cut(block(), tools, "Bores")) == pytest.approx(6000 - 2 * 10 * pi * 9, rel=1e-3)


def test_no_triangles_stay_with_the_shape():
    part = cut(block(), drill(), "Bore").val()
    assert all(not face.wrapped.TShape().NbTriangulations() for face in part.Faces())


@pytest.mark.parametrize(
    ("boolean", "tool", "words"),
    [
        (cut, drill(at=(90, 0, 0)), "Step: it changes nothing"),
        (cut, cq.Workplane().box(1, 50, 50), "Step: it gives 2 solids where 1 should be"),
        (fuse, drill(at=(90, 0, 0)), "Step: it gives 2 solids where 1 should be"),
        (intersect, drill(at=(90, 0, 0)), "Step: it gives 0 solids where 1 should be"),
    ],
)
def test_a_step_that_comes_to_something_else_fails_by_name(boolean, tool, words):
    with pytest.raises(Failed, match=words) as error:
        boolean(block(), tool, "Step")
    assert error.value.problems[0].hint


def test_a_cut_in_two_may_be_meant():
    assert cut(block(), cq.Workplane().box(1, 50, 50), "Slot", solids=2).val().Solids()


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (lambda: cq.Workplane().box(30, 20, 11), "holds 6600.0 mm3 where"),
        (lambda: cq.Workplane().box(30, 20, 1), "holds 600.0 mm3 where"),
        # Of the right volume, at another place.
        (lambda: block().cut(drill(at=(9, 0, 0))), "its result is wrong at"),
    ],
)
def test_a_wrong_result_of_the_kernel_is_not_taken(monkeypatch, result, words):
    wrong = result().val()
    monkeypatch.setattr(cq.Shape, "cut", lambda self, *tools: wrong)
    with pytest.raises(Failed, match=words):
        cut(block(), drill(), "Bore")


def test_an_error_of_the_kernel_is_told_as_the_steps(monkeypatch):
    part, boss = block(), drill()

    def give_up(self, *tools):
        raise RuntimeError("StdFail_NotDone")

    monkeypatch.setattr(cq.Shape, "fuse", give_up)
    with pytest.raises(Failed, match=r"Boss: the CAD kernel gives up \(RuntimeError\)"):
        fuse(part, boss, "Boss")


def test_a_volume_is_that_of_the_mesh():
    assert mesh_volume([block().val(), drill(2).val()]) == pytest.approx(6000 + 80 * pi, rel=1e-3)
