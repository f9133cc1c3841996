"""The snap clip against its volume, its strain by hand, and the materials that refuse it."""

from math import asin, cos, pi, sqrt

import pytest
from support.sound_shapes import sound_volume

from configurator.domain.measures.sheets import read_values
from configurator.domain.offers.offer_suitability import offer_objections, suitable_offers
from configurator.domain.offers.offers import OFFERS
from configurator.domain.problems import refusals
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.shape import build_shape
from configurator.kernel.measure import measure
from configurator.services.designs.configure import build_design, configure
from templates_cad.snap_clip import TEMPLATE, SnapClip, half_shank, has_shank, levels, profile, strain, width

PRESETS = [pytest.param(each, id=name) for name, each in TEMPLATE.presets.items() if each.form == "arms"]
LATCH = TEMPLATE.presets["toyota-glovebox-latch"]


def shape_of(parameters):
    return build_shape(TEMPLATE, parameters, build_design(TEMPLATE, parameters))


def head_volume(p):
    """Without its chamfer; and what that takes, about."""
    area = {"round": pi / 4 * p.head_length**2, "oval": pi / 4 * p.head_length * p.head_width}
    corner = 0.2 * min(p.head_length, p.head_width)
    area["rectangular"] = p.head_length * p.head_width - (4 - pi) * corner**2
    a, b = p.head_length / 2, p.head_width / 2
    edge = {"round": 2 * pi * a, "oval": pi * (3 * (a + b) - sqrt((3 * a + b) * (a + 3 * b)))}
    edge["rectangular"] = 4 * (a + b) - (8 - 2 * pi) * corner
    head = "round" if p.head == "keyhole" else p.head
    return area[head] * p.head_thickness - edge[head] * (p.head_thickness / 4) ** 2 / 2


def button_volume(p):
    """Neck and button, whose edge is 0.4 mm by 45°, with play of 0.15, 0.25 and, over the card, 0.2 mm."""
    neck, button = p.slot_width - 0.3, p.keyhole_diameter - 0.5
    chamfer = pi * button * 0.4**2 / 2
    return pi / 4 * (neck**2 * (p.card_thickness + 0.2) + button**2 * 1.6) - chamfer


def strip(radius, thickness):
    """Area of a disc within a strip through its middle."""
    half = thickness / 2
    return 2 * (half * sqrt(radius**2 - half**2) + radius**2 * asin(half / radius))


def volume(p):
    at = levels(p)
    neck = 2 * half_shank(p) if p.hole == "rectangular" and has_shank(p) else None
    stem = 2 * (half_shank(p) - p.arm_thickness / cos_lean(p) - 0.2 - p.arm_thickness)
    body = profile(p).area * width(p) - nose_wedges(p) - (neck or stem) * width(p) * p.head_thickness / 2
    if p.hole == "round" and has_shank(p):
        radius, high = p.hole_diameter / 2 - p.clearance, at["head"] - at["shank"]
        within = rectangle_in_disc(radius, stem, width(p))
        body += (pi * radius**2 - within) * high
    return body + head_volume(p) + (button_volume(p) if p.head == "keyhole" else 0)


def nose_wedges(p):
    """Taken off both sides: 1.2 mm up for each that the nose widens, from 0.4 of the shank at its end."""
    narrower = min(0.6 * half_shank(p), 0.2 * width(p))
    return 4 * 1.2 * (0.4 * half_shank(p) * narrower**2 / 2 + narrower**3 / 6)


def test_a_nose_leads_in_on_all_four_sides():
    p = TEMPLATE.presets["rectangular hole"]
    ends = mesh_shape(shape_of(p)).vertices
    x, y, _ = abs(ends[ends[:, 2] < 1e-6]).max(axis=0)
    assert x == pytest.approx(0.4 * 11.6 / 2, abs=0.01)
    assert y == pytest.approx(7.6 / 2 - 0.2 * 7.6, abs=0.01)


def cos_lean(p):
    half = p.hole_length / 2 if p.hole == "rectangular" else sqrt(p.hole_diameter**2 - width(p) ** 2) / 2
    spread = p.catch + half - half_shank(p)
    return cos(asin(spread / p.arm_length))


def rectangle_in_disc(radius, long, wide):
    """Both sides pass through the disc's middle; the rectangle lies wholly within it."""
    assert long**2 + wide**2 < 4 * radius**2
    return long * wide


@pytest.mark.parametrize("preset", PRESETS)
def test_it_holds_what_its_sizes_say(preset):
    assert shape_of(preset).Volume() == pytest.approx(volume(preset), rel=5e-3)


def test_what_an_owner_measures_is_on_the_mesh():
    p = TEMPLATE.presets["rectangular hole"]
    found = {each.dimension.name: each.measured for each in measure(mesh_shape(shape_of(p)), TEMPLATE.dimensions(p))}
    asked = {
        "over_arms": 12 + 2 * 1,
        "shank": 12 - 2 * 0.2,
        "arm_width": 8 - 2 * 0.2,
        "grip": 2.1,
        "arm_thickness": 1.4,
    }
    heads = {"head_length": 20, "head_width": 14, "head_thickness": 2}
    assert {name: found[name] for name in asked | heads} == pytest.approx(asked | heads, abs=0.01)
    assert found["slot_depth"] == pytest.approx(11 * cos_lean(p), abs=0.01)


def test_a_button_passes_the_keyholes_round_end_and_its_neck_the_slot_with_room_for_the_card():
    p = SnapClip(head="keyhole", keyhole_diameter=14, slot_width=8.4, card_thickness=4.5, head_length=18)
    found = {each.dimension.name: each.measured for each in measure(mesh_shape(shape_of(p)), TEMPLATE.dimensions(p))}
    asked = {"button": 14 - 2 * 0.25, "neck": 8.4 - 2 * 0.15, "card_gap": 4.5 + 0.2, "head_length": 18}
    assert {name: found[name] for name in asked} == pytest.approx(asked, abs=0.01)


def test_in_a_round_hole_the_arms_edges_meet_it_and_their_middle_catches_too():
    p = SnapClip(hole_diameter=20, catch=1.2, arm_length=14, head_length=26)
    found = {each.dimension.name: each.measured for each in measure(mesh_shape(shape_of(p)), TEMPLATE.dimensions(p))}
    edges = sqrt(10**2 - (found["arm_width"] / 2) ** 2)
    assert found["over_arms"] / 2 == pytest.approx(edges + 1.2, abs=0.01)
    assert found["over_arms"] / 2 - 10 == pytest.approx(0.6 * 1.2, abs=0.01)


@pytest.mark.parametrize(
    ("sizes", "share"), [((1.2, 0.8, 9), 0.019657), ((1, 1, 10), 0.017582), ((2, 1.5, 12), 0.032698)]
)
def test_the_strain_is_that_of_a_cantilever_on_a_base_that_gives_way_beside_a_notch(sizes, share):
    thickness, catch, long = sizes
    p = SnapClip(arm_thickness=thickness, catch=catch, arm_length=long)
    assert strain(p) == pytest.approx(share, rel=1e-4)


def test_a_material_that_cannot_bear_it_refuses_it_with_the_remedy():
    p = SnapClip(arm_thickness=1.2, arm_length=6.5, catch=0.8)
    assert suitable_offers(TEMPLATE, p) == ("mjf-pa12", "sls-pa12")
    (problem,) = offer_objections(TEMPLATE, p, OFFERS["fdm-petg"])
    assert problem.message == "Fitting strains it by 3.47 %; fdm-petg bears 3 %."
    assert problem.fields == ("offer", "arm_length", "arm_thickness", "catch")
    assert problem.hint.endswith("or raise arm_length or lower arm_thickness or lower catch.")
    stiff = p.model_copy(update={"arm_length": 5.9})
    assert suitable_offers(TEMPLATE, stiff) == ()
    assert suitable_offers(TEMPLATE, SnapClip()) == TEMPLATE.offers


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"arm_length": 5.5}, "strained by more than 6 %, or be no spring"),
        ({"arm_thickness": 1.6}, "must pass through the hole"),
        ({"catch": 2}, "must pass through the hole"),
        ({"arm_width": 5}, "its middle too must catch"),
        ({"head_length": 10}, "the head must cover"),
        ({"head": "keyhole", "keyhole_diameter": 16.5}, "the head must hold the card round it"),
        ({"head": "keyhole", "slot_width": 10}, "the button must not slip through it"),
        ({"head": "keyhole", "form": "sleeve", "hole": "rectangular"}, "leaves no room for a neck"),
        ({"hole_diameter": 40, "catch": 4, "arm_length": 20, "head_length": 44}, "the head must cover"),
        ({"hole": "rectangular", "head_length": 14}, "the head must cover"),
        ({"hole": "rectangular", "hole_length": 6, "clearance": 0.6}, "must pass through the hole"),
    ],
)
def test_what_is_impossible_is_said_with_a_hint(values, words):
    problems = configure(TEMPLATE, read_values(SnapClip, values)).problems
    assert [each for each in problems if words in each.message and each.hint]


@pytest.mark.parametrize(
    ("head", "thickest"),
    [
        # An ellipse turns at its ends with b²/a; a rectangle's corners have a fifth of its width.
        ({"head": "oval", "head_length": 96, "head_width": 12.76, "hole_diameter": 7.2}, (12.76 / 2) ** 2 / 48),
        ({"head": "oval", "head_length": 14, "head_width": 60, "hole_diameter": 7.2}, 7**2 / 30),
        ({"head": "rectangular", "head_length": 50, "head_width": 10, "hole_diameter": 7}, 2),
    ],
)
def test_a_heads_chamfer_finds_room_round_its_ends_and_corners_or_is_refused(head, thickest):
    values = {**head, "catch": 0.75, "arm_thickness": 0.8}
    # The chamfer is a quarter of the thickness.
    thickest = min(thickest / 1.1 / 0.25, 6)
    for thickness, refused in ((thickest + 0.01, True), (thickest - 0.01, False)):
        values["head_thickness"] = round(thickness, 3)
        told = refusals(configure(TEMPLATE, read_values(TEMPLATE.parameters, values)).problems)
        assert [each.fields[0] for each in told] == ["head_thickness"] * refused
    p = SnapClip(**values)
    assert sound_volume(shape_of(p)) == pytest.approx(volume(p), rel=8e-3)


def test_the_most_slender_head_may_still_have_the_least_thickness():
    values = {"head": "oval", "head_length": 100, "hole": "rectangular", "hole_width": 3, "head_width": 8.49}
    told = configure(TEMPLATE, read_values(TEMPLATE.parameters, values | {"head_thickness": 1.2})).problems
    assert refusals(told) == []


def test_a_short_heads_thickness_is_not_that_of_head_and_shank():
    p = SnapClip(hole_diameter=6, arm_thickness=0.8, head="oval", head_length=10, head_width=20, head_thickness=6)
    found = {each.dimension.name: each.measured for each in measure(mesh_shape(shape_of(p)), TEMPLATE.dimensions(p))}
    assert found["head_thickness"] == pytest.approx(6, abs=1e-3)


def sleeve_volume(p):
    """Walls and head round the opening, and two ridges, each a ramp and a land beside the wall."""
    out = p.clearance + p.ridge
    long, wide = p.hole_length - 2 * p.clearance, p.hole_width - 2 * p.clearance
    inner, across = p.passage_length + 2 * p.passage_play, p.passage_width + 2 * p.passage_play
    ramp = max(1, 3 * out)
    high = ramp + 0.4 + 0.1 + p.panel_thickness
    ridge = (out * ramp / 2 + out * 0.4) * across / 2
    return (long * wide - inner * across) * high + 2 * ridge + head_volume(p) - inner * across * p.head_thickness


@pytest.mark.parametrize("head", ["round", "oval", "rectangular"])
def test_a_sleeve_holds_what_its_sizes_say(head):
    p = LATCH.model_copy(update={"head": head, "head_length": 24, "head_width": 24, "ridge": 0.3, "passage_length": 9})
    assert shape_of(p).Volume() == pytest.approx(sleeve_volume(p), rel=5e-3)


def test_a_published_latch_is_lined_from_its_numbers_alone():
    """Toyota glove-box latch of the project's research: hole 13, panel 2.8, pawl 8, 0.5 round it, ridge 0.1."""
    found = {
        each.dimension.name: each.measured for each in measure(mesh_shape(shape_of(LATCH)), TEMPLATE.dimensions(LATCH))
    }
    published = {"over_ridges": 13 + 2 * 0.1, "opening_length": 8 + 2 * 0.5, "opening_width": 8 + 2 * 0.5}
    drawn = {"sleeve_length": 13 - 2 * 0.1, "sleeve_width": 13 - 2 * 0.1, "grip": 2.8 + 0.1}
    assert {name: found[name] for name in published | drawn} == pytest.approx(published | drawn, abs=0.01)
    assert suitable_offers(TEMPLATE, LATCH)[0] == "mjf-pa12"


def test_a_sleeves_walls_are_strained_as_a_beam_held_at_both_ends():
    """In its middle by y: the force is 192 E I y / l³, its moment F l / 8, so the strain 12 t y / l² at its skin."""
    thick, wide = (13 - 2 * 0.1 - 9) / 2, 9.0
    force = 192 * (thick**3 / 12) * 0.1 / wide**3
    assert strain(LATCH) == pytest.approx(force * wide / 8 * (thick / 2) / (thick**3 / 12))
    # Behind a thin panel the head holds it more: a cantilever, of force 3 E I y / h³ and moment F h.
    thin = LATCH.model_copy(update={"panel_thickness": 1.5})
    assert strain(thin) == pytest.approx(1.5 * thick * 0.1 / (1.5 + 0.5) ** 2)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"hole": "round"}, "hole"),
        ({"ridge": 0.4}, "ridge"),
        ({"passage_length": 10.2}, "passage_length"),
        ({"passage_width": 10.2}, "passage_width"),
        ({"passage_play": 1.9, "passage_width": 4}, "passage_length"),
        ({"panel_thickness": 1}, "panel_thickness"),
        ({"hole_length": 7}, "hole_length"),
        ({"head_length": 15}, "head_length"),
    ],
)
def test_a_sleeve_that_cannot_be_is_refused_by_its_field(change, field):
    values = {name: value for name, value in LATCH.model_dump().items() if value is not None} | change
    found = configure(TEMPLATE, read_values(TEMPLATE.parameters, values)).problems
    told = [each for each in found if each.severity == "refusal"]
    assert field in {name for each in told for name in each.fields[:1]} and all(each.hint for each in told)
