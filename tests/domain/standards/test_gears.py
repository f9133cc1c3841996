"""Sizes of gears against worked examples and closed forms."""

from math import cos, pi, radians, sin, sqrt, tan

import pytest

from configurator.domain.standards.gears import GearPair, Toothing, closest_distance, furthest_distance, involute

FULL = Toothing(teeth=48, module=1.0)


def test_a_gear_of_64_diametral_pitch_and_48_teeth_is_as_published():
    # py_gearworks 0.0.24, built: 64 DP, 48 teeth, 14.5 degrees: tip diameter 19.844 mm.
    assert Toothing(teeth=48, module=25.4 / 64, pressure=radians(14.5)).tip_diameter == pytest.approx(19.844, abs=5e-4)


def test_the_circles_are_those_of_iso_21771():
    gear = Toothing(teeth=20, module=2.0, helix=radians(25), shift=0.3)
    pitch = 20 * 2 / cos(radians(25))
    assert gear.pitch_diameter == pytest.approx(pitch)
    assert gear.tip_diameter == pytest.approx(pitch + 4 * 1.3)
    assert gear.root_diameter == pytest.approx(pitch - 4 * 0.95)
    transverse = tan(radians(20)) / cos(radians(25))
    assert gear.base_diameter == pytest.approx(pitch / sqrt(1 + transverse**2))
    assert gear.thickness * cos(radians(25)) == pytest.approx(pi + 4 * 0.3 * tan(radians(20)))


@pytest.mark.parametrize(("pressure", "teeth"), [(14.5, 32), (20, 18), (25, 12)])
def test_so_many_teeth_and_no_fewer_are_not_undercut(pressure, teeth):
    # The least whole number from 2 / sin^2 on, as every text has it: 32, 18 (17.1) and 12.
    least, fewer = (Toothing(teeth=count, module=1, pressure=radians(pressure)) for count in (teeth, teeth - 1))
    assert least.least_shift <= 0 < fewer.least_shift
    assert not Toothing(teeth=teeth + 1, module=1, pressure=radians(pressure)).is_undercut
    assert Toothing(teeth=teeth - 4, module=1, pressure=radians(pressure)).is_undercut


def test_two_gears_of_twenty_teeth_touch_with_the_ratio_of_textbooks():
    # 20 and 20 teeth, 20 degrees: 1.557, by tip, base and centre distance in closed form.
    one = Toothing(teeth=20, module=1)
    run = GearPair(one, one, 20.0)
    length = 2 * sqrt(11**2 - (10 * cos(radians(20))) ** 2) - 20 * sin(radians(20))
    assert run.contact_ratio == pytest.approx(length / (pi * cos(radians(20))), rel=1e-9)
    assert run.contact_ratio == pytest.approx(1.557, abs=1e-3)


def test_backlash_is_what_teeth_are_thinner_by_and_what_axes_are_further_apart():
    thin = Toothing(teeth=12, module=1, thinning=0.08)
    assert GearPair(thin, FULL, 30).backlash == pytest.approx(0.08)
    plain = Toothing(teeth=12, module=1)
    apart = GearPair(plain, FULL, 30.2)
    # j = 2 a' (inv a' - inv a), along the working pitch circles.
    expected = 2 * 30.2 * (involute(apart.working_pressure) - involute(radians(20)))
    assert apart.backlash == pytest.approx(expected, rel=1e-9)


def test_the_closest_distance_has_no_backlash_and_the_furthest_the_contact_asked_for():
    one = Toothing(teeth=15, module=1.5, shift=0.4)
    other = Toothing(teeth=40, module=1.5)
    near, far = closest_distance(one, other), furthest_distance(one, other, 1.2)
    assert GearPair(one, other, near).backlash == pytest.approx(0, abs=1e-6)
    assert GearPair(one, other, far).contact_ratio == pytest.approx(1.2, abs=1e-6)
    # Shifted apart by a little less than the shift.
    assert 41.25 < near < 41.25 + 0.4 * 1.5


def test_callipers_over_an_odd_number_of_teeth_read_less_than_the_tip_circle():
    odd = Toothing(teeth=13, module=1)
    assert 14.8 < odd.over_teeth < odd.tip_diameter == pytest.approx(15)
    assert FULL.over_teeth == FULL.tip_diameter
