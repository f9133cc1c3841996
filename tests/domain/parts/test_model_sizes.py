"""What the model of a part may stray, and the round about z that most parts have."""

from __future__ import annotations

import pytest

from configurator.sdk import diameter_about_z, model_tolerance


@pytest.mark.parametrize(
    ("size", "most", "tolerance"), [(4, 0.1, 0.06), (40, 0.1, 0.1), (40, 0.05, 0.05), (2, 0.05, 0.03)]
)
def test_a_model_strays_by_less_than_two_per_cent_and_never_by_more_than_is_said(size, most, tolerance):
    assert model_tolerance(size, most) == pytest.approx(tolerance)
    assert model_tolerance(size) == pytest.approx(min(0.1, 0.015 * size))


def test_a_round_about_z_is_named_by_its_field_unless_a_name_is_given():
    bore = diameter_about_z("bore", 8, 5, "bore", most=0.05)
    assert (bore.name, bore.field, bore.nominal, bore.centre, bore.role) == ("bore", "bore", 8, (0, 0, 5), "bore")
    assert bore.tolerance == 0.05
    other = diameter_about_z("hole_diameter", 4, 0, name="groove")
    assert (other.name, other.field, other.role, other.tolerance) == ("groove", "hole_diameter", "shaft", 0.06)
