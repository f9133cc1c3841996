"""Candidate placements of a note beside a part, with a leader to its place on the part.

All in pixels right, down and towards the eye.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from configurator.kernel.render.camera import PixelArray
from configurator.kernel.render.dimension_geometry import Note
from configurator.kernel.render.placed_dimension import PlacedDimension, PlacementChoice
from configurator.kernel.render.style import PictureStyle

# Leaders run in any of 24 directions, to one of some distances from the part.
NOTE_DIRECTIONS = np.array([(np.cos(angle), np.sin(angle)) for angle in np.arange(24) * np.pi / 12])
NOTE_LEVELS = 6
# The cosine of a leader so steep that its text is over or under it, and the factor on its cost.
STEEP_COS = 0.2
STEEP_FACTOR = 1.3


def note_candidates(note: Note, part: PixelArray, style: PictureStyle) -> Iterator[PlacementChoice]:
    """All candidates for `note` beside the part, which covers the points `part` (n, 2)."""
    for spot in note.spots:
        for direction, clearance in zip(NOTE_DIRECTIONS, _clearances(spot, part, style), strict=True):
            is_steep = abs(direction[0]) < STEEP_COS
            for length in clearance + style.gap + style.step * np.arange(NOTE_LEVELS):
                yield PlacementChoice(
                    length * (STEEP_FACTOR if is_steep else 1.0),
                    partial(_place_note, note, spot, direction, length, style),
                )


def _clearances(spot: PixelArray, part: PixelArray, style: PictureStyle) -> PixelArray:
    """(24,) the distance from the spot to the end of the part in each direction."""
    off = part - spot[:2]
    aside = off @ np.stack([-NOTE_DIRECTIONS[:, 1], NOTE_DIRECTIONS[:, 0]])
    return np.asarray(np.where(np.abs(aside) < 2 * style.air, off @ NOTE_DIRECTIONS.T, 0.0).max(axis=0, initial=0.0))


def _place_note(
    note: Note, spot: PixelArray, direction: PixelArray, length: float, style: PictureStyle
) -> PlacedDimension:
    """A leader `length` pixels from the spot, with the text beyond its end."""
    end = spot + np.append(direction * length, 0)
    is_steep = abs(direction[0]) < STEEP_COS
    beyond = np.sign(direction) * ((0, 1) if is_steep else (1, 0))
    centre = end[:2] + beyond * (style.extent(note.text, beyond) / 2 + style.air)
    return PlacedDimension(
        note.text,
        style.box(note.text, centre),
        leader=np.array([[spot, end]]),
        path=note.path,
        tips=np.array([[spot[:2], -direction]]),
    )
