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
        ("9½ in", "mm", 241.3),
        ("9 ½in", "mm", 241.3),
        ("1-⅜ in.", "mm", 34.925),
        ("1⅜", "in", 1.375),
        ("⅜″", "mm", 9.525),
        ("-½", "deg", -0.5),
        ("1³⁄₈ in", "mm", 34.925),
        ("1 3\u20448 in", "mm", 34.925),
        ("15\u221516in", "mm", 23.8125),
        ("1  3/8 in", "mm", 34.925),
        ("1.375\u201d", "mm", 34.925),
        ("1.375\u2019\u2019", "mm", 34.925),
        ("1.375 \u2032\u2032", "mm", 34.925),
        ("\u22123", "deg", -3),
        ("\u20133.5 degrees", "deg", -3.5),
        ("- 3", "deg", -3),
        ("1\u20133/8in", "mm", 34.925),
        ("35\u00a0mm", "mm", 35),
        ("35\u202fmm", "mm", 35),
        ("1\u2009\u00bd in", "mm", 38.1),
        ("\u200e35 mm", "mm", 35),
        ("35\u200b mm\u200b", "mm", 35),
        ("\ufeff35", "mm", 35),
        ("\u206635\u2069", "mm", 35),
        ("\u202a35 mm\u202c", "mm", 35),
        ("５０", "mm", 50),
    ],
)
def test_what_people_write_is_understood(text, unit, value):
    assert parsed(text, unit) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "wide", "nan", "NaN", "inf", "-inf", "Infinity", "None", "True", "1,5", "1.2.3", "--5", "5 6", "1e",
        "0x10", "1/2/3", "/2", "1-", "1-2", "1/2e3", "1-1/2e3in", "1e1000", "٣ ٤", "10\x00", "10\n20", "²", "1_000",
        [262], None, True, "1½½", "½9", "9½2", "1/2½", "1.5½", "½ 9", "1 \u00b3", "1\u2044", "1\u200b3/8", "1\u200e3/8",
        "\u202e12", "1\u202e2", "1\u200f/2", "±3", "~35", "35 mm approx", "1 - 1/2", "1,035", "1,035.5", "1.035,5",
        "10-12", "1 035.5", "1\u00a0035", "1'3\"", "5'", "18ga", "08-Mar", "2026-03-08 00:00:00", "12:30", "3/8/2026",
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_a_remedy(text):
    refusal(text)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("26,3cm", "with a decimal point: '26.3cm'."),
        ("254,5", "with a decimal point: '254.5'."),
        ("\u22123,5", "with a decimal point: '-3.5'."),
        (",5 in", "with a decimal point: '.5 in'."),
        ("1.035,5", "with a decimal point: '1035.5'."),
        ("1,035.5", "Write '1035.5'."),
        ("1,035", "Write '1035' or '1.035', whichever it is."),
        ("1,035mm", "Write '1035mm' or '1.035mm', whichever it is."),
        ("263, 264, 263.5", "semicolons"),
        ("263,264,263.5", "semicolons"),
        ("35, 5", "semicolons"),
        ("10-12 mm", "one number"),
        ("10 \u2013 12", "one number"),
    ],
)
def test_a_comma_or_a_range_is_answered_with_what_it_should_be(text, remedy):
    assert remedy in refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "08-Mar", "8. Mrz", "Mar-26", "March 8", "08-Mar-2026", "2026-03-08", "2026-03-08 00:00:00", "2026-03-08T00:00",
        "3/8/2026", "03/08/26", "8.3.2026", "08-03-2026 10:00", "12:30", "1. Okt",
    ],
)  # fmt: skip
@pytest.mark.parametrize("unit", ["mm", "kg", ""])
def test_what_a_spreadsheet_made_a_date_is_called_one(text, unit):
    assert "is a date" in refusal(text, unit)


@pytest.mark.parametrize(
    ("text", "steel", "aluminium"),
    [("18ga", "1.21mm", "1.02mm"), ("No. 16 gauge", "1.52mm", "1.29mm"), ("20 Gage", "0.91mm", "0.81mm"),
     ("#24 ga.", "0.61mm", "0.51mm")],
)  # fmt: skip
def test_a_gauge_is_answered_with_its_sizes(text, steel, aluminium):
    assert f"Write {steel} for sheet steel, {aluminium} for aluminium" in refusal(text)
    assert parsed(steel) == float(steel.removesuffix("mm"))


@pytest.mark.parametrize("text", ["2ga", "99 gauge", "18 awg"])
def test_a_gauge_that_no_table_has_is_a_unit_that_does_not_fit(text):
    assert "does not fit" in refusal(text)


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
    st.one_of(st.text(), st.text('0123456789.-+/ eE"mckgin°,½⅜¹⁄₈\u200b\u2212\u00a0', max_size=12)),
    st.sampled_from(["mm", "deg", "kg", ""]),
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


FRACTIONS = {"½": 1 / 2, "⅓": 1 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8, "⅚": 5 / 6}
BLANKS = st.sampled_from(["", " ", "\u00a0", "\u202f", "\u2009"])
NOTHINGS = st.sampled_from(["", "\u200b", "\u200e", "\ufeff", "\u2060"])
MINUSES = st.sampled_from(["-", "\u2212", "\u2013", "\u2010", "\u2011"])
INCHES = st.sampled_from(["in", "in.", "inches", '"', "\u2033", "\u201d", "''", "IN"])


@given(st.integers(0, 999), st.sampled_from(sorted(FRACTIONS)), BLANKS, BLANKS, NOTHINGS, INCHES)
def test_a_fraction_sign_adds_its_share_however_it_is_spaced(whole, sign, blank, gap, nothing, inch):
    assert parsed(f"{nothing}{whole}{blank}{sign}{gap}{nothing}{inch}") == pytest.approx(
        25.4 * (whole + FRACTIONS[sign]), rel=1e-12
    )


@given(st.floats(0, 1e6), MINUSES, NOTHINGS, BLANKS)
def test_every_dash_before_a_number_is_a_minus(value, minus, nothing, blank):
    assert parsed(f"{nothing}{minus}{value!r}{blank}deg{nothing}", "deg") == -value


@given(st.integers(0, 10**6), st.integers(0, 999))
def test_a_comma_is_never_read_as_a_number(whole, part):
    refusal(f"{whole},{part}")
    refusal(f"{whole},{part:03}.5")
