"""What is seen and what is hidden, from where, and where it is cut."""

import cadquery as cq
import numpy as np
import pytest
import shapely

from configurator.domain.parts.templates import Section
from configurator.kernel.drawing.centre_lines import axes_of, centre_lines
from configurator.kernel.drawing.projection import drawable_solid, project_section, project_view
from configurator.kernel.drawing.views import views


def plate():
    """40 x 20 x 10 with a bore of 8 through it at x = 10, and a step that only the front shows."""
    return cq.Workplane().box(40, 20, 10).faces(">Z").workplane().center(10, 0).hole(8).val()


def solid(shape):
    return drawable_solid(shape, axes_of(shape), 40.0)


def reach(lines):
    points = np.concatenate(lines)
    return [*points.min(axis=0), *points.max(axis=0)]


@pytest.mark.parametrize(("name", "wide", "high"), [("front", 40, 10), ("plan", 40, 20), ("side", 20, 10)])
def test_each_view_shows_its_two_sizes(name, wide, high):
    seen = project_view(solid(plate()), views("first")[name])
    assert reach(seen.lines.visible) == pytest.approx([-wide / 2, -high / 2, wide / 2, high / 2])


def test_a_bore_is_round_from_above_and_hidden_from_the_front():
    part = solid(plate())
    plan, front = (project_view(part, views("first")[name]) for name in ("plan", "front"))
    assert plan.lines.hidden == ()
    assert reach(front.lines.hidden) == pytest.approx([6, -5, 14, 5], abs=0.05)
    assert not any(np.allclose(line[:, 0], 6, atol=0.1) for line in front.lines.visible)


def test_first_angle_looks_from_the_left_and_third_from_the_right():
    corner = np.array([[20.0, 10.0, 0.0]])
    assert views("first")["side"].flat(corner)[0, 0] == -10
    assert views("third")["side"].flat(corner)[0, 0] == 10


def test_a_mirrored_part_is_turned_so_that_its_front_stays_in_front():
    inner = np.array([3.0, -7.0, 2.0])
    plain, turned = views("first")["front"], views("first", (0.0, 1.0, 0.0))["front"]
    assert plain.toward @ inner == pytest.approx(turned.toward @ (inner * [1, -1, 1]))


def test_faces_that_meet_smoothly_show_no_edge():
    rounded = cq.Workplane().box(40, 20, 10).edges("|Z").fillet(4).val()
    seen = project_view(solid(rounded), views("first")["front"])
    assert not any(np.ptp(line[:, 1]) > 1 and abs(line[:, 0]).max() < 19 for line in seen.lines.visible)


def test_an_edge_behind_the_cut_is_hidden_by_the_pipe_in_front_of_it():
    pipe = cq.Workplane().circle(6).circle(5).extrude(20)
    foot = cq.Workplane().box(40, 20, 4).translate((10, 0, 2)).cut(cq.Workplane().circle(5.5).extrude(4))
    part = solid(pipe.union(foot).val())
    seen = project_section(part, Section(origin=(0, 0, 0), normal=(0, -1, 0)), "A")
    within_bore = shapely.box(-4.9, 3.9, 4.9, 4.1)
    assert not seen.lines.visible_geometry.intersects(within_bore)


def test_what_a_plane_cuts_is_the_area_of_the_section_without_its_holes():
    cut = project_section(solid(plate()), Section(origin=(10, 0, 0), normal=(-1, 0, 0), beyond=False), "A")
    assert cut.cut.area == pytest.approx((20 - 8) * 10, rel=5e-3)
    assert len(shapely.get_parts(cut.cut)) == 2


def test_what_lies_behind_the_plane_is_drawn_where_it_is_asked_for():
    part = solid(cq.Workplane().box(40, 20, 10).union(cq.Workplane().box(10, 20, 30).translate((15, 0, 0))).val())
    bare, deep = (
        project_section(part, Section(origin=(0, 0, 0), normal=(-1, 0, 0), beyond=beyond), "A")
        for beyond in (False, True)
    )
    assert reach(bare.lines.visible)[3] == pytest.approx(5)
    assert reach(deep.lines.visible)[3] == pytest.approx(15)


def test_rounds_about_one_line_have_one_axis():
    turned = cq.Workplane().circle(10).extrude(5).faces(">Z").workplane().circle(6).extrude(5).faces("<Z").hole(4)
    (axis,) = axes_of(turned.val())
    assert (axis.low, axis.high, axis.radius) == pytest.approx((0, 10, 10))
    above, along = (list(centre_lines([axis], views("first")[name], 1.0)) for name in ("plan", "front"))
    assert (len(above), len(along)) == (2, 1)
    assert along[0][:, 1] == pytest.approx([-3, 13])


def test_a_centre_line_is_as_long_as_what_it_marks_and_a_little_more():
    (axis,) = axes_of(cq.Workplane().circle(2).extrude(4).val())
    (across, _), (along,) = (list(centre_lines([axis], views("first")[name], 1.0)) for name in ("plan", "front"))
    assert across[:, 0] == pytest.approx([-3.2, 3.2])
    assert along[:, 1] == pytest.approx([-1.2, 5.2])


def test_a_rounding_has_no_centre_line():
    assert axes_of(cq.Workplane().box(40, 20, 10).edges("|Z").fillet(4).val()) == []
