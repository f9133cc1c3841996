import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator import catalogue
from configurator.domain.measures.pairs import find_unlike

ORTHOSIS = catalogue.find("foot_orthosis").parameters
FOOT = {"foot_length": 262.0, "foot_breadth": 98.0, "ball_of_foot_length": 194.0, "heel_breadth": 70.0}
SIZES = st.fixed_dictionaries({name: st.floats(40, 340) for name in FOOT})


def doubts(left, right):
    return {problem.fields: problem for problem in find_unlike(ORTHOSIS, FOOT | left, FOOT | right)}


@pytest.mark.parametrize(
    ("left", "right", "fields"),
    [
        ({"foot_length": 254}, {"foot_length": 226}, ("foot_length",)),
        ({"foot_length": 262}, {"foot_length": 253}, ("foot_length",)),
        ({"heel_breadth": 70}, {"heel_breadth": 64}, ("heel_breadth",)),
        ({"ball_of_foot_length": 187}, {"ball_of_foot_length": 194}, ("ball_of_foot_length",)),
        ({"body_mass": 78}, {"body_mass": 98}, ("body_mass",)),
        ({"body_mass": 78}, {"body_mass": 78.5}, ("body_mass",)),
    ],
)
def test_sides_that_differ_more_than_those_of_people_are_doubted(left, right, fields):
    (found,) = doubts(left, right).values()
    assert (found.severity, found.fields, bool(found.hint)) == ("warning", fields, True)
    assert doubts(right, left).keys() == {fields}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({}, {}),
        ({"foot_length": 262}, {"foot_length": 255}),
        ({"heel_breadth": 70}, {"heel_breadth": 66}),
        ({"arch_height": 10}, {"arch_height": 30}),
        ({"rearfoot_posting": 4}, {"rearfoot_posting": -4}),
        ({"body_mass": 78}, {}),
        ({"body_mass": 78}, {"body_mass": None}),
        ({"body_mass": 78}, {"body_mass": 78.0}),
        ({"foot_length": 262, "foot_breadth": 98}, {"foot_length": 259, "foot_breadth": 96}),
    ],
)
def test_sides_as_people_have_them_are_not(left, right):
    assert doubts(left, right) == {}


def test_both_sizes_and_where_they_are_are_said():
    (found,) = doubts({"foot_length": 254}, {"foot_length": 226}).values()
    assert "254 mm left and 226 mm right" in found.message
    assert "swapped" in found.hint


def test_a_size_that_seems_to_be_entered_for_the_wrong_side_is_doubted():
    (found,) = doubts({"foot_length": 262, "foot_breadth": 94}, {"foot_length": 257, "foot_breadth": 98}).values()
    assert found.fields == ("foot_length", "foot_breadth")
    assert "wrong side" in found.hint
    assert doubts({"foot_length": 257, "foot_breadth": 94}, {"foot_length": 262, "foot_breadth": 98}) == {}


@given(SIZES, SIZES)
def test_left_and_right_are_judged_alike(left, right):
    there = {frozenset(each.fields) for each in find_unlike(ORTHOSIS, left, right)}
    assert there == {frozenset(each.fields) for each in find_unlike(ORTHOSIS, right, left)}


@given(SIZES, st.floats(0.98, 1.02))
def test_a_side_a_little_larger_all_over_is_never_doubted(left, factor):
    right = {name: size * factor for name, size in left.items()}
    assert list(find_unlike(ORTHOSIS, left, right)) == []
