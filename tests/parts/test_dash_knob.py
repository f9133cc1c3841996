"""The dash knob: its volume, a published one from its numbers alone, and what of it cannot be drilled."""

from math import pi

import pytest

from configurator.domain.measures.sheets import read_values
from configurator.domain.problems import refusals
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.shape import build_plain, build_shape
from configurator.kernel.measure import measure
from configurator.services.designs.configure import build_design, configure
from templates_cad.dash_knob import LEAD_IN, TEMPLATE, DashKnob, screw_hole

HALF = screw_hole(DashKnob(screw="M3x0.5")) / 2


def judged(skirt_height, screw_height):
    given = {"screw": "M3x0.5", "fixing": "set screw", "skirt_height": skirt_height, "screw_height": screw_height}
    return configure(TEMPLATE, read_values(TEMPLATE.parameters, given), preview=True).problems


@pytest.mark.parametrize("apart", [-0.04, 0.0, 0.04])
@pytest.mark.parametrize("side", [-HALF, HALF])
def test_a_screws_hole_that_grazes_the_skirts_face_is_refused(side, apart):
    (problem,) = refusals(judged(5.0, 5.0 + side + apart))
    assert problem.fields == ("screw_height", "skirt_height")
    assert "0.1 mm" in problem.hint


def test_one_that_cuts_through_the_skirts_edge_is_doubtful_and_one_clear_of_it_is_not():
    doubtful, clear = judged(4.0, 4.5), judged(4.0, 6.0)
    assert refusals(doubtful) == refusals(clear) == []
    assert "runs through the skirt's upper edge" in str(doubtful)
    assert "skirt's" not in str(clear)


def bevel(radius, size):
    """The ring in mm3 that a chamfer of 45 degrees takes off an outside."""
    return pi * size**2 * (radius - size / 3)


@pytest.mark.parametrize("height", [18, 30])
def test_a_turned_knob_has_the_volume_of_discs_less_chamfers_and_bore(height):
    p = DashKnob(grip="plain", shaft="round", fixing="press fit", shaft_diameter=6, play=0.2, height=height)
    skirt = pi * 16**2 * 3 - bevel(16, 0.5)
    grip = pi * 12**2 * (height - 3) - bevel(12, 1)
    bore, lead_in = 3.1, LEAD_IN
    hole = pi * bore**2 * (p.shaft_length + 0.5) + pi * lead_in**2 * (bore + lead_in / 3)
    assert TEMPLATE.is_revolved(p)
    assert build_plain(TEMPLATE, p).Volume() == pytest.approx(skirt + grip - hole, rel=1e-6)


def test_a_published_wiper_knob_has_its_sizes():
    """1968 Ford Thunderbird, of the project's research: skirt, height and bore; its hub is the grip."""
    p = TEMPLATE.presets["thunderbird-1968-wiper-knob"]
    published = {"skirt": 33.27, "height": 28.57, "grip": 13.97, "bore": 6.24, "across_the_flat": 5.41}
    mesh = mesh_shape(build_shape(TEMPLATE, p, build_design(TEMPLATE, p)))
    measured = {each.dimension.name: each.measured for each in measure(mesh, TEMPLATE.dimensions(p))}
    assert {name: measured[name] for name in published} == pytest.approx(published, abs=0.05)
