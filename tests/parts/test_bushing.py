"""The bushing against its closed-form volume, published bushes from their numbers alone, and its fits."""

from math import asin, pi, sqrt

import pytest

from configurator.domain.measures.sheets import read_values
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.shape import build_shape
from configurator.kernel.measure import measure
from configurator.services.designs.configure import build_design, configure
from templates_cad.bushing import TEMPLATE, Bushing, edge, inside, outside

INCH_MM = 25.4
PRESETS = [pytest.param(each, id=name) for name, each in TEMPLATE.presets.items()]


def shape_of(parameters):
    return build_shape(TEMPLATE, parameters, build_design(TEMPLATE, parameters))


def measured(parameters):
    found = measure(mesh_shape(shape_of(parameters)), TEMPLATE.dimensions(parameters))
    return {each.dimension.name: each.measured for each in found}


def ring(outer, inner, height):
    return pi * (outer**2 - inner**2) * height


def bevel(radius, size, side):
    """Of a chamfer round a shaft (side -1) or a bore (1), by Pappus."""
    return pi * size**2 * (radius + side * size / 3)


def closed_volume(p):
    """Rings for body and flanges, less the chamfers of mouths, rims and free ends."""
    bore, body, rim, e = inside(p) / 2, outside(p) / 2, p.flange_diameter / 2, edge(p)
    count = {"flanged": 1, "double-flanged": 2}.get(p.form, 0)
    whole = ring(body, bore, p.overall_length) + count * ring(rim, body, p.flange_thickness)
    return whole - 2 * bevel(bore, e, 1) - (2 - count) * bevel(body, e, -1) - count * bevel(rim, e, -1)


def half_strip(radius, width):
    """Area of a strip through a disc, from its middle outwards."""
    half = width / 2
    return half * sqrt(radius**2 - half**2) + radius**2 * asin(half / radius)


@pytest.mark.parametrize("preset", [each for each in PRESETS if each.values[0].wall_form == "closed"])
def test_the_b_rep_has_the_formulas_volume_to_the_last_digit(preset):
    assert shape_of(preset).Volume() == pytest.approx(closed_volume(preset), rel=1e-9)


@pytest.mark.parametrize(
    "sizes",
    [
        {},
        {"outside_diameter": 120, "bore": 60, "overall_length": 150, "slot": 6},
        {"outside_diameter": 5, "bore": 2, "overall_length": 2, "slot": 1},
        {"outside_diameter": 30, "bore": 28, "slot": 0.5},
    ],
)
def test_a_slot_takes_its_strip_out_of_the_wall_and_no_more(sizes):
    whole, p = Bushing(**sizes), Bushing(**sizes, wall_form="split")
    parts = 2000
    strip = 0.0
    for number in range(parts):
        height = (number + 0.5) * p.overall_length / parts
        bevelled = max(0.0, edge(p) - height, edge(p) - p.overall_length + height)
        wide, narrow = outside(p) / 2 - bevelled, inside(p) / 2 + bevelled
        strip += (half_strip(wide, p.slot) - half_strip(narrow, p.slot)) * p.overall_length / parts
    assert shape_of(whole).Volume() - shape_of(p).Volume() == pytest.approx(strip, rel=1e-4)


# cases.json of the project's research: what is published of each, in inches.
CASES = {
    "volvo-240-shift": {"outside_diameter": 1 / 2, "bore": 5 / 16, "overall_length": 5 / 16},
    "triumph-tr6-clutch-pedal": {"outside_diameter": 1 / 2, "bore": 5 / 16},
}


@pytest.mark.parametrize("name", CASES)
def test_a_published_bush_is_made_of_its_numbers_alone(name):
    sizes = {field: inches * INCH_MM for field, inches in CASES[name].items()}
    p = Bushing(**sizes)
    assert p == TEMPLATE.presets[name]
    found = measured(p)
    for field, size in sizes.items():
        assert found[field] == pytest.approx(size, abs=0.05)


@pytest.mark.parametrize(
    ("values", "name", "size"),
    [
        # The middles of p6 at 16 mm (+18 to +29), of s6 at 80 (+59 to +78), of F7 at 10 (+13 to +28 micrometres).
        ({"hole_fit": "press H7/p6"}, "outside_diameter", 16.0235),
        ({"hole_fit": "press H7/s6", "outside_diameter": 80}, "outside_diameter", 80.0685),
        ({"shaft_fit": "running F7/h6"}, "bore", 10.0205),
        ({"hole_fit": "press printed"}, "outside_diameter", 16.1),
        ({"shaft_fit": "running SLS"}, "bore", 10.3),
        ({"shaft_fit": "running MJF"}, "bore", 10.4),
        ({"form": "flanged"}, "flange_diameter", 24),
        ({"form": "double-flanged"}, "between_flanges", 8),
        ({"wall_form": "split", "slot": 2.5}, "slot", 2.5),
    ],
)
def test_a_size_on_the_mesh_is_what_was_asked_with_its_fit(values, name, size):
    assert measured(Bushing(**values))[name] == pytest.approx(size, abs=2e-3)


def test_the_drawing_has_the_limits_of_a_fit():
    notes = " ".join(TEMPLATE.notes(Bushing(hole_fit="press H7/p6", shaft_fit="running F7/h6")))
    assert "Outside Ø16 p6: 16.018 to 16.029 mm." in notes
    assert "Bore Ø10 F7: 10.013 to 10.028 mm." in notes


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"hole_fit": "press H7/p6"}, "No process here holds p6"),
        ({"shaft_fit": "running F7/h6"}, "No process here holds F7"),
        ({"form": "double-flanged"}, "second flange"),
        ({"bore": 14.5}, "a wall of 1 mm must stand round it"),
        ({"bore": 13.7, "shaft_fit": "running MJF"}, "a wall of 1 mm must stand round it"),
        ({"form": "flanged", "flange_diameter": 17}, "stands out by 1 mm"),
        ({"form": "double-flanged", "flange_thickness": 5.5}, "2 mm of body must remain"),
        ({"wall_form": "split", "slot": 6}, "must remain round"),
    ],
)
def test_what_is_doubtful_or_impossible_is_said_with_a_hint(values, words):
    problems = configure(TEMPLATE, read_values(Bushing, values)).problems
    assert [each for each in problems if words in each.message and each.hint]


def test_a_spacer_has_whole_faces_and_no_fit_in_a_hole():
    design = configure(TEMPLATE, read_values(Bushing, {"form": "spacer", "hole_fit": "press printed"})).design
    assert design is None or "hole_fit" not in design.parameters
    assert edge(Bushing(form="spacer")) == 0
