import pytest

from configurator.domain.errors import Refused
from configurator.domain.places import Place, great_circle_km
from configurator.services.orders.town_choice import candidate_towns, town_labels, town_place

ILLINOIS, MISSOURI = Place(39.80, -89.64), Place(37.21, -93.29)


def refusal(*asked):
    with pytest.raises(Refused) as caught:
        town_place(*asked)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("region", "postcode", "place"),
    [
        ("", "62701", ILLINOIS),
        ("", "65802", MISSOURI),
        ("", "62701-1234", ILLINOIS),
        ("IL", "", ILLINOIS),
        ("illinois", "", ILLINOIS),
        ("Missouri", "65802", MISSOURI),
    ],
)
def test_region_and_postcode_each_tell_towns_of_one_name_apart(region, postcode, place):
    assert great_circle_km(town_place("US", "Springfield", region, postcode), place) < 5


def test_of_several_towns_none_is_taken_in_silence():
    problem = refusal("US", "Springfield")
    assert problem.fields == ("city",)
    assert "Springfield, Illinois, United States; " in problem.hint and "more." in problem.hint


def test_the_one_that_is_chosen_among_them_is_taken_and_no_other():
    labels = town_labels(candidate_towns("US", "Springfield"))
    (illinois,) = (key for key, label in labels.items() if "Illinois" in label)
    assert great_circle_km(town_place("US", "Springfield", town=illinois), ILLINOIS) < 5
    # The choice of before, with another town typed since.
    assert town_place("DE", "Berlin", town=illinois) == town_place("DE", "Berlin")
    assert refusal("US", "Springfield", "", "", "1").fields == ("city",)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (("US", "Springfield", "IL", "65802"), "postcode"),
        (("US", "New York", "", "90210"), "postcode"),
        (("US", "Aspen", "New York"), "region"),
    ],
)
def test_what_contradicts_the_town_is_refused_by_its_name(asked, field):
    problem = refusal(*asked)
    assert problem.fields == (field,)
    assert "United States" in problem.hint


def test_a_region_or_postcode_that_nobody_knows_contradicts_nothing():
    berlin = town_place("DE", "Berlin")
    assert town_place("DE", "Berlin", "Brandenburger Land", "10115") == berlin
    assert town_place("US", "New York", "", "00000") == town_place("US", "New York")


@pytest.mark.parametrize(
    ("country", "town"), [("DE", "Berlin"), ("DE", "München"), ("FR", "Paris"), ("GB", "Bristol"), ("IT", "Milano")]
)
def test_a_town_far_larger_than_all_that_share_its_by_names_is_not_asked_about(country, town):
    assert len(candidate_towns(country, town)) == 1


def test_two_of_one_name_and_region_are_told_apart_by_their_degrees():
    labels = list(town_labels(candidate_towns("DE", "Münster", "Hesse")).values())
    assert len(labels) == len(set(labels))


def test_candidates_lie_apart_and_the_largest_comes_first():
    towns = candidate_towns("US", "Portland")
    assert [each.population for each in towns] == sorted((each.population for each in towns), reverse=True)
    pairs = [(one, other) for one in towns for other in towns if one.id < other.id]
    assert min(great_circle_km(one.place, other.place) for one, other in pairs) > 25
