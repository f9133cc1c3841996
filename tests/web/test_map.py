import re
from dataclasses import replace
from itertools import combinations
from math import dist
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader

from configurator.domain.places import Place, great_circle_km
from configurator.domain.production.factories import Factory, FactoryState
from web.map import MapMark, borders_path, dots_of, graticule_path, land_path, network_map, project, unproject, view_of
from web.map.dots import LABEL_RADIUS_PX
from web.map.outlines import MapBox, clip_line, visible_runs

TEMPLATES = Path(__file__).parents[2] / "web" / "templates"
MACROS = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True).get_template("_map.html").module
BERLIN, BIRMINGHAM, GDANSK, LYON = Place(52.50, 13.45), Place(52.47, -1.88), Place(54.35, 18.65), Place(45.77, 4.86)
NETWORK = (BERLIN, BIRMINGHAM, GDANSK, LYON)
SUVA, APIA = Place(-18.14, 178.44), Place(-13.83, -171.77)
CONTINENTS = (
    Place(-33.9, 151.2),
    Place(37.8, -122.4),
    BERLIN,
    Place(-33.9, 18.4),
    Place(-23.5, -46.6),
    Place(35.7, 139.7),
)

places = st.builds(Place, st.floats(-90, 90), st.floats(-180, 179.99))


def marks(*points):
    return [MapMark(f"m{at}", f"Factory {at}", point) for at, point in enumerate(points)]


def numbers(path):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]


@given(st.lists(places, min_size=1, max_size=6))
def test_a_view_holds_its_points(points):
    view = view_of(points)
    for point in points:
        x, y = project(view, point)
        assert -0.1 <= x <= view.width + 0.1 and -0.1 <= y <= view.height + 0.1


@given(st.lists(places, min_size=1, max_size=6))
def test_a_place_survives_the_way_into_the_picture_and_back(points):
    view = view_of(points)
    for point in points:
        assert great_circle_km(unproject(view, *project(view, point)), point) < 0.01


@pytest.mark.parametrize("point", [BERLIN, SUVA, Place(70, 25), Place(0, 0)])
def test_one_point_stands_in_the_middle_of_700_km(point):
    view = view_of([point])
    assert project(view, point) == pytest.approx((view.width / 2, view.height / 2))
    west, east = unproject(view, 0, view.height / 2), unproject(view, view.width, view.height / 2)
    assert great_circle_km(west, east) == pytest.approx(700, rel=0.02)


def test_north_and_east_are_as_long_in_the_middle_of_the_picture():
    view = view_of(NETWORK)
    middle = unproject(view, view.width / 2, view.height / 2)
    right = great_circle_km(middle, unproject(view, view.width / 2 + 10, view.height / 2))
    assert right == pytest.approx(
        great_circle_km(middle, unproject(view, view.width / 2, view.height / 2 + 10)), rel=0.01
    )


def test_neighbours_across_the_180th_meridian_stand_side_by_side():
    view = view_of([SUVA, APIA])
    assert view.east - view.west < 20
    assert project(view, SUVA)[0] < project(view, APIA)[0]
    assert land_path(view)


def test_without_points_the_whole_world_is_shown():
    view = view_of([])
    assert view.east - view.west == 360
    assert len(land_path(view)) < 120_000


def test_factories_on_every_continent_fit_on_one_map():
    view = view_of(CONTINENTS)
    assert view.east - view.west <= 360
    assert len({dot.number for dot in dots_of(view, marks(*CONTINENTS))}) == 6


def test_the_land_around_four_factories_is_small_enough_to_send_with_a_page():
    view = view_of(NETWORK)
    assert 5_000 < len(land_path(view)) < 60_000
    assert 2_000 < len(borders_path(view)) < 60_000


@pytest.mark.parametrize(
    ("place", "dry"),
    [
        (BERLIN, True),
        (LYON, True),
        (BIRMINGHAM, True),
        (Place(48.2, 16.4), True),
        (Place(55.5, 4.0), False),
        (Place(46.2, -3.5), False),
        (Place(55.3, 16.5), False),
    ],
    ids=["Berlin", "Lyon", "Birmingham", "Vienna", "North Sea", "Biscay", "Baltic"],
)
def test_towns_lie_on_land_and_seas_do_not(place, dry):
    view = view_of(NETWORK)
    x, y = project(view, place)
    crossed = sum(crossings(ring, x, y) for ring in rings(land_path(view)))
    assert crossed % 2 == dry


def rings(path):
    """The rings of path data, as points."""
    for part in path.split("Z")[:-1]:
        x, y, *steps = numbers(part)
        ring = [(x, y)]
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            ring.append((ring[-1][0] + dx, ring[-1][1] + dy))
        yield ring


def crossings(ring, x, y):
    """How often a ray to the right crosses a ring."""
    stretches = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum((y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1) for (x1, y1), (x2, y2) in stretches)


def test_no_outline_goes_far_beyond_the_picture():
    view = view_of(NETWORK)
    for ring in rings(land_path(view)):
        assert all(-9 < x < view.width + 9 and -9 < y < view.height + 9 for x, y in ring)


def test_a_ring_is_cut_at_the_box_and_one_outside_vanishes():
    box = MapBox(0, 0, 10, 10)
    assert set(clip_line([(-5, -5), (5, -5), (5, 5), (-5, 5)], box)) == {(0, 0), (5, 0), (5, 5), (0, 5)}
    assert clip_line([(20, 20), (30, 20), (30, 30)], box) == []


def test_a_line_that_passes_through_is_kept_though_both_its_ends_lie_outside():
    box = MapBox(0, 0, 10, 10)
    assert list(visible_runs([(-100, 5), (100, 5), (100, 90), (200, 90)], box)) == [[(-100, 5), (100, 5)]]
    assert list(visible_runs([(20, 20), (30, 30)], box)) == []


@given(st.lists(st.sampled_from([*NETWORK, Place(52.4, 13.1), Place(52.6, 13.5), SUVA, APIA]), max_size=24))
def test_no_two_labels_overlap_and_none_covers_anothers_dot(points):
    view = view_of(points)
    dots = dots_of(view, marks(*points))
    for one, other in combinations(dots, 2):
        assert dist((one.label_x, one.label_y), (other.label_x, other.label_y)) > 2 * LABEL_RADIUS_PX
    for one in dots:
        assert all(dist((one.label_x, one.label_y), (o.x, o.y)) > LABEL_RADIUS_PX for o in dots if o is not one)


def test_a_label_alone_stands_on_its_dot():
    assert not any(dot.moved for dot in dots_of(view_of(NETWORK), marks(*NETWORK)))


def test_sixty_factories_in_one_town_are_still_told_apart():
    view = view_of([BERLIN, LYON])
    dots = dots_of(view, marks(*[BERLIN] * 60))
    assert [dot.number for dot in dots] == list(range(1, 61))
    assert all(
        dist((a.label_x, a.label_y), (b.label_x, b.label_y)) > 2 * LABEL_RADIUS_PX for a, b in combinations(dots, 2)
    )


def test_the_graticule_crosses_the_picture_at_round_degrees():
    view = view_of(NETWORK)
    lines = re.findall(r"M0 ([\d.]+)H720.0", graticule_path(view))
    parallels = [unproject(view, 0, float(y)).latitude for y in lines]
    assert len(parallels) >= 4
    assert all(abs(parallel - round(parallel)) < 0.01 for parallel in parallels)


def test_the_factories_are_numbered_in_their_order_with_title_and_state():
    berlin = Factory("berlin", "Spreewerk", BERLIN, ())
    lyon = Factory("lyon", "Brotteaux", LYON, (), state=FactoryState.PAUSED)
    picture = network_map([berlin, lyon, replace(berlin, id="oslo", place=Place(59.9, 10.8))], chosen="oslo")
    told = [(dot.id, dot.number, dot.title, dot.state) for dot in picture.dots]
    assert told == [
        ("berlin", 1, "Spreewerk", "up"),
        ("lyon", 2, "Brotteaux (paused)", "paused"),
        ("oslo", 3, "Spreewerk", "chosen"),
    ]


def test_the_picture_is_svg_that_says_what_it_shows_and_holds_no_style():
    factory = Factory("a&b", "<Werk> & Co", BERLIN, ())
    names = {"svg": "http://www.w3.org/2000/svg"}
    text = str(MACROS.map(network_map([factory, replace(factory, id="c")])))
    svg = ElementTree.fromstring(text.replace("<svg", f'<svg xmlns="{names["svg"]}"', 1))
    words = {each.get("id"): each.text for each in svg.iter()}
    title, desc = svg.get("aria-labelledby").split()
    assert svg.get("role") == "img"
    assert words[title] == "Map of the factories"
    assert words[desc] == "1 <Werk> & Co; 2 <Werk> & Co"
    assert [dot.get("data-pick") for dot in svg.iterfind("svg:g[@class='dot']", names)] == ["a&b", "c"]
    assert "style" not in text
