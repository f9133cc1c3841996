"""The flat gasket's holes: where they lie, measured and listed."""

from math import pi

import pytest

from configurator.domain.parts.outlines import parse_outline
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.shape import build_plain, build_shape
from configurator.kernel.measure import measure
from configurator.services.designs.configure import build_design
from templates_cad.flat_gasket import TEMPLATE, FlatGasket

# Of 60 by 40, with a bore of 20 at 30, 20 and holes of 5 at 8, 8 and 52, 32.
PLATE = (
    "M 0 0 L 60 0 L 60 40 L 0 40 Z"
    " M 20 20 A 10 10 0 0 0 30 30 A 10 10 0 0 0 40 20 A 10 10 0 0 0 30 10 A 10 10 0 0 0 20 20 Z"
    " M 5.5 8 A 2.5 2.5 0 0 0 8 10.5 A 2.5 2.5 0 0 0 10.5 8 A 2.5 2.5 0 0 0 8 5.5 A 2.5 2.5 0 0 0 5.5 8 Z"
    " M 49.5 32 A 2.5 2.5 0 0 0 52 34.5 A 2.5 2.5 0 0 0 54.5 32 A 2.5 2.5 0 0 0 52 29.5 A 2.5 2.5 0 0 0 49.5 32 Z"
)


def test_holes_are_measured_from_the_largest_to_the_right_and_upwards():
    p = FlatGasket(shape=PLATE)
    mesh = mesh_shape(build_shape(TEMPLATE, p, build_design(TEMPLATE, p)))
    found = {each.dimension.name: each.measured for each in measure(mesh, TEMPLATE.dimensions(p))}
    places = {name: size for name, size in found.items() if name.endswith(("across", "up"))}
    expected = {"hole_1_across": 22, "hole_1_up": 12, "hole_3_across": 22, "hole_3_up": 12}
    assert places == pytest.approx(expected, abs=1e-3)


def test_the_drawing_lists_every_hole_by_its_place():
    (note,) = TEMPLATE.notes(FlatGasket(shape=PLATE))
    assert note.endswith("Ø5 at 8, 8; Ø20 at 30, 20; Ø5 at 52, 32.")


def test_its_volume_is_that_of_a_plate_less_round_holes():
    p = FlatGasket(shape=PLATE, thickness=1.5)
    area = 60 * 40 - pi * (10**2 + 2 * 2.5**2)
    assert build_plain(TEMPLATE, p).Volume() == pytest.approx(1.5 * area, rel=1e-6)


@pytest.mark.parametrize("name", TEMPLATE.presets)
def test_the_volume_of_each_preset_is_its_outlines_area_times_its_thickness(name):
    p = TEMPLATE.presets[name]
    assert build_plain(TEMPLATE, p).Volume() == pytest.approx(parse_outline(p.shape).area * p.thickness, rel=1e-4)
