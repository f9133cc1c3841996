from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.places import EARTH_RADIUS_KM, Place, great_circle_km

PLACES = st.builds(Place, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        (Place(0, 0), Place(0, 90), EARTH_RADIUS_KM * pi / 2),
        (Place(90, 0), Place(-90, 123), EARTH_RADIUS_KM * pi),
        (Place(52, 13), Place(53, 13), EARTH_RADIUS_KM * pi / 180),
        (Place(10, 179.5), Place(10, -179.5), 109.5),
        # Paris to Berlin, on a sphere.
        (Place(48.8566, 2.3522), Place(52.52, 13.405), 877.5),
    ],
)
def test_known_distances(one, other, km):
    assert great_circle_km(one, other) == pytest.approx(km, rel=1e-4)


@given(PLACES, PLACES)
def test_a_distance_is_the_same_both_ways_and_at_most_half_round(one, other):
    assert great_circle_km(one, other) == pytest.approx(great_circle_km(other, one), abs=1e-6)
    assert 0 <= great_circle_km(one, other) <= EARTH_RADIUS_KM * pi + 1e-6
    assert great_circle_km(one, one) == 0


@given(PLACES)
def test_a_coarse_place_is_near_and_cannot_be_made_coarser(place):
    coarse = place.coarse()
    assert great_circle_km(place, coarse) <= EARTH_RADIUS_KM * pi / 180 * 0.05 * 2**0.5 + 1e-6
    assert coarse.coarse() == coarse
    assert (10 * coarse.latitude) == pytest.approx(round(10 * coarse.latitude))
