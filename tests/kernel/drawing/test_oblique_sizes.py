"""Sizes that no view shows in true length are pointed at and say so; one that finds no room is named."""

from dataclasses import replace

import cadquery as cq
import pytest
from support import drawings
from support.drawings import part_of

from configurator.domain.errors import Failed
from configurator.domain.parts.dimensions import Box, Diameter, Distance, Z
from configurator.domain.parts.drafting import Drafting
from configurator.kernel.drawing import candidates, draw_sheet
from templates_cad import grommet

EVERYWHERE = Box((-90, -90, -90), (90, 90, 90))
# From one corner of a block of 30 x 20 x 10 to the opposite one: 1400 is the sum of the squares of its edges.
CORNERS = Distance(name="corner_to_corner", nominal=1400**0.5, tolerance=0.1, axis=(30, 20, 10), box=EVERYWHERE)
BORE = Diameter(name="leaning_bore", nominal=5, tolerance=0.1, centre=(0, 0, 5), axis=(0.3, 0.4, 0.866), role="bore")


@pytest.fixture(scope="module")
def block():
    """A block with a bore that leans two ways."""
    bore = cq.Solid.makeCylinder(2.5, 60, cq.Vector(-9, -12, -20.98), cq.Vector(0.3, 0.4, 0.866))
    shape = cq.Workplane().box(30, 20, 10, centered=(True, True, False)).cut(bore)
    dimensions = [CORNERS, BORE, Distance(name="height", nominal=10, tolerance=0.1, axis=Z)]
    template = replace(
        grommet.TEMPLATE,
        build=lambda p: shape,
        dimensions=lambda p: dimensions,
        sections=lambda p: (),
        notes=lambda p: (),
        compensate=None,
    )
    return part_of(template, grommet.Grommet())


def test_a_length_that_no_view_shows_is_pointed_at_and_says_so(block):
    sheet = draw_sheet(block, Drafting())
    assert drawings.faults(sheet) == []
    assert drawings.numbers(sheet) == [1, 2, 3]
    sizes = {size.callout.title: size for figure in sheet.figures for size in figure.sizes}
    corners, bore = sizes["Corner to corner"], sizes["Leaning bore"]
    assert (corners.kind, corners.label.text) == ("note", "37.42 ±0.1 true length")
    assert (bore.kind, bore.label.text) == ("note", "Ø5 ±0.1")
    assert sizes["Height"].label.text == "10 ±0.1"


def test_what_finds_no_room_is_named(block, monkeypatch):
    monkeypatch.setattr(candidates, "_linear_candidates", lambda *a: iter(()))
    with pytest.raises(Failed, match=r"The drawing finds no room for Height\. "):
        draw_sheet(block, Drafting())
