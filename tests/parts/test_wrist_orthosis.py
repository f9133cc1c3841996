"""The wrist orthosis against the arm that it is made to, and for real people of the ANSUR II survey."""

import csv
from math import pi
from pathlib import Path

import pytest

from configurator.domain.errors import Failed
from configurator.domain.measures.sheets import read_values
from configurator.domain.problems import refusals
from configurator.kernel.jobs import make
from configurator.services.designs.configure import build_design, configure
from configurator.shapes.arm_trough import ArmTrough, girth_of, half_axes
from templates_cad.wrist_orthosis import TEMPLATE

TABLE = Path(__file__).parents[3] / "shared" / "data" / "anthropometry" / "ansur2_limbs_sample.csv"
EVERY = 500
ARM = {
    "forearm_girth": 200, "wrist_girth": 160, "wrist_breadth": 57, "hand_girth": 200, "hand_breadth": 84,
    "forearm_at": 150, "palm_at": 80, "extension": 0, "wrap": 90, "padding": 0, "thickness": 4,
}  # fmt: skip


def test_an_ellipse_of_a_girth_and_a_breadth_has_both():
    a, b = half_axes(160, 57)
    assert 2 * a == 57
    assert a * girth_of(b / a) == pytest.approx(160, rel=1e-12)


def test_a_circle_is_the_ellipse_of_its_girth_and_diameter():
    assert half_axes(100 * pi, 100) == pytest.approx((50, 50))


def test_half_round_an_arm_the_inside_is_half_its_girth_and_its_breadth():
    trough = ArmTrough(**ARM)
    a, _ = trough.halves(-20)
    rims = trough.inner_girth(-20) - (a * girth_of(trough.halves(-20)[1] / a) / 2 + 2 * a)
    # Both rims go on along the arm and away from it, until they face the middle by less than a cosine of 0.7.
    assert 0 < rims < 2 * ARM["thickness"]


def test_the_hand_is_turned_up_by_the_extension():
    x, _, z = ArmTrough(**(ARM | {"extension": 30})).forwards(70)
    assert (x, z) == pytest.approx((3**0.5 / 2, 0.5))


def test_the_edge_beside_the_thumb_comes_down_and_the_other_does_not():
    low, high = ArmTrough(**ARM).edges(20)
    assert low < 0.7 * high


ROUND = {"forearm_girth": 160, "wrist_girth": 50 * pi, "wrist_breadth": 50}


@pytest.mark.parametrize(("way", "turned"), [(25 / 2, pi / 6), (25 * 0.5**0.5, pi / 4), (26, pi)])
def test_round_an_arm_the_inside_turns_by_the_arc_sine(way, turned):
    trough = ArmTrough(**(ARM | ROUND))
    assert trough.turn_beside(0, 1.0, way) == pytest.approx(turned, abs=pi / 100)


FLAT_HAND = {
    "forearm_girth": 218, "wrist_girth": 124, "wrist_breadth": 49.4, "hand_girth": 140.7, "hand_breadth": 63.15,
    "forearm_length": 163, "palm_length": 96, "wrap": 120, "padding": 0.1, "thickness": 3.8, "strap": 35,
    "side": "left",
}  # fmt: skip


def test_a_slot_where_the_hand_is_too_thin_for_its_rim_is_refused_by_the_hands_breadth():
    refused, *_ = refusals(configure(TEMPLATE, read_values(TEMPLATE.parameters, FLAT_HAND)).problems)
    assert refused.fields == ("hand_breadth", "wrap")
    assert "lining" in refused.hint
    lined = configure(TEMPLATE, read_values(TEMPLATE.parameters, FLAT_HAND | {"padding": 4}))
    assert refusals(lined.problems) == []


def people():
    """Every so many-th person of the table, men first, then women."""
    if not TABLE.exists():
        return []
    with TABLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))[::EVERY]


@pytest.mark.slow
@pytest.mark.skipif(not TABLE.exists(), reason="../shared/data is not there")
@pytest.mark.parametrize("person", people(), ids=lambda person: person["subjectid"])
def test_a_real_person_gets_an_orthosis_as_asked(person):
    wrist, palm = float(person["wristcircumference_mm"]), float(person["palmlength_mm"])
    guessed = {
        "forearm_girth": 0.85 * float(person["forearmcircumferenceflexed_mm"]),
        "wrist_breadth": wrist / 2.7,
        "forearm_length": 0.6 * float(person["radialestylionlength_mm"]),
        "palm_length": 0.75 * palm,
    }
    given = {**person, **{name: str(value) for name, value in guessed.items()}, "side": "left"}
    configured = configure(TEMPLATE, read_values(TEMPLATE.parameters, given, strict=False), complete=True)
    assert configured.design is not None, configured.problems
    parameters = TEMPLATE.parameters(**configured.design.parameters)
    assert parameters.wrist_girth == wrist
    try:
        part, _ = make._build_and_examine(TEMPLATE, parameters, build_design(TEMPLATE, parameters), make.Clock())
    except Failed as error:
        pytest.fail(str(error))
    assert [each.dimension.name for each in part.measurements if not each.ok] == []
