"""Shift patterns: gates and their gears by the number of speeds, as strokes and digits on a plane.

Sizes are in units, the distance between gates; x is to the driver's right, y forwards, the middle at 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot, pi

from configurator.sdk import ContourPiece, Corner, arc_piece

# Gears of each gate from left to right: forwards, and backwards. Empty where the lever does not go.
Gate = tuple[str, str]
SPEEDS: dict[str, tuple[Gate, ...]] = {
    "3-speed": (("", "1"), ("2", "3")),
    "4-speed": (("1", "2"), ("3", "4")),
    "5-speed": (("1", "2"), ("3", "4"), ("5", "")),
    "5-speed dog-leg": (("", "1"), ("2", "3"), ("4", "5")),
    "6-speed": (("1", "2"), ("3", "4"), ("5", "6")),
}
# In units, the project's own choices: half a stroke, to the middle of its round end; half as wide; from there to the
# middle of a digit; the height of digits, and half the width of R.
STROKE, HALF_WIDTH, DIGIT_MIDDLE, DIGIT, HALF_DIGIT = 0.7, 0.1, 1.25, 0.6, 0.26


@dataclass(frozen=True)
class Pattern:
    """Gates from left to right, reverse among them."""

    gates: tuple[Gate, ...]

    @property
    def reach(self) -> float:
        """From the middle to the furthest corner of a digit."""
        return hypot((len(self.gates) - 1) / 2 + HALF_DIGIT, DIGIT_MIDDLE + DIGIT / 2)

    @property
    def middles(self) -> tuple[float, float]:
        """How far from the middle those of the outer digits lie, forwards and to the right."""
        return DIGIT_MIDDLE, (len(self.gates) - 1) / 2

    def gate_x(self, number: int) -> float:
        """How far right of the middle a gate lies."""
        return number - (len(self.gates) - 1) / 2

    def digits(self) -> Iterator[tuple[str, Corner]]:
        """Each gear, and the middle of its digit."""
        for number, gate in enumerate(self.gates):
            for gear, side in zip(gate, (1, -1), strict=True):
                if gear:
                    yield gear, (self.gate_x(number), side * DIGIT_MIDDLE)

    def contour(self) -> list[ContourPiece]:
        """Round all strokes, clockwise from the first gate's left side."""
        forwards = [self.gate_x(number) for number, gate in enumerate(self.gates) if gate[0]]
        backwards = [self.gate_x(number) for number, gate in enumerate(self.gates) if gate[1]]
        last = self.gate_x(len(self.gates) - 1)
        return [*_side(forwards, last), *_turned(_side([-x for x in reversed(backwards)], last))]


def pattern(speeds: str, reverse: str) -> Pattern:
    """With reverse at `left` or `right`, `forwards` or `back`: in the outer gate where it is free, or one beside it."""
    gates, (side, way) = SPEEDS[speeds], reverse.split(" ")
    outer = gates[0] if side == "left" else gates[-1]
    slot = 0 if way == "forwards" else 1
    gate = ("R", outer[1]) if slot == 0 else (outer[0], "R")
    if outer[slot]:
        gate, inner = ("R", "") if slot == 0 else ("", "R"), gates
    else:
        inner = gates[1:] if side == "left" else gates[:-1]
    return Pattern((gate, *inner) if side == "left" else (*inner, gate))


def _side(strokes: list[float], last: float) -> list[ContourPiece]:
    """The forward side, from the cross stroke's left end to its right one; both lie `last` from the middle."""
    pieces: list[ContourPiece] = []
    if not _is_at(strokes[0], -last):
        pieces.append(arc_piece((-last, 0), HALF_WIDTH, pi, pi / 2))
    for x in strokes:
        pieces += _stroke(x, _is_at(x, -last), _is_at(x, last))
    if not _is_at(strokes[-1], last):
        pieces += [ContourPiece((last, HALF_WIDTH)), arc_piece((last, 0), HALF_WIDTH, pi / 2, 0)]
    return pieces


def _stroke(x: float, is_first: bool, is_last: bool) -> list[ContourPiece]:
    """Up, round and down again; at the ends of the pattern its outer side goes on to the middle line."""
    foot = [] if is_first else [ContourPiece((x - HALF_WIDTH, HALF_WIDTH))]
    up = [*foot, ContourPiece((x - HALF_WIDTH, STROKE)), arc_piece((x, STROKE), HALF_WIDTH, pi, 0)]
    return [*up, ContourPiece((x + HALF_WIDTH, 0.0 if is_last else HALF_WIDTH))]


def _turned(pieces: list[ContourPiece]) -> list[ContourPiece]:
    return [ContourPiece(_back(piece.end), None if piece.via is None else _back(piece.via)) for piece in pieces]


def _back(corner: Corner) -> Corner:
    return -corner[0], -corner[1]


def _is_at(one: float, other: float) -> bool:
    return abs(one - other) < 1e-9
