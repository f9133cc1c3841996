"""A thread of the tables in the words and the unit of the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from configurator.domain.display_units import in_shown_unit, size_words
from configurator.domain.parts.drafting import LengthUnit
from configurator.domain.rounding import fixed_text, signed_text
from configurator.domain.standards.thread_candidates import Candidate
from configurator.domain.standards.threads import SERIES

# A pitch is known finer than a diameter: it is counted over many threads.
PITCH_DECIMALS: Final = {"mm": 3, "in": 4}


@dataclass(frozen=True)
class ThreadRow:
    """What the page says of a thread; what is off has a sign."""

    name: str
    series: str
    diameter: str
    diameter_off: str
    pitch: str
    pitch_off: str
    angle: str
    verdict: str


def thread_rows(candidates: Sequence[Candidate], unit: LengthUnit) -> Iterator[ThreadRow]:
    """A row for each thread."""
    for each in candidates:
        yield ThreadRow(
            each.thread.name,
            SERIES[each.series],
            size_words(each.basic, "mm", unit),
            with_plus(size_words(each.diameter_off, "mm", unit)),
            _pitch_words(each, unit),
            with_plus(fine_words(each.pitch_off, unit)),
            f"{each.thread.angle:g}°",
            each.verdict,
        )


def _pitch_words(each: Candidate, unit: LengthUnit) -> str:
    if each.per_inch:
        return f"{each.per_inch:g} per inch ({fixed_text(each.thread.pitch, 3)} mm)"
    return fine_words(each.thread.pitch, unit) if unit == "in" else f"{each.thread.pitch:g} mm"


def fine_words(value: float, unit: LengthUnit) -> str:
    """A pitch in the unit of the page, with that in mm beside inches: 0.0625 in (1.588 mm)."""
    metric = f"{signed_text(value, PITCH_DECIMALS['mm'])} mm"
    inches = signed_text(in_shown_unit(value, "mm", "in"), PITCH_DECIMALS["in"])
    return f"{inches} in ({metric})" if unit == "in" else metric


def with_plus(words: str) -> str:
    """Words that begin with a number, with a sign: of nothing it has none."""
    number = words.partition(" ")[0]
    return words if number.startswith("−") or not float(number) else f"+{words}"
