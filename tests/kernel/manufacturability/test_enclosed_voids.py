"""Cavities, closed and with a mouth, by their volume and their opening."""

from math import pi

import cadquery as cq
import pytest
from support import solids
from support.analysis import analyse

BALL = 4 / 3 * pi * 10**3


def hollows(built):
    return analyse(solids.meshed(built)).hollows


def test_a_closed_hollow_is_found_with_its_volume():
    (found,) = hollows(solids.shell(15, 10))
    assert (found.opening_mm, found.volume_mm3) == (0, pytest.approx(BALL, rel=0.01))


@pytest.mark.parametrize("mouth", [2, 3, 5, 8])
def test_a_hollow_is_found_behind_its_mouth(mouth):
    (found,) = hollows(solids.shell(15, 10, mouth))
    assert found.opening_mm == pytest.approx(mouth, rel=0.25)
    assert found.volume_mm3 == pytest.approx(BALL, rel=0.05)


def test_two_small_holes_come_to_one_larger():
    twice = solids.shell(15, 10).cut(cq.Workplane().workplane(offset=-20).circle(1.5).extrude(40))
    (found,) = hollows(twice)
    assert found.opening_mm == pytest.approx(3 * 2**0.5, rel=0.25)


def test_a_box_with_two_chambers_has_two_hollows():
    box = solids.block(60, 30, 30)
    for x in (-14, 14):
        box = box.cut(solids.block(22, 22, 22, at=(x, 0, 0)))
        box = box.cut(cq.Workplane().center(x, 0).circle(1.5).extrude(20))
    assert sorted(each.volume_mm3 for each in hollows(box)) == pytest.approx([22**3, 22**3], rel=0.06)


@pytest.mark.parametrize(
    "built",
    [
        solids.block(30, 30, 30).faces(">Z").workplane().hole(2),
        solids.block(30, 30, 30).faces(">Z").workplane().hole(4, 25),
        solids.tube(20, 3),
        solids.block(40, 40, 20).faces(">Z").shell(-3),
        solids.slotted(3),
    ],
    ids=["bore", "blind bore", "tube", "tray", "slot"],
)
def test_what_is_as_wide_as_its_mouth_is_no_hollow(built):
    assert hollows(built) == ()
