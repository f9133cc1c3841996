"""Solids put together at their rims come to what booleans make of them."""

from math import pi

import cadquery as cq
import pytest
from support.sound_shapes import sound_volume

from configurator.domain.errors import Failed
from configurator.shapes.booleans import cut
from configurator.shapes.bores import d_bore, serrated_bore
from configurator.shapes.grips import diamond_knurl, straight_knurl
from configurator.shapes.rims import replace_stub, sink_tool
from configurator.shapes.round_pattern import round_pattern
from configurator.shapes.turned import drilled, turned


@pytest.mark.parametrize("tool", [d_bore(6, 4.5, 10, 0.4), serrated_bore(5.2, 6, 18, 10, 0.4)], ids=["D", "serrated"])
def test_a_sunk_tool_leaves_what_a_cut_leaves(tool):
    part = cq.Workplane().circle(9).extrude(14)
    assert sound_volume(sink_tool(part, tool)) == pytest.approx(sound_volume(cut(part, tool, "Bore")), rel=1e-6)


def stubbed(flat):
    """A foot of 5 mm within a radius, a stub of 4 mm on it, and a bore of 2 mm up to the stub's middle."""
    blank = turned([(0, 0), (flat, 0), (flat, 5), (4, 5), (4, 15), (0, 15)])
    return cut(blank, drilled(4, cq.Vector(), cq.Vector(0, 0, 1), 11), "Bore")


@pytest.mark.parametrize("upper", [straight_knurl(20, 12, 40, 0.5, 1), diamond_knurl(20, 12, 20, 4, 0.5)])
@pytest.mark.parametrize("flat", [8, 14], ids=["collar", "skirt"])
def test_a_knurl_takes_a_stubs_place_over_a_collar_and_on_a_skirt(upper, flat):
    # A mesh is within the bore's and the flat's rounds.
    expected = sound_volume(upper) + pi * flat**2 * 5 - pi * 4 * 11
    assert sound_volume(replace_stub(stubbed(flat), 4, 5, upper)) == pytest.approx(expected, rel=2e-3)


def test_what_is_no_stub_and_no_mouth_is_refused():
    with pytest.raises(Failed, match="no stub"):
        replace_stub(stubbed(14), 4, 6, straight_knurl(20, 12, 40, 0.5, 1))
    with pytest.raises(Failed, match="does not lie on one flat face"):
        sink_tool(stubbed(14).translate((0, 0, 1)), d_bore(6, 4.5, 10, 0.4))


def test_sectors_make_the_whole_and_their_seams_are_gone():
    sector = turned([(0, 0), (5, 0), (6, 3), (0, 3)], 360 / 7)
    whole = round_pattern(sector, 7, 0, 3)
    assert sound_volume(whole) == pytest.approx(pi * (25 + 30 + 36), rel=2e-3)
    assert whole.faces().size() == 3


def test_a_sector_without_ends_at_its_levels_is_refused():
    with pytest.raises(Failed, match="no end"):
        round_pattern(turned([(0, 0), (5, 0), (6, 3), (0, 3)], 60), 6, 0, 4)
