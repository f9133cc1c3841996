"""The flange gasket against integrals over its outside, its limits at their ends, and where its holes lie."""

from math import pi

import pytest
from support.outline_shapes import hull_area

from configurator.domain.measures.sheets import read_values
from configurator.domain.parts.outlines import Circle
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.shape import build_shape
from configurator.kernel.measure import measure
from configurator.services.designs.configure import build_design, configure
from templates_cad.flange_gasket import TEMPLATE, FlangeGasket, bolt_places, bore_places, limits, web

PRESETS = [pytest.param(each, id=name) for name, each in TEMPLATE.presets.items()]


def shape_of(parameters):
    return build_shape(TEMPLATE, parameters, build_design(TEMPLATE, parameters))


def volume(p):
    """Outside less holes, times the thickness."""
    holes = pi / 4 * (len(bore_places(p)) * p.bore**2 + len(bolt_places(p)) * p.bolt_hole**2)
    if p.form == "round":
        outside = pi / 4 * p.outside_diameter**2
    elif p.form == "rectangular":
        outside = p.over_length * p.over_width - (4 - pi) * p.corner**2
    else:
        bodies = [Circle(each, p.bore + 2 * p.rim) for each in bore_places(p)]
        outside = hull_area([*bodies, *(Circle(each, p.bolt_hole + 2 * p.edge) for each in bolt_places(p))])
    return (outside - holes) * p.thickness


@pytest.mark.parametrize("preset", PRESETS)
def test_it_holds_what_its_sizes_say(preset):
    assert shape_of(preset).Volume() == pytest.approx(volume(preset), rel=2e-4)


def test_what_an_owner_measures_is_on_the_mesh_and_its_holes_have_places():
    p = TEMPLATE.presets["twin choke"]
    found = {each.dimension.name: each.measured for each in measure(mesh_shape(shape_of(p)), TEMPLATE.dimensions(p))}
    asked = {"bore": 38, "bore_spacing": 44, "bolt_hole": 8.5, "holes_along": 90, "holes_across": 50, "length": 108}
    placed = {"edge_to_bore": 32, "bore_to_bolt": 25, "corner": 10, "width": 70, "thickness": 1.5}
    assert found == pytest.approx(asked | placed, abs=0.01)


@pytest.mark.parametrize("bolts", ["2", "3", "4", "6"])
@pytest.mark.parametrize("bores", ["1", "2"])
def test_bolts_as_near_as_they_may_be_leave_one_millimetre(bolts, bores):
    p = FlangeGasket(bolts=bolts, bores=bores, rim=1, edge=1)
    (limit,) = (each for each in limits(p) if each.field == "bolt_circle")
    assert web(p.model_copy(update={"bolt_circle": limit.low})) == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize("bores", ["1", "2"])
@pytest.mark.parametrize("field", ["bore", "bore_spacing", "holes_across", "holes_along", "corner"])
def test_a_rectangle_at_its_limit_leaves_one_millimetre(bores, field):
    p = FlangeGasket(form="rectangular", bolts="4", bores=bores, bore=30, bore_spacing=36)
    narrow = {each.field: each for each in limits(p)}.get(field)
    if narrow is not None:
        end = narrow.low if field.startswith("holes") else narrow.high
        if field == "bore":
            # As large as that the holes must go as far out as they may.
            far = {"holes_along": 100 - 8.5 - 2, "holes_across": 70 - 8.5 - 2, "bore_spacing": end + 1}
            p = p.model_copy(update=far)
        corner = end if field == "corner" else 0.5
        assert web(p.model_copy(update={field: end, "corner": corner})) > 1.0 - 1e-6


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"bolts": "8"}, "two bolts or more"),
        ({"form": "rectangular", "bolts": "3"}, "in its corners"),
        ({"bolt_circle": 46}, "between bores and bolts"),
        ({"rim": 30}, "within the round"),
        ({"form": "round", "outside_diameter": 60, "bolt_circle": 50}, "round every hole"),
        ({"form": "round", "bolts": "none", "outside_diameter": 30, "bore": 29}, "round every hole"),
        ({"form": "rectangular", "bolts": "4", "corner": 30}, "clear the holes"),
        ({"bores": "2", "bore_spacing": 36.5, "bolt_circle": 120}, "between bores and bolts"),
        ({"edge": 1, "bolt_circle": 80, "thickness": 6}, "so little stands"),
    ],
)
def test_what_is_impossible_is_said_with_a_hint(values, words):
    problems = configure(TEMPLATE, read_values(FlangeGasket, values)).problems
    assert [each for each in problems if words in each.message and each.hint]


def test_a_process_that_closes_holes_gets_wider_ones_in_the_same_outside():
    p = TEMPLATE.presets["four bolts"]
    wider = TEMPLATE.compensate(p, 0.2)
    assert shape_of(wider).BoundingBox().xlen == pytest.approx(shape_of(p).BoundingBox().xlen, abs=1e-6)
    assert (wider.bore, wider.bolt_hole) == pytest.approx((p.bore + 0.2, p.bolt_hole + 0.2))
