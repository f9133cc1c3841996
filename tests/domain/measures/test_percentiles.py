from bisect import bisect_left, bisect_right
from math import sqrt

import pytest
from support.outside_programs import real_people

from configurator.domain.measures.percentiles import Percentile, percentiles
from configurator.domain.measures.population import survey_rows

TABLE = {(row["measure"], row["sex"]): row for row in survey_rows("ansur2_limb_percentiles")}
MEASURES = sorted({measure for measure, _ in TABLE})


def of(measure, sex, value):
    return next(each for each in percentiles(measure, value) if each.sex == sex)


@pytest.mark.parametrize("sex", ["M", "F"])
def test_what_stands_in_the_table_is_found_there(sex):
    row = TABLE["stature", sex]
    for column in ("p0.5", "p10", "p50", "p99.5"):
        assert of("stature", sex, float(row[column])) == Percentile(sex, "at", float(column[1:]))


def test_between_two_columns_the_share_grows_evenly():
    row = TABLE["stature", "M"]
    low, high = float(row["p40"]), float(row["p45"])
    assert of("stature", "M", low + 0.2 * (high - low)).percent == pytest.approx(41)


def test_where_columns_share_a_value_their_middle_is_taken():
    row = TABLE["heelbreadth", "M"]
    assert row["p30"] == row["p35"] == "70.0"
    assert of("heelbreadth", "M", 70.0).percent == 32.5


@pytest.mark.parametrize("measure", MEASURES)
def test_beyond_the_table_no_number_is_made_up(measure):
    for sex in "MF":
        row = TABLE[measure, sex]
        assert of(measure, sex, float(row["p0.5"]) - 0.1) == Percentile(sex, "under", 0.5)
        assert of(measure, sex, float(row["p99.5"]) + 0.1) == Percentile(sex, "over", 99.5)


def test_each_sex_has_its_own_and_an_unknown_measure_has_none():
    men, women = percentiles("footlength", 255.0)
    assert (men.sex, women.sex) == ("M", "F")
    assert men.percent < 15 and women.percent > 70
    assert percentiles("earlength", 60.0) is None


@pytest.mark.parametrize("measure", [each for each in MEASURES if each != "age"])
@pytest.mark.parametrize("sex", ["M", "F"])
def test_as_many_real_people_measure_less_as_it_says(measure, sex):
    unit = TABLE[measure, sex]["unit"]
    sizes = sorted(float(person[f"{measure}_{unit}"]) for person in real_people() if person["sex"] == sex)
    for value in sizes[len(sizes) // 20 :: len(sizes) // 10]:
        found = of(measure, sex, value)
        less, no_more = (100 * place(sizes, value) / len(sizes) for place in (bisect_left, bisect_right))
        allowed = 3 * half_sample_error(found.percent, len(sizes))
        assert less - allowed <= found.percent <= no_more + allowed, (value, less, no_more, found)


def half_sample_error(percent, count):
    """The standard error of a share of `count` people, in percent, where they are half of all that there are."""
    return sqrt(percent * (100 - percent) / count / 2)
