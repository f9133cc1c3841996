"""Screw threads by the names that catalogues print: their sizes, and the drill to tap them in.

Minor diameters follow from the standards' profiles, tap drills are tables: each row names where they come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import radians, sqrt, tan
from pathlib import Path
from typing import Final

from configurator.domain.errors import nearest_hint, refused

# Each series, and what people call it.
SERIES: Final = {
    "metric_coarse": "ISO metric, coarse",
    "metric_fine": "ISO metric, fine",
    "unc": "Unified, coarse",
    "unf": "Unified, fine",
    "bsw": "British Standard Whitworth",
    "bsf": "British Standard Fine",
    "bsp": "British Standard Pipe, parallel",
    "ba": "British Association",
}
# Those whose threads are named by their pitch in mm; BA by a number, with a pitch in mm too.
METRIC_SERIES: Final = ("metric_coarse", "metric_fine", "ba")
INCH_MM: Final = 25.4


@dataclass(frozen=True)
class Thread:
    """A standard thread. Diameters and pitch are in mm, the angle between its flanks in degrees.

    `major` is the outer diameter of the screw, `minor` that of the nut's crests, both basic, without allowance.
    """

    name: str
    major: float
    pitch: float
    minor: float
    tap_drill: float
    angle: float
    source: str


def threads(series: str) -> tuple[Thread, ...]:
    """A series, from the smallest number to the largest. Raises KeyError for one that there is not."""
    return tuple(_tables()[series].values())


def thread(name: str) -> Thread:
    """The thread of a name such as `M10x1.5`, `3/8-16 UNC`, `G 1/4` or `2 BA`. Raises Refused for another."""
    for table in _tables().values():
        if name in table:
            return table[name]
    names = [name for table in _tables().values() for name in table]
    raise refused(f"There is no thread {name!r} in the tables.", hint=nearest_hint(name, names))


def is_thread_name(name: str) -> bool:
    """Whether a table has a thread of this name."""
    return any(name in table for table in _tables().values())


def thread_table(series: str) -> Path:
    """The CSV of a series: name, major, pitch, minor, tap_drill, angle, source."""
    return Path(__file__).with_name("data") / f"{series}.csv"


def basic_minor(major: float, pitch: float, angle: float) -> float:
    """Minor diameter in mm by the basic profile for an angle of flanks in degrees.

    60: ISO 68-1 and ASME B1.1, five eighths of the sharp triangle deep. 55: BS 84, two thirds of it. 47.5: BS 93,
    0.6 pitches. Raises KeyError for another angle.
    """
    depths = {60.0: 5 / 8 * sqrt(3) / 2, 55.0: 2 / 3 / (2 * tan(radians(27.5))), 47.5: 0.6}
    return major - 2 * depths[angle] * pitch


@cache
def _tables() -> dict[str, dict[str, Thread]]:
    return {series: {row["name"]: _thread(row) for row in _rows(series)} for series in SERIES}


def _rows(series: str) -> list[dict[str, str]]:
    # Half a megabyte, only where there are threads.
    from csv import DictReader

    return list(DictReader(thread_table(series).read_text("utf-8").splitlines()))


def _thread(row: dict[str, str]) -> Thread:
    major, pitch, minor, tap_drill, angle = (
        float(row[column]) for column in ("major", "pitch", "minor", "tap_drill", "angle")
    )
    return Thread(row["name"], major, pitch, minor, tap_drill, angle, row["source"])
