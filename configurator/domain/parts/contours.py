"""Contours of straight lines and arcs, as numbers: profiles that are turned, grooves that are milled."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, sin

Corner = tuple[float, float]


@dataclass(frozen=True)
class ContourPiece:
    """From where the last piece ended to `end`, in mm: straight, or the arc through `via`."""

    end: Corner
    via: Corner | None = None


def arc_piece(middle: Corner, radius: float, start: float, end: float) -> ContourPiece:
    """The arc round a middle between two angles in rad, from x, counter-clockwise positive."""
    half = (start + end) / 2
    return ContourPiece(_on_circle(middle, radius, end), _on_circle(middle, radius, half))


def _on_circle(middle: Corner, radius: float, angle: float) -> Corner:
    return middle[0] + radius * cos(angle), middle[1] + radius * sin(angle)
