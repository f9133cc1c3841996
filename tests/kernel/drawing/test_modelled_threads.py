"""A modelled thread in drawings: as it is where it is seen from outside, by crests and roots where it is hidden."""

import cadquery as cq
import numpy as np
import pytest

from configurator.domain.parts.dimensions import ThreadDiameter
from configurator.domain.parts.templates import Section
from configurator.domain.standards.threads import thread
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.drawing.conventions import convention_lines
from configurator.kernel.drawing.modelled_threads import modelled_threads
from configurator.kernel.drawing.projection import drawable_solid, project_section, project_view
from configurator.kernel.drawing.views import view_from
from configurator.kernel.measure import measure
from configurator.shapes.screw_threads import sink_thread

ROW = thread("M10x1.5")
FRONT, ABOVE = view_from((0, -1, 0), (0, 0, 1)), view_from((0, 0, 1), (0, 1, 0))


@pytest.fixture(scope="module")
def nut():
    """A cylinder of 20 x 16 with a thread 12 mm deep from below, and its measured diameters."""
    plane = cq.Plane((0, 0, 0), (1, 0, 0), (0, 0, -1))
    shape = sink_thread(cq.Workplane().circle(10).extrude(16), ROW, 12, plane).val()
    where = {"designation": ROW.name, "major": ROW.major, "centre": (0, 0, 1.5), "axis": (0, 0, 1), "depth": 10.5}
    sizes = [
        ThreadDiameter(name="crest", nominal=ROW.minor, tolerance=0.05, gauge="crest", **where),
        ThreadDiameter(name="root", nominal=ROW.major, tolerance=0.05, gauge="root", **where),
    ]
    measurements = measure(mesh_shape(shape), sizes)
    return drawable_solid(shape, [], 20.0, modelled_threads(measurements)), measurements


def strokes(measurements, view):
    return [stroke for each in measurements for stroke in convention_lines(each, view, 2.0)]


@pytest.mark.parametrize("view", [FRONT, ABOVE], ids=["front", "above"])
def test_a_hidden_thread_is_dashed_lines_at_crests_and_roots_alone(nut, view):
    solid, measurements = nut
    seen = project_view(solid, view)
    across = 1 if view is FRONT else 2
    hidden = np.concatenate([np.zeros((0, 2)), *seen.lines.hidden])
    # Of the bore no other than its countersink, which is wider.
    assert (np.linalg.norm(hidden[:, :across], axis=1) > ROW.major / 2 - 0.1).all()
    lines = strokes(measurements, seen)
    assert {stroke.style for stroke in lines} == {"hidden"}
    reach = [float(abs(stroke.points[:, 0]).max()) / 2 for stroke in lines]
    assert min(reach) == pytest.approx(ROW.minor / 2, abs=0.02)
    assert max(reach) == pytest.approx(ROW.major / 2, abs=0.02)


def test_a_section_shows_the_profile_and_no_turns_behind_it(nut):
    solid, measurements = nut
    cut = project_section(solid, Section(origin=(0, 0, 0), normal=(0, -1, 0)), "A")
    points = np.concatenate(cut.lines.visible)
    within = points[(abs(points[:, 0]) < ROW.minor / 2 - 0.05) & (points[:, 1] > 0.1) & (points[:, 1] < 11.9)]
    assert len(within) == 0
    assert strokes(measurements, cut) == []
    # A tooth a turn on both sides.
    assert cut.cut.area == pytest.approx(20 * 16 - 12 * (ROW.minor + ROW.major) / 2, rel=0.05)


def test_a_thread_is_drawn_turn_by_turn_where_it_is_seen(nut):
    solid, measurements = nut
    seen = project_view(solid, view_from((0, 0, -1), (0, 1, 0)))
    assert any(abs(np.linalg.norm(line, axis=1) - ROW.minor / 2).min() < 0.05 for line in seen.lines.visible)
    assert strokes(measurements, seen) == []
