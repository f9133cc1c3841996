"""The tables of threads: by their standards' formulas, and against sizes that others publish."""

import pytest

from configurator.domain.errors import Refused
from configurator.domain.standards.threads import SERIES, basic_minor, thread, thread_table, threads

EVERY = [each for series in SERIES for each in threads(series)]
INCH_MM = 25.4


def test_every_minor_diameter_follows_from_the_profile():
    computed = {row.name: basic_minor(row.major, row.pitch, row.angle) for row in EVERY}
    assert {row.name: row.minor for row in EVERY} == pytest.approx(computed, rel=0, abs=2e-6)


def test_every_tap_drill_leaves_between_six_tenths_and_all_of_the_thread():
    left = {row.name: (row.major - row.tap_drill) / (row.major - row.minor) for row in EVERY}
    assert {name: share for name, share in left.items() if not 0.6 <= share <= 1.0} == {}


def test_every_row_names_its_source():
    assert [row.name for row in EVERY if "; drill: " not in row.source] == []


def test_every_inch_thread_has_the_pitch_and_the_diameter_of_its_name():
    rows = [row for series in ("unc", "unf", "bsw", "bsf") for row in threads(series)]
    named = {row.name: row.name.split()[0].rsplit("-", 1) for row in rows}
    per_inch = {name: float(number) for name, (_, number) in named.items()}
    majors = {name: inches(size) * INCH_MM for name, (size, _) in named.items()}
    assert {row.name: INCH_MM / row.pitch for row in rows} == pytest.approx(per_inch, rel=1e-5, abs=0)
    assert {row.name: row.major for row in rows} == pytest.approx(majors, rel=0, abs=1e-6)


def inches(size):
    """The diameter of a thread's name."""
    if size.startswith("#"):
        return 0.06 + 0.013 * int(size[1:])
    return sum(float(part.split("/")[0]) / float((part + "/1").split("/")[1]) for part in size.split("-"))


def test_every_metric_thread_has_the_sizes_of_its_name():
    rows = [row for series in ("metric_coarse", "metric_fine") for row in threads(series)]
    assert [row.name for row in rows] == [f"M{row.major:g}x{row.pitch:g}" for row in rows]


def test_ba_sizes_are_its_two_formulas_rounded():
    numbers = {row.name: int(row.name.split()[0]) for row in threads("ba")}
    formulas = {name: (round(0.9**number, 2), round(6 * (0.9**number) ** 1.2, 1)) for name, number in numbers.items()}
    assert {row.name: (row.pitch, row.major) for row in threads("ba")} == formulas


# ISO 228-1 prints the minor diameters of G threads, BS 93 those of BA (here: 2 BA 4.70 x 0.81, core 3.73), and
# trfastenings.com/knowledge-base/thread-geometries/british-standard-whitworth those of BSW.
@pytest.mark.parametrize(
    ("name", "minor"),
    [
        ("G 1/8", 8.566),
        ("G 1/2", 18.631),
        ("G 2", 56.656),
        ("2 BA", 3.73),
        ("M10x1.5", 8.376),
        ("M3x0.5", 2.459),
        ("5/32-32 BSW", 0.1162 * INCH_MM),
        ("1-3/8-6 BSW", 1.1616 * INCH_MM),
        ("2-4.5 BSW", 1.7155 * INCH_MM),
    ],
)
def test_minor_diameters_are_those_that_the_standards_print(name, minor):
    assert thread(name).minor == pytest.approx(minor, abs=2.5e-3)


# BS 84:2007 as docs/WHITWORTH_SPEC.md of matthewmcneill/FusionThreadsGenerator lists it, ASME B1.1 as
# vdocuments.us, "Recommended tap drill sizes for screw thread", does.
PER_INCH = {
    "bsw": "1/16-60 3/32-48 1/8-40 5/32-32 3/16-24 7/32-24 1/4-20 5/16-18 3/8-16 7/16-14 1/2-12 9/16-12 5/8-11 11/16-11"
    " 3/4-10 7/8-9 1-8 1-1/8-7 1-1/4-7 1-3/8-6 1-1/2-6 1-3/4-5 2-4.5",
    "bsf": "3/16-32 7/32-28 1/4-26 9/32-26 5/16-22 3/8-20 7/16-18 1/2-16 9/16-16 5/8-14 11/16-14 3/4-12 13/16-12 7/8-11"
    " 1-10 1-1/8-9 1-1/4-9 1-3/8-8 1-1/2-8",
    "unc": "#1-64 #2-56 #3-48 #4-40 #5-40 #6-32 #8-32 #10-24 #12-24 1/4-20 5/16-18 3/8-16 7/16-14 1/2-13 9/16-12 5/8-11"
    " 3/4-10 7/8-9 1-8 1-1/8-7 1-1/4-7 1-3/8-6 1-1/2-6 1-3/4-5 2-4.5",
}


@pytest.mark.parametrize("series", PER_INCH)
def test_the_sizes_of_a_series_are_those_that_others_list(series):
    assert [each.name.removesuffix(f" {series.upper()}") for each in threads(series)] == PER_INCH[series].split()


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
