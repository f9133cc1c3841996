"""Which parameters a part is built of where its holes are compensated, for every part that says how."""

import pytest

from configurator import catalogue
from configurator.domain.offers.compensation import compensation_sentence, hole_compensation_mm
from configurator.domain.offers.offers import OFFERS
from configurator.domain.parts.compensation import drawn_design, drawn_parameters
from configurator.domain.parts.delivered import delivered_dimensions
from configurator.domain.parts.dimensions import Diameter, Distance, ThreadDiameter
from configurator.services.designs.configure import build_design

COMPENSATED = [each for each in catalogue.templates().values() if each.compensate is not None]
GROMMET, ORTHOSIS = catalogue.find("grommet"), catalogue.find("foot_orthosis")


def is_bore(dimension, widened):
    """Also what is taken between the walls of one, such as over a keyway."""
    if isinstance(dimension, Distance):
        return dimension.jaws == "inside" and dimension.field in widened
    return isinstance(dimension, Diameter | ThreadDiameter) and dimension.role == "bore"


@pytest.mark.parametrize("template", COMPENSATED, ids=lambda each: each.id)
@pytest.mark.parametrize("mm", [0.1, -0.05])
def test_bores_are_drawn_wider_and_nothing_else_changes(template, mm):
    for asked in template.presets.values():
        drawn = drawn_parameters(template, asked, mm)
        widened = {name for name, value in asked if getattr(drawn, name) != value}
        for before, after in zip(
            delivered_dimensions(template, asked), delivered_dimensions(template, drawn), strict=True
        ):
            expected = before.nominal + (mm if is_bore(before, widened) else 0)
            assert (after.name, after.nominal) == (before.name, pytest.approx(expected))


def test_a_part_without_holes_is_what_was_asked():
    asked = ORTHOSIS.parameters()
    assert drawn_parameters(ORTHOSIS, asked, 0.1) is asked
    assert hole_compensation_mm(ORTHOSIS, "sls-pa12") == 0


def test_nothing_to_compensate_leaves_the_very_design():
    design = build_design(GROMMET, GROMMET.parameters())
    assert drawn_design(GROMMET, design, 0.0) is design
    assert drawn_design(GROMMET, design, 0.1).parameters["cable_diameter"] == 8.1


def test_an_offer_compensates_by_what_somebody_has_published_and_no_other_at_all():
    assert hole_compensation_mm(GROMMET, "sls-pa12") == 0.1
    for offer in OFFERS.values():
        assert (hole_compensation_mm(GROMMET, offer.id) != 0) == (offer.hole_shrinkage is not None)
        assert ("hole_shrinkage" in offer.sources) == (offer.hole_shrinkage is not None)
    assert hole_compensation_mm(GROMMET, "") == 0


def test_a_sentence_says_which_way_the_model_differs():
    assert "0.1 mm wider in diameter than asked, as the process closes them" in compensation_sentence(0.1)
    assert "0.1 mm narrower in diameter than asked, as the process opens them" in compensation_sentence(-0.1)
    assert compensation_sentence(0.0) == ""
