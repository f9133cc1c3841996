"""Bell mouths against integrals over their walls."""

from math import hypot, pi

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.sound_shapes import sound_volume

from configurator.domain.errors import Failed
from configurator.shapes.bell_mouths import BellMouth, bell_point, bell_shell


def wall_volume(bell, wall):
    """By Pappus: the wall between the ellipse and its offset, and the half round rim."""
    turn = (np.arange(4000) + 0.5) * pi / 2 / 4000
    a, b = bell.length, bell.flare
    speed = np.hypot(b * np.sin(turn), a * np.cos(turn))
    bend, radius, lean = a * b / speed**3, bell.mouth / 2 - b * np.cos(turn), a * np.cos(turn) / speed
    # Over the depth d from 0 to wall: the ring's circumference 2 pi (radius + d lean), the strip (1 - d bend) speed.
    ring = radius * wall + (lean - radius * bend) * wall**2 / 2 - lean * bend * wall**3 / 3
    rim = pi * wall**2 / 8 * (bell.mouth / 2 + 2 * wall / (3 * pi))
    return 2 * pi * (float((ring * speed).sum()) * pi / 2 / 4000 + rim)


@pytest.mark.parametrize(
    ("bell", "wall"),
    [
        (BellMouth(42, 84, 42), 2.0),
        (BellMouth(20, 26, 5), 1.0),
        (BellMouth(60, 140, 120), 4.0),
        (BellMouth(30, 60, 15), 1.5),
        (BellMouth(40, 80, 20), 19.0),
    ],
)
def test_a_bell_holds_what_its_ellipse_says(bell, wall):
    assert sound_volume(bell_shell(bell, wall)) == pytest.approx(wall_volume(bell, wall), rel=3e-3)


@settings(max_examples=8, deadline=None, derandomize=True)
@given(throat=st.floats(20, 60), opens=st.floats(1.2, 2.2), long=st.floats(0.5, 2), share=st.floats(0.1, 0.8))
def test_any_bell_whose_outside_does_not_fold_is_sound(throat, opens, long, share):
    flare = throat * (opens - 1) / 2
    bell = BellMouth(throat, opens * throat, long * flare)
    wall = share * bell.thickest_wall
    assert sound_volume(bell_shell(bell, wall), chord=max(0.003, min(0.05, wall / 50))) == pytest.approx(
        wall_volume(bell, wall), rel=2e-2
    )


def test_the_curve_runs_from_the_throat_along_the_axis_to_the_crest():
    bell = BellMouth(42, 84, 40)
    assert bell_point(bell, 0) == pytest.approx((21, 0))
    assert bell_point(bell, pi / 2) == pytest.approx((42, 40))
    assert bell_point(bell, 0, outside=2) == pytest.approx((23, 0))
    assert bell_point(bell, pi / 2, outside=2) == pytest.approx((42, 38))
    (r, z), (far_r, far_z) = bell_point(bell, 0.7), bell_point(bell, 0.7, outside=3)
    assert hypot(far_r - r, far_z - z) == pytest.approx(3)


def test_half_axes_that_are_alike_make_an_arc():
    bell = BellMouth(20, 60, 20)
    assert bell.thickest_wall == pytest.approx(20)
    assert all(hypot(30 - r, z) == pytest.approx(20) for r, z in (bell_point(bell, turn) for turn in (0, 0.4, 1.2)))


def test_a_wall_that_would_fold_is_refused():
    with pytest.raises(Failed, match=r"A wall of 5.1 mm folds on a bell that bends by a radius of 5.00 mm"):
        bell_shell(BellMouth(20, 40, 20), 5.1)
