from dataclasses import replace

import pytest

from configurator import catalogue
from configurator.domain.parts.parameters import Parameters
from configurator.services.making.preset_offers import presets_without_offer

GROMMET = catalogue.find("grommet")
THIN = GROMMET.parameters(hole_diameter=14, cable_diameter=12.8)
USUAL = GROMMET.parameters(hole_diameter=14, cable_diameter=8)


@pytest.mark.parametrize("template", catalogue.templates().values(), ids=lambda each: each.id)
def test_every_preset_of_ours_can_be_ordered(template):
    assert presets_without_offer(template) == {}


def test_a_preset_that_no_offer_fits_is_named_with_every_reason():
    unfit = presets_without_offer(replace(GROMMET, presets={"usual": USUAL, "thin": THIN}))
    assert unfit == {
        "thin": (
            "It has a wall of 0.6 mm; mjf-tpu needs 1.5 mm.",
            "It has a wall of 0.6 mm; mjf-pa12 needs 1 mm.",
            "It has a wall of 0.6 mm; sls-pa12 needs 1 mm.",
        )
    }


def test_a_wall_that_raises_is_reported_with_its_line():
    class Ring(Parameters):
        """Declared here, as a template's file declares its own."""

    raising = replace(GROMMET, parameters=Ring, presets={"thin": Ring()}, wall=lambda p: p.thikness)
    (reason,) = presets_without_offer(raising)["thin"]
    assert "no attribute 'thikness'" in reason and "test_preset_offers.py, line " in reason


def test_a_template_without_offers_is_not_finished():
    assert presets_without_offer(replace(GROMMET, presets={"thin": THIN}, offers=())) == {}
