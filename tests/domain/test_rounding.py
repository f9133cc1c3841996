import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.display_units import (
    in_shown_unit,
    lower_bound,
    sentence_in_unit,
    size_words,
    unit_of_entries,
    upper_bound,
)
from configurator.domain.rounding import fixed_text, round_half_up

# The same values as in tests/web/frontend/units.test.ts: pages, pictures and tables round alike.
ROUNDED = [
    (34.925, 2, 34.93),
    (1.005, 2, 1.01),
    (2.675, 2, 2.68),
    (0.125, 2, 0.13),
    (-0.125, 2, -0.13),
    (8, 2, 8),
    (1.45, 1, 1.5),
]


@pytest.mark.parametrize(("value", "decimals", "rounded"), ROUNDED)
def test_halves_are_rounded_away_from_zero_as_decimals_are_written(value, decimals, rounded):
    assert round_half_up(value, decimals) == rounded


def test_nothing_is_less_than_zero_that_rounds_to_it():
    assert fixed_text(-0.001, 2) == "0.00"


@pytest.mark.parametrize("value", [1e300, -1e16, float("inf")])
def test_what_has_no_decimals_stays_as_it_is(value):
    assert round_half_up(value, 2) == value


def test_inches_have_the_metric_size_beside_them():
    assert size_words(34.925, "mm", "in") == "1.375 in (34.93 mm)"
    assert size_words(90, "kg", "in") == "198.4 lb (90.0 kg)"
    assert size_words(-4, "deg", "in") == "−4.0°"
    assert size_words(34.925, "mm") == "34.93 mm"


@pytest.mark.parametrize(
    ("units", "unit"),
    [(["in", "in", "mm"], "in"), (["in", "mm"], "in"), (["in", "mm", "cm"], "mm"), (["deg", ""], "mm"), ([], "mm")],
)
def test_who_entered_mostly_inches_works_in_inches(units, unit):
    assert unit_of_entries({"unit": each} for each in units) == unit


def test_a_sentence_tells_its_sizes_in_inches_too():
    told = "63.5 mm lies outside 120 mm to 340 mm; 12 mm2, 3mm and 4 kg."
    assert sentence_in_unit(told, "mm") == told
    assert sentence_in_unit("(250 x 210 x 180 mm)", "in") == "(9.843 x 8.268 x 7.087 in, 250 x 210 x 180 mm)"
    inches = "2.500 in (63.5 mm) lies outside 4.725 in (120 mm) to 13.385 in (340 mm); 12 mm2, 3mm and 8.8 lb (4 kg)."
    assert sentence_in_unit(told, "in") == inches


@pytest.mark.parametrize(
    ("told", "inches"),
    [
        ("Make it at least 4 mm.", "Make it at least 0.158 in (4 mm)."),
        ("Make it at most 80 mm.", "Make it at most 3.149 in (80 mm)."),
        ("Make it at most 32.925 mm.", "Make it at most 1.296 in (32.92 mm)."),
        ("Make it at least 32.925 mm.", "Make it at least 1.297 in (32.93 mm)."),
        ("Write 1.5in (38.1 mm).", "Write 1.5in (1.500 in, 38.1 mm)."),
        ("-25.4 mm and 3.9878 mm", "−1.000 in (−25.4 mm) and 0.157 in (3.99 mm)"),
    ],
)
def test_a_bound_in_a_sentence_is_one_that_is_allowed(told, inches):
    assert sentence_in_unit(told, "in") == inches


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("Make it at most 4.5 deg.", "Make it at most 4.5°."),
        ("The unit 'mm' does not fit: this is in deg.", "The unit 'mm' does not fit: this is in degrees."),
        ("-4deg lies outside", "-4° lies outside"),
    ],
)
def test_degrees_in_a_sentence_have_their_sign(told, shown):
    assert sentence_in_unit(told, "mm") == sentence_in_unit(told, "in") == shown


@given(st.integers(-10_000_000, 10_000_000))
def test_a_bound_in_inches_is_within_the_metric_one_and_near_it(micrometres):
    value = micrometres / 1000
    low, high = (bound(value, "mm", "in") for bound in (lower_bound, upper_bound))
    exact = in_shown_unit(value, "mm", "in")
    assert high - 1e-6 <= exact <= low + 1e-6
    assert low - high < 0.0021
    assert (lower_bound(value, "mm"), upper_bound(value, "mm")) == (value, value)
