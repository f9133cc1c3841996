"""What people enter: read, refused with a remedy, or identified, with what tells the likeliest from the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.domain.errors import Refused
from configurator.domain.standards.thread_candidates import MeasuredThread
from configurator.domain.standards.thread_distinctions import tell_apart
from configurator.domain.standards.thread_identification import identify_thread
from configurator.domain.standards.thread_search import find_candidates
from configurator.domain.standards.threads import SERIES, threads


def best(diameter, pitch="", per_inch="", piece="screw", unit="mm"):
    return identify_thread(diameter, pitch, per_inch, piece, unit).candidates[0].thread.name


def problems(diameter, pitch="", per_inch="", unit="mm"):
    with pytest.raises(Refused) as error:
        identify_thread(diameter, pitch, per_inch, "screw", unit)
    assert all(each.hint for each in error.value.problems)
    return [(each.fields, each.message) for each in error.value.problems]


def hint(diameter, pitch="", per_inch="", unit="mm"):
    with pytest.raises(Refused) as error:
        identify_thread(diameter, pitch, per_inch, "screw", unit)
    return error.value.problems[0].hint


@pytest.mark.parametrize(
    ("entered", "name"),
    [
        (("9.5", "", "16"), "3/8-16 UNC"),
        (("3/8in", "", "16"), "3/8-16 UNC"),
        (("3/8", "", "20", "screw", "in"), "3/8-20 BSF"),
        (("1/4", "1/26", "", "screw", "in"), "1/4-26 BSF"),
        (("⅜ in", "1.27mm", "", "screw", "in"), "3/8-20 BSF"),
        (("0.98cm", "1.5", ""), "M10x1.5"),
        (("6.8", "1.25", "", "nut"), "M8x1.25"),
    ],
)
def test_sizes_are_read_as_everywhere(entered, name):
    assert best(*entered) == name


@pytest.mark.parametrize(
    ("entered", "fields"),
    [
        (("", "1"), [("diameter",)]),
        (("0", "1"), [("diameter",)]),
        (("-3", "1"), [("diameter",)]),
        (("nan", "1"), [("diameter",)]),
        (("inf", "1"), [("diameter",)]),
        (("1e300", "1"), [("diameter",)]),
        (("1e-300", "1"), [("diameter",)]),
        (("x" * 10_000, "1"), [("diameter",)]),
        (("12kg", "1"), [("diameter",)]),
        (("10", "0"), [("pitch",)]),
        (("10", "-1"), [("pitch",)]),
        (("10", "NaN"), [("pitch",)]),
        (("10", "30"), [("pitch",)]),
        (("10", "", "0"), [("tpi",)]),
        (("10", "", "sixteen"), [("tpi",)]),
        (("10", "", "16mm"), [("tpi",)]),
        (("10", "", "1e-320"), [("tpi",)]),
        (("10", "", ""), [("pitch", "tpi")]),
        (("10", "1", "16"), [("pitch", "tpi")]),
        (("", "", ""), [("diameter",), ("pitch", "tpi")]),
        (("<b>", "", "&"), [("diameter",), ("tpi",)]),
        (("1", "2"), [("diameter", "pitch")]),
        (("1", "", "8"), [("diameter", "tpi")]),
    ],
)
def test_what_no_thread_can_have_is_refused_by_its_field_with_a_remedy(entered, fields):
    assert [found for found, _ in problems(*entered)] == fields


def test_a_quoted_text_is_short():
    assert len(problems("9" * 4000, "1")[0][1]) < 200


@pytest.mark.parametrize(
    ("entered", "remedy"),
    [
        (("3/8", "", "16"), "If 3/8 is in inches, write 3/8in: it may be 3/8-16 UNC."),
        (("9.5", "", "16", "in"), "If 9.5 is in millimetres, write 9.5mm: it may be 3/8-16 UNC."),
        (("1.5", "9.9"), "If the two are in each other's field, swap them: it may be M10x1.5."),
        (("9.9", "", "1.5"), "If 1.5 is a pitch in mm, enter it as that: it may be M10x1.5."),
        (("9.5", "16"), "If 16 are threads per inch, enter it as that: it may be 3/8-16 UNC."),
        (("5", "10"), "Measure again."),
    ],
)
def test_what_may_have_been_meant_is_said(entered, remedy):
    assert hint(*entered) == remedy


def test_two_numbers_in_each_others_field_are_noticed_where_they_could_be_sizes():
    found = identify_thread("16", "", "9.5", "screw")
    assert found.candidates == ()
    assert found.hints == ("If the two are in each other's field, swap them: it may be 3/8-16 UNC.",)


def test_where_there_is_no_candidate_the_nearest_are_told():
    found = identify_thread("11.5", "1.5", "", "screw")
    assert found.candidates == found.distinctions == ()
    assert found.nearest[0].thread.name == "M12x1.5"


def test_where_there_are_candidates_nothing_else_is_told():
    found = identify_thread("9.5", "", "16", "screw")
    assert found.nearest == found.hints == ()


def test_whitworth_and_unified_threads_of_one_size_are_told_apart_by_their_angle():
    (sentence,) = identify_thread("9.5", "", "16", "screw").distinctions
    assert sentence.startswith("3/8-16 UNC or 3/8-16 BSW? The angle between the flanks is 60 deg against 55 deg")
    assert "thread gauge" in sentence


def test_pitches_that_can_be_counted_are_told_apart_along_a_rule():
    sentences = identify_thread("4.65", "0.81", "", "screw").distinctions
    assert "Along a rule 31 threads are 25.1 mm against 24.6 mm long." in sentences[0]
    assert "try a nut of known size" in sentences[1]


def test_a_nut_is_tried_with_a_screw():
    sentences = " ".join(identify_thread("4.1", "0.8", "", "nut").distinctions)
    assert "try a screw of known size" in sentences and "into the bore" in sentences


@pytest.mark.parametrize("piece", ["screw", "nut"])
def test_something_tells_every_thread_from_the_others_that_it_is_taken_for(piece):
    for row in (each for series in SERIES for each in threads(series)):
        diameter = row.major if piece == "screw" else row.minor
        candidates = find_candidates(MeasuredThread(diameter, row.pitch, piece))
        sentences = tell_apart(candidates, piece)
        assert len(sentences) == len(candidates) - 1
        assert all(each.endswith(".") for each in sentences), row.name


def test_what_is_found_is_plain_in_json():
    found = identify_thread("9.5", "", "16", "screw").as_dict()
    assert (found["piece"], found["diameter_mm"], found["pitch_mm"]) == ("screw", 9.5, 1.5875)
    first = found["candidates"][0]
    assert (first["name"], first["tpi"], first["angle_deg"], first["diameter_off_mm"]) == ("3/8-16 UNC", 16, 60, -0.025)
    assert first["source"] and not first["worn"]


NUMBERS = st.floats(allow_nan=True, allow_infinity=True).map(str) | st.floats(0.01, 100).map(str)
ENTRIES = st.text() | NUMBERS | st.builds("{}{}".format, NUMBERS, st.sampled_from(["mm", "in", " cm", "kg"]))


@given(ENTRIES, ENTRIES, st.booleans(), st.sampled_from(["screw", "nut"]), st.sampled_from(["mm", "in"]))
def test_whatever_is_entered_is_identified_or_refused_with_a_remedy(diameter, rate, is_pitch, piece, unit):
    try:
        found = identify_thread(diameter, rate if is_pitch else "", "" if is_pitch else rate, piece, unit)
    except Refused as error:
        assert all(each.fields and each.hint for each in error.problems)
        return
    assert bool(found.candidates) != bool(found.nearest)
    assert all(each.is_allowed for each in found.candidates)
