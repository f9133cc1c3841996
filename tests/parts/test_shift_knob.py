"""The shift knob against integrals over its shapes, published knobs from their numbers alone, and its patterns."""

from math import cos, pi, radians, sqrt, tan

import cadquery as cq
import numpy as np
import pytest
import trimesh
from shapely import LineString, Polygon, union_all

from configurator.domain.measures.sheets import read_values
from configurator.domain.offers.offer_suitability import offer_objections, suitable_offers
from configurator.domain.offers.offers import OFFERS
from configurator.domain.parts.inserts import HEAT_SET_INSERTS
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.shape import build_shape
from configurator.kernel.measure import measure
from configurator.kernel.measure.insert_holes import measure_inserts
from configurator.services.designs.configure import build_design, configure
from configurator.shapes.grooves import contour_wire
from configurator.shapes.screw_threads import external_thread
from templates_cad._shift_patterns import HALF_WIDTH, SPEEDS, STROKE, pattern
from templates_cad.shift_knob import INSERTS, MODELLED, TEMPLATE, THREADS, ShiftKnob

INCH_MM = 25.4
REVERSES = ("left forwards", "left back", "right forwards", "right back")
# Of equal parts of a height.
PARTS = 20000


def shape_of(parameters):
    return build_shape(TEMPLATE, parameters, build_design(TEMPLATE, parameters))


def measured(parameters):
    found = measure(mesh_shape(shape_of(parameters)), TEMPLATE.dimensions(parameters))
    return {each.dimension.name: each.measured for each in found}


def ball(z, p, top):
    middle = top - p.diameter / 2
    return np.sqrt(np.maximum(0, p.diameter**2 / 4 - (z - middle) ** 2))


def pear(z, p):
    """A ball above, and below it the round of the hollow that touches it and a neck of 3 mm."""
    half, neck, up = p.diameter / 2, p.collar / 2, p.height - p.diameter / 2 - 3
    hollow = (neck**2 + up**2 - half**2) / (p.diameter - p.collar)
    touch = 3 + up * hollow / (hollow + half)
    waist = neck + hollow - np.sqrt(np.maximum(0, hollow**2 - (z - 3) ** 2))
    return np.where(z < 3, neck, np.where(z < touch, waist, ball(z, p, p.height)))


def mushroom(z, p):
    """A stem, a hollow, a rim of 0.12 and a crown of one diameter."""
    rim, across, stem = 0.12 * p.diameter, 0.38 * p.diameter, p.collar / 2
    middle = p.height - p.diameter + sqrt((p.diameter - rim) ** 2 - across**2)
    hollow, low = across - stem, middle - rim
    foot = stem + hollow - np.sqrt(np.maximum(0, hollow**2 - np.maximum(0, z - low + hollow) ** 2))
    touch = p.height - p.diameter + (middle - p.height + p.diameter) * p.diameter / (p.diameter - rim)
    edge = across + np.sqrt(np.maximum(0, rim**2 - (z - middle) ** 2))
    crown = np.sqrt(np.maximum(0, p.diameter**2 - (z - p.height + p.diameter) ** 2))
    return np.where(z < low, foot, np.where(z < touch, edge, crown))


def cylinder(z, p):
    half, foot, edge = p.diameter / 2, min(2, 0.05 * p.diameter), min(6, 0.12 * p.diameter)
    low = foot - np.sqrt(np.maximum(0, foot**2 - np.maximum(0, foot - z) ** 2))
    high = edge - np.sqrt(np.maximum(0, edge**2 - np.maximum(0, z - p.height + edge) ** 2))
    return half - low - high


def outside_volume(p):
    top = p.diameter / 2 + sqrt(p.diameter**2 - p.collar**2) / 2 if p.shape == "ball" else p.height
    z = (np.arange(PARTS) + 0.5) * top / PARTS
    radius = {"pear": pear, "mushroom": mushroom, "cylinder": cylinder}.get(p.shape, lambda z, p: ball(z, p, top))(z, p)
    return pi * (radius**2).sum() * top / PARTS


def tapped_volume(p):
    """Of a hole that is drilled 2 mm deeper than its thread, with its point and its countersink, and of the shank's."""
    thread = THREADS.rows[p.thread]
    radius, begin = thread.tap_drill / 2, p.thread_start if p.thread_from == "deeper" else 0.0
    wide = (thread.major + 0.5) / 2
    bevel = pi * (wide - radius) ** 2 * (radius + (wide - radius) / 3)
    straight = pi * radius**2 * (p.thread_length + 2 + radius / tan(radians(59)) / 3)
    return straight + bevel + pi * (thread.major / 2 + 1) ** 2 * begin


@pytest.mark.parametrize(
    "shape",
    [
        {"collar": 26},
        {"shape": "pear", "height": 75, "collar": 20},
        {"shape": "mushroom", "height": 45, "diameter": 56},
        {"shape": "cylinder", "height": 60, "diameter": 32},
        {"shape": "cylinder", "height": 90, "diameter": 60, "thread_from": "deeper", "thread_start": 12},
    ],
    ids=lambda sizes: sizes.get("shape", "ball"),
)
def test_a_plain_knob_has_the_volume_of_its_profiles_integral(shape):
    p = ShiftKnob(**shape, hold="tap drill", thread="M10x1.5")
    assert shape_of(p).Volume() == pytest.approx(outside_volume(p) - tapped_volume(p), rel=1e-5)


@pytest.mark.parametrize("deeper", [{}, {"thread_from": "deeper", "thread_start": 9}], ids=["mouth", "deeper"])
def test_a_modelled_thread_takes_the_levers_thread_and_meets_it_nowhere(deeper):
    p = ShiftKnob(shape="cylinder", height=60, diameter=36, hold="modelled", thread="3/8-16 UNC", **deeper)
    begin, row = deeper.get("thread_start", 0), THREADS.rows["3/8-16 UNC"]
    knob = mesh_shape(shape_of(p))
    found = {each.dimension.name: each for each in measure(knob, TEMPLATE.dimensions(p))}
    assert all(each.ok for each in found.values())
    # Basic sizes of ASME B1.1 and 0.3 mm.
    assert found["thread_major_diameter"].measured == pytest.approx(0.375 * INCH_MM + 0.3, abs=0.01)
    assert found["thread_minor_diameter"].measured == pytest.approx(0.3073 * INCH_MM + 0.3, abs=0.02)
    assert found["thread_pitch"].measured == pytest.approx(INCH_MM / 16, abs=1e-3)
    assert found["hole_depth"].measured == pytest.approx(begin + 20, abs=0.01)
    lever = mesh_shape(external_thread(row, 18).val())
    lever.apply_translation((0, 0, begin))
    assert trimesh.boolean.intersection([knob, lever], engine="manifold").is_empty
    lever.apply_translation((0, 0, row.pitch / 2))
    assert trimesh.boolean.intersection([knob, lever], engine="manifold").volume > 100


def test_a_thread_too_fine_to_print_is_refused_with_what_would_do():
    design = configure(TEMPLATE, read_values(ShiftKnob, {"thread": "3/8-24 UNF", "hold": "modelled"}))
    assert design.design is None
    problem = next(each for each in design.problems if "fuse" in each.message)
    assert "tap drill" in problem.hint and {"hold", "thread"} <= set(problem.fields)
    fine = [name for name, row in THREADS.rows.items() if row.pitch < 1.25 or row.major < 6.3]
    assert "M8x1" in fine and not MODELLED & set(fine) and {"M8x1.25", "1/4-20 UNC", "M10x1.25"} <= MODELLED


# cases.json of the project's research: a thread, and of one a ball's diameter in inches.
CASES = {
    "volvo-p1800-shift-knob": (
        {"thread": "5/8-18 UNF", "diameter": (1 + 15 / 16) * INCH_MM, "collar": 24},
        37 / 64 * INCH_MM,
    ),
    "morgan-shift-knob": ({"thread": "M10x1.25"}, 8.8),
}


@pytest.mark.parametrize("name", CASES)
def test_a_published_knob_is_made_of_its_numbers_alone(name):
    sizes, drill = CASES[name]
    p = ShiftKnob(**sizes, hold="tap drill")
    assert p == TEMPLATE.presets[name]
    found = measured(p)
    assert found["thread"] == pytest.approx(drill, abs=0.05)
    assert found["diameter"] == pytest.approx(p.diameter, abs=0.05)
    # To the mouth: nothing stands before it, and the countersink is shorter than a turn.
    (size,) = (each for each in TEMPLATE.dimensions(p) if each.name == "thread")
    assert size.centre == (0, 0, 0)


@pytest.mark.parametrize("thread", INSERTS)
def test_a_pocket_is_what_its_inserts_source_says(thread):
    p = ShiftKnob(thread=thread)
    (insert,) = TEMPLATE.inserts(p)
    row = HEAT_SET_INSERTS.rows[INSERTS[thread]]
    assert (insert.diameter, insert.source) == (row.hole_diameter, HEAT_SET_INSERTS.sources[INSERTS[thread]])
    (made,) = measure_inserts(mesh_shape(shape_of(p)), [insert])
    assert made.measured_diameter == pytest.approx(row.hole_diameter, abs=0.02)
    assert made.measured_depth > (row.longest or 0)


def test_where_no_pocket_is_published_it_is_refused_with_what_would_do():
    design = configure(TEMPLATE, read_values(ShiftKnob, {"thread": "M12x1.25", "collar": 30}))
    assert design.design is None
    problem = next(each for each in design.problems if "insert" in each.message)
    assert "reducing bush" in problem.message and "tap drill" in problem.hint


def test_a_process_that_closes_holes_gets_a_wider_pocket_and_nothing_else():
    plain = ShiftKnob()
    wider = TEMPLATE.compensate(plain, 0.1)
    one, other = measured(plain), measured(wider)
    assert other.pop("pocket") - one.pop("pocket") == pytest.approx(0.1, abs=1e-3)
    assert other == pytest.approx(one, abs=1e-6)


@pytest.mark.parametrize("reverse", REVERSES)
@pytest.mark.parametrize("speeds", SPEEDS)
def test_a_patterns_groove_is_its_strokes_and_no_more(speeds, reverse):
    one = pattern(speeds, reverse)
    last = one.gate_x(len(one.gates) - 1)
    strokes = [LineString([(-last, 0), (last, 0)])]
    for number, gate in enumerate(one.gates):
        x = one.gate_x(number)
        strokes += [LineString([(x, 0), (x, side * STROKE)]) for gear, side in zip(gate, (1, -1), strict=True) if gear]
    expected = union_all([stroke.buffer(HALF_WIDTH, quad_segs=64) for stroke in strokes])
    contour = one.contour()
    corners = [corner for piece in contour for corner in (piece.via, piece.end) if corner is not None]
    assert Polygon(corners).is_valid
    assert expected.buffer(1e-3).contains(Polygon(corners))
    assert cq.Face.makeFromWires(contour_wire(contour).val()).Area() == pytest.approx(expected.area, rel=1e-4)


@pytest.mark.parametrize(
    ("speeds", "reverse", "gates"),
    [
        ("4-speed", "left forwards", (("R", ""), ("1", "2"), ("3", "4"))),
        ("4-speed", "right back", (("1", "2"), ("3", "4"), ("", "R"))),
        ("5-speed", "right back", (("1", "2"), ("3", "4"), ("5", "R"))),
        ("5-speed dog-leg", "left forwards", (("R", "1"), ("2", "3"), ("4", "5"))),
        ("3-speed", "left forwards", (("R", "1"), ("2", "3"))),
        ("6-speed", "left back", (("", "R"), ("1", "2"), ("3", "4"), ("5", "6"))),
    ],
)
def test_reverse_lies_where_it_is_asked_in_a_free_gate_or_one_beside(speeds, reverse, gates):
    assert pattern(speeds, reverse).gates == gates


def test_an_engraved_knob_has_first_gear_in_front_of_second_and_left_of_third():
    p = ShiftKnob(pattern="4-speed", reverse="right back")
    found = dict(pattern(p.pattern, p.reverse).digits())
    assert found["1"][1] > found["2"][1] and found["1"][0] < found["3"][0]
    plain = ShiftKnob(pattern="none", collar=p.collar)
    sizes = measured(p)
    assert sizes["engraving"] == pytest.approx(0.6, abs=0.01)
    assert sizes["flat"] == pytest.approx(25, abs=0.05)
    # The flat takes a cap off the ball.
    assert measured(plain)["height"] - sizes["height"] == pytest.approx(24 - 24 * cos(np.arcsin(12.5 / 24)), abs=0.01)


@pytest.mark.parametrize("depth", [0.6, 0.58])
def test_a_crown_that_hardly_leans_is_not_taken_for_the_engravings_ground(depth, monkeypatch):
    p = ShiftKnob(shape="mushroom", diameter=66, height=90, collar=28, pattern="5-speed", flat=17)
    # Degrees from level at the flat's edge: less than a letter's side.
    assert np.degrees(np.arcsin(p.flat / 2 / p.diameter)) < 10
    asked = [each for each in TEMPLATE.dimensions(p) if each.name == "engraving"]
    monkeypatch.setattr("templates_cad.shift_knob.LETTER_DEPTH", depth)
    (found,) = measure(mesh_shape(shape_of(p)), asked)
    assert found.measured == pytest.approx(depth, abs=1e-3)
    assert found.ok == (depth == 0.6)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"hold": "tap drill"}, "loose in a warm car"),
        ({"hold": "modelled"}, "loose in a warm car"),
        ({"thread_length": 40}, "end within the knob"),
        ({"thread_length": 5}, "must hold"),
        ({"collar": 12}, "3 mm must stand round the hole"),
        ({"collar": 45}, "narrower than the knob"),
        ({"shape": "pear", "height": 40}, "need room"),
        ({"shape": "mushroom", "height": 22}, "need room"),
        ({"pattern": "6-speed", "flat": 13}, "the pattern fills it"),
        ({"thread_from": "deeper", "thread_start": 29}, "end within the ball"),
    ],
)
def test_what_is_doubtful_or_impossible_is_said_with_a_hint(values, words):
    problems = configure(TEMPLATE, read_values(ShiftKnob, values)).problems
    assert [each for each in problems if words in each.message and each.hint]


def test_an_insert_pocket_is_made_of_plastic_only_and_a_hole_to_be_tapped_of_metal_too():
    assert suitable_offers(TEMPLATE, ShiftKnob()) == ("mjf-pa12", "sls-pa12")
    (problem,) = offer_objections(TEMPLATE, ShiftKnob(), OFFERS["mill-aluminium"])
    assert problem.fields == ("offer", "hold") and problem.hint.endswith("or set hold to tap drill.")
    assert {"turn-aluminium", "turn-brass"} < set(suitable_offers(TEMPLATE, ShiftKnob(hold="tap drill")))
