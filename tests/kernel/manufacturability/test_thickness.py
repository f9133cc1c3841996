"""The thinnest wall, against walls of known thickness."""

from math import cos, radians, tan

import cadquery as cq
import numpy as np
import pytest
from support import solids
from support.analysis import analyse

from configurator.kernel.build.brep_mesh import mesh_shape

FLAT = {f"plate of {wall}": (wall, lambda wall=wall: solids.block(50, 40, wall)) for wall in (0.3, 0.8, 1.2, 2.5, 7.3)}
RIBS = {f"rib of {wall}": (wall, lambda wall=wall: solids.ribbed(wall)) for wall in (0.45, 1.0, 1.6)}
TUBES = {
    f"tube of {wall}, radius {radius}": (wall, lambda wall=wall, radius=radius: solids.tube(radius, wall))
    for radius, wall in ((5, 0.5), (8, 1.5), (30, 2.0), (60, 1.0))
}
SHELLS = {
    f"ball of {wall}, radius {radius}": (wall, lambda wall=wall, radius=radius: solids.shell(radius, radius - wall))
    for radius, wall in ((10, 1.0), (25, 2.0), (40, 1.5))
}
RODS = {f"rod of {wall}": (wall, lambda wall=wall: solids.pinned(wall, 20)) for wall in (0.7, 3.0)}
TAPERED = {
    f"wedge from {low} to {high}": (low * cos(radians(angle)), lambda low=low, high=high: solids.wedge(high, low))
    for low, high, angle in ((0.8, 2.0, 1.72), (1.5, 3.5, 2.86))
}
TILTED = {"tilted plate of 1.4": (1.4, lambda: solids.block(40, 30, 1.4).rotate((0, 0, 0), (1, 2, 3), 37))}
WALLS = {**FLAT, **RIBS, **TUBES, **SHELLS, **RODS, **TAPERED, **TILTED}


def thinnest(built):
    return analyse(solids.meshed(built)).thinnest


@pytest.mark.parametrize("name", WALLS)
def test_a_known_wall_is_told_within_its_uncertainty(name):
    wall, make = WALLS[name]
    found = thinnest(make())
    # A taper is thinnest in a corner, of which rays meet the first millimetre only.
    slack = 0.04 if name in TAPERED else 1e-3
    assert abs(found.size - wall) <= found.uncertainty + slack
    assert found.uncertainty < 0.1


def test_there_are_twenty_of_them():
    assert len(WALLS) == 20


def test_a_bevelled_rim_does_not_make_a_plate_thinner():
    plate = solids.block(40, 40, 1.5).faces(">Z").edges().chamfer(0.5)
    found = analyse(solids.meshed(plate))
    assert found.thinnest.size == pytest.approx(1.5)
    assert found.below("wall", 1.5) is None


@pytest.mark.parametrize("depth", [-0.4, 0.4])
def test_letters_are_no_walls_and_no_slits(depth):
    text = solids.block(50, 20, 6).faces(">Z").workplane().text("MAKE 8", 9, depth, combine="a" if depth > 0 else "cut")
    found = analyse(solids.meshed(text))
    assert found.narrow == ()
    assert found.thinnest.size >= 5.6


def test_a_sharp_edge_is_no_wall_but_is_told_apart():
    prism = cq.Workplane().polyline([(0, 0), (40, 0), (20, 20 * tan(radians(60)))]).close().extrude(30)
    found = analyse(solids.meshed(prism))
    assert found.below("wall", 1.5) is None
    # Along three edges lie two strips each, of which a ray square to one side meets the other within 1 mm.
    assert found.edges_mm2 == pytest.approx(3 * 2 * 30 / tan(radians(60)), rel=0.1)
    assert found.edges[0].size < 0.2
    assert analyse(solids.meshed(solids.block(20, 20, 20))).edges == ()


def test_the_thin_area_is_that_of_the_thin_skin():
    found = analyse(solids.meshed(solids.ribbed(0.6, high=8))).below("wall", 1.0)
    # Two sides of 30 x 8 mm; the lowest 0.6 mm count as the rib's root.
    assert found.area_mm2 == pytest.approx(2 * 30 * (8 - 0.6), rel=0.06)
    assert {round(each.size, 3) for each in found.spots} == {0.6}
    xs = [each.place[0] for each in found.spots]
    assert len(xs) > 1
    assert all(abs(each.place[1]) < 0.01 and each.place[2] > 3 for each in found.spots)
    assert max(xs) - min(xs) > 5


def test_a_wall_of_just_the_least_is_not_thin_for_the_sake_of_its_facets():
    for radius in (4, 9, 30):
        assert analyse(mesh_shape(solids.tube(radius, 1.5).val())).below("wall", 1.5) is None


def test_turning_and_moving_a_part_does_not_change_what_is_found():
    mesh = solids.meshed(solids.ribbed(0.6))
    moved = mesh.copy()
    moved.apply_transform(np.array([[0, -1, 0, 250], [1, 0, 0, -130], [0, 0, 1, 77], [0, 0, 0, 1]], float))
    before, after = analyse(mesh).below("wall", 1.0), analyse(moved).below("wall", 1.0)
    assert after.area_mm2 == pytest.approx(before.area_mm2, rel=0.02)
    assert after.spots[0].size == pytest.approx(before.spots[0].size, abs=1e-4)
