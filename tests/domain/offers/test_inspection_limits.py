import math

import pytest

from configurator.domain.offers.inspection_limits import dimension_unit, inspection_limits
from configurator.domain.offers.offers import OFFERS

OFFER = OFFERS["mjf-pa12"]


@pytest.mark.parametrize("kind", ["distance", "diameter", "thickness"])
def test_the_tolerances_of_model_and_process_add_up(kind):
    assert inspection_limits(kind, 100.0, 0.1, OFFER) == (100 - 0.6, 100 + 0.6)
    assert dimension_unit(kind) == "mm"


def test_a_girth_strays_pi_times_as_far_as_a_breadth():
    least, greatest = inspection_limits("girth", 300.0, 0.5, OFFER)
    assert greatest - 300 == pytest.approx(0.5 + math.pi * 0.3 + 0.002 * 300, abs=1e-4)
    assert 300 - least == pytest.approx(greatest - 300)


def test_a_round_grown_all_over_is_at_the_limit_of_girth_and_diameter_alike():
    grown = OFFER.tolerance / 2
    extra = OFFER.tolerance_per_mm * 200
    _, widest = inspection_limits("diameter", 200.0, 0.0, OFFER)
    _, longest = inspection_limits("girth", 200.0, 0.0, OFFER)
    assert widest == pytest.approx(200 + 2 * grown + extra)
    assert longest == pytest.approx(200 + 2 * math.pi * grown + extra, abs=1e-4)


def test_no_offer_says_what_angle_or_pitch_its_process_holds():
    assert inspection_limits("angle", 4.0, 0.1, OFFER) is None
    assert dimension_unit("angle") == "deg"
    assert inspection_limits("axis_angle", 20.0, 0.1, OFFER) is None
    assert dimension_unit("axis_angle") == "deg"
    assert inspection_limits("thread_pitch", 1.5, 0.1, OFFER) is None
    assert dimension_unit("thread_pitch") == "mm"
