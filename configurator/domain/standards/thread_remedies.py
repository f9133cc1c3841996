"""What may have been meant: a size in the other unit, two numbers swapped, a pitch that counts threads per inch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from configurator.domain.quantities import Quantity
from configurator.domain.standards.thread_candidates import MeasuredThread
from configurator.domain.standards.thread_entries import EnteredThread, has_unit
from configurator.domain.standards.thread_search import find_candidates
from configurator.domain.standards.threads import INCH_MM
from configurator.domain.units import UNITS


def remedies(entry: EnteredThread) -> tuple[str, ...]:
    """A sentence for each other reading of the numbers that a thread of the tables has."""
    readings = ((words, find_candidates(measured)) for words, measured in _other_readings(entry))
    return tuple(f"{words}: it may be {candidates[0].thread.name}." for words, candidates in readings if candidates)


def _other_readings(entry: EnteredThread) -> Iterator[tuple[str, MeasuredThread]]:
    """What may be wrong and what to do about it, and the sizes that were measured then."""
    measured, diameter = entry.measured, entry.diameter
    if not has_unit(diameter) and diameter.entered_unit == "mm":
        words = f"If {diameter.entered} is in inches, write {diameter.entered}in"
        yield words, replace(measured, diameter=diameter.value * INCH_MM)
    if not has_unit(diameter) and diameter.entered_unit == "in":
        words = f"If {diameter.entered} is in millimetres, write {diameter.entered}mm"
        yield words, replace(measured, diameter=diameter.value / INCH_MM)
    yield "If the two are in each other's field, swap them", _swapped(entry)
    if entry.is_per_inch:
        yield f"If {entry.rate.entered} is a pitch in mm, enter it as that", replace(measured, pitch=entry.rate.value)
    elif not has_unit(entry.rate):
        words = f"If {entry.rate.entered} are threads per inch, enter it as that"
        yield words, replace(measured, pitch=INCH_MM / _number(entry.rate))


def _swapped(entry: EnteredThread) -> MeasuredThread:
    measured = entry.measured
    if not entry.is_per_inch:
        return replace(measured, diameter=measured.pitch, pitch=measured.diameter)
    unit_mm = UNITS[entry.diameter.entered_unit][1]
    return replace(measured, diameter=entry.rate.value * unit_mm, pitch=INCH_MM / _number(entry.diameter))


def _number(length: Quantity) -> float:
    """As it was typed, in its own unit."""
    return length.value / UNITS[length.entered_unit][1]
