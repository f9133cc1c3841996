"""What a view hides is told in a note with its name, not between arrows beside an outside."""

import cadquery as cq
import pytest
from support.drawings import part_of

from configurator import catalogue
from configurator.domain.parts.designs import Design
from configurator.domain.parts.dimensions import Box, Diameter, Distance, Z
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.measure import measure
from configurator.kernel.part import Part
from configurator.kernel.render.framing import frame_part
from configurator.kernel.render.render_mesh import surface_actor

GROMMET = catalogue.find("grommet")


def labels(part, view="product"):
    """The texts of all dimensions placed in a picture, and whether each has a leader."""
    _, placed = frame_part(part, view, (600, 450), "sizes", surface_actor(part.mesh))
    return {each.text: len(each.leader) > 0 for each in placed}


@pytest.fixture(scope="module")
def knob():
    """20 in diameter and 20 high, with a blind bore from below."""
    shape = cq.Workplane().circle(10).extrude(20).faces("<Z").workplane().hole(6, 12).val()
    dimensions = [
        Diameter(name="bore", nominal=6, tolerance=0.05, centre=(0, 0, 6), role="bore"),
        Distance(name="bore_depth", nominal=12, tolerance=0.1, axis=Z, jaws="height", box=Box((-1, -1, 0), (1, 1, 13))),
        Diameter(name="outside", nominal=20, tolerance=0.05, centre=(0, 0, 15)),
        Distance(name="height", nominal=20, tolerance=0.1, axis=Z),
    ]
    mesh = mesh_shape(shape)
    return Part(GROMMET, Design("x", "1", {}), shape, mesh, measure(mesh, dimensions))


def test_a_bore_from_below_is_told_by_its_name(knob):
    found = labels(knob)
    assert found["Bore Ø 6.00"] and found["Bore depth 12.0"]
    assert not found["Ø 20.00"] and not found["20.0"]


def test_from_below_the_same_bore_is_between_arrows_or_points_into_its_mouth(knob):
    below = labels(knob, "bottom")
    assert any(text.endswith("Ø 6.00") for text in below)
    assert not below.get("Ø 6.00", False)


def test_from_the_side_a_depth_whose_ground_is_hidden_has_its_name_between_the_arrows(knob):
    found = labels(knob, "front")
    assert not found["Bore depth 12.0"]
    assert not found["20.0"] and not found["Ø 20.00"]


def test_the_groove_of_a_grommet_does_not_pass_for_its_outside():
    found = labels(part_of(GROMMET, GROMMET.presets["firewall"]))
    assert "Groove diameter Ø 14.00" in found and "Ø 14.00" not in found
    assert "Ø 21.40" in found
