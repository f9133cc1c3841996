"""The gear: its case from its numbers alone, its sizes by whichever an owner has, and its mate."""

from math import atan2, cos, pi, radians

import numpy as np
import pytest
from trimesh.intersections import mesh_plane

from configurator.checks import checks
from configurator.domain.measures.sheets import read_values
from configurator.domain.offers.check import size_limits
from configurator.domain.offers.offer_suitability import needed_offers_hint, suitable_offers
from configurator.domain.parts.folded_walls import folded_findings
from configurator.domain.standards.gears import GearPair, Toothing, closest_distance
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.shape import build_shape
from configurator.kernel.manufacturability import analyse_mesh
from configurator.kernel.measure import measure
from configurator.services.designs.configure import build_design, configure
from templates_cad.gear import TEMPLATE, Gear, first, gear_module, pair, second


def mesh_of(parameters):
    return mesh_shape(build_shape(TEMPLATE, parameters, build_design(TEMPLATE, parameters)))


def measured(parameters):
    found = measure(mesh_of(parameters), TEMPLATE.dimensions(parameters))
    return {each.dimension.name: each.measured for each in found}


def teeth_at(mesh, height, radius):
    """How often a circle in a plane goes into the mesh and out of it, by halves."""
    segments = mesh_plane(mesh, (0, 0, 1), (0, 0, height))[..., :2]
    inside = np.hypot(*np.moveaxis(segments, 2, 0)) < radius
    return int((inside[:, 0] != inside[:, 1]).sum()) // 2


def problems(values):
    return configure(TEMPLATE, read_values(Gear, values)).problems


def test_a_published_odometer_gear_is_made_of_its_teeth_alone():
    # cases.json of the project's research: 48 and 12 teeth; all else is open.
    p = Gear(form="two on one hub", teeth=48, teeth_2=12)
    assert p == TEMPLATE.presets["mercedes-r107-odometer-e2"]
    mesh, sizes = mesh_of(p), measured(p)
    assert teeth_at(mesh, 3.0, first(p).pitch_diameter / 2) == 48
    assert teeth_at(mesh, 10.0, second(p).pitch_diameter / 2) == 12
    assert sizes["over_teeth"] == pytest.approx(50, abs=0.05)
    assert sizes["second_over_teeth"] == pytest.approx(14, abs=0.05)
    assert (sizes["width"], sizes["between"], sizes["over_all"]) == pytest.approx((6, 1, 13), abs=0.01)


def test_facets_of_a_tooth_whose_root_almost_reaches_the_pitch_circle_do_not_fold():
    p = Gear(
        teeth=90, module=0.44, pressure_angle=19, shift=0.976, tooth_form="helical", helix_angle=22.3, face_width=7.7
    )
    analysis = analyse_mesh(mesh_of(p), size_limits(checks()))
    assert list(folded_findings(analysis, TEMPLATE.wall(p))) == []


def test_module_diametral_pitch_and_tip_diameter_say_the_same():
    by_module = Gear(teeth=36, module=25.4 / 24)
    by_pitch = Gear(teeth=36, sizing="diametral pitch", diametral_pitch=24)
    by_tip = Gear(teeth=36, sizing="tip diameter", tip_diameter=38 * 25.4 / 24)
    assert gear_module(by_pitch) == pytest.approx(gear_module(by_module)) == pytest.approx(gear_module(by_tip))
    lean = Gear(teeth=30, sizing="tip diameter", tip_diameter=50, tooth_form="helical", helix_angle=20)
    assert first(lean).tip_diameter == pytest.approx(50)
    assert first(lean).pitch_diameter == pytest.approx(30 * gear_module(lean) / cos(radians(20)))


@pytest.mark.parametrize(
    ("values", "sizes"),
    [
        ({"bore_form": "D-shaped", "across_flat": 4.2}, {"bore": 5, "across_flat": 4.2}),
        ({"bore_form": "keyed", "bore": 8, "key_width": 2.5, "over_key": 9.2}, {"key_width": 2.5, "over_key": 9.2}),
        ({"teeth": 25}, {"over_teeth": 27 / 2 * (1 + cos(pi / 25 - first(Gear(teeth=25)).half_angle(27)))}),
        ({"backlash": 0.2}, {"tooth_thickness": 24 * np.sin((pi / 2 - 0.2) / 24)}),
        (
            {"tooth_form": "helical", "hand": "left", "face_width": 9},
            {"over_teeth": 24 / cos(radians(20)) + 2, "width": 9},
        ),
    ],
)
def test_a_size_on_the_mesh_is_what_was_asked(values, sizes):
    found = measured(Gear(**values))
    for name, size in sizes.items():
        assert found[name] == pytest.approx(size, abs=0.02)


@pytest.mark.parametrize(("hand", "way"), [("right", 1), ("left", -1)])
def test_teeth_rise_to_the_side_of_their_hand(hand, way):
    p = Gear(teeth=12, tooth_form="helical", hand=hand, face_width=3)
    mesh = mesh_of(p)
    top = mesh.vertices[np.abs(mesh.vertices[:, 2] - 3) < 1e-6]
    tips = top[np.hypot(top[:, 0], top[:, 1]) > first(p).tip_diameter / 2 - 1e-3]
    # That tooth which lies on x below: the middle of its corners above.
    turns = [atan2(y, x) for x, y, _ in tips if abs(atan2(y, x)) < pi / 12]
    expected = 2 * 3 * np.tan(radians(20)) / first(p).pitch_diameter
    assert (max(turns) + min(turns)) / 2 * way == pytest.approx(expected, abs=0.02)


def test_a_process_that_closes_holes_gets_a_wider_bore_and_the_same_teeth():
    plain = Gear(bore_form="D-shaped", across_flat=4)
    one, other = measured(plain), measured(TEMPLATE.compensate(plain, 0.1))
    for name in ("bore", "across_flat"):
        assert other.pop(name) - one.pop(name) == pytest.approx(0.1, abs=5e-3)
    assert other == pytest.approx(one, abs=1e-6)


def test_a_mate_says_where_they_jam_and_how_they_run():
    p = Gear(mate_teeth=48, centre_distance=36)
    run = pair(p)
    assert (run.one, run.other) == (first(p), Toothing(teeth=48, module=1))
    assert run.backlash == pytest.approx(0.05)
    near = closest_distance(run.one, run.other)
    assert GearPair(run.one, run.other, near).backlash == pytest.approx(0, abs=1e-6)
    jammed = problems({"teeth": 24, "mate_teeth": 48, "centre_distance": near - 0.01})
    assert any("they jam" in each.message and f"{near:.4f} mm" in each.hint for each in jammed)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"teeth": 12}, "undercut at their roots"),
        ({"module": 0.5}, "too fine to be printed"),
        ({"mate_teeth": 48, "centre_distance": 36.6}, "would rattle"),
        ({"mate_teeth": 48, "centre_distance": 39}, "a pair of teeth parts"),
        ({"mate_teeth": 24, "centre_distance": 24.5}, "touch at a time"),
        ({"shift": 1.0, "teeth": 8}, "come to a point"),
        ({"tooth_form": "helical", "face_width": 30}, "bears on its whole length"),
        ({"bore": 20}, "between bore and teeth"),
        ({"form": "two on one hub", "teeth_2": 23}, "within the first one's roots"),
        ({"backlash": 0.4}, "keep their strength"),
        ({"sizing": "tip diameter", "tip_diameter": 26.6}, "No standard gear"),
        ({"sizing": "tip diameter", "tip_diameter": 27.52}, "That is diametral pitch 24"),
        ({"teeth": 6, "module": 0.4, "shift": 0.2}, "a bore must find room"),
    ],
)
def test_what_is_doubtful_or_impossible_is_said_with_a_hint(values, words):
    assert [each for each in problems(values) if words in each.message and each.hint]


def test_the_drawing_has_the_table_of_teeth():
    notes = " ".join(TEMPLATE.notes(Gear(teeth=20, module=1.5, pressure_angle=14.5)))
    assert "z = 20, module 1.5 (diametral pitch 16.93), pressure 14.5°" in notes
    assert "Pitch Ø30.000, base Ø29.044, root Ø26.250" in notes


@pytest.mark.parametrize("module", [0.3, 0.4, 0.5])
def test_of_teeth_that_no_offer_makes_it_says_what_would_be_needed(module):
    fine = Gear(module=module, teeth=48, bore=2)
    assert suitable_offers(TEMPLATE, fine) == ()
    hint = needed_offers_hint(TEMPLATE, fine)
    assert "makes walls of" in hint and "the finest for it is mill-brass with 0.8 mm" in hint
