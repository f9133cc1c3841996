"""A cone through points, also where these cannot tell all of it."""

import numpy as np
import pytest

from configurator.kernel.measure.cones import fit_cone

TURNS = np.linspace(0, 2 * np.pi, 38, endpoint=False)


def ring(radius, lean=0.0, height=0.0):
    """Points of a round in a plane that leans across x."""
    x, y = radius * np.cos(TURNS), radius * np.sin(TURNS)
    return np.column_stack([x, y, height + lean * y])


@pytest.mark.parametrize("lean", [0.0, 0.005, 0.02, 0.2])
def test_a_single_ring_is_no_cone_however_it_leans(lean):
    cone = fit_cone(ring(1.822, lean), -2.5e-6)
    assert (cone.radius, cone.taper) == (pytest.approx(1.822, abs=1e-6), -2.5e-6)
    assert np.abs(cone.middle).max() < 1e-6


def test_two_rings_tell_the_taper():
    cone = fit_cone(np.concatenate([ring(2.0), ring(1.9, height=1.0)]), 0.0)
    assert (cone.radius, cone.taper) == (pytest.approx(2.0), pytest.approx(-0.1))
