"""The dash knob: what of it cannot be drilled."""

import pytest

from configurator.domain.measures.sheets import read_values
from configurator.domain.problems import refusals
from configurator.services.designs.configure import configure
from templates_cad.dash_knob import TEMPLATE, DashKnob, screw_hole

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
