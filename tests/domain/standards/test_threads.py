"""The tables of threads: by their standards' formulas, and against sizes that others publish."""

import pytest

from configurator.domain.errors import Refused
from configurator.domain.standards.threads import SERIES, basic_minor, thread, thread_table, threads

EVERY = [pytest.param(each, id=each.name) for series in SERIES for each in threads(series)]
INCH_MM = 25.4


@pytest.mark.parametrize("row", EVERY)
def test_a_minor_diameter_follows_from_the_profile(row):
    assert row.minor == pytest.approx(basic_minor(row.major, row.pitch, row.angle), abs=2e-6)


@pytest.mark.parametrize("row", EVERY)
def test_a_tap_drill_leaves_between_six_tenths_and_all_of_the_thread(row):
    assert 0.6 <= (row.major - row.tap_drill) / (row.major - row.minor) <= 1.0


@pytest.mark.parametrize("row", EVERY)
def test_every_row_names_its_source(row):
    assert "; drill: " in row.source


@pytest.mark.parametrize("row", [row for series in ("unc", "unf", "bsw", "bsf") for row in threads(series)])
def test_an_inch_thread_has_the_pitch_and_the_diameter_of_its_name(row):
    size, per_inch = row.name.split()[0].rsplit("-", 1)
    assert row.pitch * float(per_inch) == pytest.approx(INCH_MM, abs=1e-4)
    if size.startswith("#"):
        inches = 0.06 + 0.013 * int(size[1:])
    else:
        inches = sum(float(part.split("/")[0]) / float((part + "/1").split("/")[1]) for part in size.split("-"))
    assert row.major == pytest.approx(inches * INCH_MM, abs=1e-6)


@pytest.mark.parametrize("row", [row for series in ("metric_coarse", "metric_fine") for row in threads(series)])
def test_a_metric_thread_has_the_sizes_of_its_name(row):
    assert row.name == f"M{row.major:g}x{row.pitch:g}"


@pytest.mark.parametrize("row", threads("ba"))
def test_ba_sizes_are_its_two_formulas_rounded(row):
    number = int(row.name.split()[0])
    assert row.pitch == round(0.9**number, 2)
    assert row.major == round(6 * (0.9**number) ** 1.2, 1)


# ISO 228-1 prints the minor diameters of G threads, BS 93 those of BA (here: 2 BA 4.70 x 0.81, core 3.73).
@pytest.mark.parametrize(
    ("name", "minor"),
    [("G 1/8", 8.566), ("G 1/2", 18.631), ("G 2", 56.656), ("2 BA", 3.73), ("M10x1.5", 8.376), ("M3x0.5", 2.459)],
)
def test_minor_diameters_are_those_that_the_standards_print(name, minor):
    assert thread(name).minor == pytest.approx(minor, abs=2.5e-3)


def test_whitworth_and_unified_threads_of_one_size_and_pitch_are_told_apart():
    unified, whitworth = thread("3/8-16 UNC"), thread("3/8-16 BSW")
    assert (unified.major, unified.pitch) == (whitworth.major, whitworth.pitch)
    assert (unified.angle, whitworth.angle) == (60, 55)
    assert unified.minor > whitworth.minor


def test_names_are_unique():
    names = [each.name for series in SERIES for each in threads(series)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", ["3/8-26 BSF", "M10", "m10x1.5"])
def test_a_thread_that_is_not_in_the_tables_is_refused_with_the_nearest(name):
    with pytest.raises(Refused, match="There is no thread") as error:
        thread(name)
    assert "Did you mean" in error.value.problems[0].hint


def test_a_table_can_be_read_by_its_columns():
    head = thread_table("bsf").read_text("utf-8").partition("\n")[0]
    assert head == "name,major,pitch,minor,tap_drill,angle,source"
