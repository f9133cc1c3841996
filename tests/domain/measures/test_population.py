import csv
from importlib.resources import files

import pytest

from configurator import catalogue
from configurator.domain.measures.population import find_unusual, measurement_ranges, measurement_ratios
from configurator.domain.parts.kinds import parameter_unit
from configurator.domain.parts.parameters import ansur_names

FOOT = ("footlength", "footbreadthhorizontal", "balloffootlength", "heelbreadth")
NAMES = {name: f"the_{name}" for name in [*measurement_ranges(), *(ratio.upper for ratio in measurement_ratios())]}


def percentiles(column, sex):
    text = (
        files("configurator.domain.measures").joinpath("data/ansur2_limb_percentiles.csv").read_text(encoding="utf-8")
    )
    return {row["measure"]: float(row[column]) for row in csv.DictReader(text.splitlines()) if row["sex"] == sex}


def warnings(measured):
    return list(find_unusual(measured, NAMES))


@pytest.mark.parametrize("sex", ["M", "F"])
def test_nothing_is_unusual_in_the_middle_of_a_sex(sex):
    assert warnings(percentiles("p50", sex)) == []


@pytest.mark.parametrize(("column", "sex"), [("min", "F"), ("max", "M")])
def test_the_smallest_and_the_largest_are_unusual_in_every_measure(column, sex):
    measured = {name: percentiles(column, sex)[name] for name in FOOT}
    alone = [warnings({name: value}) for name, value in measured.items()]
    assert [[problem.fields for problem in found] for found in alone] == [[(f"the_{name}",)] for name in FOOT]


@pytest.mark.parametrize(
    ("ansur", "value", "words"),
    [
        ("footlength", 100.5, "100.5 mm lies outside 216.9 mm to 306 mm, where"),
        ("mass", 158.8, "158.8 kg lies outside 44.4 kg to 129 kg, where"),
    ],
)
def test_what_is_unusual_is_told_with_its_unit(ansur, value, words):
    (found,) = warnings({ansur: value})
    assert words in found.message


def test_two_swapped_measurements_are_named_together():
    person = percentiles("p50", "M")
    person["footlength"], person["balloffootlength"] = person["balloffootlength"], person["footlength"]
    found = warnings({name: person[name] for name in ("footlength", "balloffootlength")})
    assert ("the_balloffootlength", "the_footlength") in [problem.fields for problem in found]


def test_another_unit_is_unusual():
    person = percentiles("p50", "F")
    assert warnings({"mass": person["mass"]}) == []
    assert warnings({"mass": person["mass"] / 0.45359237})


def test_what_is_unusual_is_a_warning_with_a_remedy():
    found = warnings({"footlength": 100.0, "heelbreadth": 99.0, "footbreadthhorizontal": 100.0})
    assert len(found) > 2
    assert all(problem.severity == "warning" and problem.hint and problem.fields for problem in found)


def test_measures_the_survey_lacks_are_not_judged():
    assert warnings({"earlength": 1e6}) == []


def test_spans_and_ratios_are_in_order():
    assert all(0 < low < high for low, high in measurement_ranges().values())
    assert all(0 < ratio.low < ratio.high for ratio in measurement_ratios())


@pytest.mark.parametrize("template", catalogue.templates().values(), ids=lambda each: each.id)
def test_every_survey_name_in_a_template_is_one_of_the_survey_in_its_unit(template):
    fields = template.parameters.model_fields
    for ansur, name in ansur_names(template.parameters).items():
        assert ansur in measurement_ranges()
        assert parameter_unit(fields[name]) == ("kg" if ansur == "mass" else "mm")
