"""Holes, slits and clearances: what of the air beside a part is narrow."""

import cadquery as cq
import pytest
from support import solids
from support.analysis import analyse


def narrowest(built):
    return analyse(solids.meshed(built)).narrowest


@pytest.mark.parametrize(("diameter", "deep"), [(0.4, 4), (0.8, 2), (1.5, 1), (2.0, 12), (6.0, 5)])
def test_a_bore_is_told_by_its_diameter(diameter, deep):
    found = narrowest(solids.bored(diameter, deep))
    assert abs(found.size - diameter) <= found.uncertainty + 1e-3
    assert abs(found.place[0]) < 0.2 * diameter and abs(found.place[1]) < 0.2 * diameter


@pytest.mark.parametrize("width", [0.2, 0.5, 1.3])
def test_a_slit_is_told_by_its_width_and_is_no_hole(width):
    found = analyse(solids.meshed(solids.slotted(width)))
    assert found.narrowest.size == pytest.approx(width, abs=1e-3)
    assert found.below("hole", 2.0) is None
    assert (found.below("slit", 1.0) is not None) == (width < 1)


def test_the_gap_between_two_bodies_is_a_clearance_and_no_slit():
    pair = solids.together(
        solids.meshed(solids.block(20, 20, 5)), solids.meshed(solids.block(20, 20, 5, at=(0, 0, 5.25)))
    )
    found = analyse(pair)
    assert found.below("clearance", 0.3).spots[0].size == pytest.approx(0.25, abs=1e-3)
    assert found.below("slit", 0.5) is None


def test_a_groove_that_opens_wide_and_a_dimple_are_nothing():
    outline = [(-4, 6), (4, 6), (0, -1)]
    groove = solids.block(40, 30, 10).cut(cq.Workplane("XZ").polyline(outline).close().extrude(30, both=True))
    dimple = solids.block(30, 30, 8).faces(">Z").workplane().hole(1.8, 0.4)
    assert analyse(solids.meshed(groove)).narrow == ()
    assert analyse(solids.meshed(dimple)).narrow == ()


def test_a_plain_block_has_no_openings():
    assert narrowest(solids.block(20, 20, 20)) is None
