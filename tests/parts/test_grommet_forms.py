"""The forms of the grommet beside a single bore, and its sizes by AN931, each against its closed-form volume."""

from math import asin, sqrt

import numpy as np
import pytest
from support.fingerprints import build_part

from configurator.domain.measures.sheets import read_values
from configurator.kernel.build.shape import build_shape
from configurator.kernel.measure import measure
from configurator.services.designs.configure import build_design, configure
from templates_cad.grommet import (
    CHAMFER,
    FLANGE_THICKNESS,
    NOSE_WALL,
    SPLIT,
    STEP_LENGTH,
    STEPS,
    TEMPLATE,
    Grommet,
    step_bores,
    volume,
)

INCH_MM = 25.4
FOUR = {"form": "several cables", "cable_count": "4"}
MEASURED = {"hole_diameter": "20", "cable_diameter": "12"}
BUILT = {
    "several cables": Grommet(form="several cables", hole_diameter=25, cable_diameter=6, cable_count=4),
    "two cables": Grommet(form="several cables", hole_diameter=16, cable_diameter=4, cable_count=2),
    "blind": Grommet(form="blind", hole_diameter=12),
    "stepped": Grommet(form="stepped", hole_diameter=22, cable_diameter=14, least_cable_diameter=3),
    "by its code": Grommet(standard="AN931-8-13"),
}


def shape_of(parameters):
    return build_shape(TEMPLATE, parameters, build_design(TEMPLATE, parameters))


def measured(parameters):
    found = measure(build_part(TEMPLATE, parameters).mesh, TEMPLATE.dimensions(parameters))
    return {each.dimension.name: each.measured for each in found}


@pytest.mark.parametrize("parameters", BUILT.values(), ids=list(BUILT))
def test_the_b_rep_has_the_formulas_volume_to_the_last_digit(parameters):
    assert shape_of(parameters).Volume() == pytest.approx(volume(parameters), rel=1e-9)


def half_strip(radius):
    """Area of the split through a disc, from its middle outwards."""
    half = SPLIT / 2
    return half * sqrt(radius**2 - half**2) + radius**2 * asin(half / radius)


def test_a_split_takes_its_strip_out_of_the_ring_and_no_more():
    p = Grommet(form="split", hole_diameter=20, cable_diameter=12, flange_diameter=30, panel_thickness=2)
    parts = 4000
    strip = 0.0
    for number in range(parts):
        height = (number + 0.5) * 5 / parts
        bevel = max(0.0, CHAMFER - height, CHAMFER - 5 + height)
        is_groove = FLANGE_THICKNESS < height < 5 - FLANGE_THICKNESS
        strip += (half_strip(10 if is_groove else 15 - bevel) - half_strip(6 + bevel)) * 5 / parts
    assert shape_of(p).Volume() == pytest.approx(volume(p), rel=1e-8)
    assert volume(p.model_copy(update={"form": "one cable"})) - volume(p) == pytest.approx(strip, rel=1e-4)
    assert measured(p)["split_width"] == pytest.approx(SPLIT, abs=1e-3)


@pytest.mark.parametrize(
    ("form", "sizes"),
    [
        ("several cables", {"bore_diameter": 6, "groove_diameter": 25}),
        ("two cables", {"bore_diameter": 4, "groove_diameter": 16}),
        ("blind", {"membrane_thickness": 1.5, "groove_diameter": 12}),
        ("stepped", {"bore_diameter": 14, "tip_diameter": 3}),
        ("by its code", {"bore_diameter": INCH_MM / 2, "groove_diameter": INCH_MM * 13 / 16}),
    ],
)
def test_what_was_asked_is_measured_on_the_part(form, sizes):
    found = measured(BUILT[form])
    assert {name: found[name] for name in sizes} == pytest.approx(sizes, abs=1e-3)


def test_each_step_of_the_nose_is_thinner_than_the_one_before():
    assert step_bores(BUILT["stepped"]) == pytest.approx([14 - 11 / STEPS * number for number in (1, 2, 3)])


def test_a_noses_bore_and_outside_follow_every_step_in_a_wall_that_is_even():
    mesh, low = build_part(TEMPLATE, BUILT["stepped"]).mesh, 1.5 + 2 * FLANGE_THICKNESS
    for number, bore in enumerate(step_bores(BUILT["stepped"])):
        section = mesh.section(plane_origin=(0, 0, low + (number + 0.4) * STEP_LENGTH), plane_normal=(0, 0, 1))
        radii = np.unique(np.hypot(*section.vertices.T[:2]).round(2))
        # Corners between those of the mesh lie on chords, which are within 0.05 mm of the round.
        assert radii[[0, -1]] == pytest.approx([bore / 2, bore / 2 + NOSE_WALL], abs=0.05)
        assert not np.any((radii > bore / 2 + 0.05) & (radii < bore / 2 + NOSE_WALL - 0.05))
    found = measured(BUILT["stepped"])
    assert [found["step_1_bore"], found["step_2_bore"], found["tip_diameter"]] == pytest.approx(
        step_bores(BUILT["stepped"]), abs=1e-3
    )


@pytest.mark.parametrize(
    ("entered", "field"),
    [
        (
            {"form": "several cables", "hole_diameter": "20", "cable_diameter": "9", "cable_count": "4"},
            "cable_diameter",
        ),
        ({"form": "several cables", "hole_diameter": "6", "cable_diameter": "1", "cable_count": "6"}, "hole_diameter"),
        (
            {"form": "stepped", "hole_diameter": "20", "cable_diameter": "12", "least_cable_diameter": "10"},
            "least_cable_diameter",
        ),
        ({"form": "several cables", "standard": "AN931-8-13", "cable_count": "3"}, "standard"),
        ({"standard": "AN931-8-14"}, "standard"),
    ],
)
def test_what_has_no_room_is_refused_with_its_field(entered, field):
    configured = configure(TEMPLATE, read_values(TEMPLATE.parameters, {"panel_thickness": "1.5", **entered}))
    assert field in {name for each in configured.problems for name in each.fields}


def test_bores_are_widened_for_a_process_that_closes_them_and_nothing_else_moves():
    several, widened = BUILT["several cables"], TEMPLATE.compensate(BUILT["several cables"], 0.2)
    assert measured(widened)["bore_diameter"] == pytest.approx(6.2, abs=1e-3)
    assert measured(widened)["cable_circle"] == pytest.approx(measured(several)["cable_circle"], abs=1e-3)
    assert TEMPLATE.compensate(BUILT["by its code"], 0.2).hole_diameter == pytest.approx(INCH_MM * 13 / 16)
    assert TEMPLATE.compensate(BUILT["blind"], 0.2) == BUILT["blind"]
