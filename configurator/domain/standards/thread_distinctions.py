"""What tells the likeliest thread from the others that a measured piece may be of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Final

from configurator.domain.rounding import fixed_text
from configurator.domain.standards.thread_allowances import Piece
from configurator.domain.standards.thread_candidates import LEAST_DIFFERENCE, Candidate
from configurator.domain.standards.threads import Thread

# The project's own: what can be told apart along a rule, and the longest thread to count along.
RULE_MM: Final = 0.5
LONGEST_COUNT_MM: Final = 40.0
# The project's own: what somebody feels when a nut does not fit.
FELT_MM: Final = 0.1
# ISO 68-1 and ASME B1.1; BS 84 and BS 93.
CRESTS: Final = {60.0: "flat", 55.0: "rounded", 47.5: "rounded"}
GAUGES: Final[Mapping[Piece, str]] = {
    "screw": "A thread gauge of each, held against the light, shows which one fits.",
    "nut": "A thread gauge of each, held into the bore, shows which one fits.",
}


def tell_apart(candidates: Sequence[Candidate], piece: Piece) -> tuple[str, ...]:
    """For each thread but the likeliest, in mm and deg, how to tell it from that one; empty for no thread."""
    return tuple(_difference(candidates[0].thread, each.thread, piece) for each in candidates[1:])


def _difference(one: Thread, other: Thread, piece: Piece) -> str:
    return f"{one.name} or {other.name}? {' '.join(_signs(one, other, piece))}"


def _signs(one: Thread, other: Thread, piece: Piece) -> Iterator[str]:
    if abs(one.pitch - other.pitch) > LEAST_DIFFERENCE:
        yield _pitch_sign(one, other)
    if one.angle != other.angle:
        yield _angle_sign(one, other, piece)
    if one.pitch != other.pitch or one.angle != other.angle:
        yield GAUGES[piece]
    if abs(one.major - other.major) >= FELT_MM:
        yield _diameter_sign(one, other, piece)


def _pitch_sign(one: Thread, other: Thread) -> str:
    count = ceil(RULE_MM / abs(one.pitch - other.pitch))
    first, second = count * one.pitch, count * other.pitch
    if max(first, second) > LONGEST_COUNT_MM:
        return "Their pitches are too near to count along a rule."
    return f"Along a rule {count} threads are {fixed_text(first, 1)} mm against {fixed_text(second, 1)} mm long."


def _angle_sign(one: Thread, other: Thread, piece: Piece) -> str:
    crests = CRESTS[one.angle], CRESTS[other.angle]
    is_shown = piece == "screw" and len(set(crests)) > 1
    shape = f", and crests that are not worn are {crests[0]} against {crests[1]}" if is_shown else ""
    return f"The angle between the flanks is {one.angle:g} deg against {other.angle:g} deg{shape}."


def _diameter_sign(one: Thread, other: Thread, piece: Piece) -> str:
    counterpart = "nut" if piece == "screw" else "screw"
    return (
        f"Over the screw they are {fixed_text(one.major, 2)} mm against {fixed_text(other.major, 2)} mm:"
        f" try a {counterpart} of known size, which goes on by hand and does not rattle."
    )
