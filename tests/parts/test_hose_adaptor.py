"""The hose adaptor against its closed-form volume, its bends and beads, and what it refuses and warns about."""

from math import pi, sin

import pytest

from configurator.domain.measures.sheets import read_values
from configurator.domain.offers.offer_suitability import offer_objections, suitable_offers
from configurator.domain.offers.offers import OFFERS
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.shape import build_shape
from configurator.kernel.measure import measure
from configurator.services.designs.configure import build_design, configure
from templates_cad.hose_adaptor import TEMPLATE, HoseAdaptor, bead, volume, wall


def shape_of(parameters):
    return build_shape(TEMPLATE, parameters, build_design(TEMPLATE, parameters))


def measured(parameters):
    found = measure(mesh_shape(shape_of(parameters)), TEMPLATE.dimensions(parameters))
    return {each.dimension.name: each.measured for each in found}


@pytest.mark.parametrize(
    "sizes",
    [
        {"first_hose": 40, "second_hose": 40},
        {"first_hose": 20, "second_hose": 60, "cone_length": 20, "wall": 8},
        {"form": "bent", "bend_angle": 20, "bend_radius": 300},
        {"form": "bent", "bend_angle": 120, "first_hose": 60, "second_hose": 60, "bend_radius": 60},
        {"form": "bent", "first_hose": 30, "second_hose": 60, "bend_radius": 30, "wall": 6, "cone_length": 15},
        {"form": "bent", "first_hose": 60, "second_hose": 30, "wall": 6, "cone_length": 15},
    ],
)
def test_the_b_rep_has_the_formulas_volume_to_the_last_digit(sizes):
    p = HoseAdaptor(**sizes)
    assert shape_of(p).isValid()
    assert shape_of(p).Volume() == pytest.approx(volume(p), rel=1e-9)


def test_each_end_of_an_elbow_is_where_its_sizes_put_it():
    found = measured(
        HoseAdaptor(form="bent", first_hose=40, second_hose=30, first_length=40, second_length=50, bend_radius=70)
    )
    assert found["first_end"] == pytest.approx(40, abs=2e-3)
    assert found["second_end"] == pytest.approx(30, abs=2e-3)
    assert found["bend"] == pytest.approx(90, abs=0.01)
    # Square: the second axis is a radius above the first end's straight part, and the other way about from half of
    # that: 70 of bend, 1.25 of straight pipe before a cone of 20, and the end.
    assert found["first_leg"] == pytest.approx(40 + 70, abs=0.01)
    assert found["second_leg"] == pytest.approx(70 + 1.25 + 20 + 50, abs=0.01)
    assert found["bend_outside"] == pytest.approx(70 + 20, abs=0.05)


@pytest.mark.parametrize("hose", [19, 51])
def test_a_bend_of_no_stated_radius_is_one_and_a_half_diameters_wide(hose):
    sizes = {"form": "bent", "first_hose": hose, "second_hose": hose, "wall": 2}
    found = measured(HoseAdaptor(**sizes))
    assert found["bend_outside"] - hose / 2 == pytest.approx(1.5 * hose, abs=0.05)
    assert found["first_leg"] == pytest.approx(35 + 1.5 * hose, abs=0.01)


def test_an_end_that_is_bent_back_below_the_first_is_measured_downwards():
    p = HoseAdaptor(form="bent", first_hose=60, second_hose=60, bend_angle=120, bend_radius=60, second_length=150)
    # Half of the second end goes down by the cosine of 120 degrees, from where the bend ends.
    height = 35 + 60 * sin(2 * pi / 3) - 75 / 2
    assert measured(p)["first_leg"] == pytest.approx(height, abs=0.01)
    low = p.model_copy(update={"first_length": 25.0, "first_hose": 8.0, "bend_radius": 8.0, "cone_length": 104.0})
    assert measured(low)["first_leg"] == pytest.approx(-(25 + 8 * sin(2 * pi / 3) - (1.25 + 104 + 75) / 2), abs=0.01)


@pytest.mark.parametrize("hose", [8, 30, 110])
def test_an_end_has_one_bead_that_a_hose_can_pass(hose):
    p = HoseAdaptor(first_hose=hose, second_hose=hose, wall=2)
    found = measured(p)
    assert found["first_bead"] == pytest.approx(hose + 2 * bead(hose), abs=2e-3)
    assert 0.6 <= bead(hose) <= 1.8
    tori = [face for face in shape_of(p).Faces() if face.geomType() == "TORUS"]
    assert len(tori) == 2 * 2, "two faces of one bead at each end"


@pytest.mark.parametrize(("made_of", "usual"), [("printed", 2.5), ("metal", 1.5)])
def test_the_wall_follows_what_it_is_made_of(made_of, usual):
    p = HoseAdaptor(made_of=made_of)
    assert wall(p) == usual
    assert measured(p)["first_bore"] == pytest.approx(38 - 2 * usual, abs=2e-3)


def test_the_drawing_says_what_it_must_not_be_used_for():
    notes = " ".join(TEMPLATE.notes(HoseAdaptor()))
    assert "Never for fuel, coolant" in notes
    assert "One hose clamp behind each bead" in notes


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"wall": 1.5}, "tight from 2 mm"),
        ({"first_hose": 8, "second_hose": 8, "wall": 3}, "a bore of 4 mm must remain"),
        ({"first_length": 18}, "a clamp needs 12 mm"),
        ({"second_length": 18}, "a clamp needs 12 mm"),
        ({"cone_length": 2.5}, "45 degrees"),
        ({"form": "bent", "bend_radius": 37}, "tighter than its diameter"),
        ({"form": "bent", "made_of": "metal"}, "neither turned nor milled"),
        ({"first_hose": 8, "wall": 2}, "stretches a hose"),
        ({"first_hose": 80}, "more than twice as wide"),
    ],
)
def test_what_is_doubtful_or_impossible_is_said_with_a_hint(values, words):
    problems = configure(TEMPLATE, read_values(HoseAdaptor, values)).problems
    assert [each for each in problems if words in each.message and each.hint]


def test_a_wall_that_only_metal_keeps_tight_is_made_of_metal_only():
    assert suitable_offers(TEMPLATE, HoseAdaptor(made_of="metal")) == ("turn-aluminium",)
    (problem,) = offer_objections(TEMPLATE, HoseAdaptor(made_of="metal"), OFFERS["mjf-pa12"])
    assert problem.fields == ("offer", "made_of") and "set made_of to printed" in problem.hint
    assert suitable_offers(TEMPLATE, HoseAdaptor())[0] == "mjf-pa12"
