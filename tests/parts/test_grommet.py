"""The grommet against its closed-form volume, and each size against the parameter that drives it."""

from math import pi

import pytest

from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.shape import build_shape
from configurator.kernel.measure import measure
from configurator.services.designs.configure import build_design
from templates_cad.grommet import TEMPLATE, Grommet, volume


def mesh_of(parameters, chord=0.05):
    return mesh_shape(build_shape(TEMPLATE, parameters, build_design(TEMPLATE, parameters)), chord)


def measured(parameters):
    found = measure(mesh_of(parameters), TEMPLATE.dimensions(parameters))
    return {each.dimension.name: each.measured for each in found}


@pytest.mark.parametrize("name", TEMPLATE.presets)
def test_its_volume_is_the_formula_as_the_mesh_grows_finer(name):
    preset = TEMPLATE.presets[name]
    errors = [1 - mesh_of(preset, chord).volume / volume(preset) for chord in (0.05, 0.005)]
    assert abs(errors[1]) < 0.002
    assert abs(errors[1]) <= abs(errors[0])


def test_the_b_rep_has_the_formulas_volume_to_the_last_digit():
    parameters = Grommet()
    shape = build_shape(TEMPLATE, parameters, build_design(TEMPLATE, parameters))
    assert shape.Volume() == pytest.approx(volume(parameters), rel=1e-9)


def test_without_chamfers_the_formula_is_three_rings():
    p = Grommet(hole_diameter=20.0, panel_thickness=2.0, cable_diameter=10.0, flange_diameter=30.0)
    rings = pi * (3.0 * (15**2 - 5**2) + 2.0 * (10**2 - 5**2))
    assert volume(p) == pytest.approx(rings, rel=0.02)
    assert volume(p) < rings


@pytest.mark.parametrize(
    ("field", "value", "name"),
    [
        ("hole_diameter", 15.0, "groove_diameter"),
        ("cable_diameter", 9.0, "bore_diameter"),
        ("flange_diameter", 25.0, "flange_diameter"),
        ("panel_thickness", 2.5, "groove_width"),
    ],
)
def test_a_size_follows_its_parameter(field, value, name):
    changed = Grommet(**{**Grommet().model_dump(), field: value})
    assert measured(changed)[name] == pytest.approx(value, abs=1e-3)
    assert measured(Grommet())[name] != pytest.approx(value, abs=0.1)
