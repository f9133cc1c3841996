from collections import Counter
from itertools import chain
from math import cos, pi, sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.kernel.inspect.reading.polygons import divide_polygons

# Rotations about axes that are none of the coordinates', and none.
TURNS = st.sampled_from(
    [np.eye(3), *(np.linalg.qr(np.random.default_rng(seed).normal(size=(3, 3)))[0] for seed in (1, 2))]
)


@st.composite
def stars(draw):
    """A simple polygon around the origin, mostly concave, some of whose sides have corners in their middle."""
    radii = draw(st.lists(st.integers(4, 40), min_size=3, max_size=14))
    corners = [(r * cos(2 * pi * n / len(radii)), r * sin(2 * pi * n / len(radii))) for n, r in enumerate(radii)]
    cuts = draw(st.lists(st.integers(0, 3), min_size=len(corners), max_size=len(corners)))
    sides = zip(corners, corners[1:] + corners[:1], cuts, strict=True)
    return np.array(list(chain.from_iterable(_with_middles(*side) for side in sides)))


def _with_middles(start, end, cuts):
    return [tuple(np.array(start) + (np.array(end) - start) * step / (cuts + 1)) for step in range(cuts + 1)]


def with_hole(outline):
    """The polygon with a square hole about its middle, at the end of a cut."""
    hole = [(1, 0), (0, -1), (-1, 0), (0, 1)]
    nearest = int(np.argmax(outline[:, 0] / np.hypot(*outline.T)))
    around = np.roll(np.arange(len(outline)), -nearest)
    points = np.concatenate([outline, hole])
    holes = [len(outline) + step for step in (0, 1, 2, 3, 0)]
    return points, np.array([*around, around[0], *holes])


def in_space(points, turn):
    return np.column_stack([points, np.zeros(len(points))]) @ turn.T


def area_vector(vertices, triangles):
    a, b, c = vertices[triangles].swapaxes(0, 1)
    return np.cross(b - a, c - a) / 2


def check_cover(vertices, ring, triangles, least_mm2=1e-6):
    """The triangles have the polygon's sides as their border, cover its area once, and none has less area than that."""
    areas = area_vector(vertices, triangles)
    whole = np.cross(vertices[ring], vertices[np.roll(ring, -1)]).sum(axis=0) / 2
    assert areas.sum(axis=0) == pytest.approx(whole, abs=1e-9)
    assert np.linalg.norm(areas, axis=1).sum() == pytest.approx(np.linalg.norm(whole))
    assert np.linalg.norm(areas, axis=1).min() > least_mm2
    sides = Counter(chain.from_iterable(((a, b), (b, c), (c, a)) for a, b, c in triangles.tolist()))
    for one, other in zip(ring.tolist(), np.roll(ring, -1).tolist(), strict=True):
        sides[(one, other)] -= 1
    inner = {side for side, count in sides.items() if count}
    assert all(sides[side] == sides[side[::-1]] for side in inner)


@given(stars(), TURNS, st.booleans())
def test_a_simple_polygon_is_covered_once_with_all_its_corners(points, turn, is_reversed):
    ring = np.arange(len(points))[:: -1 if is_reversed else 1].copy()
    vertices = in_space(points, turn)
    triangles = divide_polygons(vertices, ring, np.array([len(ring)]))
    assert len(triangles) == len(ring) - 2
    check_cover(vertices, ring, triangles)


@given(st.integers(3, 12), st.floats(5, 50), TURNS)
def test_a_hole_at_the_end_of_a_cut_stays_open(number, radius, turn):
    angles = 2 * pi * np.arange(number) / number
    points, ring = with_hole(radius * np.stack([np.cos(angles), np.sin(angles)], axis=1))
    vertices = in_space(points, turn)
    check_cover(vertices, ring, divide_polygons(vertices, ring, np.array([len(ring)])))


@given(st.lists(stars(), min_size=1, max_size=4))
def test_polygons_are_divided_each_for_itself(outlines):
    counts = np.array([len(each) for each in outlines])
    vertices = np.concatenate([np.column_stack([each, np.full(len(each), z)]) for z, each in enumerate(outlines)])
    triangles = divide_polygons(vertices, np.arange(len(vertices)), counts)
    assert len(triangles) == (counts - 2).sum()
    assert np.ptp(vertices[triangles][..., 2], axis=1).max() == 0


@given(stars())
def test_corners_rounded_to_float32_leave_no_fold(points):
    vertices = in_space(points + 100, np.eye(3)).astype(np.float32).astype(float)
    triangles = divide_polygons(vertices, np.arange(len(vertices)), np.array([len(vertices)]))
    assert area_vector(vertices, triangles)[:, 2].min() > 0


def test_a_polygon_of_thousands_of_corners_takes_no_minutes():
    angles = 2 * pi * np.arange(5_000) / 5_000
    radii = np.where(np.arange(5_000) % 2, 10, 11)
    vertices = np.stack([radii * np.cos(angles), radii * np.sin(angles), 0 * angles], axis=1)
    triangles = divide_polygons(vertices, np.arange(5_000), np.array([5_000]))
    check_cover(vertices, np.arange(5_000), triangles, 0)


@pytest.mark.parametrize(
    ("ring", "number"),
    [([0, 1], 0), ([0], 0), ([0, 0, 1, 1], 0), ([0, 1, 1, 2], 1), ([0, 1, 2, 0], 1), ([0, 3, 4, 1], 2), ([0, 3, 4], 1)],
)
def test_what_is_no_polygon_makes_no_more_triangles_than_it_has_corners_for(ring, number):
    vertices = np.array([(0, 0, 0), (10, 0, 0), (0, 10, 0), (2, 0, 0), (5, 0, 0)], float)
    assert len(divide_polygons(vertices, np.array(ring), np.array([len(ring)]))) == number


def test_a_polygon_that_crosses_itself_is_left_to_the_examination():
    vertices = np.array([(0, 0, 0), (10, 10, 0), (10, 0, 0), (0, 10, 0), (5, 20, 0)], float)
    assert len(divide_polygons(vertices, np.arange(5), np.array([5]))) == 3
