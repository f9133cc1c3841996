"""The table of fits against limits that ISO 286-2 prints, at both ends of each range of sizes."""

import csv

import pytest

from configurator.domain.errors import Refused
from configurator.domain.standards.fits import deviations, fits_table

# Over, up to and including; then H7, F7, p6 and s6 as printed, in micrometres, the lower deviation first.
PRINTED = [
    (1, 3, (0, 10), (6, 16), (6, 12), (14, 20)),
    (3, 6, (0, 12), (10, 22), (12, 20), (19, 27)),
    (6, 10, (0, 15), (13, 28), (15, 24), (23, 32)),
    (10, 18, (0, 18), (16, 34), (18, 29), (28, 39)),
    (18, 30, (0, 21), (20, 41), (22, 35), (35, 48)),
    (30, 50, (0, 25), (25, 50), (26, 42), (43, 59)),
    (50, 65, (0, 30), (30, 60), (32, 51), (53, 72)),
    (65, 80, (0, 30), (30, 60), (32, 51), (59, 78)),
    (80, 100, (0, 35), (36, 71), (37, 59), (71, 93)),
    (100, 120, (0, 35), (36, 71), (37, 59), (79, 101)),
]
CLASSES = ("H7", "F7", "p6", "s6")


@pytest.mark.parametrize("row", PRINTED, ids=lambda row: f"{row[0]}-{row[1]}")
@pytest.mark.parametrize("number", range(4), ids=CLASSES)
def test_deviations_are_those_that_the_standard_prints(row, number):
    for nominal in (row[0] + 0.001, row[1]):
        found = deviations(CLASSES[number], nominal)
        assert (found.lower, found.upper) == pytest.approx([limit / 1000 for limit in row[2 + number]])
        assert found.middle == pytest.approx(sum(row[2 + number]) / 2000)


def test_every_row_names_its_source():
    with fits_table().open(encoding="utf-8") as file:
        assert all(row["source"] for row in csv.DictReader(file))


@pytest.mark.parametrize(("tolerance_class", "nominal"), [("p7", 10), ("p6", 1), ("p6", 120.001)])
def test_what_is_not_in_the_table_is_refused_with_a_hint(tolerance_class, nominal):
    with pytest.raises(Refused) as caught:
        deviations(tolerance_class, nominal)
    assert caught.value.problems[0].hint
