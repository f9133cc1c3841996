"""An insert's hole is measured where it has to be; a part that lacks it is refused."""

from dataclasses import replace

import cadquery as cq
import pytest
from support.badge import BADGE, Badge, badge_design

from configurator.domain.errors import Failed
from configurator.domain.parts.inserts import Insert, heat_set_insert
from configurator.kernel.build import shape_cache
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.jobs.make import _build_and_examine
from configurator.kernel.measure.insert_holes import measure_inserts
from configurator.kernel.timings import Clock

DIAMETER, DEPTH = 5.6, 9.0
INSERT = Insert(
    name="nut", part="M4 heat-set insert", face="upper face", place=(3, -2, 20), axis=(0, 0, 1), diameter=DIAMETER,
    depth=DEPTH, source="made up for tests",
)  # fmt: skip


def block(diameter=DIAMETER, depth=DEPTH, more=None):
    """20 mm high, with a blind hole from above at 3, -2."""
    solid = cq.Workplane().box(30, 30, 20, centered=(True, True, False))
    drill = cq.Workplane().circle(diameter / 2).extrude(depth).translate((3, -2, 20 - depth))
    return solid.cut(drill) if more is None else more(solid.cut(drill))


def measured(solid, insert=INSERT):
    (made,) = measure_inserts(mesh_shape(solid.val()), [insert])
    return made.measured_diameter, made.measured_depth


def refusal(solid, insert=INSERT):
    with pytest.raises(Failed) as raised:
        measured(solid, insert)
    (problem,) = raised.value.problems
    return problem.message


def test_a_hole_is_measured_and_not_copied():
    assert measured(block()) == pytest.approx((DIAMETER, DEPTH), abs=1e-3)
    assert measured(block(5.63, 12.5)) == pytest.approx((5.63, 12.5), abs=1e-3)


def test_a_hole_that_goes_through_has_no_depth():
    diameter, depth = measured(block(depth=20))
    assert (diameter, depth) == (pytest.approx(DIAMETER, abs=1e-3), None)


@pytest.mark.parametrize(("diameter", "told"), [(5.4, "measures 5.40 mm"), (5.8, "measures 5.80 mm")])
def test_a_hole_of_another_diameter_is_refused(diameter, told):
    assert told in refusal(block(diameter))


def test_a_hole_that_is_wider_at_its_ground_only_is_refused():
    wider = cq.Workplane().circle(3.2).extrude(2).translate((3, -2, 11))
    assert "measures 6.40 mm" in refusal(block(more=lambda solid: solid.cut(wider)))


def test_a_hole_that_is_not_deep_enough_is_refused():
    assert refusal(block(depth=8.6)) == "The hole for nut is 8.60 mm deep, where 9.00 mm are needed."


def test_a_part_without_the_hole_is_refused():
    plain = cq.Workplane().box(30, 30, 20, centered=(True, True, False))
    assert refusal(plain) == "There is no open hole for nut, of 5.60 mm and 9.00 mm deep."


def test_a_hole_elsewhere_does_not_count():
    assert "no open hole" in refusal(block(), replace(INSERT, place=(-6, 6, 20)))


def test_a_hole_below_a_roof_cannot_be_reached():
    roof = cq.Workplane().box(30, 30, 2, centered=(True, True, False)).translate((0, 0, 25))
    leg = cq.Workplane().box(2, 30, 27, centered=(True, True, False)).translate((14, 0, 0))
    assert "no open hole" in refusal(block(more=lambda solid: solid.union(leg).union(roof)))


def test_the_mouth_has_to_be_where_it_is_stated():
    assert "no open hole" in refusal(block(depth=20), replace(INSERT, place=(3, -2, 24)))


def test_a_hole_along_a_slanting_axis_is_measured():
    turned = block().rotate((0, 0, 0), (1, 0, 0), 30)
    cos, sin = 0.5 * 3**0.5, 0.5
    at, axis = ((x, cos * y - sin * z, sin * y + cos * z) for x, y, z in (INSERT.place, INSERT.axis))
    assert measured(turned, replace(INSERT, place=at, axis=axis)) == pytest.approx((DIAMETER, DEPTH), abs=1e-3)


@pytest.mark.parametrize(("side", "y"), [("left", 5), ("right", -5)])
def test_inserts_are_mirrored_with_the_part_and_stand_in_its_report(side, y):
    insert = replace(INSERT, place=(-10, 5, 9), diameter=3.0, depth=4.0, face="stud")

    def drilled(p):
        bodies = BADGE.build(p)
        return {**bodies, "plate": bodies["plate"].cut(cq.Workplane().circle(1.5).extrude(5).translate((-10, 5, 4)))}

    template = replace(BADGE, build=drilled, inserts=lambda p: [insert])
    shape_cache._RECENT_SHAPES.clear()
    part, _ = _build_and_examine(template, Badge(side=side), badge_design(Badge(side=side)), Clock())
    shape_cache._RECENT_SHAPES.clear()
    (made,) = part.inserts
    assert (made.place, made.measured_diameter) == ((-10, y, 9), pytest.approx(3, abs=1e-3))
    wrong = replace(template, inserts=lambda p: [replace(insert, diameter=3.2)])
    with pytest.raises(Failed, match="hole for nut"):
        _build_and_examine(wrong, Badge(), badge_design(Badge()), Clock())
    shape_cache._RECENT_SHAPES.clear()


def test_the_hole_of_a_thread_is_that_of_its_table():
    insert = heat_set_insert("M4", "nut", (3, -2, 20), (0, 0, 1), 9, "upper face")
    assert measured(block(5.6), insert)[0] == pytest.approx(5.6, abs=1e-3)
    assert "needed" in refusal(block(5.0), insert)


def test_a_hole_shallower_than_its_insert_is_no_insert():
    with pytest.raises(ValueError, match=r"up to 4\.7752 mm long"):
        heat_set_insert("4-40 UNC", "nut", (0, 0, 0), (0, 0, 1), 4.0, "upper face")
