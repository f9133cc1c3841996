"""How a part lies on a bed, and what then hangs in the air."""

import cadquery as cq
import numpy as np
import pytest
from support import solids
from support.analysis import analyse

from configurator.domain.offers.offers import find_offer
from configurator.domain.offers.orientation import choose_orientation

TABLE = solids.block(60, 60, 4).union(solids.block(8, 8, 30, at=(0, 0, -17)))


def poses(built):
    return analyse(solids.meshed(built)).poses


def standing(found, up):
    """The pose in which the part's direction `up` is up."""
    return next(each for each in found if np.allclose(each.rotation[2], up, atol=1e-6))


def test_a_rotation_is_one_and_turns_the_part_into_the_size_that_is_told():
    mesh = solids.meshed(solids.wedge(12, 5).rotate((0, 0, 0), (1, 1, 1), 50))
    for each in analyse(mesh).poses:
        rotation = np.array(each.rotation)
        assert np.allclose(rotation @ rotation.T, np.eye(3), atol=1e-5)
        assert np.linalg.det(rotation) == pytest.approx(1, abs=1e-5)
        assert np.ptp(mesh.vertices @ rotation.T, axis=0) == pytest.approx(each.size_mm, abs=1e-3)


def test_a_block_lies_on_each_of_its_sides_with_nothing_in_the_air():
    found = poses(solids.block(40, 20, 10))
    assert sorted(each.size_mm[2] for each in found) == pytest.approx([10, 10, 20, 20, 40, 40])
    assert all(each.bed_mm2 == pytest.approx(8000 / each.size_mm[2], rel=0.01) for each in found)
    assert {(each.overhang_mm2, each.support_mm3, each.bridge_mm) for each in found} == {(0, 0, 0)}


def test_a_block_askew_is_put_straight_on_the_bed():
    found = poses(solids.block(40, 20, 10).rotate((0, 0, 0), (0, 0, 1), 30))
    assert min(each.size_mm[0] * each.size_mm[1] for each in found) == pytest.approx(200, rel=0.01)
    assert all(each.size_mm[0] >= each.size_mm[1] - 1e-3 for each in found)


def test_the_supports_under_a_table_fill_the_room_under_its_top():
    upright, turned = standing(poses(TABLE), (0, 0, 1)), standing(poses(TABLE), (0, 0, -1))
    assert upright.overhang_mm2 == pytest.approx(60 * 60 - 64, rel=0.02)
    assert upright.support_mm3 == pytest.approx((60 * 60 - 64) * 30, rel=0.03)
    assert upright.bed_mm2 == pytest.approx(64, rel=0.1)
    assert (turned.overhang_mm2, turned.support_mm3) == (0, 0)


@pytest.mark.parametrize(("slope", "leans"), [(40, False), (50, True)])
def test_skin_leans_out_from_45_degrees_on(slope, leans):
    out = 20 * np.tan(np.radians(slope))
    outline = [(0, 0), (20, 0), (20 + out, 20), (0, 20)]
    found = standing(poses(cq.Workplane("XZ").polyline(outline).close().extrude(15)), (0, 0, 1))
    assert (found.overhang_mm2 > 0) == leans


def test_a_bridge_is_as_wide_as_the_tunnel_under_it():
    tunnel = solids.block(40, 60, 20).cut(solids.block(14, 60, 10))
    assert standing(poses(tunnel), (0, 0, 1)).bridge_mm == pytest.approx(14, abs=0.05)


def test_filament_is_laid_to_need_no_supports_and_powder_to_be_low():
    found = analyse(solids.meshed(TABLE))
    printed, sintered = (
        choose_orientation(found, find_offer("fdm-petg")),
        choose_orientation(found, find_offer("mjf-pa12")),
    )
    assert printed.pose.support_mm3 == 0
    assert printed.pose.rotation[2] == (0, 0, -1)
    assert sintered.pose.size_mm[2] == min(each.size_mm[2] for each in found.poses)
    assert choose_orientation(found, find_offer("mill-aluminium")) is None


def test_a_round_part_has_forty_poses_and_no_more():
    assert len(poses(cq.Workplane().sphere(12))) == 40
