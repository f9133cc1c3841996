"""Sizes that no thread has: what is entered there was read or written wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from reprlib import repr as brief
from typing import Final

from configurator.domain.problems import Problem, refusal
from configurator.domain.quantities import show_quantity
from configurator.domain.standards.thread_entries import DIAMETER, EnteredThread
from configurator.domain.standards.thread_remedies import remedies
from configurator.domain.standards.threads import INCH_MM, SERIES, threads

# The project's own: what is smaller or larger than all tables by more is no worn thread of theirs.
OUTSIDE_TABLES: Final = 2.0


def size_problems(entry: EnteredThread) -> Iterator[Problem]:
    """Why no thread can have the sizes that were entered, with what may have been meant."""
    measured, hint = entry.measured, " ".join(remedies(entry)) or "Measure again."
    diameters, pitches = _diameters(), _pitches()
    if not _is_near(measured.diameter, diameters):
        text, bounds = brief(entry.diameter.entered), _bounds(diameters)
        yield refusal(f"No thread has a diameter of {text}: the tables go {bounds}.", DIAMETER, hint=hint)
    elif _is_near(measured.pitch, pitches) and measured.pitch >= measured.diameter:
        yield refusal("No thread of this diameter has this pitch.", DIAMETER, entry.rate_field, hint=hint)
    if not _is_near(measured.pitch, pitches):
        yield refusal(_pitch_message(entry, pitches), entry.rate_field, hint=hint)


def _pitch_message(entry: EnteredThread, pitches: list[float]) -> str:
    text = brief(entry.rate.entered)
    if not entry.is_per_inch:
        return f"No thread has a pitch of {text}: the tables go {_bounds(pitches)}."
    least, most = INCH_MM / max(pitches), INCH_MM / min(pitches)
    return f"No thread has {text} turns to the inch: the tables go from {least:.3g} to {most:.3g}."


def _diameters() -> list[float]:
    return [size for series in SERIES for each in threads(series) for size in (each.minor, each.major)]


def _pitches() -> list[float]:
    return [each.pitch for series in SERIES for each in threads(series)]


def _is_near(value: float, sizes: list[float]) -> bool:
    return min(sizes) / OUTSIDE_TABLES <= value <= max(sizes) * OUTSIDE_TABLES


def _bounds(sizes: list[float]) -> str:
    return f"from {show_quantity(min(sizes), 'mm')} to {show_quantity(max(sizes), 'mm')}"
