"""The ways in which a size may be told beside a part, with a leader to its place on the part.

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
# So steep (cosine) that the text must stand over or under the leader, which counts for a longer one.
STEEP_PENALTY = 0.2
STEEPNESS = 1.3


def note_candidates(note: Note, part: PixelArray, pen: PictureStyle) -> Iterator[PlacementChoice]:
    """All that may be tried for `note` beside the part, which covers the points `part` (n, 2)."""
    for spot in note.spots:
        for ahead, clear in zip(NOTE_DIRECTIONS, _clear(spot, part, pen), strict=True):
            steep = abs(ahead[0]) < STEEP_PENALTY
            for length in clear + pen.gap + pen.step * np.arange(NOTE_LEVELS):
                yield PlacementChoice(
                    length * (STEEPNESS if steep else 1.0), partial(_note, note, spot, ahead, length, pen)
                )


def _clear(spot: PixelArray, part: PixelArray, pen: PictureStyle) -> PixelArray:
    """(24,) how far it is from the spot, each way round, until the part is passed."""
    off = part - spot[:2]
    aside = off @ np.stack([-NOTE_DIRECTIONS[:, 1], NOTE_DIRECTIONS[:, 0]])
    return np.asarray(np.where(np.abs(aside) < 2 * pen.air, off @ NOTE_DIRECTIONS.T, 0.0).max(axis=0, initial=0.0))


def _note(note: Note, spot: PixelArray, ahead: PixelArray, length: float, pen: PictureStyle) -> PlacedDimension:
    """A leader `length` pixels from the spot, with the text beyond its end."""
    end = spot + np.append(ahead * length, 0)
    steep = abs(ahead[0]) < STEEP_PENALTY
    beyond = np.sign(ahead) * ((0, 1) if steep else (1, 0))
    centre = end[:2] + beyond * (pen.extent(note.text, beyond) / 2 + pen.air)
    return PlacedDimension(
        note.text,
        pen.box(note.text, centre),
        leader=np.array([[spot, end]]),
        path=note.path,
        tips=np.array([[spot[:2], -ahead]]),
    )
