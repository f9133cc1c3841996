"""By what the hours of a machine for filament are told: by PrusaSlicer with its profile, or by volume over its rate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from configurator.domain.production.factories import Machine
from configurator.domain.production.machine_rates import Piece, PieceRate, VolumeRate
from configurator.domain.production.sliced_hours import NOT_ASKED, NOT_MADE, SlicedHours
from configurator.domain.production.slicer_profiles import SlicerProfile

UNSLICED = SlicedHours(None, NOT_ASKED)


def timed_machine(machine: Machine, piece: Piece) -> Machine:
    """The machine with the hours that PrusaSlicer told of the piece in place of its rate, where it told some."""
    hours = _sliced(machine, piece).hours
    if hours is None:
        return machine
    return replace(machine, times=replace(machine.times, rate=PieceRate(hours)))


def hours_words(machine: Machine, piece: Piece, *, is_made: bool) -> str:
    """By what its hours of the piece are told, and why not by the slicer; empty where there is no such choice."""
    by_rate = "volume over rate" if isinstance(machine.times.rate, VolumeRate) else ""
    profile = machine.slicer_profile
    if profile is None:
        return by_rate
    sliced = _sliced(machine, piece)
    if sliced.hours is not None:
        return f"hours by PrusaSlicer with {profile.name}"
    return f"{by_rate or 'no hours'}, as {sliced.reason if is_made else NOT_MADE}"


def unsliced_profiles(machines: Iterable[Machine], piece: Piece) -> Iterator[SlicerProfile]:
    """Each profile of these machines, once, by which PrusaSlicer is still to be asked for the piece."""
    profiles = {each.slicer_profile.sha256: each.slicer_profile for each in machines if each.slicer_profile}
    yield from (each for digest, each in profiles.items() if not piece.sliced.get(digest, UNSLICED).is_final)


def _sliced(machine: Machine, piece: Piece) -> SlicedHours:
    profile = machine.slicer_profile
    return piece.sliced.get(profile.sha256, UNSLICED) if profile else UNSLICED
