from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.errors import Refused
from configurator.domain.quantities import parse_quantity, show_quantity, unit_factor
from configurator.domain.units import UNITS

LENGTHS = st.sampled_from(["mm", "cm", "m", "in"])
SIZES = st.floats(-1e6, 1e6)


def parsed(text, unit="mm"):
    return parse_quantity(text, unit, "size").value


def refusal(text, unit="mm"):
    with pytest.raises(Refused) as caught:
        parse_quantity(text, unit, "size")
    (problem,) = caught.value.problems
    assert problem.fields == ("size",)
    assert problem.hint
    return str(problem)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("63.5mm", "mm", 63.5),
        ("2.5in", "mm", 63.5),
        ("1-15/16in", "mm", 49.2125),
        ("1 15/16 inches", "mm", 49.2125),
        ("15/16in", "mm", 23.8125),
        ('10.2"', "mm", 259.08),
        ("26.2 cm", "mm", 262),
        ("0.262m", "mm", 262),
        ("10.2", "in", 10.2),
        ("254", "mm", 254),
        ("1 3/8 in.", "mm", 34.925),
        ("3.5 centimeters", "mm", 35),
        ("22 Millimetres", "mm", 22),
        ("1.375”", "mm", 34.925),
        ("1.375″", "mm", 34.925),
        ("1.375''", "mm", 34.925),
        ("3 degrees", "deg", 3),
        ("3º", "deg", 3),
        ("70 kilos", "kg", 70),
        (254, "mm", 254),
        (2.5e-5, "mm", 2.5e-5),
        ("12deg", "deg", 12),
        ("12°", "deg", 12),
        ("-1-1/2", "deg", -1.5),
        ("+4", "deg", 4),
        ("81kg", "kg", 81),
        ("200 LBS", "kg", 90.718474),
        (" 5. ", "mm", 5),
        (".5", "mm", 0.5),
        ("2.5E1mm", "mm", 25),
        ("4", "", 4),
    ],
)
def test_what_people_write_is_understood(text, unit, value):
    assert parsed(text, unit) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "wide", "nan", "NaN", "inf", "-inf", "Infinity", "None", "True", "1,5", "1.2.3", "--5", "5 6", "1e",
        "0x10", "1/2/3", "/2", "1-", "1-2", "1/2e3", "1-1/2e3in", "1e1000", "٣ ٤", "10\x00", "10\n20", "²", "1_000",
        [262], None, True,
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_a_remedy(text):
    refusal(text)


def test_a_comma_is_answered_with_the_point_it_should_be():
    assert "Write it with a decimal point: '26.3cm'." in str(refusal("26,3cm"))
    assert "Write digits with a decimal point" in str(refusal("263, 264, 263.5"))


@pytest.mark.parametrize("text", ["1/0in", "1-1/0", "1e400mm", "1e999", "1e308m", "-1e308in"])
def test_what_is_not_finite_is_refused(text):
    assert "not a" in refusal(text)


@pytest.mark.parametrize("text", ["9" * 5000 + " 1/2in", "1/" + "9" * 5000, "9" * 5000])
def test_more_digits_than_python_reads_are_refused(text):
    assert len(refusal(text)) < 200


def test_a_huge_cell_is_refused_without_repeating_or_studying_it():
    assert len(refusal("9" * 100_000 + " 8")) < 200


@pytest.mark.parametrize(
    ("text", "unit", "takes"),
    [
        ("260kg", "mm", "mm, cm, m, in"),
        ("5mm", "kg", "kg, g, lb"),
        ("5mm", "", "bare number"),
        ("5ft", "mm", "mm, cm"),
        ("5mil", "mm", "mm, cm"),
    ],
)
def test_a_unit_of_another_kind_is_refused_with_those_that_fit(text, unit, takes):
    assert takes in refusal(text, unit)


def test_the_text_and_unit_are_kept_as_entered():
    quantity = parse_quantity(' 10.2" ', "mm", "size")
    assert (quantity.entered, quantity.entered_unit, quantity.unit) == ('10.2"', "in", "mm")


@given(SIZES, st.sampled_from(sorted(UNITS)))
def test_what_is_shown_can_be_entered_again(value, unit):
    assert parsed(show_quantity(value, unit), unit) == pytest.approx(value, abs=0.5001e-4)


@given(SIZES)
def test_any_number_survives_as_text_to_the_last_bit(value):
    assert parsed(str(value)) == value == parsed(value)


@given(SIZES, LENGTHS, LENGTHS)
def test_units_there_and_back(value, one, other):
    there = value * unit_factor(one, other, "size")
    assert there * unit_factor(other, one, "size") == pytest.approx(value, rel=1e-12)


@given(SIZES)
def test_an_inch_is_25_4_mm(value):
    assert parsed(f"{value!r}in") == pytest.approx(25.4 * value, rel=1e-12)
    assert parsed(f"{value!r}mm", "in") == pytest.approx(value / 25.4, rel=1e-12)


@given(st.integers(0, 500), st.integers(0, 999), st.integers(1, 999), st.sampled_from(["", "-", "+"]))
def test_a_fraction_is_a_whole_and_a_part(whole, above, below, sign):
    value = (-1 if sign == "-" else 1) * (whole + above / below)
    assert parsed(f"{sign}{whole}-{above}/{below}") == pytest.approx(value, rel=1e-12)


@given(
    st.one_of(st.text(), st.text('0123456789.-+/ eE"mckgin°', max_size=12)), st.sampled_from(["mm", "deg", "kg", ""])
)
def test_any_text_is_a_finite_number_or_refused(text, unit):
    try:
        assert isfinite(parsed(text, unit))
    except Refused as error:
        assert error.problems[0].fields == ("size",)


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (262.0, "mm", "262 mm"),
        (4.5, "deg", "4.5 deg"),
        (0.00004, "mm", "0 mm"),
        (100.0, "", "100"),
        (-1.5, "in", "-1.5 in"),
    ],
)
def test_numbers_are_shown_without_needless_digits(value, unit, shown):
    assert show_quantity(value, unit) == shown
