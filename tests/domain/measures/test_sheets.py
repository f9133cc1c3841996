from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.measures.sheets import Column, Sheet, find_column, missing_measurements, read_values
from configurator.domain.parts.declarations import angle, choice, count, length, mass
from configurator.domain.parts.parameters import Parameters


class Splint(Parameters):
    side: Literal["left", "right"] = choice("left", title="Side", group="Limb")
    wrist: float = length(170, 100, 250, title="Wrist", group="Limb", ansur="wristcircumference", measured=True)
    lead_in: float = length(2, 0, 9, title="Lead-in", group="Shape")
    lead: float = length(2, 0, 9, title="Lead", group="Shape")
    bend: float = angle(0, -30, 60, title="Bend", group="Limb")
    holes: int = count(4, 2, 12, title="Holes", group="Shape")
    nut: Literal["M3", "M4"] = choice("M3", title="Nut", group="Shape")
    weight: float | None = mass(None, 10, 250, title="Mass", group="Limb", ansur="mass")


def read(given, **options):
    return read_values(Splint, given, **options)


def problem(given):
    sheet = read(given)
    assert sheet.entries == {}
    (found,) = sheet.problems
    assert found.severity == "refusal"
    assert found.hint
    return found


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("wrist", Column("wrist", "mm")),
        (" wrist ", Column("wrist", "mm")),
        ("wristcircumference", Column("wrist", "mm")),
        ("wrist_in", Column("wrist", "in")),
        ("wristcircumference_cm", Column("wrist", "cm")),
        ("mass_kg", Column("weight", "kg")),
        ("bend", Column("bend", "deg")),
        ("lead_in", Column("lead_in", "mm")),
        ("lead_in_in", Column("lead_in", "in")),
        ("lead_mm", Column("lead", "mm")),
        ("side", Column("side", "")),
        ("side_mm", None),
        ("wrist_ft", None),
        ("wrist_in_in", None),
        ("_in", None),
        ("", None),
        ("breite", None),
    ],
)
def test_a_name_is_a_parameter_or_its_survey_name_with_a_unit_if_wanted(name, column):
    assert find_column(Splint, name) == column


@pytest.mark.parametrize(
    ("name", "value", "size"),
    [
        ("wrist", "170", 170),
        ("wrist", 170, 170),
        ("wrist", "17cm", 170),
        ("wrist_in", "6.5", 165.1),
        ("wrist_in", "6-1/2", 165.1),
        ("wrist_in", "165.1mm", 165.1),
        ("wrist_cm", '6.5"', 165.1),
        ("mass", "180lb", 81.6466266),
        ("bend", "-1-1/2deg", -1.5),
    ],
)
def test_the_unit_beside_the_number_goes_before_that_in_the_name(name, value, size):
    (entry,) = read({name: value}).entries.values()
    assert entry.value == pytest.approx(size)
    assert entry.entered == str(value)


@given(st.floats(1, 100))
def test_a_column_in_inches_is_25_4_times_one_in_mm(value):
    inches, millimetres = (read({name: value}).values()["wrist"] for name in ("wrist_in", "wrist_mm"))
    assert inches == pytest.approx(25.4 * millimetres, rel=1e-12)


@pytest.mark.parametrize("word", ["right", "RIGHT", " Right "])
def test_a_choice_may_be_written_large_or_small(word):
    assert read({"side": word}).values() == {"side": "right"}


@pytest.mark.parametrize("number", [6, 6.0, "6", " 6.0 "])
def test_a_count_is_read_as_a_whole_number(number):
    (value,) = read({"holes": number}).values().values()
    assert (value, type(value)) == (6, int)


@pytest.mark.parametrize("word", ["M4", "m4", " M4"])
def test_a_choice_keeps_the_capitals_of_its_template(word):
    assert read({"nut": word}).values() == {"nut": "M4"}


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"side": "rihgt"}, "side", "Did you mean 'right'?"),
        ({"holes": "4.5"}, "holes", "4.5 is no whole number. Give how many"),
        ({"holes": "4in"}, "holes", "Give a bare number."),
        ({"side": ""}, "side", "left"),
        ({"side": 1}, "side", "Known: left, right."),
        ({"side": "x" * 100_000}, "side", "x...x"),
        ({"wrist": ""}, "wrist", "not a number"),
        ({"wrist": None}, "wrist", "not a number"),
        ({"wrist": "260kg"}, "wrist", "Give it in mm, cm, m, in."),
        ({"wrist_kg": "260"}, "wrist", "Give it in mm, cm, m, in."),
        ({"writs": 170}, "writs", "Did you mean 'wrist'?"),
        ({"größe": 170}, "größe", "Known: bend"),
        ({"wrist": {"unit": "mm"}}, "wrist", "needs a value or repeats"),
        ({"wrist": {"repeats": []}}, "wrist", "needs a value or repeats"),
        ({"wrist": {"repeats": None}}, "wrist", "needs a value or repeats"),
        ({"wrist": {"repeats": 170}}, "wrist", "needs a value or repeats"),
        ({"wrist": {"repeats": [170, "wide"]}}, "wrist", "'wide' is not a number"),
        ({"wrist": {"value": 170, "unti": "mm"}}, "wrist", "Use repeats, source, uncertainty, unit, value."),
        ({"wrist": {"value": 17, "unit": "stone"}}, "wrist", "Give it in mm, cm, m, in."),
        ({"wrist": {"value": 170, "uncertainty": "some"}}, "wrist", "'some' is not a number"),
        ({"side": {"value": "left", "uncertainty": "left"}}, "side", "'left' is not a number"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_field_and_remedy(given, field, says):
    found = problem(given)
    assert found.fields == (field,)
    assert says.replace("x...x", "...") in str(found)
    assert len(str(found)) < 300


@pytest.mark.parametrize(
    ("given", "size"),
    [
        ({"value": 6.5, "unit": "inches"}, 165.1),
        ({"value": 6.5, "unit": '"'}, 165.1),
        ({"value": 17, "unit": "CM"}, 170),
        ({"value": "17 Centimetres", "unit": "Inch"}, 170),
        ({"value": 170, "unit": None}, 170),
    ],
)
def test_the_unit_of_a_measurement_may_be_written_as_people_write_it(given, size):
    assert read({"wrist": given}).values() == {"wrist": pytest.approx(size)}


def test_a_parameter_given_under_two_names_is_refused():
    sheet = read({"wrist": 170, "wristcircumference_cm": 18})
    (found,) = sheet.problems
    assert found.fields == ("wrist",)
    assert "twice" in found.message
    assert "wristcircumference_cm" in found.hint


def test_all_that_is_wrong_is_told_at_once():
    sheet = read({"wrist": "wide", "side": "up", "bend": 5, "lenght": 1})
    assert [found.fields for found in sheet.problems] == [("wrist",), ("side",), ("lenght",)]
    assert sheet.values() == {"bend": 5}


def test_names_nobody_uses_may_be_left_aside():
    sheet = read({"note": "limps", "wrist": 170}, strict=False)
    assert sheet.ignored == ("note",)
    assert sheet.problems == ()
    assert missing_measurements(["wrist", "bend"], sheet) == ["bend"]


def test_of_repeats_the_median_is_taken_and_half_their_range():
    (entry,) = read({"wrist": {"repeats": [17.2, 16.9, "169mm"], "unit": "cm", "source": "tape"}}).entries.values()
    assert entry.value == pytest.approx(169)
    assert entry.uncertainty == pytest.approx(1.5)
    assert entry.repeats == pytest.approx((172, 169, 169))
    assert entry.source == "tape"


def test_a_value_goes_before_its_repeats_and_a_stated_uncertainty_before_their_range():
    given = {"value": 170, "repeats": [168, 173], "uncertainty": "0.1in"}
    (entry,) = read({"wrist": given}).entries.values()
    assert (entry.value, entry.uncertainty) == (170, pytest.approx(2.54))


def test_one_repeat_is_a_value():
    (entry,) = read({"wrist": {"repeats": [171]}}).entries.values()
    assert (entry.value, entry.repeats, entry.uncertainty) == (171, (), None)


def test_one_sheet_goes_over_another():
    over, under = read({"wrist": 180, "lenght": 1}), read({"wrist": 170, "bend": 5, "side": "up"})
    both = over.merged_over(under)
    assert both.values() == {"wrist": 180, "bend": 5}
    assert [found.fields for found in both.problems] == [("side",), ("lenght",)]
    assert Sheet({}).merged_over(under) == under


@given(st.dictionaries(st.sampled_from(["side", "wrist", "bend", "mass"]), st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["value", "repeats", "unit", "uncertainty", "source"]), inner, max_size=3),
)))  # fmt: skip
def test_whatever_json_holds_is_read_or_refused(given):
    sheet = read(given)
    assert set(sheet.entries) | {field for found in sheet.problems for field in found.fields} == {
        "weight" if name == "mass" else name for name in given
    }


@pytest.mark.parametrize(
    ("repeats", "doubted"), [([170, 174], False), ([170, 176], True), ([170], False), ([9.8, 10.2], False)]
)
def test_repeats_that_a_careful_hand_would_not_take_are_doubted(repeats, doubted):
    problems = read({"wrist": {"repeats": repeats}}).problems
    assert [(found.severity, found.fields) for found in problems] == [("warning", ("wrist",))] * doubted
