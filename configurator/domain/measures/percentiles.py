"""Percentiles of a person's measurement among the men and among the women of ANSUR II; see `population`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import fmean
from typing import Literal

from configurator.domain.measures.population import survey_rows


@dataclass(frozen=True)
class Percentile:
    """How many in 100 of one sex (M or F) have a smaller measurement: `at` that number, or only `under` or `over` it.

    The table begins at 0.5 and ends at 99.5; the values beyond are not known.
    """

    sex: str
    where: Literal["under", "at", "over"]
    percent: float


def percentiles(ansur: str, value: float) -> tuple[Percentile, ...] | None:
    """The percentile of a value in mm or kg for each sex, men first; None for a measure the survey's table lacks.

    Between the table's columns the share is taken to grow evenly. Where several columns have the same value,
    as people were measured to the mm, it is their mean.
    """
    curves = _curves().get(ansur)
    return None if curves is None else tuple(_percentile(sex, curve, value) for sex, curve in curves.items())


# Value -> percentile, both rising.
Curve = Mapping[float, float]


@cache
def _curves() -> dict[str, dict[str, Curve]]:
    """Measure -> sex -> its curve."""
    curves: dict[str, dict[str, Curve]] = {}
    for row in survey_rows("ansur2_limb_percentiles"):
        curves.setdefault(row["measure"], {})[row["sex"]] = _curve(row)
    return curves


def _curve(row: Mapping[str, str]) -> Curve:
    percents: dict[float, list[float]] = {}
    for column, text in row.items():
        if column.startswith("p"):
            percents.setdefault(float(text), []).append(float(column[1:]))
    return {value: fmean(each) for value, each in percents.items()}


def _percentile(sex: str, curve: Curve, value: float) -> Percentile:
    lowest, *_, highest = curve
    if value < lowest:
        return Percentile(sex, "under", 0.5)
    if value > highest:
        return Percentile(sex, "over", 99.5)
    (low, under), (high, over) = next(ends for ends in pairwise(curve.items()) if value <= ends[1][0])
    return Percentile(sex, "at", under + (over - under) * (value - low) / (high - low))
