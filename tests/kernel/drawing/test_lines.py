"""Lines out of a mesh: where smooth surfaces turn away, what hides behind what, and the room that is left."""

from itertools import combinations
from random import Random

import cadquery as cq
import numpy as np
import pytest
import shapely

from configurator.kernel.drawing.crossings import split_at_crossings
from configurator.kernel.drawing.free_space import largest_free_rectangle, rectangles_meet
from configurator.kernel.drawing.hidden_lines import view_lines
from configurator.kernel.drawing.projection import drawable_solid
from configurator.kernel.drawing.views import segments, views

VIEWS = views("first")


def lines(shape, size, view):
    return view_lines(drawable_solid(shape, [], size).skin, VIEWS[view])


def length(polylines):
    return shapely.multilinestrings([shapely.linestrings(each) for each in polylines]).length


@pytest.mark.parametrize("view", VIEWS)
def test_a_ball_is_one_circle_from_everywhere(view):
    found = lines(cq.Workplane().sphere(10).val(), 20.0, view)
    points = np.concatenate(found.visible)
    assert np.hypot(*points.T) == pytest.approx(10, abs=0.02)
    assert length(found.visible) == pytest.approx(20 * np.pi, rel=2e-3)
    assert found.hidden == ()


def test_a_lying_tube_shows_its_outside_and_hides_its_inside():
    tube = cq.Workplane("YZ").circle(10).circle(6).extrude(40).val()
    found = lines(tube, 40.0, "front")
    assert length(found.visible) == pytest.approx(2 * 40 + 2 * 20, rel=1e-3)
    assert length(found.hidden) == pytest.approx(2 * 40, rel=5e-3)
    assert {round(abs(y)) for line in found.hidden for y in line[:, 1]} == {6}


def test_a_line_is_hidden_just_as_far_as_something_stands_before_it():
    back = cq.Workplane().box(40, 4, 4)
    found = lines(back.union(cq.Workplane().box(10, 4, 30).translate((0, -4, 0))).val(), 40.0, "front")
    upper = [piece for piece in segments(found.visible) if np.allclose(piece[:, 1], 2)]
    assert sorted(float(x) for piece in upper for x in piece[:, 0]) == pytest.approx([-20, -5, 5, 20], abs=0.05)
    behind = [piece for piece in segments(found.hidden) if np.allclose(piece[:, 1], 2)]
    assert sorted(float(x) for piece in behind for x in piece[:, 0])[0] == pytest.approx(-5, abs=0.05)


def test_a_line_is_cut_where_others_cross_it():
    flat = np.array([[[0.0, 0], [10, 0]], [[0, 5], [10, 5]]])
    others = np.array([[[2.0, -1], [2, 1]], [[6, -1], [6, 1]], [[0, 0], [10, 0]], [[4, 1], [4, 4]]])
    line, shares = split_at_crossings(flat, others)
    assert line.tolist() == [0, 0, 0, 1]
    assert shares == pytest.approx(np.array([[0, 0.2], [0.2, 0.6], [0.6, 1], [0, 1]]))


def test_segments_are_cut_up_where_they_are_too_long():
    found = segments([np.array([[0.0, 0], [1, 0], [1, 3]]), np.array([[5.0, 5], [6, 5]])], 1.5)
    assert found[:, 0].tolist() == [[0, 0], [1, 0], [1, 1.5], [5, 5]]
    assert found[:, 1].tolist() == [[1, 0], [1, 1.5], [1, 3], [6, 5]]
    assert segments([]).shape == (0, 2, 2)


@pytest.mark.parametrize("seed", range(20))
def test_no_empty_box_is_worth_more_than_the_largest_room(seed):
    random = Random(seed)
    taken = [(x, y, x + random.uniform(5, 60), y + random.uniform(5, 60)) for x, y in _corners(random)]
    found = largest_free_rectangle((0.0, 0.0, 200.0, 120.0), taken)
    assert not any(rectangles_meet(found, box) for box in taken)
    xs, ys = (
        [0.0, end, *(box[side] for box in taken for side in sides)] for end, sides in ((200.0, (0, 2)), (120.0, (1, 3)))
    )
    for (left, right), low, high in ((x, *y) for x in combinations(sorted(xs), 2) for y in combinations(sorted(ys), 2)):
        box = (max(left, 0), max(low, 0), min(right, 200), min(high, 120))
        assert worth(box) <= worth(found) + 1e-9 or any(rectangles_meet(box, each) for each in taken)


def _corners(random):
    return [(random.uniform(0, 180), random.uniform(0, 100)) for _ in range(random.randrange(6))]


def worth(box):
    return min(box[2] - box[0], 1.6 * (box[3] - box[1]))
