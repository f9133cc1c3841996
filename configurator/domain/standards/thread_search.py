"""Which thread is this? The threads of the tables that measured sizes may be those of, the likeliest first."""

from __future__ import annotations

from typing import Final

from configurator.domain.standards.thread_allowances import (
    PITCH_SHARE,
    READING_MM,
    basic_diameter,
    loss,
    made_loss,
    worn_loss,
)
from configurator.domain.standards.thread_candidates import LEAST_DIFFERENCE, Candidate, MeasuredThread
from configurator.domain.standards.threads import SERIES, Thread, threads

# The project's own: a piece is made anywhere within its maker's tolerance, so where it lies there tells little.
MADE_SHARE: Final = 0.25
NEAREST_COUNT: Final = 3


def find_candidates(measured: MeasuredThread) -> tuple[Candidate, ...]:
    """The threads that a piece may be of, the likeliest first; of equals, in the order of the series."""
    return tuple(each for each in _by_distance(measured) if each.is_allowed)


def nearest_threads(measured: MeasuredThread) -> tuple[Candidate, ...]:
    """The threads that come nearest, allowed or not."""
    return tuple(_by_distance(measured)[:NEAREST_COUNT])


def _by_distance(measured: MeasuredThread) -> list[Candidate]:
    judged = [_judge(each, series, measured) for series in SERIES for each in threads(series)]
    return sorted(judged, key=lambda each: each.distance)


def _judge(thread: Thread, series: str, measured: MeasuredThread) -> Candidate:
    piece, basic = measured.piece, basic_diameter(thread, measured.piece)
    lost, made = loss(thread, piece, measured.diameter), made_loss(thread, piece)
    pitch_off = measured.pitch - thread.pitch
    return Candidate(
        thread,
        series,
        basic=basic,
        diameter_off=measured.diameter - basic,
        pitch_off=pitch_off,
        diameter_distance=_diameter_distance(lost, made, worn_loss(thread, piece)),
        pitch_distance=abs(pitch_off) / (PITCH_SHARE * thread.pitch),
        is_worn=lost > made + LEAST_DIFFERENCE,
    )


def _diameter_distance(lost: float, made: float, worn: float) -> float:
    """From 0 to `MADE_SHARE` as it was made, from there to 1 as it wears, and from 0 to 1 as it is read."""
    if lost < 0:
        return -lost / READING_MM
    if lost <= made:
        return MADE_SHARE * lost / made
    return MADE_SHARE + (1 - MADE_SHARE) * (lost - made) / (worn - made)
