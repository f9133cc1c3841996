from dataclasses import replace

import pytest

from configurator import catalogue
from configurator.domain.errors import Refused
from configurator.domain.measures.sheets import read_values
from configurator.domain.problems import refusal
from configurator.services.orders.order_items import configure_item, judge_item, sheet_record

GROMMET = catalogue.find("grommet")
SIZES = {
    "hole_diameter": "0.55in",
    "panel_thickness": 1.5,
    "cable_diameter": {"repeats": [7.9, 8, 8.2], "source": "tape"},
}


def sheet(**changed):
    return read_values(GROMMET.parameters, SIZES | changed, strict=False)


def judged(sheet, offer="", quantity=1, name=""):
    return judge_item(configure_item("grommet", lambda template: sheet, offer, quantity, name))


def test_the_best_offer_that_fits_is_taken_and_said():
    choice = judged(sheet())
    assert choice.item.offer == GROMMET.offers[0]
    assert choice.notes == ("grommet: mjf-tpu is taken, the first offer that fits",)


def test_a_chosen_offer_is_kept_and_nothing_said_of_it():
    choice = judged(sheet(), "sls-pa12", 7)
    assert (choice.item.offer, choice.item.quantity, choice.notes) == ("sls-pa12", 7, ())


def test_an_offer_that_does_not_fit_is_refused_with_those_that_do():
    refused = judged(sheet(), "fdm-petg")
    assert (refused.item, bool(refused.problems)) == (None, True)
    assert all("offer" in problem.fields for problem in refused.problems)
    assert "mjf-tpu" in refused.problems[0].hint


def test_where_no_offer_fits_it_says_how_to_learn_why(monkeypatch):
    thin = replace(GROMMET, wall=lambda parameters: 0.1)
    monkeypatch.setattr(catalogue, "find", lambda name: thin)
    (problem,) = judged(sheet()).problems
    why = "Ask for mjf-tpu or mjf-pa12 or sls-pa12 to be told why."
    needed = "It would need an offer that makes walls of 0.1 mm; the finest for it is mjf-pa12 with 1 mm."
    assert (problem.fields, problem.hint) == (("offer",), f"{why} {needed}")


def test_nothing_is_assumed():
    refused = judged(read_values(GROMMET.parameters, {"hole_diameter": 14}))
    assert [problem.fields for problem in refused.problems] == [("panel_thickness",), ("cable_diameter",)]


def test_a_wrong_size_and_an_unknown_offer_are_told_together_by_the_name_of_the_item():
    refused = judged(sheet(hole_diameter=900), "mjf-tpo", name="items.3")
    assert [problem.fields for problem in refused.problems] == [("items.3.hole_diameter",), ("items.3.offer",)]


def test_an_unknown_part_and_an_unreadable_sheet_are_told_alone():
    def unreadable(template):
        raise error

    error = Refused(refusal("Cannot read it.", "sheet"))
    assert [each.fields for each in judge_item(configure_item("gromet", unreadable)).problems] == [("template",)]
    assert judge_item(configure_item("grommet", unreadable)).problems == error.problems


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
    assert "grommet ignores: stature" in judged(sheet(stature=1800)).notes


def test_a_part_is_judged_where_it_sits_and_its_first_offer_is_the_first_that_fits_there():
    oily = judge_item(configure_item("grommet", lambda template: sheet(), zone="cabin", fluids=["brake fluid"]))
    assert oily.item.offer == "mjf-pa12"
    assert oily.item.installation.as_dict() == {"zone": "cabin", "fluids": ["brake fluid"]}
    assert oily.notes == ("grommet: mjf-pa12 is taken, the first offer that fits",)


def test_an_offer_that_does_not_stand_what_touches_it_is_refused_with_those_that_do():
    wet = configure_item("grommet", lambda template: sheet(), "mjf-tpu", name="items.0", fluids=["brake fluid"])
    (problem,) = judge_item(wet).problems
    assert problem.fields == ("items.0.offer",)
    assert problem.message == "Whether mjf-tpu stands brake fluid is unknown: no source says so."
    assert problem.hint == "Take mjf-pa12 or sls-pa12."


def test_where_nothing_that_is_listed_fits_it_says_which_offers_would_be_needed():
    hot = judge_item(configure_item("grommet", lambda template: sheet(), zone="hot side"))
    (problem,) = hot.problems
    assert problem.message == "No offer fits this part as it is."
    assert "It would need mill-aluminium or mill-brass, which its author has not judged fit for it." in problem.hint


@pytest.mark.parametrize(
    ("said", "field"), [({"zone": "brakes"}, "zone"), ({"zone": "boot"}, "zone"), ({"fluids": ["beer"]}, "fluids")]
)
def test_where_it_cannot_sit_is_told_alone_whatever_the_offer(said, field):
    refused = judge_item(configure_item("grommet", lambda template: sheet(), "fdm-pla", name="items.1", **said))
    assert [each.fields for each in refused.problems] == [(f"items.1.{field}",)]
