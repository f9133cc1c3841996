"""Limits of size by ISO 286, of the few classes that bushings are fitted by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from configurator.domain.errors import nearest_hint, refused

MM_PER_MICROMETRE = 0.001
# Each class: the column of its lower deviation, if it has one, and that of its width. Capitals are of holes.
CLASSES = {"H7": ("", "IT7"), "F7": ("F", "IT7"), "p6": ("p", "IT6"), "s6": ("s", "IT6")}


@dataclass(frozen=True)
class Deviations:
    """How far a size may be from its nominal size, in mm: from `lower` to `upper`."""

    lower: float
    upper: float

    @property
    def middle(self) -> float:
        """Half way between, in mm: what a model is drawn to."""
        return (self.lower + self.upper) / 2


def deviations(tolerance_class: str, nominal_mm: float) -> Deviations:
    """Those of a class such as `p6` at a nominal size in mm, by ISO 286-2.

    Raises Refused for a class or a size that is not in the table.
    """
    if tolerance_class not in CLASSES:
        hint = nearest_hint(tolerance_class, list(CLASSES))
        raise refused(f"There is no tolerance class {tolerance_class!r} in the table.", hint=hint)
    lower, width = CLASSES[tolerance_class]
    row = _row(nominal_mm)
    low = row[lower] if lower else 0.0
    return Deviations(low * MM_PER_MICROMETRE, (low + row[width]) * MM_PER_MICROMETRE)


def fits_table() -> Path:
    """The CSV of ranges of size: over and up to, in mm; widths and lower deviations in micrometres; source."""
    return Path(__file__).with_name("data") / "iso_286.csv"


def _row(nominal_mm: float) -> dict[str, float]:
    for row in _rows():
        if row["over"] < nominal_mm <= row["up_to"]:
            return row
    low, high = _rows()[0]["over"], _rows()[-1]["up_to"]
    raise refused(
        f"{nominal_mm:g} mm is not in the table of fits.", hint=f"It has sizes over {low:g} mm and up to {high:g} mm."
    )


@cache
def _rows() -> tuple[dict[str, float], ...]:
    # Only where there are fits, as the tables of threads.
    from csv import DictReader

    rows = DictReader(fits_table().read_text("utf-8").splitlines())
    return tuple({name: float(cell) for name, cell in row.items() if name != "source"} for row in rows)
