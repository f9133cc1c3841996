"""The threads that measured sizes may be those of: against every row of the tables, and against published limits."""

import pytest

from configurator.domain.standards.thread_allowances import made_loss, worn_loss
from configurator.domain.standards.thread_candidates import MeasuredThread
from configurator.domain.standards.thread_search import find_candidates, nearest_threads
from configurator.domain.standards.threads import INCH_MM, SERIES, thread, threads

EVERY = [each for series in SERIES for each in threads(series)]


def names(*measured):
    return [each.thread.name for each in find_candidates(MeasuredThread(*measured))]


def sizes(row, piece):
    return row.major if piece == "screw" else row.minor, row.pitch


@pytest.mark.parametrize("piece", ["screw", "nut"])
def test_every_thread_measured_exactly_comes_first_or_beside_one_of_the_same_sizes(piece):
    for row in EVERY:
        candidates = find_candidates(MeasuredThread(*sizes(row, piece), piece))
        first = [each.thread for each in candidates if each.distance == candidates[0].distance]
        assert row in first, row.name
        assert {sizes(each, piece) for each in first} == {sizes(row, piece)}, row.name


def test_every_worn_screw_is_still_found_and_said_to_be_worn():
    for row in EVERY:
        lost = 0.99 * worn_loss(row, "screw")
        found = find_candidates(MeasuredThread(row.major - lost, row.pitch))
        itself = [each for each in found if each.thread is row]
        assert [each.is_worn for each in itself] == [True], row.name
        assert itself[0].diameter_off == pytest.approx(-lost), row.name


def test_what_makers_allow_is_not_called_worn():
    (coarse, *_) = find_candidates(MeasuredThread(9.75, 1.5))
    assert (coarse.thread.name, coarse.is_worn) == ("M10x1.5", False)


# Class 2A of ASME B1.1: least major diameters in inches, as microadvances.com/drillchart.htm prints them.
@pytest.mark.parametrize(
    ("name", "least"), [("#0-80 UNF", 0.0563), ("#4-40 UNC", 0.1061), ("#10-24 UNC", 0.1818), ("#12-24 UNC", 0.2078)]
)
def test_the_formula_for_screws_comes_near_the_limits_that_are_printed(name, least):
    row = thread(name)
    assert row.major - made_loss(row, "screw") == pytest.approx(least * INCH_MM, abs=0.01)


def test_every_nut_that_was_tapped_by_the_table_is_found():
    for row in EVERY:
        found = find_candidates(MeasuredThread(row.tap_drill, row.pitch, "nut"))
        assert row in [each.thread for each in found], row.name


@pytest.mark.parametrize(
    ("measured", "found"),
    [
        ((9.5, INCH_MM / 16), ["3/8-16 UNC", "3/8-16 BSW"]),
        ((12.6, INCH_MM / 13), ["1/2-13 UNC"]),
        ((12.6, INCH_MM / 12), ["1/2-12 BSW"]),
        ((4.65, 0.81), ["2 BA", "3/16-32 BSF", "#10-32 UNF"]),
        ((5.9, 1.0), ["M6x1", "0 BA"]),
        ((9.85, 1.27), ["M10x1.25"]),
        ((7.9, INCH_MM / 16, "nut"), ["3/8-16 UNC", "3/8-16 BSW"]),
        ((11.5, 1.5), []),
    ],
)
def test_the_likeliest_comes_first(measured, found):
    assert names(*measured) == found


def test_how_far_off_each_is_has_a_sign():
    (found,) = find_candidates(MeasuredThread(9.85, 1.27))
    assert (found.diameter_off, found.pitch_off) == pytest.approx((-0.15, 0.02))


def test_where_no_thread_is_allowed_the_nearest_are_known():
    nearest = nearest_threads(MeasuredThread(11.5, 1.5))
    assert nearest[0].thread.name == "M12x1.5"
    assert not any(each.is_allowed for each in nearest)
