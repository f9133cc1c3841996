from dataclasses import replace

import pytest

from configurator import catalogue
from configurator.domain.errors import Refused
from configurator.domain.measures.sheets import read_values
from configurator.services.orders.order_items import build_item, sheet_record

GROMMET = catalogue.find("grommet")
SIZES = {
    "hole_diameter": "0.55in",
    "panel_thickness": 1.5,
    "cable_diameter": {"repeats": [7.9, 8, 8.2], "source": "tape"},
}


def sheet(**changed):
    return read_values(GROMMET.parameters, SIZES | changed, strict=False)


def test_the_best_offer_that_fits_is_taken_and_said():
    choice = build_item(GROMMET, sheet())
    assert choice.request.offer == GROMMET.offers[0]
    assert choice.notes == ("grommet: mjf-tpu is taken, the first offer that fits",)


def test_a_chosen_offer_is_kept_and_nothing_said_of_it():
    choice = build_item(GROMMET, sheet(), "sls-pa12", 7)
    assert (choice.request.offer, choice.request.quantity, choice.notes) == ("sls-pa12", 7, ())


def test_an_offer_that_does_not_fit_is_refused_with_those_that_do():
    with pytest.raises(Refused) as caught:
        build_item(GROMMET, sheet(), "fdm-petg")
    assert all("offer" in problem.fields for problem in caught.value.problems)
    assert "mjf-tpu" in caught.value.problems[0].hint


def test_where_no_offer_fits_it_says_how_to_learn_why():
    thin = replace(GROMMET, wall=lambda parameters: 0.1)
    with pytest.raises(Refused) as caught:
        build_item(thin, sheet())
    (problem,) = caught.value.problems
    assert (problem.fields, problem.hint) == (("offer",), "Ask for mjf-tpu or mjf-pa12 or sls-pa12 to be told why.")


def test_nothing_is_assumed():
    with pytest.raises(Refused) as caught:
        build_item(GROMMET, read_values(GROMMET.parameters, {"hole_diameter": 14}))
    assert [problem.fields for problem in caught.value.problems] == [("panel_thickness",), ("cable_diameter",)]


def test_a_sheet_is_kept_with_where_each_value_is_from():
    told = sheet_record(sheet())
    assert told.keys() == SIZES.keys()
    assert told["hole_diameter"] == {
        "value": pytest.approx(13.97), "entered": "0.55in", "unit": "in", "source": "typed", "repeats": [],
        "uncertainty": None,
    }  # fmt: skip
    assert told["cable_diameter"]["repeats"] == [7.9, 8, 8.2]
    assert (told["cable_diameter"]["source"], told["cable_diameter"]["uncertainty"]) == ("tape", pytest.approx(0.15))


def test_what_nobody_uses_is_named():
    assert "grommet ignores: stature" in build_item(GROMMET, sheet(stature=1800)).notes
