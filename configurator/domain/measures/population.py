"""How unusual a person's measurements are among 6,068 real ones.

ANSUR II (US Army, 2012, public release): 4,082 men and 1,986 women of 17 to 58. Children, the
elderly and swollen limbs fall outside, so what is unusual is only ever a warning.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from configurator.domain.problems import Problem, warning
from configurator.domain.quantities import show_quantity


@dataclass(frozen=True)
class Ratio:
    """The middle 99 % of one measurement over another."""

    upper: str
    lower: str
    low: float
    high: float


@cache
def measurement_ratios() -> tuple[Ratio, ...]:
    """Those ratios that people share closely enough to catch swapped fields and wrong units."""
    return tuple(_ratio(row) for row in survey_rows("ansur2_limb_ratios"))


@cache
def measurement_units() -> dict[str, str]:
    """Measurement -> mm or kg; years of an age."""
    return {row["measure"]: row["unit"] for row in survey_rows("ansur2_limb_percentiles")}


@cache
def measurement_ranges() -> dict[str, tuple[float, float]]:
    """Measurement -> from the 0.5th percentile of the smaller sex to the 99.5th of the larger."""
    ranges: dict[str, tuple[float, float]] = {}
    for row in survey_rows("ansur2_limb_percentiles"):
        low, high = ranges.get(row["measure"], (float("inf"), 0.0))
        ranges[row["measure"]] = (min(low, float(row["p0.5"])), max(high, float(row["p99.5"])))
    return ranges


def find_unusual(measured: Mapping[str, float], names: Mapping[str, str]) -> Iterator[Problem]:
    """Warnings on `measured` (ANSUR name -> value in mm or kg); `names` has each one's parameter."""
    for ratio in measurement_ratios():
        if ratio.upper in measured and ratio.lower in measured:
            value = measured[ratio.upper] / measured[ratio.lower]
            if not ratio.low <= value <= ratio.high:
                yield _unusual_ratio(names[ratio.upper], names[ratio.lower], value, ratio)
    for ansur, value in measured.items():
        low, high = measurement_ranges().get(ansur, (value, value))
        if not low <= value <= high:
            yield _unusual_size(ansur, names[ansur], value)


def _ratio(row: dict[str, str]) -> Ratio:
    upper, lower = row["ratio"].split("/")
    return Ratio(upper, lower, float(row["p0.5"]), float(row["p99.5"]))


def _unusual_ratio(upper: str, lower: str, value: float, ratio: Ratio) -> Problem:
    return warning(
        f"It is {value:.2f} of {lower}; for 99 of 100 adults it is {ratio.low:.2f} to {ratio.high:.2f}.",
        upper,
        lower,
        hint="Check that the two are not swapped and are in the same unit.",
    )


def _unusual_size(ansur: str, name: str, value: float) -> Problem:
    size, low, high = (
        show_quantity(each, measurement_units()[ansur]) for each in (value, *measurement_ranges()[ansur])
    )
    return warning(
        f"{size} lies outside {low} to {high}, where 99 of 100 adults are.",
        name,
        hint="Right for a child or a very tall person; otherwise measure again.",
    )


def survey_rows(table: str) -> list[dict[str, str]]:
    """The rows of one of the survey's tables in `data`, as texts by column."""
    text = files("configurator.domain.measures").joinpath("data", f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
